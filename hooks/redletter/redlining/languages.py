"""Changes: the edits of all languages that do the same to the same clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from redletter.model import Change, ChangeKind, Clause, Document, Edit


def changes(
    edits: Mapping[str, tuple[Edit, ...]], documents: Mapping[str, tuple[Document, Document]]
) -> tuple[Change, ...]:
    """The edits of several languages paired into changes, in the order of the first language's text.

    `documents` gives the old and the new text of each language. Numbered clauses pair by id, others
    by their place in the structure; what finds no partner is a change in one language alone and
    stands after the change that it follows in its own text.
    """
    languages = [language for language in documents if language in edits]
    if not languages:
        return ()
    first, *others = languages
    rows = [[edit] for edit in edits[first]]
    for language in others:
        places = _places(documents[first], documents[language])
        rows = _joined(rows, edits[language], places)
    return tuple(Change(tuple(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class _Places:
    """Which text's places tell: those that both languages count alike."""

    old: bool
    new: bool

    def of(self, edit: Edit) -> Iterator[_Key]:
        sides: list[tuple[str, tuple[Clause, ...]]] = [("old", edit.old), ("new", edit.new)]
        if self.new and not self.old:
            sides.reverse()
        for side, clauses in sides:
            if clauses:
                yield side, clauses[0].place, clauses[0].kind
                if self.old or self.new:
                    return  # the place that tells, and no other


_Key = tuple[object, ...]


def _places(first: tuple[Document, Document], second: tuple[Document, Document]) -> _Places:
    old, new = (
        [(clause.place, clause.kind) for clause in one.clauses]
        == [(clause.place, clause.kind) for clause in other.clauses]
        for one, other in zip(first, second, strict=True)
    )
    return _Places(old, new)


def _ids(edit: Edit) -> Iterator[_Key]:
    """Ids made from a printed number are the same in every language."""
    for side, clauses in (("new", edit.new), ("old", edit.old)):
        if clauses and clauses[0].number is not None:
            yield side, clauses[0].id


def _joined(rows: list[list[Edit]], edits: Sequence[Edit], places: _Places) -> list[list[Edit]]:
    """The rows with the edits of one more language, each where it pairs or after its neighbour."""
    partner = _partners([row[0] for row in rows], edits, places)
    following: dict[int, list[list[Edit]]] = {}
    last = -1
    for position, edit in enumerate(edits):
        if position in partner:
            last = partner[position]
            rows[last].append(edit)
        else:
            following.setdefault(last, []).append([edit])
    joined = list(following.get(-1, ()))
    for at, row in enumerate(rows):
        joined.append(row)
        joined.extend(following.get(at, ()))
    return joined


def _partners(firsts: Sequence[Edit], seconds: Sequence[Edit], places: _Places) -> dict[int, int]:
    """For each edit of the second language the row it belongs to: the same kind of change first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for same_kind in (True, False):
        for way in (_ids, places.of):
            rows: dict[tuple[_Key, ChangeKind | None], list[int]] = {}
            for at, edit in enumerate(firsts):
                for key in _named(edit, way, same_kind):
                    rows.setdefault(key, []).append(at)
            for position, edit in enumerate(seconds):
                candidates = [row for key in _named(edit, way, same_kind) for row in rows.get(key, ())]
                free = [row for row in candidates if row not in taken]
                if free and position not in found:
                    found[position] = free[0]
                    taken.add(free[0])
    return found


def _named(
    edit: Edit, way: Callable[[Edit], Iterator[_Key]], same_kind: bool
) -> Iterator[tuple[_Key, ChangeKind | None]]:
    for key in way(edit):
        yield key, edit.kind if same_kind else None
