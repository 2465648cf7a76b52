"""Splits and joins: one block that became several, several that became one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Indel, LCSseq

from redletter.alignment.blocks import Block
from redletter.alignment.likeness import candidates

_WHOLE = 0.6  # the parts joined must read so much like the whole
_PART = 0.65  # so much of each part must stand in the whole, in its order
_GAIN = 0.05  # and a part must bring the likeness so much further
_LONG_ENOUGH = 6  # words of the whole


def splits(
    olds: Sequence[Block], news: Sequence[Block], pairs: Mapping[int, int]
) -> Iterator[tuple[int, range]]:
    """Old blocks that became several of the new text: index, and the range of new indices.

    `pairs` maps old to new indices found so far; a split takes one pair's new block, or none, and
    free neighbours. Give the texts the other way round for joins.
    """
    taken = set(pairs.values())
    free = {new.index for new in news if new.index not in taken and not new.is_heading}
    for old in olds:
        if old.is_heading or len(old.words) < _LONG_ENOUGH:
            continue
        if old.index in pairs:
            start = pairs[old.index]
            if start - 1 in free or start + 1 in free:
                found = _grow(old, news, start, free)
                if found:
                    free.difference_update(found)
                    yield old.index, found
    unpaired = [old for old in olds if old.index not in pairs and not old.is_heading and len(old.words) >= 6]
    open_news = [news[index] for index in sorted(free)]
    for old, new in candidates(unpaired, open_news):
        if new.index in free and _held(new, old) >= _PART:
            found = _grow(old, news, new.index, free)
            if found:
                free.difference_update(found)
                yield old.index, found


def _grow(old: Block, news: Sequence[Block], start: int, free: set[int]) -> range | None:
    """The widest run of new blocks around `start` whose words together are those of the old block."""
    first = last = start
    best = Indel.normalized_similarity(old.words, news[start].words)
    grown = True
    while grown:
        grown = False
        for edge in (first - 1, last + 1):
            if edge not in free or _held(news[edge], old) < _PART:
                continue
            low, high = min(first, edge), max(last, edge)
            words = [word for block in news[low : high + 1] for word in block.words]
            alike = Indel.normalized_similarity(old.words, words)
            if alike > best:
                gain = alike - best
                first, last, best, grown = low, high, alike, gain > 0
    enough = best >= _WHOLE and last > first
    return range(first, last + 1) if enough and _worth(old, news, start, best) else None


def _worth(old: Block, news: Sequence[Block], start: int, best: float) -> bool:
    return best - Indel.normalized_similarity(old.words, news[start].words) >= _GAIN


def _held(part: Block, whole: Block) -> float:
    """How much of the part stands in the whole, in its order: 0 to 1."""
    return LCSseq.similarity(part.words, whole.words) / len(part.words) if len(part.words) >= 2 else 0.0
