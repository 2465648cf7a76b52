"""Redlining: what an amendment does to each clause, word by word, and in all languages."""

from __future__ import annotations

from collections.abc import Iterator

from redletter.model import ChangeKind, Clause, Document, Edit, Pair
from redletter.redlining.compare import compare
from redletter.redlining.languages import changes

__all__ = ["changes", "compare", "edits"]

_CONTEXT = 16  # ancestors; nobody nests deeper by intent


def edits(pairs: tuple[Pair, ...], before: Document, after: Document, *, language: str) -> tuple[Edit, ...]:
    """What differs between two texts of one language, clause by clause, in the order of the pairs.

    Only clauses that changed, moved or were renumbered are listed. White space at the ends of lines
    makes no difference.
    """
    return tuple(_edits(pairs, before, after, language))


def _edits(pairs: tuple[Pair, ...], before: Document, after: Document, language: str) -> Iterator[Edit]:
    old_clauses = {clause.id: clause for clause in before.clauses}
    new_clauses = {clause.id: clause for clause in after.clauses}
    for pair in pairs:
        old, new = _joined(pair.before), _joined(pair.after)
        if not pair.moved and (old == new or _written(old) == _written(new)):
            continue
        yield Edit(
            language=language,
            kind=_kind(pair),
            old=pair.before,
            new=pair.after,
            before=old,
            after=new,
            redline=compare(old, new),
            context=_context(pair.after[0], new_clauses)
            if pair.after
            else _context(pair.before[0], old_clauses),
            moved=pair.moved,
        )


def _joined(clauses: tuple[Clause, ...]) -> str:
    """The sources of clauses that follow one another, with the gaps between them."""
    if len(clauses) == 1:
        return clauses[0].source
    return "".join(
        clause.source if at == 0 else clause.gap + clause.source for at, clause in enumerate(clauses)
    )


def _written(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.split("\n"))


def _kind(pair: Pair) -> ChangeKind:
    if not pair.before:
        return ChangeKind.INSERTION
    if not pair.after:
        return ChangeKind.REPEAL
    if len(pair.after) > 1:
        return ChangeKind.SPLIT
    if len(pair.before) > 1:
        return ChangeKind.JOIN
    if pair.moved:
        return ChangeKind.MOVE
    return ChangeKind.RENUMBERING if _only_renumbered(pair) else ChangeKind.SUBSTITUTION


def _only_renumbered(pair: Pair) -> bool:
    old, new = _around_number(pair.before[0]), _around_number(pair.after[0])
    return old is not None and old == new


def _around_number(clause: Clause) -> tuple[str, str] | None:
    """The source before and after the printed number; None where none is printed."""
    if clause.number is None:
        return None
    head, number, rest = clause.source.partition(clause.number)
    return (head, _written(rest)) if number else None


def _context(clause: Clause, by_id: dict[str, Clause]) -> tuple[str, ...]:
    words: list[str] = []
    while clause.parent is not None and clause.parent in by_id and len(words) < _CONTEXT:
        clause = by_id[clause.parent]
        words.append(clause.words)
    return tuple(words)
