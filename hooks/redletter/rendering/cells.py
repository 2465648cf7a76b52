"""A redline of a table's row, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from redletter.model import Op
from redletter.rendering.pieces import Piece, Run, Step, joined, steps

_DIVIDER = frozenset("|:- \t")  # the signs of the line below a table's head


@dataclass(slots=True)
class Cell:
    """A cell's pieces; a cell of one text only is `old` or `new` alone."""

    steps: list[Step] = field(default_factory=list)
    old: bool = True
    new: bool = True

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return joined(_stripped(self.steps))

    @property
    def empty(self) -> bool:
        return not any(_is_seen(step) for step in self.steps)


def cells(runs: Iterable[Run]) -> tuple[Cell, ...]:
    """The cells of a row's redline, those of both texts; the line below a table's head is left out.

    None at all where it is no single row, or where what changed stands outside of its cells.
    """
    found = list(steps(runs))
    if not (_is_row(found, old=True) and _is_row(found, old=False)):
        return ()
    row = _split(_first_line(found))
    row = row[row[0].empty : len(row) - row[-1].empty]  # what stands outside of the outer bars
    was_changed = any(op is not Op.KEEP for op, _, _ in found)
    shows_change = any(piece.op is not Op.KEEP for cell in row for piece in cell.pieces)
    return tuple(row) if shows_change or not was_changed else ()


def _is_row(found: list[Step], *, old: bool) -> bool:
    glyphs = (step[1] if old else step[2] for step in found)
    first, _, rest = "".join(glyph.source for glyph in glyphs if glyph is not None).strip().partition("\n")
    return (not first or "|" in first) and _DIVIDER.issuperset(rest)


def _first_line(found: list[Step]) -> Iterator[Step]:
    over = {1: False, 2: False}
    for op, old, new in found:
        over[1] = over[1] or (old is not None and old.source == "\n")
        over[2] = over[2] or (new is not None and new.source == "\n")
        old, new = None if over[1] else old, None if over[2] else new
        if old is not None and new is not None:
            yield op, old, new
        elif old is not None:
            yield Op.DELETE, old, None
        elif new is not None:
            yield Op.INSERT, None, new


def _split(line: Iterable[Step]) -> list[Cell]:
    row = [Cell()]
    for is_kept, group in groupby(line, key=lambda step: step[0] is Op.KEEP):
        if not is_kept:
            _change(row, list(group))
            continue
        for step in group:
            if _is_bar(step):
                row.append(Cell())
            else:
                row[-1].steps.append(step)
                row[-1].old = row[-1].new = True
    return row


def _change(row: list[Cell], change: list[Step]) -> None:
    """Puts a change's deletions and insertions into cells, pair by pair.

    Where there are more on one side, the others are those before what the row goes on with; behind
    what it already said, those after.
    """
    sides = [list(_parts(step for step in change if step[0] is op)) for op in (Op.DELETE, Op.INSERT)]
    from_end = row[-1].empty
    pairs = list(zip_longest(*(side[::-1] if from_end else side for side in sides)))
    for at, (old, new) in enumerate(reversed(pairs) if from_end else pairs):
        if at:
            row.append(Cell())
        row[-1].old, row[-1].new = old is not None, new is not None
        row[-1].steps += [*(old or ()), *(new or ())]


def _parts(line: Iterable[Step]) -> Iterator[list[Step]]:
    part: list[Step] = []
    for step in line:
        if _is_bar(step):
            yield part
            part = []
        else:
            part.append(step)
    yield part


def _is_bar(step: Step) -> bool:
    """Whether it parts cells: a bar that is no part of code and not escaped."""
    glyph = step[2] or step[1]
    return glyph is not None and glyph.source == glyph.seen == "|" and not glyph.style.code


def _is_seen(step: Step) -> bool:
    return any(glyph is not None and glyph.seen.strip() for glyph in step[1:])


def _stripped(line: list[Step]) -> list[Step]:
    """Without the white space at a cell's edges, which pads the source alone."""
    seen = [at for at, step in enumerate(line) if _is_seen(step)]
    return line[seen[0] : seen[-1] + 1] if seen else []
