"""Splits and joins: one block that became several, several that became one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import LCSseq

from redletter.alignment.blocks import Block
from redletter.alignment.likeness import candidates, common

_WHOLE = 0.6  # the parts joined must read so much like the whole
_PART = 0.65  # so much of each part must stand in the whole, in its order
_GAIN = 0.05  # and a part must bring the likeness so much further
_LONG_ENOUGH = 6  # words of the whole
_TOO_LONG = 5_000  # words; a text without paragraphs is not looked through


def splits(
    olds: Sequence[Block], news: Sequence[Block], pairs: Mapping[int, int]
) -> Iterator[tuple[int, range]]:
    """Old blocks that became several of the new text: index, and the range of new indices.

    `pairs` maps old to new indices found so far; a split takes one pair's new block, or none, and
    free neighbours. Give the texts the other way round for joins.
    """
    taken = set(pairs.values())
    free = {new.index for new in news if new.index not in taken and not new.is_heading}
    if not free:
        return
    for old in olds:
        start = pairs.get(old.index)
        if start is None or (start - 1 not in free and start + 1 not in free) or not _is_text(old):
            continue
        if found := _grow(old, news, start, free):
            free.difference_update(found)
            yield old.index, found
    unpaired = [old for old in olds if old.index not in pairs and _is_text(old)]
    open_news = [news[index] for index in sorted(free)]
    for old, new in candidates(unpaired, open_news):
        part = new.index in free and len(new.words) < len(old.words)
        if part and _held(new.words, old.words) >= _PART and (found := _grow(old, news, new.index, free)):
            free.difference_update(found)
            yield old.index, found


def _is_text(block: Block) -> bool:
    return not block.is_heading and _LONG_ENOUGH <= len(block.words) <= _TOO_LONG


def _grow(whole: Block, blocks: Sequence[Block], start: int, free: set[int]) -> range | None:
    """The widest run of blocks around `start` whose words together are those of the whole."""
    first = last = start
    alone = best = _share(whole.words, blocks[start].words)
    grown = True
    while grown:
        grown = False
        left = _left(whole, _words(blocks[first : last + 1]))
        for edge in (first - 1, last + 1):
            if edge not in free or _held(blocks[edge].words, left) < _PART:
                continue
            low, high = min(first, edge), max(last, edge)
            alike = _share(whole.words, _words(blocks[low : high + 1]))
            if alike > best:
                first, last, best, grown = low, high, alike, True
    worth = last > first and best >= _WHOLE and best - alone >= _GAIN
    return range(first, last + 1) if worth else None


def _words(blocks: Sequence[Block]) -> str:
    return "".join([block.words for block in blocks])


def _share(first: str, second: str) -> float:
    return 2 * common(first, second) / (len(first) + len(second))


def _left(whole: Block, run: str) -> str:
    """The words of the whole that the run does not have."""
    codes = LCSseq.opcodes(whole.words, run)
    return "".join([whole.words[code.src_start : code.src_end] for code in codes if code.tag != "equal"])


def _held(part: str, whole: str) -> float:
    """How much of the shorter stands in the longer, in its order: 0 to 1."""
    shorter = min(len(part), len(whole))
    return common(part, whole) / shorter if shorter > 1 else 0.0
