"""The matching of two texts' blocks: which is which, found step by step, the surest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile

from rapidfuzz.distance import Indel

from redletter.alignment.blocks import Block, Vocabulary, blocks
from redletter.alignment.joints import splits
from redletter.alignment.likeness import candidates, likeness
from redletter.alignment.order import Link, chain, windows
from redletter.alignment.sections import Section, pair_by_content, pair_sections, sections
from redletter.model import Document

_STRONG = 0.6  # like blocks at the same place
_ELSEWHERE = 0.5  # like blocks elsewhere
_WEAK = 0.3  # at the same place when nothing better is left
_FLOOR = 0.2  # what shares less was not reworded but replaced
_SAME_NUMBER = 0.2
_SAME_PARENT = 0.05
_LONG = 4  # words; shorter blocks recur by chance and move only where they are unique
_LINE = 8  # words; a line so short that was replaced by another is the same line
_MATRIX = 2_000_000_000  # cells of an exact comparison, at a bit each


class Matching:
    """What is paired so far: `forth` from old to new indices, `back` from new to old.

    `split` maps an old index to the new ones it became, `joined` a new index to the old ones.
    """

    def __init__(self, before: Document, after: Document) -> None:
        vocabulary = Vocabulary()
        self.olds = blocks(before, vocabulary)
        self.news = blocks(after, vocabulary)
        self.forth: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.split: dict[int, range] = {}
        self.joined: dict[int, range] = {}

    def find(self) -> None:
        """Pairs all that belongs together."""
        old_sections, new_sections = sections(self.olds), sections(self.news)
        paired = pair_sections(old_sections, new_sections)
        for old, new in paired:
            self._pair_equal_inside(old, new)
        self._pair_equal_elsewhere()
        for old, new in paired:
            self._pair_like_inside(old, new, _STRONG)
        self._find_joints()
        self._pair_like_elsewhere()
        for old, new in pair_by_content(old_sections, new_sections, dict(self.forth), dict(self.back)):
            self._pair(old.index, new.index)
            paired.append((old, new))
        for old, new in paired:
            self._pair_like_inside(old, new, _WEAK)

    def kept(self, old: int) -> float:
        """What a paired old block weighs in the order: of two that changed places, the more edited moved."""
        block = self.olds[old]
        return block.weight * likeness(block, self.news[self.forth[old]], cutoff=0)

    def _pair(self, old: int, new: int) -> None:
        self.forth[old] = new
        self.back[new] = old

    def _free(self, members: Iterable[Block], paired: dict[int, int]) -> list[Block]:
        return [block for block in members if block.index not in paired]

    def _pair_equal_inside(self, old: Section, new: Section) -> None:
        if old.heading is not None and new.heading is not None:
            self._pair(old.index, new.index)
        for first, second in _equal(old.members, new.members):
            self._pair(first.index, second.index)

    def _pair_equal_elsewhere(self) -> None:
        self._pair_named_alike(lambda block: block.words)
        # A last item that is no longer the last: the same words, another stop.
        self._pair_named_alike(lambda block: block.unstopped)
        # A heading that became a paragraph, or the reverse.
        for olds, news in self._free_by(lambda block: block.said):
            if len(olds) == len(news) == 1 and olds[0].is_heading is not news[0].is_heading:
                self._pair(olds[0].index, news[0].index)

    def _pair_named_alike(self, name: Callable[[Block], str]) -> None:
        for olds, news in self._free_by(name):
            unique = len(olds) == len(news) == 1
            if len(olds[0].words) >= _LONG or (unique and len(olds[0].words) > 1):
                for old, new in zip(olds, news, strict=False):
                    self._pair(old.index, new.index)

    def _free_by(self, name: Callable[[Block], str]) -> list[tuple[list[Block], list[Block]]]:
        """The free blocks of both texts by a name that both have."""
        olds: defaultdict[str, list[Block]] = defaultdict(list)
        news: defaultdict[str, list[Block]] = defaultdict(list)
        for old in self._free(self.olds, self.forth):
            olds[name(old)].append(old)
        for new in self._free(self.news, self.back):
            news[name(new)].append(new)
        return [(named, news[each]) for each, named in olds.items() if each in news]

    def _pair_like_inside(self, old: Section, new: Section, cutoff: float) -> None:
        """Pairs free blocks between the same neighbours, in order, the likest chain of them."""
        for olds, news in self._windows(old, new):
            if cutoff == _WEAK and len(olds) == len(news) == 1 and _same_line(olds[0], news[0]):
                self._pair(olds[0].index, news[0].index)
                continue
            links = (Link(*each) for each in self._scored(olds, news, cutoff))
            for link in chain(links):
                self._pair(link.old, link.new)

    def _scored(
        self, olds: Sequence[Block], news: Sequence[Block], cutoff: float
    ) -> Iterator[tuple[int, int, float]]:
        """The pairs alike enough, as old index, new index, score."""
        for old, new in candidates(olds, news):
            same_parent = old.parent >= 0 and self.forth.get(old.parent) == new.parent
            prior = _SAME_NUMBER * _same_number(old, new) + _SAME_PARENT * same_parent
            score = likeness(old, new, cutoff=max(_FLOOR, cutoff - prior))
            if score > 0:
                yield old.index, new.index, score + prior

    def _windows(self, old: Section, new: Section) -> Iterator[tuple[list[Block], list[Block]]]:
        """The free blocks of a pair of sections between pairs that keep their order."""
        free_olds, free_news = self._free(old.members, self.forth), self._free(new.members, self.back)
        if not free_olds or not free_news:
            return
        inside = {block.index for block in new.members}
        anchors = [
            Link(block.index, self.forth[block.index], block.weight)
            for block in old.members
            if self.forth.get(block.index) in inside
        ]
        free = [block.index for block in free_olds], [block.index for block in free_news]
        for first, second in windows(*free, anchors):
            yield [self.olds[index] for index in first], [self.news[index] for index in second]

    def _pair_like_elsewhere(self) -> None:
        olds = [block for block in self._free(self.olds, self.forth) if _tells(block)]
        news = [block for block in self._free(self.news, self.back) if _tells(block)]
        scored = sorted((-score, old, new) for old, new, score in self._scored(olds, news, _ELSEWHERE))
        for _, old, new in scored:
            if old not in self.forth and new not in self.back:
                self._pair(old, new)

    def _find_joints(self) -> None:
        parts: set[int] = set()
        for old, news in list(splits(self.olds, self.news, self.forth)):
            parts.update(news)
            self.split[old] = news
            self.forth[old] = news.start
            self.back.update(dict.fromkeys(news, old))
        for new, olds in list(splits(self.news, self.olds, self.back)):
            if new not in parts and self.split.keys().isdisjoint(olds):
                self.joined[new] = olds
                self.back[new] = olds.start
                self.forth.update(dict.fromkeys(olds, new))


def _same_number(old: Block, new: Block) -> bool:
    number = old.clause.number
    return number is not None and number == new.clause.number and old.clause.id == new.clause.id


def _same_line(old: Block, new: Block) -> bool:
    """A short line and the one that replaced it: a date, a title."""
    short = max(len(old.words), len(new.words)) <= _LINE
    plain = not old.is_heading and not old.label and old.clause.number is new.clause.number is None
    return short and plain and old.clause.kind is new.clause.kind


def _tells(block: Block) -> bool:
    """Whether a block has enough to be known by in another place."""
    return len(block.words) >= _LONG or (block.label != "" and len(block.words) > 1)


def _read_alike(pair: tuple[Block, Block]) -> bool:
    return pair[0].reads_like(pair[1])


def _equal(olds: Sequence[Block], news: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """The longest common run of equal blocks of two sections, in order."""
    start = sum(1 for _ in takewhile(_read_alike, zip(olds, news, strict=False)))
    rest = min(len(olds), len(news)) - start
    end = sum(1 for _ in takewhile(_read_alike, islice(zip(olds[::-1], news[::-1], strict=False), rest)))
    yield from zip(olds[:start], news[:start], strict=True)
    yield from zip(olds[len(olds) - end :], news[len(news) - end :], strict=True)
    olds, news = olds[start : len(olds) - end], news[start : len(news) - end]
    if len(olds) == len(news):
        in_place = [pair for pair in zip(olds, news, strict=True) if _read_alike(pair)]
        if 2 * len(in_place) >= len(olds):  # of many alike, each stays in its place
            yield from in_place
            return
    if not olds or not news or len(olds) * len(news) > _MATRIX:
        return
    for code in Indel.opcodes(*_numbered(olds, news)):
        if code.tag == "equal":
            run = slice(code.src_start, code.src_end), slice(code.dest_start, code.dest_end)
            yield from zip(olds[run[0]], news[run[1]], strict=True)


def _numbered(olds: Sequence[Block], news: Sequence[Block]) -> tuple[list[int], list[int]]:
    """A number for each block, the same for those that read the same."""
    both = {old.clause.source for old in olds} & {new.clause.source for new in news}

    def name(block: Block) -> str:  # the words are made out only where the source does not say it
        return block.clause.source if block.clause.source in both else block.words

    numbers: dict[str, int] = {}
    first = [numbers.setdefault(name(old), len(numbers)) for old in olds]
    second = [numbers.setdefault(name(new), len(numbers)) for new in news]
    return first, second
