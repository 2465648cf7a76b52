"""Rows of tables: cell by cell where the cells are the same, else the old row out and the new one in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redletter.model import Clause, Op, Segment
from redletter.word.cutting import Part, cut, separators
from redletter.word.order import Block
from redletter.word.runs import Run, reads, runs, wholly


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row. `op` tells of the row as a whole; `heads` that it begins a table."""

    cells: tuple[tuple[Run, ...], ...]
    op: Op = Op.KEEP
    heads: bool = False


def rows(block: Block) -> tuple[Row, ...]:
    """The row of a block; two where a row is replaced."""
    if len(block.old) < 2 and len(block.new) < 2 and (row := _row(block)) is not None:
        return (row,)
    old = [_whole_row(clause, Op.DELETE) for clause in block.old]
    return (*old, *(_whole_row(clause, Op.INSERT) for clause in block.new))


def _row(block: Block) -> Row | None:
    """The row with its redline in its cells; None where the cells are not the same."""
    op = Op.INSERT if not block.old else Op.KEEP if block.new else Op.DELETE
    parts = list(cut(block.redline, separators(block.old), separators(block.new)))
    if any(mark not in (None, op) for _, mark in parts):
        return None
    cells = tuple(tuple(wholly(op, cell)) for cell in _cells(parts))
    parted = [(cell, Op.KEEP) for cell in cells]
    if reads(parted, block.old, Op.DELETE) and reads(parted, block.new, Op.INSERT):
        return Row(cells, op, _heads((block.new or block.old)[0]))
    return None


def _whole_row(clause: Clause, op: Op) -> Row:
    cells = tuple(
        _cells(list(cut([Segment(op, clause.source)], separators((clause,)), separators((clause,)))))
    )
    if not reads(((cell, Op.KEEP) for cell in cells), (clause,), op):
        cells = ((Run(op, clause.words),),)
    return Row(cells, op, _heads(clause))


def _cells(parts: Sequence[Part]) -> Iterator[tuple[Run, ...]]:
    """The cells between the outer strokes."""
    blank = [not "".join(segment.text for segment in segments).strip() for segments, _ in parts]
    start = 1 if blank[0] and len(parts) > 1 else 0
    end = len(parts) - 1 if blank[-1] and len(parts) > start + 1 else len(parts)
    for segments, _ in parts[start:end]:
        yield tuple(runs(segments))


def _heads(clause: Clause) -> bool:
    """Whether the line of hyphens follows, which ends a table's head."""
    return "\n" in clause.source
