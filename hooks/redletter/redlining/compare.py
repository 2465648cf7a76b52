"""The word redline of two sources: lossless, whole tokens, smoothed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import ne
from zlib import crc32

from cydifflib import SequenceMatcher
from rapidfuzz.distance import Indel

from redletter.model import Op, Segment
from redletter.redlining.segments import segment, segments
from redletter.redlining.sides import Kept, Side
from redletter.redlining.smoothing import smooth

# So many equal pairs of tokens are looked at in one comparison; a text of 5,000 words has fewer.
_MANY = 300_000
_SIGNS = frozenset(",;:.()'\"")  # kept beside kept words; no reason by themselves to keep anything
_CHUNK = 64  # tokens, about
_MATRIX = 400_000_000  # cells of a comparison by bits


def compare(before: str, after: str) -> tuple[Segment, ...]:
    """The redline of two sources: keeps and deletes join to `before`, keeps and inserts to `after`.

    A deletion stands before the insertion that replaces it. Only whole tokens are marked.
    """
    if before == after:
        return tuple(segment(Op.KEEP, before))
    if not before or not after:
        return (*segment(Op.DELETE, before), *segment(Op.INSERT, after))
    old, new = Side(before), Side(after)
    return segments(old, new, smooth(old, new, _match(old, new)))


def _match(old: Side, new: Side) -> list[Kept]:
    """The runs of tokens that both have, in order."""
    runs = _equal_runs(old, new, range(len(old)), range(len(new)), deep=True)
    return [run for run in runs if run.length]


def _equal_runs(old: Side, new: Side, olds: range, news: range, *, deep: bool) -> Iterator[Kept]:
    """What two spans of tokens have in common: how they begin, what lies between, how they end."""
    first, second = old.keys[olds.start : olds.stop], new.keys[news.start : news.stop]
    head = _equal_at_start(first, second)
    yield Kept(olds.start, news.start, head)
    tail = _equal_at_start(first[head:][::-1], second[head:][::-1])
    olds, news = olds[head : len(olds) - tail], news[head : len(news) - tail]
    if olds and news:
        yield from _differing_runs(old, new, olds, news, deep=deep)
    yield Kept(olds.stop, news.stop, tail)


def _equal_at_start(first: Sequence[str], second: Sequence[str]) -> int:
    return next(compress(count(), map(ne, first, second)), min(len(first), len(second)))


def _differing_runs(old: Side, new: Side, olds: range, news: range, *, deep: bool) -> Iterator[Kept]:
    first, second = old.keys[olds.start : olds.stop], new.keys[news.start : news.stop]
    if len(first) * len(second) <= _MANY or _equal_pairs(first, second) <= _MANY:
        matcher = SequenceMatcher(_SIGNS.__contains__, first, second, autojunk=False)
        for old_at, new_at, length in matcher.get_matching_blocks():
            yield Kept(olds.start + old_at, news.start + new_at, length)
    elif deep:
        yield from _by_sentences(old, new, olds, news)
    elif len(first) * len(second) <= _MATRIX:
        for code in Indel.opcodes(first, second):
            if code.tag == "equal":
                length = code.src_end - code.src_start
                yield Kept(olds.start + code.src_start, news.start + code.dest_start, length)
    # What is longer and has no sentence in common is shown as replaced.


def _equal_pairs(first: Sequence[str], second: Sequence[str]) -> int:
    counts = Counter(second)
    return sum(counts[key] for key in first)


def _by_sentences(old: Side, new: Side, olds: range, news: range) -> Iterator[Kept]:
    """Long blocks: equal sentences first, then the words between them."""
    first, second = _spans(old, olds), _spans(new, news)
    numbers: dict[tuple[str, ...], int] = {}
    codes = [
        [numbers.setdefault(tuple(side.keys[span.start : span.stop]), len(numbers)) for span in spans]
        for side, spans in ((old, first), (new, second))
    ]
    old_at, new_at = olds.start, news.start
    if len(first) * len(second) <= _MATRIX:
        for code in Indel.opcodes(*codes):
            if code.tag != "equal":
                continue
            start = Kept(first[code.src_start].start, second[code.dest_start].start, 0)
            yield from _equal_runs(old, new, range(old_at, start.old), range(new_at, start.new), deep=False)
            old_at, new_at = first[code.src_end - 1].stop, second[code.dest_end - 1].stop
            yield start._replace(length=old_at - start.old)
    yield from _equal_runs(old, new, range(old_at, olds.stop), range(new_at, news.stop), deep=False)


def _spans(side: Side, within: range) -> list[range]:
    """The sentences of a long block, and those too long cut where their words say so.

    A cut that depends on two words alone falls at the same place in both texts.
    """
    sentences = frozenset(side.starts)
    starts = [within.start]
    for at in within[1:]:
        if at in sentences or crc32((side.keys[at - 1] + side.keys[at]).encode()) % _CHUNK == 0:
            starts.append(at)
    return list(map(range, starts, [*starts[1:], within.stop]))
