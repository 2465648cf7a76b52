"""Evidence of periods, ages and other numbers that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from redletter.lexicon import Lexicon
from redletter.model import Ground
from redletter.rules import quantities
from redletter.rules.comparison import Comparison
from redletter.rules.quantities import Quantity
from redletter.rules.reading import Reading
from redletter.rules.stance import has, is_promise, is_right, subjects

# Near these, a longer time is the better one for the reader: time to be told, and time to object.
_NOTICE = re.compile(
    r"\b(tell|notice|notify|announce\w*|warn|e-?mail|write|letter|informieren|ankünd\w*|kündigen|mitteilen|teilen"
    r"|hinweisen|bekannt|bekannt\w*|schreiben|brief|benachrichtig\w*|unterricht\w*)\b"
)


_PUBLISHED = re.compile(
    r"\b(put|place|post|mail|shown|publish\w*|display|show|veröffentlich\w*|stell\w*|häng\w*|aushäng\w*)\b"
)
_AHEAD = re.compile(r"\b(before|notice|vor|vorher|bevor)\b")


_ADVANCE = re.compile(r"\b(in advance|vorab)\b")  # `im Voraus` is read as `vorab`


_EFFECT = re.compile(
    r"\b(effect|effective|force|kraft|inkrafttreten|wirksam)\b"
)  # what is announced and then holds
_PUT_UP = (_PUBLISHED, _AHEAD, _EFFECT)


_READERS_TIME = re.compile(
    r"\byou have\b.*\bto (object|withdraw|review|appeal|decide|respond|answer)\b"
    r"|\byou (?:can|may) (?:appeal|object|withdraw|complain|cancel)(?: (?!we\b)\w+){0,2} within\b"
    r"|\b(?:(?:können|kannst|dürfen) (?:sie|du)|(?:sie|du) (?:können|kannst|dürfen))"
    r"(?: (?!wir\b)\w+){0,2} (?:innerhalb|binnen)(?: \w+){1,5}"
    r" (?:widersprechen|widerrufen|anfechten|kündigen)\b"
    r"|\bhaben sie\b.*\b(zeit|frist)\b|\bsie haben\b.*\b(zeit|frist)\b"
)


def time_longer(c: Comparison) -> tuple[str, ...]:
    """A period grew to the reader's cost."""
    return _time(c, longer=True)


def time_shorter(c: Comparison) -> tuple[str, ...]:
    """A period shrank in the reader's favour."""
    return _time(c, longer=False)


def number_changed(c: Comparison) -> tuple[str, ...]:
    """A quantity that is no period, or one that came or went alone."""
    old, new = quantities.changed(c)
    old = tuple(
        q
        for q in old
        if not quantities.is_version(c.before, q) and not quantities.is_reference(c.before, q.at, c.lexicon)
    )
    new = tuple(
        q
        for q in new
        if not quantities.is_version(c.after, q) and not quantities.is_reference(c.after, q.at, c.lexicon)
    )
    if c.lost("fee"):
        old = tuple(quantity for quantity in old if quantity.dimension not in _MONEY)
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


_MONEY = ("money", "dollars")
_TIMES = ("time", "month", "workdays")


def _plain_years(quantity: Quantity) -> float:
    return quantity.amount / 12 if quantity.dimension == "month" else quantity.amount


def _time(c: Comparison, *, longer: bool) -> tuple[str, ...]:
    if age_changed(c):
        return ()
    old, new = quantities.changed(c)
    before = [q for q in old if q.dimension in _TIMES]
    after = [q for q in new if q.dimension in _TIMES]
    if longer and after and not old and _is_put_off(c):
        return (after[0].words,)
    if not before or not after:
        return ()
    grows = _seconds(after[0]) > _seconds(before[0])
    text = " ".join(word.norm for p in c.edited(1) for word in p.reading.words[p.start : p.stop])
    if (
        _READERS_TIME.search(text)
        or _ADVANCE.search(text)
        or (_NOTICE.search(text) and (_AHEAD.search(text) or _EFFECT.search(text)))
        or (Ground.OTHER in subjects(c) and all(told.search(text) for told in _PUT_UP))
    ):
        grows = not grows
    return (before[0].words, after[0].words) if grows == longer else ()


