"""Smoothing: a redline as a lawyer would draw it, not as the fewest edits would have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from redletter.redlining.sides import Kept, Side
from redletter.tokens import is_markup

_KEPT_SHARE = 0.5  # a sentence of which less is kept is replaced whole
_ISLAND = 2  # words; so few between two changes are part of the change
_CELL = "|"  # never absorbed: what changed in two cells are two changes
_STOPS = frozenset({".", "!", "?"})
_SEPARATORS = frozenset({",", ";", "and", "or", "und", "oder", "sowie"})  # of the members of an enumeration
_SLIDE = 60  # tokens; farther a change is not slid


def smooth(old: Side, new: Side, runs: Sequence[Kept]) -> list[Kept]:
    """The kept runs of a redline with fewer, larger, better placed changes between them."""
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
        side, start, end = (new, left.new_end, right.new) if inserts else (old, left.old_end, right.old)
        best, best_score = 0, _boundary(side, start)
        for shift in _shifts(side.texts, start, end, left.length, right.length - 1):
            score = _boundary(side, start + shift)
            if score > best_score:
                best, best_score = shift, score
        runs[position] = Kept(left.old, left.new, left.length + best)
        runs[position + 1] = Kept(right.old + best, right.new + best, right.length - best)
    return [run for run in runs if run.length]


def _shifts(texts: Sequence[str], start: int, end: int, back: int, forth: int) -> Iterator[int]:
    """By how many tokens the span could stand elsewhere and be the same edit, nearest first."""
    for step in range(1, min(back, _SLIDE) + 1):
        if texts[start - step] != texts[end - step]:
            break
        yield -step
    for step in range(min(forth, _SLIDE)):
        if texts[start + step] != texts[end + step]:
            break
        yield step + 1


def _boundary(side: Side, at: int) -> int:
    if at == 0 or side.leads[at].count("\n") > 1:
        return 4
    before = side.texts[at - 1]
    if before in {".", "!", "?", _CELL}:
        return 3
    if before in {",", ";", ":", "–", "—"}:
        return 2
    return int(side.texts[at] in {",", "[", "(", "**", "__"})


def _without_rewritten_sentences(old: Side, new: Side, runs: Sequence[Kept]) -> Iterator[Kept]:
    """The kept tokens but those of sentences that have less than a share of their words in common."""
    pieces = [piece for run in runs for piece in _by_sentence(old, new, run)]
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    for piece, both in pieces:
        shared[both] += old.words[piece.old_end] - old.words[piece.old]
    for piece, both in pieces:
        if shared[both] >= _KEPT_SHARE * min(old.size(both[0]), new.size(both[1])):
            yield piece
            continue
        if piece.old == piece.new == 0 and old.is_marked and new.is_marked:  # the mark of an item stays
            yield Kept(0, 0, 1)
        if old.texts[piece.old_end - 1] in {"", _CELL}:  # the end of a text or cell stays
            yield Kept(piece.old_end - 1, piece.new_end - 1, 1)


def _by_sentence(old: Side, new: Side, run: Kept) -> Iterator[tuple[Kept, tuple[int, int]]]:
    """A kept run cut where a sentence ends in either text, with the sentences of each piece."""
    first, second = old.sentence(run.old), new.sentence(run.new)
    at = 0
    while at < run.length:
        old_end, new_end = old.starts[first + 1] - run.old, new.starts[second + 1] - run.new
        end = min(old_end, new_end, run.length)
        yield Kept(run.old + at, run.new + at, end - at), (first, second)
        at = end
        first += at == old_end
        second += at == new_end


def _joined(runs: Iterable[Kept]) -> list[Kept]:
    """The runs with those that follow one another without a gap made one."""
    joined: list[Kept] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and last.old_end == run.old and last.new_end == run.new:
            joined[-1] = Kept(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined


def _with_ends_of_sentences(old: Side, new: Side, runs: Sequence[Kept]) -> Iterator[Kept]:
    """The kept runs and, where a sentence kept in part ends inside a change on both sides, its stop."""
    following = [*runs[1:], Kept(len(old), len(new), 0)]
    for run, after in zip(runs, following, strict=True):
        yield run
        first, second = _stop(old, run.old_end, after.old), _stop(new, run.new_end, after.new)
        if first is not None and second is not None and old.keys[first] == new.keys[second]:
            yield Kept(first, second, 1)


def _stop(side: Side, start: int, end: int) -> int | None:
    """Where the sentence that reaches into a change ends inside it."""
    if not 0 < start < end:
        return None
    sentence = side.sentence(start)
    if side.starts[sentence] == start:
        return None
    last = side.starts[sentence + 1] - 1
    last -= side.texts[last] == ""
    return last if last < end and side.texts[last] in _STOPS else None


def _absorb_islands(old: Side, new: Side, runs: Sequence[Kept]) -> list[Kept]:
    """A word or two kept between two changes becomes part of them."""
    kept: list[Kept] = []
    for position, run in enumerate(runs):
        before = kept[-1] if kept else Kept(0, 0, 0)
        after = runs[position + 1] if position + 1 < len(runs) else Kept(len(old), len(new), 0)
        if not _is_island(old, new, before, run, after):
            kept.append(run)
    return kept


def _is_island(old: Side, new: Side, before: Kept, run: Kept, after: Kept) -> bool:
    words = old.words[run.old_end] - old.words[run.old]
    if words > _ISLAND:
        return False
    left = old.texts[before.old_end : run.old], new.texts[before.new_end : run.new]
    right = old.texts[run.old_end : after.old], new.texts[run.new_end : after.new]
    # Emphasis that comes or goes around a word is no change of words beside it.
    if not _reads(*left) or not _reads(*right):
        return False
    texts = frozenset(old.texts[run.old : run.old_end])
    if _CELL in texts:
        return False
    # Two insertions around a word insert two things; taking the word in would delete it.
    if not (left[0] or right[0]) or not (left[1] or right[1]):
        return words == 0
    if not (right[0] and right[1]) and texts <= _STOPS:
        return False
    # In an enumeration each member comes, stays or goes by itself.
    one_sided = not all(left) or not all(right)
    return not (one_sided and words > 0 and _is_member(old.texts, run.old, run.old_end))


def _is_member(texts: Sequence[str], start: int, end: int) -> bool:
    """Whether a span is members of an enumeration, whole: a separator on either side or at its edge."""
    begins = _SEPARATORS.intersection(texts[max(0, start - 1) : start + 1])
    ends = _SEPARATORS.intersection(texts[end - 1 : end + 1])
    return bool(begins) and bool(ends)


def _reads(deleted: Sequence[str], inserted: Sequence[str]) -> bool:
    return not all(map(is_markup, deleted)) or not all(map(is_markup, inserted))
