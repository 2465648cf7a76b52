"""How alike two blocks read, and which of many are worth comparing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel, LCSseq

from redletter.alignment.blocks import Block
from redletter.model import ClauseKind

_ALL_PAIRS = 400  # up to so many pairs each is compared; beyond, only those that share rare words
_RARE = 12  # a word is rare when no more blocks than this hold it
_CANDIDATES = 6  # so many blocks that share most rare words are compared
_TURNED = 0.9  # a heading that became a paragraph of the same words
_KEY_COLUMN = 0.6  # rows with the same key column
_LEAD = 0.4  # items that begin with the same name in bold
_HELD = 0.7  # a block that stands whole in one up to three times as long
_TELLING = 6  # words; what fewer words say may stand anywhere
_OPENING = 6  # words that two blocks begin with by no chance
_MATRIX = 20_000_000  # cells of a comparison word by word
_SHORT = 12  # words; below, inflection weighs too much to compare by words alone


def likeness(old: Block, new: Block, *, cutoff: float) -> float:
    """From 0 (nothing in common) to 1 (reads the same); 0 where it stays below the cutoff."""
    if old.words == new.words:
        return 1.0
    if old.is_heading is not new.is_heading:
        return _TURNED if old.said == new.said else 0.0
    alike = _alike(old, new, cutoff)
    named = _named(old, new)
    if named:
        alike = named + (1 - named) * _alike(old, new, 0)
    return alike if alike >= cutoff else 0.0


def _named(old: Block, new: Block) -> float:
    """What having the same name is worth: key column, bold lead, or opening words."""
    if old.label and old.label == new.label:
        return _KEY_COLUMN if old.clause.kind is ClauseKind.ROW else _LEAD
    opening = old.words[:_OPENING]
    return _LEAD if len(opening) == _OPENING and opening == new.words[:_OPENING] else 0.0


def _alike(old: Block, new: Block, cutoff: float) -> float:
    shared = common(old.words, new.words)
    shorter, longer = sorted((len(old.words), len(new.words)))
    alike = 2 * shared / max(1, shorter + longer)
    if shorter >= _TELLING and longer <= 3 * shorter:
        alike = max(alike, _HELD * shared / shorter)
    if longer > _SHORT:
        return alike
    # Letters of unrelated sentences agree by half.
    letters = 2 * Indel.normalized_similarity(old.letters, new.letters, score_cutoff=(1 + cutoff) / 2) - 1
    return max(alike, letters)


def common(first: str, second: str) -> int:
    """How many words two texts have in common, in their order; of very long texts, in any order."""
    if len(first) * len(second) > _MATRIX:
        return (Counter(first) & Counter(second)).total()
    return LCSseq.similarity(first, second)


def candidates(olds: Sequence[Block], news: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """The pairs worth comparing: all of few, and of many those that share rare words."""
    if len(olds) * len(news) <= _ALL_PAIRS:
        yield from ((old, new) for old in olds for new in news)
        return
    frequencies: Counter[str] = Counter()
    for new in news:
        frequencies.update(set(new.words))
    rare = {word for word, frequency in frequencies.items() if frequency <= _RARE}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for position, new in enumerate(news):
        for word in rare.intersection(new.words):
            holders[word].append(position)
    for position, old in enumerate(olds):
        shared: Counter[int] = Counter()
        for word in rare.intersection(old.words):
            shared.update(holders[word])
        # Ties in the order of the text, so that the same input gives the same pairs.
        shared[position * len(news) // len(olds)] += 0  # of blocks all alike, the one at the same height
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
        yield from ((old, news[other]) for other, _ in best)
