"""Alignment: which clauses of the new text are which of the old, moves, splits and joins found.

Sections are paired first, then equal blocks inside them, then equal blocks anywhere, then like ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from redletter.alignment.matching import Matching
from redletter.alignment.order import moved
from redletter.model import Document, Pair


def align(before: Document, after: Document) -> tuple[Pair, ...]:
    """Pairs of the clauses of two texts, unchanged ones included.

    In the order of the new text; a repealed clause follows the clause that it followed. Every clause
    of either text is in exactly one pair.
    """
    matching = Matching(before, after)
    matching.find()
    return tuple(_in_order(matching))


def _in_order(matching: Matching) -> Iterator[Pair]:
    """The pairs in the order of the new text, each repeal after the old clause before it."""
    away = moved(
        _links(matching),
        [block.parent for block in matching.olds],
        [block.parent for block in matching.news],
        weigh=matching.kept,
    )
    repeals = _repeals(matching, away)
    yield from repeals.get(-1, ())
    after_split = 0
    for new in matching.news:
        if new.index < after_split:
            continue
        old = matching.back.get(new.index)
        if old is None:
            yield Pair((), (new.clause,))
            continue
        if new.index not in matching.joined and old not in matching.split:
            yield Pair((matching.olds[old].clause,), (new.clause,), moved=old in away)
            yield from repeals.get(old, ())
            continue
        olds = matching.joined.get(new.index, range(old, old + 1))
        news = matching.split.get(old, range(new.index, new.index + 1))
        after_split = news.stop
        yield Pair(
            tuple(matching.olds[index].clause for index in olds),
            tuple(matching.news[index].clause for index in news),
            moved=olds.start in away,
        )
        for index in olds:
            yield from repeals.get(index, ())


def _links(matching: Matching) -> list[tuple[int, int]]:
    """Old and new index of each pair, in the old order; of a split or join those of its first blocks."""
    return sorted(
        (old, new)
        for old, new in matching.forth.items()
        if new not in matching.joined or matching.joined[new].start == old
    )


def _repeals(matching: Matching, away: set[int]) -> dict[int, list[Pair]]:
    """The repealed clauses by the index of the old clause that they follow and that stayed."""
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    follows = -1
    for old in matching.olds:
        if old.index not in matching.forth:
            found[follows].append(Pair((old.clause,), ()))
        elif old.index not in away:
            follows = old.index
    return found
