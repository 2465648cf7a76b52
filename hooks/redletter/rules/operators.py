"""Evidence in edited sentences: words of the lists that came, went or were exchanged."""

from __future__ import annotations

from redletter.rules.comparison import Comparison
from redletter.rules.rule import Evidence


def gained(*lists: str) -> Evidence:
    """Words of these lists came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return c.gained(*lists)

    return evidence


def lost(*lists: str) -> Evidence:
    """Words of these lists went."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return c.lost(*lists)

    return evidence


def net_gained(*lists: str) -> Evidence:
    """Words came and none of the same list went: one more, not another."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return () if c.lost(*lists) else c.gained(*lists)

    return evidence


def net_lost(*lists: str) -> Evidence:
    """Words went and none of the same list came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return () if c.gained(*lists) else c.lost(*lists)

    return evidence


def turned(*lists: str) -> Evidence:
    """Words of these lists came or went."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return (*c.lost(*lists), *c.gained(*lists))

    return evidence


def swapped(one: str, other: str) -> Evidence:
    """Words of the one list went, words of the other came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        went, came = c.lost(one), c.gained(other)
        return (*went, *came) if went and came else ()

    return evidence


def negation_added(c: Comparison) -> tuple[str, ...]:
    """A negation came, for no word that prevents: `no data is sent` for `prevents that data is sent`."""
    return () if c.lost("prevention") else net_gained("negation")(c)


def negation_removed(c: Comparison) -> tuple[str, ...]:
    """A negation went, and no word that prevents came for it."""
    return () if c.gained("prevention") else net_lost("negation")(c)


def practice_changed(c: Comparison) -> tuple[str, ...]:
    """Another practice, or one more or fewer; to use and to process are one."""
    lost, gained = c.lost("practice"), c.gained("practice")
    if (
        lost
        and gained
        and all(_is_general(c, 0, word) for word in lost)
        and all(_is_general(c, 1, word) for word in gained)
    ):
        return ()
    return (*lost, *gained)


def _is_general(c: Comparison, side: int, word: str) -> bool:
    reading = (c.before, c.after)[side]
    keys = {hit.term.key for hit in reading.hits if reading.spoken(hit.start, hit.stop) == word}
    return bool(keys & _GENERAL)


_GENERAL = frozenset(["use", "process", "nutzen", "verarbeit*"])


def duty_dropped(c: Comparison) -> tuple[str, ...]:
    """What others, or the company, have to do went: `the buyer, who must honour this notice`."""
    if c.gained("must", "may", "should", "will", "voluntary", "negation"):
        return ()
    readers = {hit.stop for hit in c.before.hits if hit.term.list == "reader"}
    duties = {
        c.before.spoken(hit.start, hit.stop)
        for hit in c.before.hits
        if hit.term.list == "must" and not readers & {hit.start, hit.start - 1, hit.stop + 1}
    }
    return tuple(word for word in c.lost("must") if word in duties)


def either(*evidences: Evidence) -> Evidence:
    """The first evidence that there is."""

    def first(c: Comparison) -> tuple[str, ...]:
        return next((words for each in evidences if (words := each(c))), ())

    return first


def unless(other: Evidence, evidence: Evidence) -> Evidence:
    """The evidence, where there is none of the other."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if other(c) else evidence(c)

    return guarded
