"""The reading order of a redlined text: each clause of the old and of the new one where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from redletter.model import Amendment, Clause, ClauseKind, Document, Edit, JudgedChange, Op, Segment


class Place(StrEnum):
    """Whether a block stands where it stood, or shows where a clause left or arrived."""

    HERE = "here"
    MOVED_FROM = "moved_from"
    MOVED_TO = "moved_to"


@dataclass(frozen=True, slots=True)
class Block:
    """Clauses that belong together, with their redline; an unchanged clause is all kept.

    A moved clause makes two blocks with the same number `move`: one without its new text at the place
    that it left, one without its old text at its new place.
    """

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    redline: tuple[Segment, ...]
    place: Place = Place.HERE
    move: int = 0
    judged: JudgedChange | None = None


def blocks(amendment: Amendment, before: Document | None, after: Document, language: str) -> Iterator[Block]:
    """The blocks of one language's text: what was deleted stands where it stood, before insertions.

    Without a text before, everything is kept: there is nothing to compare with.
    """
    if before is None:
        for clause in after.clauses:
            yield _kept(clause, clause)
        return
    units = _units(amendment, before, after, language)
    staying = _staying(units, before)
    olds = [unit for clause in before.clauses if (unit := units.old.get(clause.id)) is not None]
    for unit in units.new:
        while olds and olds[0] not in staying:
            yield _left(units.all[olds[0]], olds.pop(0))
        if unit in staying:
            olds.pop(0)
            yield units.all[unit]
        else:
            yield _arrived(units.all[unit], unit)
    for unit in olds:
        yield _left(units.all[unit], unit)


@dataclass(frozen=True, slots=True)
class _Units:
    """All blocks; the numbers of those of the old text by their first clause, and of the new in order."""

    all: tuple[Block, ...]
    old: dict[str, int]
    new: tuple[int, ...]
    moved: frozenset[int]


def _units(amendment: Amendment, before: Document, after: Document, language: str) -> _Units:
    found = [
        (judged, edit) for judged in amendment.changes if (edit := judged.change.edit(language)) is not None
    ]
    changed_old = {clause.id for _, edit in found for clause in edit.old}
    changed_new = {clause.id for _, edit in found for clause in edit.new}
    same_old = (clause for clause in before.clauses if clause.id not in changed_old)
    same_new = (clause for clause in after.clauses if clause.id not in changed_new)
    every = [_changed(edit, judged) for judged, edit in found]
    every += [_kept(old, new) for old, new in zip(same_old, same_new, strict=True)]
    first_new = {block.new[0].id: at for at, block in enumerate(every) if block.new}
    return _Units(
        all=tuple(every),
        old={block.old[0].id: at for at, block in enumerate(every) if block.old},
        new=tuple(first_new[clause.id] for clause in after.clauses if clause.id in first_new),
        moved=frozenset(at for at, (_, edit) in enumerate(found) if edit.moved),
    )


def _staying(units: _Units, before: Document) -> frozenset[int]:
    """The blocks that keep their order among each other."""
    order = {clause.id: at for at, clause in enumerate(before.clauses)}
    staying: list[int] = []
    last = -1
    for unit in units.new:
        block = units.all[unit]
        if block.old and unit not in units.moved and order[block.old[0].id] > last:
            last = order[block.old[0].id]
            staying.append(unit)
    return frozenset(staying)


def _kept(old: Clause, new: Clause) -> Block:
    return Block((old,), (new,), (Segment(Op.KEEP, new.source),))


def _changed(edit: Edit, judged: JudgedChange) -> Block:
    return Block(edit.old, edit.new, edit.redline, judged=judged)


def _left(block: Block, unit: int) -> Block:
    """What shows at the old place: a repealed clause, or the words that a moved one had there."""
    if not block.new:
        return block
    words = _without(Op.INSERT, block)
    if _is_row(block.old):
        return Block(block.old, (), tuple(Segment(Op.DELETE, each.text) for each in words))
    return Block(block.old, (), words, Place.MOVED_FROM, unit + 1)


def _arrived(block: Block, unit: int) -> Block:
    """What shows at the new place: an inserted clause, or the words that a moved one has there."""
    if not block.old:
        return block
    words = _without(Op.DELETE, block)
    if _is_row(block.new):
        words = tuple(Segment(Op.INSERT, each.text) for each in words)
        return Block((), block.new, words, judged=block.judged)
    return Block((), block.new, words, Place.MOVED_TO, unit + 1, block.judged)


def _without(op: Op, block: Block) -> tuple[Segment, ...]:
    return tuple(segment for segment in block.redline if segment.op is not op)


def _is_row(clauses: tuple[Clause, ...]) -> bool:
    """Rows of tables: word processors track no moves of these."""
    return all(clause.kind is ClauseKind.ROW for clause in clauses)
