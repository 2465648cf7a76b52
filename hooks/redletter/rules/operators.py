"""Evidence in edited sentences: the small words that turn a meaning, and the facts."""

from __future__ import annotations

import re

from redletter.model import Ground
from redletter.rules import quantities
from redletter.rules.comparison import Comparison
from redletter.rules.quantities import Quantity
from redletter.rules.reading import Reading
from redletter.rules.rule import Evidence
from redletter.rules.stance import is_promise, is_right, subjects

# Near these, a longer time is the better one for the reader: time to be told, and time to object.
_NOTICE = re.compile(r"\b(tell|notice|notify|announce|warn|informieren|ankünd\w*|mitteilen|hinweisen)\b")
_AHEAD = re.compile(r"\b(before|advance|notice|vor|voraus|vorher|bevor)\b")
_READERS_TIME = re.compile(
    r"\byou have\b.*\bto (object|withdraw|review|appeal|decide|respond|answer)\b"
    r"|\bhaben sie\b.*\b(zeit|frist)\b|\bsie haben\b.*\b(zeit|frist)\b"
)


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


def against(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that gives a right or makes a promise."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_right(c) or is_promise(c) else ()

    return guarded


def within_right(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that gives a right."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_right(c) else ()

    return guarded


def within_practice(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that only tells a practice."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if is_right(c) or is_promise(c) else evidence(c)

    return guarded


def either(*evidences: Evidence) -> Evidence:
    """The first evidence that there is."""

    def first(c: Comparison) -> tuple[str, ...]:
        return next((words for each in evidences if (words := each(c))), ())

    return first


def about_ground(ground: Ground, evidence: Evidence) -> Evidence:
    """The evidence, where the change is about a ground."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if ground in subjects(c) else ()

    return guarded


# --- quantities --------------------------------------------------------------------------------------


def time_longer(c: Comparison) -> tuple[str, ...]:
    """A period grew to the reader's cost."""
    return _time(c, longer=True)


def time_shorter(c: Comparison) -> tuple[str, ...]:
    """A period shrank in the reader's favour."""
    return _time(c, longer=False)


def number_changed(c: Comparison) -> tuple[str, ...]:
    """A quantity that is no period, or one that came or went alone."""
    old, new = quantities.changed(c)
    old = tuple(q for q in old if not quantities.is_version(c.before, q) and not _is_reference(c, 0, q))
    new = tuple(q for q in new if not quantities.is_version(c.after, q) and not _is_reference(c, 1, q))
    if time_longer(c) or time_shorter(c) or age_changed(c) or period_dropped(c) or c.gained("forever"):
        return ()
    return tuple(q.words for q in (*old, *new))


def age_changed(c: Comparison) -> tuple[str, ...]:
    """An age limit is another number."""
    old, new = quantities.changed(c)
    ages = [q for q in (*old, *new) if 6 <= _plain_years(q) <= 25]
    about = any(hit.term.list == "minors" for hit in (*c.before.hits, *c.after.hits))
    return tuple(q.words for q in ages) if about and old and new and len(ages) == len(old) + len(new) else ()


def age_lowered(c: Comparison) -> tuple[str, ...]:
    """An age limit sank, so that younger people are taken in."""
    old, new = quantities.changed(c)
    words = age_changed(c)
    return words if words and _plain_years(new[0]) < _plain_years(old[0]) else ()


def age_raised(c: Comparison) -> tuple[str, ...]:
    """An age limit rose."""
    return () if age_lowered(c) else age_changed(c)


def period_dropped(c: Comparison) -> tuple[str, ...]:
    """A period in a promise or right is gone, and none came."""
    old, new = quantities.changed(c)
    periods = [q for q in old if q.dimension in _TIMES]
    if any(q.dimension in _TIMES for q in new) or not (is_right(c) or is_promise(c)):
        return ()
    return tuple(q.words for q in periods)


_TIMES = ("time", "month", "workdays")


def _plain_years(quantity: Quantity) -> float:
    return quantity.amount / 12 if quantity.dimension == "month" else quantity.amount


def _time(c: Comparison, *, longer: bool) -> tuple[str, ...]:
    if age_changed(c):
        return ()
    old, new = quantities.changed(c)
    before = [q for q in old if q.dimension in _TIMES]
    after = [q for q in new if q.dimension in _TIMES]
    if not before or not after:
        return ()
    grows = _seconds(after[0]) > _seconds(before[0])
    text = " ".join(word.norm for p in c.edited(1) for word in p.reading.words[p.start : p.stop])
    if _READERS_TIME.search(text) or (_NOTICE.search(text) and _AHEAD.search(text)):
        grows = not grows
    return (before[0].words, after[0].words) if grows == longer else ()


def _seconds(quantity: Quantity) -> float:
    """A period in seconds, a month as 30 days, a working day as 1.4 days: only to say which is longer."""
    return quantity.amount * {"time": 1.0, "month": 2592000.0, "workdays": 1.4}[quantity.dimension]


def _is_reference(c: Comparison, side: int, quantity: Quantity) -> bool:
    reading = (c.before, c.after)[side]
    before = reading.words[quantity.at - 1].norm if quantity.at else ""
    return before in ("section", "clause", "abschnitt", "ziffer", "klausel") and quantity.dimension == "plain"


def opt_out_gone(c: Comparison) -> tuple[str, ...]:
    """A way to opt in or out went, and none is left in the text."""
    left = c.after.terms("opt_out") + c.after.terms("opt_in")
    return () if left else c.lost("opt_out", "opt_in")


# --- defaults and choices ----------------------------------------------------------------------------


def default_on(c: Comparison) -> tuple[str, ...]:
    """What holds by default was switched on, or is a default now."""
    if not _has_default(c):
        return ()
    return c.gained("enable") or (c.gained("default") if not c.gained("opt_out") else ())


def default_off(c: Comparison) -> tuple[str, ...]:
    """What holds by default was switched off, or is no default any more."""
    return (c.gained("opt_out") or c.lost("default")) if _has_default(c) and not default_on(c) else ()


def choice_changed(c: Comparison) -> tuple[str, ...]:
    """What can be switched on or off, and is no default, changed."""
    names = ("opt_out", "opt_in", "enable")
    return () if _has_default(c) or opt_in_to_opt_out(c) else (*c.lost(*names), *c.gained(*names))


def opt_in_to_opt_out(c: Comparison) -> tuple[str, ...]:
    """What needed a yes now needs a no."""
    went, came = c.lost("opt_in", "consent"), c.gained("opt_out")
    return (*went, *came) if went and came else ()


def _has_default(c: Comparison) -> bool:
    return any(
        hit.term.list == "default" and p.start <= hit.start < p.stop
        for side in (0, 1)
        for p in c.edited(side)
        for hit in p.reading.hits
    )


# --- who acts ----------------------------------------------------------------------------------------

_ACTS = {"en": ("we", "us", frozenset({"by"})), "de": ("wir", "uns", frozenset({"von", "durch"}))}


def actor_swapped(c: Comparison) -> tuple[str, ...]:
    """`you` acts where `we` acted, or the other way round; `by us` is `we` in the passive."""
    acts, acted_on, agent = _ACTS[c.language]
    old, new = _acting(c.before, acts, agent, acted_on), _acting(c.after, acts, agent, acted_on)
    readers = len(c.lost("reader")), len(c.gained("reader"))
    if old > new and (readers[1] > readers[0] or _count(c.after, acted_on) > _count(c.before, acted_on)):
        return (acts, *c.gained("reader")[:1])
    if new > old and (readers[0] > readers[1] or _count(c.before, acted_on) > _count(c.after, acted_on)):
        return (*c.lost("reader")[:1], acts)
    return ()


def _acting(reading: Reading, acts: str, agent: frozenset[str], acted_on: str) -> int:
    """How often the company acts: `we`, and `us` behind `by`."""
    words = reading.words
    passive = sum(
        word.norm == acted_on and at > 0 and words[at - 1].norm in agent for at, word in enumerate(words)
    )
    return _count(reading, acts) + passive


def _count(reading: Reading, norm: str) -> int:
    return sum(word.norm == norm for word in reading.words)
