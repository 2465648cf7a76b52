"""Changes: the edits of all languages that do the same to the same clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from redletter.model import Change, Document, Edit


def changes(
    edits: Mapping[str, tuple[Edit, ...]], documents: Mapping[str, tuple[Document, Document]]
) -> tuple[Change, ...]:
    """The edits of several languages paired into changes, in the order of the first language's text.

    Numbered clauses pair by id, others by their place in the structure; what finds no partner is a
    change in one language alone and stands after the change that it follows in its own text.
    """
    languages = [language for language in documents if language in edits]
    languages += [language for language in edits if language not in documents]
    rows = [_Row([edit]) for edit in edits[languages[0]]] if languages else []
    for language in languages[1:]:
        rows = _joined(rows, edits[language])
    return tuple(Change(tuple(row.edits)) for row in rows)


@dataclass(slots=True)
class _Row:
    edits: list[Edit] = field(default_factory=list)


_Key = tuple[object, ...]


def _numbered(edit: Edit) -> Iterable[_Key]:
    """Ids made from a printed number are the same in every language; the kind of edit must agree."""
    for side, clauses in (("new", edit.new), ("old", edit.old)):
        if clauses and clauses[0].number is not None:
            yield side, clauses[0].id, edit.kind


def _placed(edit: Edit) -> Iterable[_Key]:
    for side, clauses in (("old", edit.old), ("new", edit.new)):
        if clauses:
            yield side, clauses[0].place, clauses[0].kind, edit.kind


def _numbered_loosely(edit: Edit) -> Iterable[_Key]:
    return (key[:-1] for key in _numbered(edit))


def _placed_loosely(edit: Edit) -> Iterable[_Key]:
    return (key[:-1] for key in _placed(edit))


_WAYS: tuple[Callable[[Edit], Iterable[_Key]], ...] = (
    _numbered,
    _placed,
    _numbered_loosely,
    _placed_loosely,
)


def _joined(rows: list[_Row], edits: tuple[Edit, ...]) -> list[_Row]:
    """The rows with the edits of one more language, each where it pairs or after its neighbour."""
    row_of: dict[int, _Row] = {}
    taken: set[int] = set()
    for way in _WAYS:
        open_rows: dict[_Key, list[_Row]] = {}
        for row in rows:
            if id(row) not in taken:
                for key in way(row.edits[0]):
                    open_rows.setdefault(key, []).append(row)
        for position, edit in enumerate(edits):
            if position in row_of:
                continue
            for key in way(edit):
                free = [each for each in open_rows.get(key, ()) if id(each) not in taken]
                if free:
                    row_of[position] = free[0]
                    taken.add(id(free[0]))
                    break
    following: dict[int, list[_Row]] = {}
    last = 0
    for position, edit in enumerate(edits):
        if position in row_of:
            row_of[position].edits.append(edit)
            last = id(row_of[position])
        else:
            following.setdefault(last, []).append(_Row([edit]))
    joined = list(following.get(0, ()))
    for row in rows:
        joined.append(row)
        joined.extend(following.get(id(row), ()))
    return joined
