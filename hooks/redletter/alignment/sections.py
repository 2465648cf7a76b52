"""Sections of two texts that belong together: by heading, by number, by what stands under them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from redletter.alignment.blocks import Block
from redletter.alignment.likeness import likeness

_ENOUGH = 0.4
_TELLING = 4  # words that a block must have to tell its section


@dataclass(frozen=True, slots=True)
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
    def words(self) -> Counter[str]:
        return Counter(word for block in self.members for word in block.words)


def sections(blocks: Sequence[Block]) -> list[Section]:
    """The sections of a text in order, the first being what stands before any heading."""
    grouped: defaultdict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        grouped[block.section].append(block)
    found = [Section(None, tuple(grouped.pop(-1, ())), ())]
    for index, members in grouped.items():
        path = tuple(_path(blocks[index], blocks))
        found.append(Section(blocks[index], tuple(members[1:]), path))
    return found


def _path(block: Block, blocks: Sequence[Block]) -> Iterator[str]:
    yield block.key
    while block.parent >= 0:
        block = blocks[block.parent]
        yield block.key


def pair_sections(olds: Sequence[Section], news: Sequence[Section]) -> list[tuple[Section, Section]]:
    """Pairs of sections, in the old order; a heading reworded over like content still pairs."""
    pairs = {0: 0}
    _pair_unique(olds, news, pairs, lambda section: section.path)
    _pair_unique(olds, news, pairs, lambda section: section.path[:1])
    scored = sorted(_scores(olds, news, pairs), key=lambda each: (-each[0], each[1], each[2]))
    taken = set(pairs.values())
    for _, old, new in scored:
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return [(olds[old], news[new]) for old, new in sorted(pairs.items())]


def _pair_unique(
    olds: Sequence[Section],
    news: Sequence[Section],
    pairs: dict[int, int],
    name: Callable[[Section], tuple[str, ...]],
) -> None:
    """Pairs the free sections whose name occurs once on either side."""
    taken = set(pairs.values())
    old_by_name = _by_name(olds, set(pairs), name)
    new_by_name = _by_name(news, taken, name)
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


def _scores(
    olds: Sequence[Section], news: Sequence[Section], pairs: dict[int, int]
) -> Iterator[tuple[float, int, int]]:
    """How well free sections fit: shared words under them, likeness of headings, number, neighbours."""
    taken = set(pairs.values())
    free_new = [(position, news[position].words) for position in range(len(news)) if position not in taken]
    for position, old in enumerate(olds):
        if position in pairs or not free_new:
            continue
        words = old.words
        for other, other_words in free_new:
            new = news[other]
            if old.heading is None or new.heading is None:
                continue
            shared = (words & other_words).total()
            size = math.sqrt(words.total() * other_words.total())
            # Function words are shared by all; what counts is what goes beyond a third.
            content = max(0.0, shared / size - 0.35) / 0.65 if size >= _TELLING else 0.0
            score = 0.6 * content + 0.5 * likeness(old.heading, new.heading, cutoff=0.3)
            score += 0.15 * (_number(old) is not None and _number(old) == _number(new))
            score += 0.1 * (pairs.get(position - 1) == other - 1)
            if score >= _ENOUGH:
                yield score, position, other


def _number(section: Section) -> str | None:
    return section.heading.clause.number if section.heading else None
