"""Paragraphs of a redlined text, as a word processor has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from redletter.model import Clause, ClauseKind, Op
from redletter.word.cutting import cut, gaps
from redletter.word.order import Block, Place
from redletter.word.runs import BOTH, Run, compared, has_bullet, reads, runs, wholly

_DEEPEST_HEADING = 6


class Look(NamedTuple):
    """A paragraph's style, how deep it is set in, and whether a bullet stands before it."""

    style: str = ""
    depth: int = 0
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`mark` is what happened to the paragraph's end; `was` its look before, where that changed."""

    runs: tuple[Run, ...]
    look: Look
    was: Look | None = None
    mark: Op = Op.KEEP


def paragraphs(block: Block) -> tuple[Paragraph, ...]:
    """The paragraphs of a block: one a clause; split and joined ones end where their clauses end.

    Kept and deleted words are those of the old clauses as a page shows them, kept and inserted those
    of the new. What does not read so is compared anew, word by word.
    """
    if not any(clause.words for clause in (*block.old, *block.new)):
        return ()
    found = tuple(_paragraphs(block))
    parts = [(each.runs, each.mark) for each in found]
    reads_old = block.place is Place.MOVED_TO or reads(parts, block.old, Op.DELETE)
    reads_new = block.place is Place.MOVED_FROM or reads(parts, block.new, Op.INSERT)
    if reads_old and reads_new:
        return found
    look = _look((block.new or block.old)[0])
    return (Paragraph(tuple(compared(block.old, block.new)), look, mark=_whole(block)),)


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    old = new = 0
    opening = BOTH
    for segments, mark in cut(block.redline, gaps(block.old), gaps(block.new)):
        was = block.old[min(old, len(block.old) - 1)] if block.old else None
        now = block.new[min(new, len(block.new) - 1)] if block.new else None
        look, before = _look(now or was), _look(was or now)
        end = _whole(block) if mark is None else mark
        yield Paragraph(
            runs=tuple(wholly(_whole(block), runs(segments, was, now, opening=opening))),
            look=before if end is Op.DELETE else look,
            was=before if end is Op.KEEP and before != look else None,
            mark=end,
        )
        opening = BOTH if mark in (None, Op.KEEP) else frozenset({mark})
        old += mark in (Op.KEEP, Op.DELETE)
        new += mark in (Op.KEEP, Op.INSERT)


def _whole(block: Block) -> Op:
    """What happened to all of the block, but that it moved."""
    if block.place is not Place.HERE:
        return Op.KEEP
    if not block.old:
        return Op.INSERT
    return Op.KEEP if block.new else Op.DELETE


def _look(clause: Clause | None) -> Look:
    if clause is None or clause.kind is ClauseKind.ROW:
        return Look()
    if clause.kind is ClauseKind.HEADING:
        return Look(f"Heading{min(max(clause.depth, 1), _DEEPEST_HEADING)}")
    if clause.kind is ClauseKind.ITEM:
        return Look("ListParagraph", clause.depth, bullet=has_bullet(clause))
    if clause.source.startswith(">"):
        return Look("Quote")
    return Look("Code" if clause.source.startswith(("```", "~~~")) else "")
