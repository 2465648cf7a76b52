"""Alignment: which clauses of the new text are which of the old, moves, splits and joins found.

Sections are paired first, then equal blocks inside them, then equal blocks anywhere, then like ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

from redletter.alignment.blocks import Block, blocks
from redletter.alignment.joints import splits
from redletter.alignment.likeness import candidates, likeness
from redletter.alignment.order import Link, chain, moved
from redletter.alignment.sections import Section, pair_sections, sections
from redletter.model import Document, Pair

_STRONG = 0.6  # like blocks at the same place
_ELSEWHERE = 0.5  # like blocks elsewhere
_WEAK = 0.3  # at the same place when nothing better is left
_FLOOR = 0.2  # what shares less was not reworded but replaced
_SAME_NUMBER = 0.2
_SAME_PARENT = 0.05
_LONG = 4  # words; shorter blocks recur by chance and move only where they are unique
_MATRIX = 2_000_000_000  # cells of an exact comparison, at a bit each


def align(before: Document, after: Document) -> tuple[Pair, ...]:
    """Pairs of the clauses of two texts, unchanged ones included.

    In the order of the new text; a repealed clause follows the clause that it followed. Every clause
    of either text is in exactly one pair.
    """
    return tuple(_Aligner(before, after).pairs())


class _Aligner:
    """The state of one alignment: what is paired so far."""

    def __init__(self, before: Document, after: Document) -> None:
        self.olds = blocks(before)
        self.news = blocks(after)
        self.forth: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.split: dict[int, range] = {}  # old index: new indices
        self.joined: dict[int, range] = {}  # new index: old indices

    def pairs(self) -> Iterator[Pair]:
        paired = pair_sections(sections(self.olds), sections(self.news))
        for old_section, new_section in paired:
            self._pair_equal_inside(old_section, new_section)
        self._pair_equal_elsewhere()
        for old_section, new_section in paired:
            self._pair_like_inside(old_section, new_section, _STRONG)
        self._find_joints()
        self._pair_like_elsewhere()
        paired += self._pair_headings_over_like_content(paired)
        for old_section, new_section in paired:
            self._pair_like_inside(old_section, new_section, _WEAK)
        yield from self._in_order()

    def _pair(self, old: int, new: int) -> None:
        self.forth[old] = new
        self.back[new] = old

    def _free(self, members: Iterable[Block], paired: dict[int, int]) -> list[Block]:
        return [block for block in members if block.index not in paired]

    def _pair_equal_inside(self, old: Section, new: Section) -> None:
        if old.heading is not None and new.heading is not None:
            self._pair(old.heading.index, new.heading.index)
        for first, second in _equal(old.members, new.members):
            self._pair(first.index, second.index)

    def _pair_equal_elsewhere(self) -> None:
        for key, (olds, news) in self._free_by(lambda block: block.key).items():
            unique = len(olds) == len(news) == 1
            if key and (len(olds[0].words) >= _LONG or (unique and len(olds[0].words) > 1)):
                for old, new in zip(olds, news, strict=False):
                    self._pair(old.index, new.index)
        # A heading that became a paragraph, or the reverse.
        for olds, news in self._free_by(lambda block: block.key.lstrip("# ")).values():
            if len(olds) == len(news) == 1 and olds[0].is_heading is not news[0].is_heading:
                self._pair(olds[0].index, news[0].index)

    def _free_by(self, name: Callable[[Block], str]) -> dict[str, tuple[list[Block], list[Block]]]:
        """The free blocks of both texts by a name that both have."""
        olds: defaultdict[str, list[Block]] = defaultdict(list)
        news: defaultdict[str, list[Block]] = defaultdict(list)
        for old in self._free(self.olds, self.forth):
            olds[name(old)].append(old)
        for new in self._free(self.news, self.back):
            news[name(new)].append(new)
        return {each: (blocks, news[each]) for each, blocks in olds.items() if each in news}

    def _pair_like_inside(self, old: Section, new: Section, cutoff: float) -> None:
        """Pairs free blocks between the same neighbours, in order, the likest chain of them."""
        for olds, news in self._windows(old, new):
            links = [Link(first.index, second.index, score) for first, second, score in
                     self._scored(olds, news, cutoff)]  # fmt: skip
            for link in chain(links):
                self._pair(link.old, link.new)

    def _scored(
        self, olds: Sequence[Block], news: Sequence[Block], cutoff: float
    ) -> Iterator[tuple[Block, Block, float]]:
        for old, new in candidates(olds, news):
            prior = _SAME_NUMBER * (
                old.clause.number is not None
                and old.clause.number == new.clause.number
                and old.clause.id == new.clause.id
            ) + _SAME_PARENT * (old.parent >= 0 and self.forth.get(old.parent) == new.parent)
            score = likeness(old, new, cutoff=max(_FLOOR, cutoff - prior))
            if score > 0:
                yield old, new, score + prior

    def _windows(self, old: Section, new: Section) -> Iterator[tuple[list[Block], list[Block]]]:
        """The free blocks of a pair of sections between pairs that keep their order."""
        inside = {block.index for block in new.members}
        anchors = chain(
            [Link(block.index, self.forth[block.index], 1.0 + len(block.words)) for block in old.members
             if self.forth.get(block.index) in inside]
        )  # fmt: skip
        bounds = [(link.old, link.new) for link in sorted(anchors)]
        first_old = old.members[0].index if old.members else 0
        first_new = new.members[0].index if new.members else 0
        for old_end, new_end in [*bounds, (first_old + len(old.members), first_new + len(new.members))]:
            olds = self._free(self.olds[first_old:old_end], self.forth)
            news = self._free(self.news[first_new:new_end], self.back)
            if olds and news:
                yield olds, news
            first_old, first_new = old_end + 1, new_end + 1

    def _pair_like_elsewhere(self) -> None:
        olds = [block for block in self._free(self.olds, self.forth) if _tells(block)]
        news = [block for block in self._free(self.news, self.back) if _tells(block)]
        scored = sorted(
            ((-score, old.index, new.index) for old, new, score in self._scored(olds, news, _ELSEWHERE))
        )
        for _, old, new in scored:
            if old not in self.forth and new not in self.back:
                self._pair(old, new)

    def _pair_headings_over_like_content(
        self, paired: Sequence[tuple[Section, Section]]
    ) -> list[tuple[Section, Section]]:
        """Headings that nothing in their own words pairs, over blocks that are mostly the same."""
        free_olds = [each for each in sections(self.olds) if each.heading and each.index not in self.forth]
        shared: Counter[tuple[int, int]] = Counter()
        for section in free_olds:
            for block in section.members:
                if block.index in self.forth:
                    home = self.news[self.forth[block.index]].section
                    if home >= 0 and home not in self.back:
                        shared[section.index, home] += len(block.words)
        by_heading = {each.index: each for each in sections(self.news) if each.heading}
        found = []
        for section in free_olds:
            total = sum(len(block.words) for block in section.members)
            for (old, new), words in shared.items():
                new_section = by_heading[new]
                new_total = sum(len(block.words) for block in new_section.members)
                if (
                    old == section.index
                    and new not in self.back
                    and 2 * words >= min(total, new_total)
                    and 3 * words >= max(total, new_total)
                ):
                    self._pair(old, new)
                    found.append((section, new_section))
                    break
        return found

    def _find_joints(self) -> None:
        for old, news in list(splits(self.olds, self.news, self.forth)):
            self.split[old] = news
            self.forth[old] = news.start
            self.back.update(dict.fromkeys(news, old))
        for new, olds in list(splits(self.news, self.olds, self.back)):
            if new in self.split_news or not self.split.keys().isdisjoint(olds):
                continue
            self.joined[new] = olds
            self.back[new] = olds.start
            self.forth.update(dict.fromkeys(olds, new))

    @property
    def split_news(self) -> set[int]:
        return {new for news in self.split.values() for new in news}

    def _in_order(self) -> Iterator[Pair]:
        """The pairs in the order of the new text, each repeal after the old clause before it."""
        links = self._links()
        gone = moved(links, [block.parent for block in self.olds], [block.parent for block in self.news])
        away = {(link.old, link.new) for link in gone}
        repeals = self._repeals({old for old, _ in away})
        yield from repeals.get(-1, ())
        emitted: set[int] = set()
        for new in self.news:
            if new.index in emitted:
                continue
            old = self.back.get(new.index)
            if old is None:
                yield Pair((), (new.clause,))
                continue
            news = self.split.get(old, range(new.index, new.index + 1))
            olds = self.joined.get(new.index, range(old, old + 1))
            emitted.update(news)
            yield Pair(
                tuple(self.olds[index].clause for index in olds),
                tuple(self.news[index].clause for index in news),
                moved=(olds.start, news.start) in away,
            )
            for index in olds:
                yield from repeals.get(index, ())

    def _links(self) -> list[Link]:
        """One link a pair, as heavy as its words; a split or join by its first blocks."""
        found = []
        for old, new in sorted(self.forth.items()):
            first_of_join = new not in self.joined or self.joined[new].start == old
            if first_of_join:
                found.append(Link(old, new, 1.0 + len(self.olds[old].words)))
        return found

    def _repeals(self, away: set[int]) -> dict[int, list[Pair]]:
        """The repealed clauses by the index of the old clause that they follow and that stayed."""
        found: defaultdict[int, list[Pair]] = defaultdict(list)
        follows = -1
        for old in self.olds:
            if old.index not in self.forth:
                found[follows].append(Pair((old.clause,), ()))
            elif old.index not in away:
                follows = old.index
        return found


def _tells(block: Block) -> bool:
    """Whether a block has enough to be known by in another place."""
    return len(block.words) >= _LONG or (block.label != "" and len(block.words) > 1)


def _equal(olds: Sequence[Block], news: Sequence[Block]) -> Iterator[tuple[Block, Block]]:
    """The longest common run of equal blocks of two sections, in order."""
    start = 0
    while start < min(len(olds), len(news)) and olds[start].key == news[start].key:
        yield olds[start], news[start]
        start += 1
    end = 0
    while end < min(len(olds), len(news)) - start and olds[-1 - end].key == news[-1 - end].key:
        yield olds[-1 - end], news[-1 - end]
        end += 1
    olds, news = olds[start : len(olds) - end], news[start : len(news) - end]
    if not olds or not news or len(olds) * len(news) > _MATRIX:
        return
    numbers: dict[str, int] = {}
    first = [numbers.setdefault(block.key, len(numbers)) for block in olds]
    second = [numbers.setdefault(block.key, len(numbers)) for block in news]
    for code in Indel.opcodes(first, second):
        if code.tag == "equal":
            length = code.src_end - code.src_start
            yield from (
                (olds[code.src_start + offset], news[code.dest_start + offset]) for offset in range(length)
            )
