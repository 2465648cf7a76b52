"""Evidence in list items that came or went: their lead-in says what an item is.

"We will not share your data, except in these cases:" makes each item an exception, "You have the right
to:" a right, "We never share:" a promise, "We share your data only with:" a case of a closed list.
"""

from __future__ import annotations

from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading
from redletter.rules.rule import Evidence


def item_added(kind: str) -> Evidence:
    """An item of this kind came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return (c.after.text,) if c.inserted and kind_of(c) == kind else ()

    return evidence


def item_dropped(kind: str) -> Evidence:
    """An item of this kind went."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return (c.before.text,) if c.repealed and kind_of(c) == kind else ()

    return evidence


def bare_item_added(name: str) -> Evidence:
    """A short item that is no sentence came and has a term of this list: `* your telephone number`."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return _bare(c.after, name) if c.inserted and c.lead_in is None else ()

    return evidence


def bare_item_dropped(name: str) -> Evidence:
    """A short item that is no sentence went."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return _bare(c.before, name) if c.repealed and c.lead_in is None else ()

    return evidence


def _bare(reading: Reading, name: str) -> tuple[str, ...]:
    names = {hit.term.list for hit in reading.hits}
    short = reading.block == "item" and len(reading.words) <= _BARE and not reading.targets
    return (reading.text,) if short and name in names and not names & _SENTENCE else ()


_BARE = 8  # words of an item that is no sentence, at most
_SENTENCE = frozenset(["practice", "affirmation", "you_can", "negation", "contact"])


def kind_of(c: Comparison) -> str | None:
    """What the lead-in makes of the item: exception, promise, right, case; None without a lead-in."""
    lead_in = c.lead_in
    if lead_in is None:
        return None
    if _has(lead_in, "negation"):
        return "exception" if _has(lead_in, "exception") else "promise"
    if _has(lead_in, "affirmation") and _has(lead_in, "reader") and not _has(lead_in, "7.5"):
        return "right"
    return "limited case" if _has(lead_in, "only") else "case"


def _has(reading: Reading, name: str) -> bool:
    return any(hit.term.list == name for hit in reading.hits)
