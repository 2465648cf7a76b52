"""Evidence that counts only where a sentence is of a kind: a right, a promise, a mere practice."""

from __future__ import annotations

from redletter.model import Ground
from redletter.rules.comparison import Comparison
from redletter.rules.operators import turned
from redletter.rules.rule import Evidence
from redletter.rules.stance import acts, has, is_promise, is_right, served, subjects


def no_occasion(evidence: Evidence, side: int) -> Evidence:
    """The evidence, unless a noun says what the clause said: `when you call`, `during a call`."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if (c.lost, c.gained)[1 - side]("occasion") else evidence(c)

    return guarded


def unless_denied(evidence: Evidence) -> Evidence:
    """The evidence, unless the old text denied the reader something: `you cannot …`, `not liable`."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if any(has(p, "denial") for p in c.edited(0)) else evidence(c)

    return guarded


def unless_right_stays(evidence: Evidence) -> Evidence:
    """The evidence, unless a right is given before and after: `you can object`, `objection is possible`."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        words = evidence(c)
        rights = [{hit.term.key for hit in r.hits if hit.term.list == "right"} for r in (c.before, c.after)]
        if subjects(c) == (Ground.CONTACT,):
            return ()  # `may be contacted at` and `write to` are one
        company = any(acts(p) for p in (*c.edited(0), *c.edited(1)))  # `we may delete` is no right
        stays = (
            is_right(c)
            and not company
            and rights[0] == rights[1] != set()
            and not turned("must", "should")(c)
        )
        return () if stays else words

    return guarded


def against(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that gives a right or makes a promise."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_right(c) or is_promise(c) else ()

    return guarded


def serving(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that told of what serves the reader, and gives no right."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if any(served(p) for p in c.edited(0)) else ()

    return guarded


def beside_first(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says, before and after, that the first of something is free."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        first = all(any(has(p, "first") for p in c.edited(side)) for side in (0, 1))
        return evidence(c) if first else ()

    return guarded


def in_small(evidence: Evidence) -> Evidence:
    """The evidence, where sentences stay and few words in them differ."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if c.is_small else ()

    return guarded


def of_free(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says, before and after, that something is free of charge."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        free = all(any(has(p, "free") for p in c.edited(side)) for side in (0, 1))
        ever = c.lost("prompt") or c.gained("prompt")  # `at any time`
        return evidence(c) if free and c.is_small and not ever else ()

    return guarded


def within_right(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that gives a right."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_right(c) or subjects(c) == (Ground.RIGHTS,) else ()

    return guarded


def of_reader(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that speaks of the reader or of data that the reader gives."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        sides = (*c.edited(0), *c.edited(1))
        return evidence(c) if any(has(p, "reader") or has(p, "data") for p in sides) else ()

    return guarded


def of_human(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence by which a human decides or looks."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if any(has(p, "manual") for p in c.edited(0)) else ()

    return guarded


def beside_right(evidence: Evidence) -> Evidence:
    """The evidence, unless the sentence gives a right: there, data and purposes are its objects."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if is_right(c) else evidence(c)

    return guarded


def on_basis(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that names the legal basis."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if _names_basis(c) else ()

    return guarded


def off_basis(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that names no legal basis."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if _names_basis(c) else evidence(c)

    return guarded


def _names_basis(c: Comparison) -> bool:
    """Whether an edited sentence names the legal basis before and after."""
    sides = (c.edited(0), c.edited(1))
    return all(any(has(p, "basis") for p in side) for side in sides)


def negated(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says, before and after, that something is not done."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_negated(c) else ()

    return guarded


def without_exception(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that makes no exception: what comes to an exception goes the other way."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        excepted = any(has(p, "exception") for p in (*c.edited(0), *c.edited(1)))
        return () if excepted else evidence(c)

    return guarded


def affirmed(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says that something is done."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if is_negated(c) else evidence(c)

    return guarded


def is_negated(c: Comparison) -> bool:
    """Whether the edited sentences say, before and after, that something is not done."""
    sides = (c.edited(0), c.edited(1))
    return all(side and all(has(p, "negation") for p in side) for side in sides)


def within_practice(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that only tells a practice."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if is_right(c) or is_promise(c) else evidence(c)

    return guarded


def about_ground(ground: Ground, evidence: Evidence) -> Evidence:
    """The evidence, where the change is about a ground."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if ground in subjects(c) else ()

    return guarded
