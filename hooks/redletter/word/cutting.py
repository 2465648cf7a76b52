"""Parts a redline where clauses meet or cells end, and tells what became of each such place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redletter.model import Clause, Op, Segment

Part = tuple[tuple[Segment, ...], Op | None]


def gaps(clauses: Sequence[Clause]) -> set[int]:
    """Where, in the sources joined, the white space between two clauses stands."""
    gaps: set[int] = set()
    end = 0
    for at, clause in enumerate(clauses):
        if at:
            gaps.update(range(end, end + len(clause.gap)))
            end += len(clause.gap)
        end += len(clause.source)
    return gaps


def separators(clauses: Sequence[Clause]) -> set[int]:
    """Where the strokes between cells stand, and all after the row's own line."""
    source = clauses[0].source if clauses else ""
    line = source.split("\n", 1)[0]
    found = set(range(len(line), len(source)))
    in_code = escaped = False
    for at, sign in enumerate(line):
        if sign == "|" and not in_code and not escaped:
            found.add(at)
        in_code ^= sign == "`" and not escaped
        escaped = sign == "\\" and not escaped
    return found


def cut(redline: Iterable[Segment], old_cuts: set[int], new_cuts: set[int]) -> Iterator[Part]:
    """The redline parted at places of the old and of the new text, and what became of each place.

    The operation is that of the place after the part, None after the last part.
    """
    part: list[Segment] = []
    cuts: set[Op] = set()
    old = new = 0
    for segment in redline:
        for sign in segment.text:
            in_old = segment.op is not Op.INSERT and old in old_cuts
            in_new = segment.op is not Op.DELETE and new in new_cuts
            old += segment.op is not Op.INSERT
            new += segment.op is not Op.DELETE
            cuts |= {Op.DELETE} if in_old else set()
            cuts |= {Op.INSERT} if in_new else set()
            rest = _rest(segment.op, in_old, in_new)
            if rest is None:
                continue
            if cuts:
                yield tuple(part), _both(cuts)
                part, cuts = [], set()
            part.append(Segment(rest, sign))
    if cuts:
        yield tuple(part), _both(cuts)
        part = []
    yield tuple(part), None


def _rest(op: Op, in_old: bool, in_new: bool) -> Op | None:
    """What is left of a sign where a cut takes it from one side, or from both."""
    if op is Op.KEEP and in_old != in_new:
        return Op.INSERT if in_old else Op.DELETE
    return None if in_old or in_new else op


def _both(cuts: set[Op]) -> Op:
    return Op.KEEP if len(cuts) == 2 else next(iter(cuts))
