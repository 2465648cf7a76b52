"""Which pairs keep their order, and which therefore moved."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import lt
from typing import NamedTuple


class Link(NamedTuple):
    """A block of the old text paired with one of the new; by index, and what it weighs."""

    old: int
    new: int
    weight: float


def chain(links: Iterable[Link]) -> list[Link]:
    """The heaviest run of links that do not cross, in order: what stayed.

    The weighted longest increasing subsequence, over a Fenwick tree of maxima: n log n.
    """
    ordered = sorted(links, key=lambda link: (link.old, -link.new))
    if _rise(ordered):
        return ordered
    clear = _crossed_by_none(ordered)
    return sorted(clear | set(_heaviest([link for link in ordered if link not in clear])))


def _rise(links: Sequence[Link] | Sequence[tuple[int, int]]) -> bool:
    """Whether each link stands after the one before it in both texts, as nearly always."""
    olds, news = [link[0] for link in links], [link[1] for link in links]
    return all(map(lt, olds, olds[1:])) and all(map(lt, news, news[1:]))


def _crossed_by_none(ordered: Sequence[Link]) -> set[Link]:
    """The links that all others agree with, and that therefore stay: most of them in most texts."""
    highest_before = [-1, *accumulate((link.new for link in ordered), max)]
    lowest_after = [math.inf, *accumulate((link.new for link in reversed(ordered)), min)][::-1]
    return {
        link
        for at, link in enumerate(ordered)
        if highest_before[at] < link.new < lowest_after[at + 1]
        and (at == 0 or ordered[at - 1].old < link.old)
        and (at + 1 == len(ordered) or link.old < ordered[at + 1].old)
    }


def _heaviest(ordered: Sequence[Link]) -> list[Link]:
    ranks = sorted({link.new for link in ordered})
    heaviest: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    best, last = 0.0, -1
    for number, link in enumerate(ordered):
        rank = bisect_left(ranks, link.new)
        weight, previous = _upto(heaviest, rank)
        before.append(previous)
        total = weight + link.weight
        if total > best:
            best, last = total, number
        _raise(heaviest, rank + 1, (total, number))
    kept = []
    while last >= 0:
        kept.append(ordered[last])
        last = before[last]
    return kept[::-1]


def _upto(heaviest: Sequence[tuple[float, int]], position: int) -> tuple[float, int]:
    found = (0.0, -1)
    while position > 0:
        if heaviest[position][0] > found[0]:
            found = heaviest[position]
        position -= position & -position
    return found


def _raise(heaviest: list[tuple[float, int]], position: int, value: tuple[float, int]) -> None:
    while position < len(heaviest):
        if value[0] > heaviest[position][0]:
            heaviest[position] = value
        position += position & -position


def windows(
    olds: Iterable[int], news: Iterable[int], links: Iterable[Link]
) -> Iterator[tuple[list[int], list[int]]]:
    """The free indices of either text between links that keep their order, where both have some.

    `olds` and `news` rise.
    """
    old_left, new_left = deque(olds), deque(news)
    for old_end, new_end in [*((link.old, link.new) for link in chain(links)), (math.inf, math.inf)]:
        old_free, new_free = _taken(old_left, old_end), _taken(new_left, new_end)
        if old_free and new_free:
            yield old_free, new_free


def _taken(left: deque[int], end: float) -> list[int]:
    found = []
    while left and left[0] < end:
        found.append(left.popleft())
    return found


def moved(
    pairs: Sequence[tuple[int, int]],
    old_parents: Sequence[int],
    new_parents: Sequence[int],
    *,
    weigh: Callable[[int], float],
) -> set[int]:
    """The old indices of the pairs that left their order or their section.

    What hangs on a moved heading or lead-in goes with it and did not move itself. The pairs come in
    the old order; parents are given for each index, -1 for none; `weigh` says what an old index weighs.
    """
    if _rise(pairs):
        return set()
    heavy = _with_subtrees([Link(old, new, weigh(old)) for old, new in pairs], old_parents)
    stayed = {link.old for link in chain(heavy)}
    away = [link for link in heavy if link.old not in stayed]
    if not away:
        return set()
    by_old = {link.old: link for link in heavy}
    by_new = {link.new: link for link in heavy}
    carried: defaultdict[int, list[Link]] = defaultdict(list)
    gone: set[int] = set()
    for link in away:
        above = _nearest(link.old, old_parents, by_old)
        same = above is not None and above == _nearest(link.new, new_parents, by_new)
        if above is not None and same and above.old not in stayed:
            carried[above.old].append(link)
        else:
            gone.add(link.old)
    for group in carried.values():
        gone.update({link.old for link in group} - {link.old for link in chain(group)})
    return gone


def _with_subtrees(links: Sequence[Link], parents: Sequence[int]) -> list[Link]:
    """The links, each as heavy as all that hangs on it: sections outweigh their paragraphs."""
    weights = [0.0] * len(parents)
    for link in links:
        weights[link.old] = link.weight
    for index in range(len(parents) - 1, -1, -1):  # children stand after their parents
        if parents[index] >= 0:
            weights[parents[index]] += weights[index]
    return [link._replace(weight=weights[link.old]) for link in links]


def _nearest(index: int, parents: Sequence[int], links: Mapping[int, Link]) -> Link | None:
    index = parents[index]
    while index >= 0 and index not in links:
        index = parents[index]
    return links.get(index)
