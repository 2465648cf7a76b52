"""Smoothing: a redline as a lawyer would draw it, not as the fewest edits would have it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from redletter.tokens import Token, is_markup, sentences

_KEPT_SHARE = 0.5  # a sentence of which less is kept is replaced whole
_ISLAND = 2  # words; so few between two changes are part of the change
_CELL = "|"  # never absorbed: what changed in two cells are two changes
_STOPS = frozenset({".", "!", "?"})
_SEPARATORS = frozenset({",", ";", "and", "or", "und", "oder", "sowie"})  # of the members of an enumeration
_SLIDE = 60  # tokens; farther a change is not slid


class Kept(NamedTuple):
    """Tokens kept in a row: where they begin in the old and in the new text, and how many."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


class Side:
    """The tokens of one text, the sentence of each, and how many words stand before each."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.sentences = sentences(tokens)
        self.words = [0, *accumulate([token.is_word for token in tokens])]

    @property
    def is_marked(self) -> bool:
        """Whether the text begins with the mark of a heading or item, or with a number."""
        return not self.tokens[0].text[:1].isalpha() and len(self.tokens) > 1 and self.tokens[1].lead != ""

    def sentence_end(self, at: int, limit: int) -> int:
        """Where the sentence of a token ends, or the limit."""
        return bisect_right(self.sentences, self.sentences[at], at, limit)

    def size(self, sentence: int) -> int:
        """How many words a sentence has."""
        start, end = bisect_left(self.sentences, sentence), bisect_right(self.sentences, sentence)
        return self.words[end] - self.words[start]


def smooth(olds: Sequence[Token], news: Sequence[Token], runs: Sequence[Kept]) -> list[Kept]:
    """The kept runs of a redline with fewer, larger, better placed changes between them."""
    old, new = Side(olds), Side(news)
    smoothed = _slide(old, new, list(runs))
    smoothed = _joined(_without_rewritten_sentences(old, new, smoothed))
    smoothed = list(_with_ends_of_sentences(old, new, smoothed))
    return _absorb_islands(old, new, smoothed)


def _slide(old: Side, new: Side, runs: list[Kept]) -> list[Kept]:
    """Moves a pure insertion or deletion to the nearest boundary of a sentence or phrase.

    'We {do this. We} do that.' and '{We do this.} We do that.' are the same edit; the second reads.
    """
    for position in range(len(runs) - 1):
        left, right = runs[position], runs[position + 1]
        inserts, deletes = right.new > left.new_end, right.old > left.old_end
        if inserts is deletes:
            continue
        tokens, start, end = (
            (new.tokens, left.new_end, right.new) if inserts else (old.tokens, left.old_end, right.old)
        )
        best, best_score = 0, _boundary(tokens, start)
        for shift in _shifts(tokens, start, end, left.length, right.length - 1):
            score = _boundary(tokens, start + shift)
            if score > best_score:
                best, best_score = shift, score
        runs[position] = left._replace(length=left.length + best)
        runs[position + 1] = Kept(right.old + best, right.new + best, right.length - best)
    return [run for run in runs if run.length]


def _shifts(tokens: Sequence[Token], start: int, end: int, back: int, forth: int) -> Iterator[int]:
    """By how many tokens the span could stand elsewhere and be the same edit, nearest first."""
    for step in range(1, min(back, _SLIDE) + 1):
        if tokens[start - step].text != tokens[end - step].text:
            break
        yield -step
    for step in range(min(forth, _SLIDE)):
        if tokens[start + step].text != tokens[end + step].text:
            break
        yield step + 1


def _boundary(tokens: Sequence[Token], at: int) -> int:
    if at == 0 or tokens[at].lead.count("\n") > 1:
        return 4
    before = tokens[at - 1].text
    if before in {".", "!", "?", _CELL}:
        return 3
    if before in {",", ";", ":", "–", "—"}:
        return 2
    return int(tokens[at].text in {",", "[", "(", "**", "__"})


def _without_rewritten_sentences(old: Side, new: Side, runs: Sequence[Kept]) -> Iterator[Kept]:
    """The kept tokens but those of sentences that have less than a share of their words in common."""
    pieces = [piece for run in runs for piece in _by_sentence(old, new, run)]
    shared: Counter[tuple[int, int]] = Counter()
    for piece in pieces:
        words = old.words[piece.old_end] - old.words[piece.old]
        shared[old.sentences[piece.old], new.sentences[piece.new]] += words
    for piece in pieces:
        first, second = old.sentences[piece.old], new.sentences[piece.new]
        if shared[first, second] >= _KEPT_SHARE * min(old.size(first), new.size(second)):
            yield piece
            continue
        if piece.old == piece.new == 0 and old.is_marked and new.is_marked:  # the mark of an item stays
            yield Kept(0, 0, 1)
        if old.tokens[piece.old_end - 1].text in {"", _CELL}:  # the end of a text or cell stays
            yield Kept(piece.old_end - 1, piece.new_end - 1, 1)


def _by_sentence(old: Side, new: Side, run: Kept) -> Iterator[Kept]:
    """A kept run cut where a sentence ends in either text."""
    at = 0
    while at < run.length:
        old_end = old.sentence_end(run.old + at, run.old_end)
        new_end = new.sentence_end(run.new + at, run.new_end)
        length = min(old_end - run.old, new_end - run.new) - at
        yield Kept(run.old + at, run.new + at, length)
        at += length


def _joined(runs: Iterable[Kept]) -> list[Kept]:
    """The runs with those that follow one another without a gap made one."""
    joined: list[Kept] = []
    for run in runs:
        if joined and (joined[-1].old_end, joined[-1].new_end) == (run.old, run.new):
            joined[-1] = joined[-1]._replace(length=joined[-1].length + run.length)
        else:
            joined.append(run)
    return joined


def _with_ends_of_sentences(old: Side, new: Side, runs: Sequence[Kept]) -> Iterator[Kept]:
    """The kept runs and, where a sentence kept in part ends inside a change on both sides, its stop."""
    following = [*runs[1:], Kept(len(old.tokens), len(new.tokens), 0)]
    for run, after in zip(runs, following, strict=True):
        yield run
        first, second = _stop(old, run.old_end, after.old), _stop(new, run.new_end, after.new)
        if first is not None and second is not None and old.tokens[first].key == new.tokens[second].key:
            yield Kept(first, second, 1)


def _stop(side: Side, start: int, end: int) -> int | None:
    """Where the sentence that reaches into a change ends inside it."""
    if not 0 < start < end or side.sentences[start] != side.sentences[start - 1]:
        return None
    last = side.sentence_end(start, len(side.tokens)) - 1
    last -= side.tokens[last].text == ""
    return last if last < end and side.tokens[last].text in _STOPS else None


def _absorb_islands(old: Side, new: Side, runs: Sequence[Kept]) -> list[Kept]:
    """A word or two kept between two changes becomes part of them."""
    kept: list[Kept] = []
    for position, run in enumerate(runs):
        before = kept[-1] if kept else Kept(0, 0, 0)
        after = runs[position + 1] if position + 1 < len(runs) else Kept(len(old.tokens), len(new.tokens), 0)
        if not _is_island(old, new, before, run, after):
            kept.append(run)
    return kept


def _is_island(old: Side, new: Side, before: Kept, run: Kept, after: Kept) -> bool:
    words = old.words[run.old_end] - old.words[run.old]
    if words > _ISLAND:
        return False
    left = old.tokens[before.old_end : run.old], new.tokens[before.new_end : run.new]
    right = old.tokens[run.old_end : after.old], new.tokens[run.new_end : after.new]
    # Emphasis that comes or goes around a word is no change of words beside it.
    if not _reads(*left) or not _reads(*right):
        return False
    texts = {token.text for token in old.tokens[run.old : run.old_end]}
    if _CELL in texts:
        return False
    # Two insertions around a word insert two things; taking the word in would delete it.
    if not (left[0] or right[0]) or not (left[1] or right[1]):
        return words == 0
    if not (right[0] and right[1]) and texts <= _STOPS:
        return False
    # In an enumeration each member comes, stays or goes by itself.
    one_sided = not all(left) or not all(right)
    return not (one_sided and words > 0 and _is_member(old.tokens, run.old, run.old_end))


def _is_member(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a span is members of an enumeration, whole: a separator on either side or at its edge."""
    begins = {token.text for token in tokens[max(0, start - 1) : start + 1]}
    ends = {token.text for token in tokens[end - 1 : end + 1]}
    return bool(begins & _SEPARATORS) and bool(ends & _SEPARATORS)


def _reads(deleted: Sequence[Token], inserted: Sequence[Token]) -> bool:
    return not all(map(is_markup, deleted)) or not all(map(is_markup, inserted))
