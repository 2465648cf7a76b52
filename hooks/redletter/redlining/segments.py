"""A redline's runs of text, from the tokens that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redletter.model import Op, Segment
from redletter.redlining.sides import Kept, Side

# What is deleted, what is inserted in its place, what is then kept.
_Step = tuple[str, str, str]


def segments(old: Side, new: Side, runs: Sequence[Kept]) -> tuple[Segment, ...]:
    """The redline whose kept tokens are these; a deletion stands before the insertion that replaces it."""
    return tuple(_segments(_steps(old, new, runs)))


def _steps(old: Side, new: Side, runs: Sequence[Kept]) -> Iterator[_Step]:
    """The steps of a redline from its kept tokens; a token kept but written otherwise is shown both ways."""
    old_at = new_at = 0
    for run in (*runs, Kept(len(old), len(new), 0)):
        deleted, inserted = "".join(old.sources[old_at : run.old]), "".join(new.sources[new_at : run.new])
        old_at, new_at = run.old_end, run.new_end
        olds, news = old.sources[run.old : old_at], new.sources[run.new : new_at]
        if olds == news:
            yield deleted, inserted, "".join(olds)
            continue
        yield deleted, inserted, ""
        for at in range(run.length):
            yield _written(old, run.old + at, new, run.new + at)


def _written(old: Side, old_at: int, new: Side, new_at: int) -> _Step:
    """The step of one token that both texts have, each with its own white space and signs."""
    text = old.texts[old_at]
    if text != new.texts[new_at]:
        return old.sources[old_at], new.sources[new_at], ""
    if old.leads[old_at] != new.leads[new_at]:
        return old.leads[old_at], new.leads[new_at], text
    return "", "", old.sources[old_at]


def _segments(steps: Iterable[_Step]) -> Iterator[Segment]:
    """The runs of the redline; white space that both sides of a change begin or end with is kept."""
    kept = ""
    for deleted, inserted, following in _merged(steps):
        lead = _shared_space(deleted, inserted)
        kept += deleted[:lead]
        deleted, inserted = deleted[lead:], inserted[lead:]
        trail = _shared_space(deleted[::-1], inserted[::-1])
        tail = deleted[len(deleted) - trail :]
        deleted, inserted = deleted[: len(deleted) - trail], inserted[: len(inserted) - trail]
        if deleted or inserted:
            yield from segment(Op.KEEP, kept)
            kept = ""
        yield from segment(Op.DELETE, deleted)
        yield from segment(Op.INSERT, inserted)
        kept += tail + following
    yield from segment(Op.KEEP, kept)


def _merged(steps: Iterable[_Step]) -> Iterator[_Step]:
    """The steps with those that follow one another, nothing kept between, made one."""
    deleted = inserted = kept = ""
    for more_deleted, more_inserted, more_kept in steps:
        if kept and (more_deleted or more_inserted):
            yield deleted, inserted, kept
            deleted = inserted = kept = ""
        deleted += more_deleted
        inserted += more_inserted
        kept += more_kept
    yield deleted, inserted, kept


def segment(op: Op, text: str) -> Iterator[Segment]:
    """One run of a redline, or none where there is no text."""
    if text:
        yield Segment(op, text)


def _shared_space(first: str, second: str) -> int:
    """How many characters of white space both begin with."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other or not one.isspace():
            break
        length += 1
    return length
