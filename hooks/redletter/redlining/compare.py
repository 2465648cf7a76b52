"""The word redline of two sources: lossless, whole tokens, smoothed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from zlib import crc32

from cydifflib import SequenceMatcher
from rapidfuzz.distance import Indel

from redletter.model import Op, Segment
from redletter.redlining.smoothing import Kept, smooth
from redletter.tokens import Token, sentences, tokenize

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
        return (Segment(Op.KEEP, before),) if before else ()
    olds, news = tokenize(before), tokenize(after)
    return segments(olds, news, smooth(olds, news, match(olds, news)))


def match(olds: Sequence[Token], news: Sequence[Token]) -> list[Kept]:
    """The runs of tokens that both have, in order."""
    return [run for run in _equal_runs(olds, news, 0, len(olds), 0, len(news), deep=True) if run.length]


def _equal_runs(
    olds: Sequence[Token], news: Sequence[Token], low: int, high: int, start: int, end: int, *, deep: bool
) -> Iterator[Kept]:
    head = low
    while head < high and start < end and olds[head].key == news[start].key:
        head, start = head + 1, start + 1
    yield Kept(low, start - (head - low), head - low)
    tail = 0
    while high - tail > head and end - tail > start and olds[high - tail - 1].key == news[end - tail - 1].key:
        tail += 1
    yield from _differing_runs(olds, news, head, high - tail, start, end - tail, deep=deep)
    yield Kept(high - tail, end - tail, tail)


def _differing_runs(
    olds: Sequence[Token], news: Sequence[Token], low: int, high: int, start: int, end: int, *, deep: bool
) -> Iterator[Kept]:
    if low == high or start == end:
        return
    first = [token.key for token in olds[low:high]]
    second = [token.key for token in news[start:end]]
    counts = Counter(second)
    if sum(counts[key] for key in first) <= _MANY:
        matcher = SequenceMatcher(_SIGNS.__contains__, first, second, autojunk=False)
        for old, new, length in matcher.get_matching_blocks():
            yield Kept(low + old, start + new, length)
    elif deep:
        yield from _by_sentences(olds, news, low, high, start, end)
    elif len(first) * len(second) <= _MATRIX:
        for code in Indel.opcodes(first, second):
            if code.tag == "equal":
                yield Kept(low + code.src_start, start + code.dest_start, code.src_end - code.src_start)
    # What is longer and has no sentence in common is shown as replaced.


def _by_sentences(
    olds: Sequence[Token], news: Sequence[Token], low: int, high: int, start: int, end: int
) -> Iterator[Kept]:
    """Long blocks: equal sentences first, then the words between them."""
    first, second = _spans(olds, low, high), _spans(news, start, end)
    numbers: dict[tuple[str, ...], int] = {}
    codes = [
        [numbers.setdefault(tuple(token.key for token in tokens[a:b]), len(numbers)) for a, b in spans]
        for tokens, spans in ((olds, first), (news, second))
    ]
    old_at, new_at = low, start
    if len(first) * len(second) <= _MATRIX:
        for code in Indel.opcodes(*codes):
            if code.tag != "equal":
                continue
            old_start, new_start = first[code.src_start][0], second[code.dest_start][0]
            yield from _equal_runs(olds, news, old_at, old_start, new_at, new_start, deep=False)
            old_at, new_at = first[code.src_end - 1][1], second[code.dest_end - 1][1]
            yield Kept(old_start, new_start, old_at - old_start)
    yield from _equal_runs(olds, news, old_at, high, new_at, end, deep=False)


def _spans(tokens: Sequence[Token], low: int, high: int) -> list[tuple[int, int]]:
    """The sentences of a long block, and those too long cut where their words say so.

    A cut that depends on two words alone falls at the same place in both texts.
    """
    numbers = sentences(tokens[low:high])
    starts = [low]
    for at in range(low + 1, high):
        cut = crc32((tokens[at - 1].key + tokens[at].key).encode()) % _CHUNK == 0
        if cut or numbers[at - low] != numbers[at - low - 1]:
            starts.append(at)
    return list(zip(starts, [*starts[1:], high], strict=True))


def segments(olds: Sequence[Token], news: Sequence[Token], runs: Sequence[Kept]) -> tuple[Segment, ...]:
    """The runs of a redline from its kept tokens; a token kept but written otherwise is shown both ways."""
    steps = _Steps()
    old_at = new_at = 0
    for run in (*runs, Kept(len(olds), len(news), 0)):
        steps.change(_joined(olds[old_at : run.old]), _joined(news[new_at : run.new]))
        old_at, new_at = run.old + run.length, run.new + run.length
        if olds[run.old : old_at] == news[run.new : new_at]:
            steps.keep(_joined(olds[run.old : old_at]))
            continue
        for old, new in zip(olds[run.old : old_at], news[run.new : new_at], strict=True):
            if old.text != new.text:
                steps.change(old.lead + old.text, new.lead + new.text)
            elif old.lead != new.lead:
                steps.change(old.lead, new.lead)
                steps.keep(old.text)
            else:
                steps.keep(old.lead + old.text)
    return tuple(steps.segments())


def _joined(tokens: Sequence[Token]) -> str:
    return "".join([part for token in tokens for part in token[:2]])


class _Steps:
    """What is deleted, inserted and then kept, over and over."""

    def __init__(self) -> None:
        self._steps: list[tuple[list[str], list[str], list[str]]] = [([], [], [])]

    def change(self, deleted: str, inserted: str) -> None:
        if self._steps[-1][2]:
            self._steps.append(([], [], []))
        self._steps[-1][0].append(deleted)
        self._steps[-1][1].append(inserted)

    def keep(self, text: str) -> None:
        if text:
            self._steps[-1][2].append(text)

    def segments(self) -> Iterator[Segment]:
        kept = ""
        for step in self._steps:
            deleted, inserted, following = map("".join, step)
            lead = _shared_space(deleted, inserted)
            kept += deleted[:lead]
            deleted, inserted = deleted[lead:], inserted[lead:]
            trail = _shared_space(deleted[::-1], inserted[::-1])
            tail = deleted[len(deleted) - trail :]
            deleted, inserted = deleted[: len(deleted) - trail], inserted[: len(inserted) - trail]
            if deleted or inserted:
                yield from _segment(Op.KEEP, kept)
                kept = ""
            yield from _segment(Op.DELETE, deleted)
            yield from _segment(Op.INSERT, inserted)
            kept += tail + following
        yield from _segment(Op.KEEP, kept)


def _segment(op: Op, text: str) -> Iterator[Segment]:
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
