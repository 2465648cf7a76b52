"""Runs of text as they are read: without the marks of headings and items, each in one style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from redletter.model import Clause, ClauseKind, Op, Segment
from redletter.rendering.pieces import pieces
from redletter.rendering.reading import PLAIN, Style

_BULLET = "•"


class Run(NamedTuple):
    """Text of one style, kept, deleted or inserted; a newline in it is a line break."""

    op: Op
    text: str
    style: Style = PLAIN


def runs(segments: Sequence[Segment], was: Clause | None = None, now: Clause | None = None) -> Iterator[Run]:
    """The runs of a redline, or of a part of one, of the clause that was and the one that is."""
    bulleted = {Op.DELETE: has_bullet(was), Op.INSERT: has_bullet(now)}
    opening = {Op.DELETE, Op.INSERT}  # the sides of which no word was read yet
    for piece in pieces(segments):
        sides = {Op.DELETE, Op.INSERT} if piece.op is Op.KEEP else {piece.op}
        for span in piece.spans:
            text = "" if span.style.mark else span.text
            if sides <= opening:
                text = text.lstrip()
                if all(bulleted[side] for side in sides):
                    text = text.removeprefix(_BULLET).lstrip()
            if text:
                opening -= sides
                yield Run(piece.op, text, span.style)


def has_bullet(clause: Clause | None) -> bool:
    return clause is not None and clause.kind is ClauseKind.ITEM and clause.number is None


def reads(parts: Iterable[Iterable[Run]], clauses: Sequence[Clause], side: Op) -> bool:
    """Whether what is kept and what is of one side are the words of its clauses."""
    seen = " ".join("".join(run.text for run in part if run.op in (Op.KEEP, side)) for part in parts)
    return seen.split() == [word for clause in clauses for word in clause.words.split()]
