"""Smoothing: a redline as a lawyer would draw it, not as the fewest edits would have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from redletter.tokens import Token, is_markup, is_word, sentences

_KEPT_SHARE = 0.5  # a sentence of which less is kept is replaced whole
_ISLAND = 2  # words; so few between two changes are part of the change
_CELL = "|"  # never absorbed: what changed in two cells are two changes
_STOPS = frozenset({".", "!", "?"})
_SLIDE = 60  # tokens; farther a change is not slid


class Kept(NamedTuple):
    """Tokens kept in a row: where they begin in the old and in the new text, and how many."""

    old: int
    new: int
    length: int


def smooth(olds: Sequence[Token], news: Sequence[Token], runs: Sequence[Kept]) -> list[Kept]:
    """The kept runs of a redline with fewer, larger, better placed changes between them."""
    old_sentence, new_sentence = sentences(olds), sentences(news)
    smoothed = _slide(olds, news, list(runs))
    smoothed = list(_without_rewritten_sentences(olds, news, smoothed, old_sentence, new_sentence))
    smoothed = list(_with_ends_of_sentences(olds, news, smoothed, old_sentence, new_sentence))
    return _absorb_islands(olds, news, smoothed)


def _slide(olds: Sequence[Token], news: Sequence[Token], runs: list[Kept]) -> list[Kept]:
    """Moves a pure insertion or deletion to the nearest boundary of a sentence or phrase.

    'We {do this. We} do that.' and '{We do this.} We do that.' are the same edit; the second reads.
    """
    for position in range(len(runs) - 1):
        left, right = runs[position], runs[position + 1]
        old_gap, new_gap = right.old - left.old - left.length, right.new - left.new - left.length
        if (old_gap == 0) is (new_gap == 0):
            continue
        tokens, start, end = (
            (news, left.new + left.length, right.new)
            if old_gap == 0
            else (olds, left.old + left.length, right.old)
        )
        best = best_score = 0
        for shift in _shifts(tokens, start, end, left.length, right.length - 1):
            score = _boundary(tokens, start + shift) - _boundary(tokens, start)
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


def _without_rewritten_sentences(
    olds: Sequence[Token],
    news: Sequence[Token],
    runs: Sequence[Kept],
    old_sentence: Sequence[int],
    new_sentence: Sequence[int],
) -> Iterator[Kept]:
    """The kept tokens but those of sentences that have less than a share of their words in common."""
    old_size = Counter(number for number, token in zip(old_sentence, olds, strict=True) if is_word(token))
    new_size = Counter(number for number, token in zip(new_sentence, news, strict=True) if is_word(token))
    shared: Counter[tuple[int, int]] = Counter()
    for run in runs:
        for old, new in _places(run):
            if is_word(olds[old]):
                shared[old_sentence[old], new_sentence[new]] += 1
    for run in runs:
        start = None
        for old, new in _places(run):
            pair = old_sentence[old], new_sentence[new]
            smaller = min(old_size[pair[0]], new_size[pair[1]])
            stands = shared[pair] >= _KEPT_SHARE * smaller or olds[old].text in {"", _CELL}
            if stands and start is None:
                start = old
            elif not stands and start is not None:
                yield Kept(start, new - (old - start), old - start)
                start = None
        if start is not None:
            length = run.old + run.length - start
            yield Kept(start, run.new + start - run.old, length)


def _places(run: Kept) -> Iterator[tuple[int, int]]:
    return zip(range(run.old, run.old + run.length), range(run.new, run.new + run.length), strict=True)


def _with_ends_of_sentences(
    olds: Sequence[Token],
    news: Sequence[Token],
    runs: Sequence[Kept],
    old_sentence: Sequence[int],
    new_sentence: Sequence[int],
) -> Iterator[Kept]:
    """The kept runs and, where a sentence kept in part ends inside a change on both sides, its stop."""
    ends = zip(runs, [*runs[1:], Kept(len(olds), len(news), 0)], strict=True)
    for run, following in ends:
        yield run
        old_start, new_start = run.old + run.length, run.new + run.length
        if old_start == following.old or new_start == following.new:
            continue
        old = _stop(olds, old_sentence, old_start, following.old)
        new = _stop(news, new_sentence, new_start, following.new)
        if old is not None and new is not None and olds[old].key == news[new].key:
            yield Kept(old, new, 1)


def _stop(tokens: Sequence[Token], numbers: Sequence[int], start: int, end: int) -> int | None:
    """Where the sentence that reaches into a change ends inside it."""
    at = start
    while at < end and start > 0 and numbers[at] == numbers[start - 1]:
        last_of_sentence = tokens[at + 1].text == "" or numbers[at + 1] != numbers[at]
        if tokens[at].text in _STOPS and last_of_sentence:
            return at
        at += 1
    return None


def _absorb_islands(olds: Sequence[Token], news: Sequence[Token], runs: Sequence[Kept]) -> list[Kept]:
    """A word or two kept between two changes becomes part of them."""
    kept: list[Kept] = []
    for position, run in enumerate(runs):
        before = kept[-1] if kept else Kept(0, 0, 0)
        after = runs[position + 1] if position + 1 < len(runs) else Kept(len(olds), len(news), 0)
        if not _is_island(olds, news, before, run, after):
            kept.append(run)
    return kept


def _is_island(olds: Sequence[Token], news: Sequence[Token], before: Kept, run: Kept, after: Kept) -> bool:
    left_deleted, left_inserted = _between(olds, news, before, run)
    right_deleted, right_inserted = _between(olds, news, run, after)
    # Emphasis that comes or goes around a word is no change of words beside it.
    if not _reads(left_deleted + left_inserted) or not _reads(right_deleted + right_inserted):
        return False
    tokens = olds[run.old : run.old + run.length]
    if any(token.text == _CELL for token in tokens):
        return False
    words = sum(map(is_word, tokens))
    # Two insertions around a word insert two things; taking the word in would delete it.
    if not (left_deleted or right_deleted) or not (left_inserted or right_inserted):
        return words == 0
    one_sided = not (right_deleted and right_inserted)
    if one_sided and all(token.text in _STOPS for token in tokens):
        return False
    return words <= _ISLAND


def _between(
    olds: Sequence[Token], news: Sequence[Token], first: Kept, second: Kept
) -> tuple[list[Token], list[Token]]:
    """The tokens deleted and inserted between two kept runs."""
    deleted = olds[first.old + first.length : second.old]
    return list(deleted), list(news[first.new + first.length : second.new])


def _reads(tokens: Sequence[Token]) -> bool:
    return any(not is_markup(token) for token in tokens)
