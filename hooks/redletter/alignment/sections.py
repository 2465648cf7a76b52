"""Sections of two texts that belong together: by heading, by number, by what stands under them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from redletter.alignment.blocks import Block
from redletter.alignment.likeness import likeness
from redletter.alignment.order import Link, windows

_ENOUGH = 0.4
_TELLING = 4  # different words that a section must have to be known by them
_ALL_PAIRS = 4_000  # up to so many pairs each is looked at, wherever it stands
_COMMON = 0.35  # of the words of any two sections are the same


@dataclass(frozen=True, eq=False)
class Section:
    """A heading with what stands under it up to the next; the text before any has no heading."""

    heading: Block | None
    members: tuple[Block, ...]
    path: tuple[str, ...]

    @property
    def index(self) -> int:
        """The heading's index, -1 where there is none."""
        return self.heading.index if self.heading else -1

    @property
    def number(self) -> str | None:
        return self.heading.clause.number if self.heading else None

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset("".join([block.words for block in self.members]))

    @property
    def size(self) -> int:
        """How much text it is, in characters."""
        return sum(block.size for block in self.members)


def sections(blocks: Sequence[Block]) -> list[Section]:
    """The sections of a text in order, the first being what stands before any heading."""
    grouped: defaultdict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        grouped[block.section].append(block)
    found = [Section(None, tuple(grouped.pop(-1, ())), ())]
    for index, members in grouped.items():
        found.append(Section(blocks[index], tuple(members[1:]), tuple(_path(blocks[index], blocks))))
    return found


def _path(block: Block, blocks: Sequence[Block]) -> Iterator[str]:
    yield block.words
    while block.parent >= 0:
        block = blocks[block.parent]
        yield block.words


def pair_sections(olds: Sequence[Section], news: Sequence[Section]) -> list[tuple[Section, Section]]:
    """Pairs of sections, in the old order; a heading reworded over like content still pairs."""
    pairs = {0: 0}
    _pair_unique(olds, news, pairs, lambda section: section.path)
    _pair_unique(olds, news, pairs, lambda section: section.path[:1])
    _pair_fitting(olds, news, pairs)
    return [(olds[old], news[new]) for old, new in sorted(pairs.items())]


def _pair_fitting(olds: Sequence[Section], news: Sequence[Section], pairs: dict[int, int]) -> None:
    """Pairs free sections that fit, first between the same neighbours, then anywhere."""
    links = [Link(old, new, 1.0) for old, new in pairs.items()]
    near = list(windows(*_free(olds, news, pairs), links))
    for first, second in near:
        _pair_best(olds, news, pairs, first, second)
    first, second = _free(olds, news, pairs)
    if len(first) * len(second) <= _ALL_PAIRS:
        _pair_best(olds, news, pairs, first, second)


def _free(
    olds: Sequence[Section], news: Sequence[Section], pairs: Mapping[int, int]
) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [at for at in range(len(olds)) if at not in pairs], [
        at for at in range(len(news)) if at not in taken
    ]


def _pair_best(
    olds: Sequence[Section],
    news: Sequence[Section],
    pairs: dict[int, int],
    first: Sequence[int],
    second: Sequence[int],
) -> None:
    scored = sorted(
        (-score, old, new)
        for old in first
        for new in second
        if (score := _fit(olds[old], news[new]) + 0.1 * (pairs.get(old - 1) == new - 1)) >= _ENOUGH
    )
    taken = set(pairs.values())
    for _, old, new in scored:
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)


def _pair_unique(
    olds: Sequence[Section],
    news: Sequence[Section],
    pairs: dict[int, int],
    name: Callable[[Section], tuple[str, ...]],
) -> None:
    """Pairs the free sections whose name occurs once on either side."""
    old_by_name = _by_name(olds, set(pairs), name)
    new_by_name = _by_name(news, set(pairs.values()), name)
    for named, positions in old_by_name.items():
        others = new_by_name.get(named, [])
        if len(positions) == len(others) == 1:
            pairs[positions[0]] = others[0]


def _by_name(
    sections: Sequence[Section], taken: set[int], name: Callable[[Section], tuple[str, ...]]
) -> dict[tuple[str, ...], list[int]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, section in enumerate(sections):
        if position not in taken:
            found[name(section)].append(position)
    return found


def _fit(old: Section, new: Section) -> float:
    if old.heading is None or new.heading is None:
        return 0.0
    size = math.sqrt(len(old.words) * len(new.words))
    common = len(old.words & new.words) / size if size >= _TELLING else 0.0
    content = max(0.0, common - _COMMON) / (1 - _COMMON)
    same_number = old.number is not None and old.number == new.number
    return 0.6 * content + 0.5 * likeness(old.heading, new.heading, cutoff=0.3) + 0.15 * same_number


def pair_by_content(
    olds: Sequence[Section], news: Sequence[Section], forth: Mapping[int, int], back: Mapping[int, int]
) -> Iterator[tuple[Section, Section]]:
    """Free sections whose headings have nothing in common, over blocks that are mostly paired.

    `forth` and `back` map the indices of the blocks paired so far.
    """
    free = [section for section in olds if section.heading is not None and section.index not in forth]
    if not free:
        return
    homes = {block.index: section for section in news for block in section.members}
    taken: set[int] = set()
    for old in free:
        shared: Counter[Section] = Counter()
        for block in old.members:
            home = homes.get(forth.get(block.index, -1))
            if home is not None and home.heading is not None and home.index not in back:
                shared[home] += block.size
        for new, size in shared.most_common():
            mostly = 2 * size >= min(old.size, new.size) and 3 * size >= max(old.size, new.size)
            if mostly and new.index not in taken:
                taken.add(new.index)
                yield old, new
                break
