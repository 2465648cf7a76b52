"""Runs of text as they are read: without the marks of headings and items, each in one style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import cydifflib

from redletter.model import Clause, ClauseKind, Op, Segment
from redletter.rendering.pieces import pieces
from redletter.rendering.reading import PLAIN, Style

BOTH = frozenset({Op.DELETE, Op.INSERT})

_BULLET = "•"


class Run(NamedTuple):
    """Text of one style, kept, deleted or inserted; a newline in it is a line break."""

    op: Op
    text: str
    style: Style = PLAIN


def runs(
    segments: Sequence[Segment],
    was: Clause | None = None,
    now: Clause | None = None,
    *,
    opening: frozenset[Op] = BOTH,
) -> Iterator[Run]:
    """The runs of a redline, or of a part of one, of the clause that was and the one that is.

    `opening` are the sides, deleted or inserted, on which a clause begins with this part.
    """
    bulleted = {Op.DELETE: has_bullet(was), Op.INSERT: has_bullet(now)}
    for piece in pieces(segments):
        sides = BOTH if piece.op is Op.KEEP else frozenset({piece.op})
        for span in piece.spans:
            text = "" if span.style.mark else span.text
            if sides <= opening:
                text = text.lstrip()
                if all(bulleted[side] for side in sides):
                    text = text.removeprefix(_BULLET).lstrip()
            if text:
                opening -= sides
                yield Run(piece.op, text, span.style)


def wholly(op: Op, found: Iterable[Run]) -> Iterator[Run]:
    """The runs of what came or went as a whole: not even a space of it is kept."""
    for run in found:
        yield run if op is Op.KEEP else run._replace(op=op)


def has_bullet(clause: Clause | None) -> bool:
    return clause is not None and clause.kind is ClauseKind.ITEM and clause.number is None


def reads(parts: Iterable[tuple[Iterable[Run], Op]], clauses: Sequence[Clause], side: Op) -> bool:
    """Whether what is kept and what is of one side are the words of its clauses.

    Each part comes with what happened to its end, where that parts it from the next.
    """
    seen = "".join(
        run.text for part, end in parts for run in (*part, Run(end, " ")) if run.op in (Op.KEEP, side)
    )
    return seen.split() == _words(clauses)


def compared(was: Sequence[Clause], now: Sequence[Clause]) -> Iterator[Run]:
    """The redline of what clauses read as, word by word, without styles."""
    old, new = _words(was), _words(now)
    for name, from_old, to_old, from_new, to_new in cydifflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if name == "equal":
            yield Run(Op.KEEP, " ".join(new[from_new:to_new]) + " ")
            continue
        if to_old > from_old:
            yield Run(Op.DELETE, " ".join(old[from_old:to_old]) + " ")
        if to_new > from_new:
            yield Run(Op.INSERT, " ".join(new[from_new:to_new]) + " ")


def _words(clauses: Sequence[Clause]) -> list[str]:
    return [word for clause in clauses for word in clause.words.split()]
