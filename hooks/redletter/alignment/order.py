"""Which pairs keep their order, and which therefore moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple


class Link(NamedTuple):
    """A block of the old text paired with one of the new; by index, and what it weighs."""

    old: int
    new: int
    weight: float


def chain(links: Sequence[Link]) -> set[Link]:
    """The heaviest set of links that do not cross: what stayed in its order.

    Weighted longest increasing subsequence over a Fenwick tree of maxima: n log n.
    """
    news = sorted({link.new for link in links})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(news) + 1)
    before: list[int] = []
    ordered = sorted(links, key=lambda link: (link.old, -link.new))
    last = (0.0, -1)
    for number, link in enumerate(ordered):
        rank = bisect_left(news, link.new)
        reached = (0.0, -1)
        position = rank
        while position > 0:
            reached = max(reached, best[position], key=lambda each: each[0])
            position -= position & -position
        before.append(reached[1])
        total = (reached[0] + link.weight, number)
        last = max(last, total, key=lambda each: each[0])
        position = rank + 1
        while position < len(best):
            best[position] = max(best[position], total, key=lambda each: each[0])
            position += position & -position
    kept = set()
    number = last[1]
    while number >= 0:
        kept.add(ordered[number])
        number = before[number]
    return kept


def moved(links: Sequence[Link], old_parents: Sequence[int], new_parents: Sequence[int]) -> set[Link]:
    """The links that left their order or their section.

    What hangs on a moved heading or lead-in goes with it and did not move itself. Parents are given
    for each index, -1 for none.
    """
    by_old = {link.old: link for link in links}
    by_new = {link.new: link for link in links}
    heavy = _with_subtrees(links, old_parents)
    stayed = {(link.old, link.new) for link in chain(heavy)}
    away = [link for link in heavy if (link.old, link.new) not in stayed]
    away_keys = {(link.old, link.new) for link in away}
    carried: defaultdict[tuple[int, int], list[Link]] = defaultdict(list)
    gone: set[tuple[int, int]] = set()
    for link in away:
        above_old = _nearest(link.old, old_parents, by_old)
        above_new = _nearest(link.new, new_parents, by_new)
        if above_old is not None and above_old == above_new and above_old[:2] in away_keys:
            carried[above_old[:2]].append(link)
        else:
            gone.add(link[:2])
    for group in carried.values():
        gone.update(link[:2] for link in set(group) - chain(group))
    return {link for link in links if link[:2] in gone}


def _with_subtrees(links: Sequence[Link], parents: Sequence[int]) -> list[Link]:
    """The links, each as heavy as all that hangs on it: sections outweigh their paragraphs."""
    weights = [0.0] * len(parents)
    for link in links:
        weights[link.old] = link.weight
    for index in range(len(parents) - 1, -1, -1):  # children stand after their parents
        if parents[index] >= 0:
            weights[parents[index]] += weights[index]
    return [link._replace(weight=weights[link.old]) for link in links]


def _nearest(index: int, parents: Sequence[int], links: dict[int, Link]) -> Link | None:
    index = parents[index]
    while index >= 0 and index not in links:
        index = parents[index]
    return links.get(index)
