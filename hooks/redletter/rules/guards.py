"""Evidence that counts only where a sentence is of a kind: a right, a promise, a mere practice."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from redletter.model import Ground
from redletter.rules.comparison import Comparison
from redletter.rules.operators import turned
from redletter.rules.rule import Evidence
from redletter.rules.stance import acts, has, is_promise, is_right, served, subjects


def _guard(holds: Callable[[Comparison], bool]) -> Callable[[Evidence], Evidence]:
    """A guard by what must hold: it lets evidence through where that does."""

    @wraps(holds)
    def guard(evidence: Evidence) -> Evidence:
        return lambda c: evidence(c) if holds(c) else ()

    return guard


def no_occasion(evidence: Evidence, side: int) -> Evidence:
    """The evidence, unless a noun says what the clause said: `when you call`, `during a call`."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if (c.lost, c.gained)[1 - side]("occasion") else evidence(c)

    return guarded


@_guard
def unless_denied(c: Comparison) -> bool:
    """The evidence, unless the old text denied the reader something: `you cannot …`, `not liable`."""
    return not any(has(p, "denial") for p in c.edited(0))


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


@_guard
def against(c: Comparison) -> bool:
    """The evidence, in a sentence that gives a right or makes a promise."""
    return is_right(c) or is_promise(c)


@_guard
def serving(c: Comparison) -> bool:
    """The evidence, in a sentence that told of what serves the reader, and gives no right."""
    return any(served(p) for p in c.edited(0))


@_guard
def beside_first(c: Comparison) -> bool:
    """The evidence, in a sentence that says, before and after, that the first of something is free."""
    return all(any(has(p, "first") for p in c.edited(side)) for side in (0, 1))


@_guard
def in_small(c: Comparison) -> bool:
    """The evidence, where sentences stay and few words in them differ."""
    return c.is_small


@_guard
def of_free(c: Comparison) -> bool:
    """The evidence, in a sentence that says, before and after, that something is free of charge."""
    free = all(any(has(p, "free") for p in c.edited(side)) for side in (0, 1))
    ever = c.lost("prompt") or c.gained("prompt")  # `at any time`
    return free and c.is_small and not ever


@_guard
def within_right(c: Comparison) -> bool:
    """The evidence, in a sentence that gives a right."""
    return is_right(c) or subjects(c) == (Ground.RIGHTS,)


@_guard
def of_reader(c: Comparison) -> bool:
    """The evidence, in a sentence that speaks of the reader or of data that the reader gives."""
    sides = (*c.edited(0), *c.edited(1))
    return any(has(p, "reader") or has(p, "data") for p in sides)


@_guard
def of_human(c: Comparison) -> bool:
    """The evidence, in a sentence by which a human decides or looks."""
    return any(has(p, "manual") for p in c.edited(0))


@_guard
def beside_right(c: Comparison) -> bool:
    """The evidence, unless the sentence gives a right: there, data and purposes are its objects."""
    return not is_right(c)


@_guard
def on_basis(c: Comparison) -> bool:
    """The evidence, in a sentence that names the legal basis."""
    return _names_basis(c)


@_guard
def off_basis(c: Comparison) -> bool:
    """The evidence, in a sentence that names no legal basis."""
    return not _names_basis(c)


def _names_basis(c: Comparison) -> bool:
    """Whether an edited sentence names the legal basis before and after."""
    sides = (c.edited(0), c.edited(1))
    return all(any(has(p, "basis") for p in side) for side in sides)


@_guard
def negated(c: Comparison) -> bool:
    """The evidence, in a sentence that says, before and after, that something is not done."""
    return is_negated(c)


@_guard
def without_exception(c: Comparison) -> bool:
    """The evidence, in a sentence that makes no exception: what comes to an exception goes the other way."""
    excepted = any(has(p, "exception") for p in (*c.edited(0), *c.edited(1)))
    return not excepted


@_guard
def affirmed(c: Comparison) -> bool:
    """The evidence, in a sentence that says that something is done."""
    return not is_negated(c)


def is_negated(c: Comparison) -> bool:
    """Whether the edited sentences say, before and after, that something is not done."""
    sides = (c.edited(0), c.edited(1))
    return all(side and all(has(p, "negation") for p in side) for side in sides)


@_guard
def within_practice(c: Comparison) -> bool:
    """The evidence, in a sentence that only tells a practice."""
    return not (is_right(c) or is_promise(c))


def about_ground(ground: Ground, evidence: Evidence) -> Evidence:
    """The evidence, where the change is about a ground."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if ground in subjects(c) else ()

    return guarded