def _is_put_off(c: Comparison) -> bool:
    """Whether what is deleted after an event is deleted some time after it now."""
    sides = (*c.edited(0), *c.edited(1))
    return (
        is_promise(c)
        and all(has(p, "after") and has(p, "practice") for p in sides)
        and not c.lost("practice", "prompt")
    )


def _seconds(quantity: Quantity) -> float:
    """A period in seconds, a month as 30 days, a working day as 1.4 days: only to say which is longer."""
    return quantity.amount * {"time": 1.0, "month": 2592000.0, "workdays": 1.4}[quantity.dimension]


def _counts(reading: Reading, quantity: Quantity, c: Comparison) -> bool:
    """Whether a number is neither a product's version nor that of a provision."""
    return not quantities.is_version(reading, quantity) and not quantities.is_reference(
        reading, quantity.at, c.lexicon
    )


def start_changed(c: Comparison) -> tuple[str, ...]:
    """Another event from which a period runs: `six months after the match`, `after the season`."""
    if not c.is_small or len(c.hunks) != 1:
        return ()
    (hunk,) = c.hunks
    if not (hunk.old and hunk.new) or c.gained("after") or c.lost("after") or any(quantities.changed(c)):
        return ()
    told = any(q.dimension in _TIMES for q in quantities.quantities(c.after, c.lexicon))
    behind = all(
        any(stop <= places[0] <= stop + _BEHIND for stop in _starts(reading, c.lexicon))
        for reading, places in ((c.before, hunk.old), (c.after, hunk.new))
    )
    words = (*(c.before.words[at] for at in hunk.old), *(c.after.words[at] for at in hunk.new))
    return tuple(word.text for word in words) if told and behind else ()


def _starts(reading: Reading, lexicon: Lexicon) -> Iterator[int]:
    """Places behind a word that tells from when a period runs: `after`, `within a month of`."""
    yield from (hit.stop for hit in reading.hits if hit.term.list == "after")
    for at, (one, other) in enumerate(pairwise(reading.words)):
        if one.norm in lexicon.units and other.norm == "of":
            yield at + 2


_BEHIND = 2  # words between `after` and the event


def until_turned(c: Comparison) -> tuple[str, ...]:
    """A word for `until` came or went beside no number: `until the return` for `at the return`."""
    limited = c.lost("negation", "only") or c.gained("negation", "only")  # `not until`, `only once`
    return (*_until(c, 0), *_until(c, 1)) if c.is_small and not limited else ()


def _until(c: Comparison, side: int) -> tuple[str, ...]:
    reading, changed = ((c.before, c.removed), (c.after, c.added))[side]
    other = (c.lost, c.gained)[1 - side]("until")
    ends = {at for at, _ in reading.marks} | {stop for _, stop in reading.sentences}  # `schließen wir ab`
    return tuple(
        reading.words[hit.start].text
        for hit in reading.hits
        if hit.term.list == "until" and hit.start in changed and not other and hit.stop not in ends
        if all(word.kind != "number" for word in reading.words[hit.stop : hit.stop + 2])
    )


def age_turned(c: Comparison) -> tuple[str, ...]:
    """Who was too young is old enough, or the other way round: `under 16` became `at least 16`."""
    sides = [_sides_of_age(reading) for reading in (c.before, c.after)]
    told = all(any(hit.term.list == "minors" for hit in reading.hits) for reading in (c.before, c.after))
    if not told or len({len(side) for side in sides}) > 1 or sides[0] == sides[1]:
        return ()
    denied = [sum(hit.term.list == "negation" for hit in reading.hits) for reading in (c.before, c.after)]
    return (*sides[0], *sides[1]) if denied[0] == denied[1] else ()


def _sides_of_age(reading: Reading) -> tuple[str, ...]:
    return tuple(sorted({hit.term.list for hit in reading.hits if hit.term.list in ("younger", "older")}))
