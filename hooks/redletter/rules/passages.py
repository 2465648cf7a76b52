"""Evidence in whole sentences that came or went: what they state, promise or give."""

from __future__ import annotations

from redletter.model import Ground
from redletter.rules.comparison import Comparison, Passage
from redletter.rules.editorial import says_nothing
from redletter.rules.rule import Evidence
from redletter.rules.stance import about, grants, has, promises


def states(ground: Ground) -> Evidence:
    """A sentence about a ground came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return about(c, ground) if _speaking(c.new_sentences()) else ()

    return evidence


def states_no_more(ground: Ground) -> Evidence:
    """A sentence about a ground went, and none about it came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return about(c, ground) if _speaking(c.old_sentences()) and not _speaking(c.new_sentences()) else ()

    return evidence


def promise_dropped(c: Comparison) -> tuple[str, ...]:
    """A sentence that bound the company went."""
    return _told(p for p in _speaking(c.old_sentences()) if promises(p) and not grants(p))


def promise_made(c: Comparison) -> tuple[str, ...]:
    """A sentence that binds the company came."""
    return _told(p for p in _speaking(c.new_sentences()) if promises(p) and not grants(p))


def right_dropped(c: Comparison) -> tuple[str, ...]:
    """A sentence that gave the reader a right or a choice went."""
    return _told(p for p in _speaking(c.old_sentences()) if grants(p))


def right_given(c: Comparison) -> tuple[str, ...]:
    """A sentence that gives the reader a right or a choice came."""
    return _told(p for p in _speaking(c.new_sentences()) if grants(p))


def limitation_added(c: Comparison) -> tuple[str, ...]:
    """Beside text that stays, a sentence came that takes an exception to it or denies the reader."""
    if c.inserted:
        return ()
    return _told(
        p
        for p in _speaking(c.new_sentences())
        if has(p, "exception") or (has(p, "negation") and has(p, "reader") and has(p, "may") and not has(p, "company"))
    )


def deemed_consent(c: Comparison) -> tuple[str, ...]:
    """Silence or use is taken for consent."""
    found = [p for p in (*c.new_sentences(), *c.edited(1)) if has(p, "implied") and has(p, "consent")]
    old = any(hit.term.list == "implied" for hit in c.before.hits)
    return () if old else _told(found)


def _speaking(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    return tuple(p for p in passages if not says_nothing(p.reading, p.start, p.stop))


def _told(passages: object) -> tuple[str, ...]:
    return tuple(p.reading.spoken(p.start, min(p.stop, p.start + _SHOWN)) for p in passages)  # type: ignore[attr-defined]


_SHOWN = 14  # words of a sentence that are quoted
