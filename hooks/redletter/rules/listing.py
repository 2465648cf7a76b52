"""Which way a change goes where a list got a member, lost one or exchanged one, or is joined otherwise."""

from __future__ import annotations

from redletter.model import Direction, Ground
from redletter.rules.clarifying import member
from redletter.rules.clauses import reader_acts
from redletter.rules.comparison import Comparison
from redletter.rules.effects import serves
from redletter.rules.grammar import is_function_word
from redletter.rules.guards import is_negated
from redletter.rules.pairing import is_noun
from redletter.rules.reading import Reading
from redletter.rules.restricting import BOUND
from redletter.rules.sentences import Passage
from redletter.rules.stance import acts, gives, has, is_promise, is_right, subjects

_ADVERSE, _GOOD = Direction.ADVERSE, Direction.FAVOURABLE
_UNKNOWN, _NEUTRAL = Direction.UNKNOWN, Direction.NEUTRAL


def of_condition(c: Comparison) -> Direction:
    """Whether both must hold, or one: of conditions, of what the reader must do, of what is done."""
    if (asked := _asked_of_one(c)) is not None:
        return asked
    more, fewer = c.lost("or") and c.gained("and", "then"), c.lost("and", "then") and c.gained("or")
    if not more and not fewer:
        return _UNKNOWN
    old = c.edited(0)
    if any(_is_burden(p) for p in old) and not any(gives(p) for p in old):
        return _ADVERSE if more else _GOOD
    bound = any(has(p, name) for p in old for name in ("condition", "consent", "only", BOUND))
    passed_on = Ground.RECIPIENTS in subjects(c) or any(gives(p) for p in c.edited(1))
    if bound:
        # `We do not, if you object or …` and `we do not, unless you agree or …` go opposite ways.
        denied = any(has(p, "negation") and not has(p, "exception") for p in old)
        return _UNKNOWN if is_right(c) or denied or not passed_on else _ADVERSE if fewer else _GOOD
    if is_negated(c) or Ground.OWNERSHIP in subjects(c):
        return _UNKNOWN
    about = set(subjects(c))
    if about <= {Ground.RIGHTS, Ground.CONTACT, Ground.OTHER} and _joins_ways(c):
        if any(acts(p) for p in old):  # how the company tells the reader
            return _ADVERSE if fewer else _GOOD
        reader = is_right(c) or reader_acts(c.before)
        return (_ADVERSE if more else _GOOD) if reader and Ground.OTHER not in about else _UNKNOWN
    if is_right(c) or is_promise(c):
        return _UNKNOWN
    return _ADVERSE if more and {Ground.SERVICE_MODEL, Ground.RECIPIENTS} & set(subjects(c)) else _UNKNOWN


def _joins_ways(c: Comparison) -> bool:
    """Whether what is joined are ways to reach somebody: `by letter or by e-mail`, `a letter or a call`."""
    return all(
        any(
            hit.term.list in ("contact", "way", "7.5") or c.before.words[hit.start - 1].norm in _BY
            for hit in c.before.hits
            if at - _NEAR <= hit.start <= at + _NEAR
        )
        for hunk in c.hunks
        for at in hunk.old
    )


_BY = frozenset(["by", "per", "via", "durch"])


_NEAR = 4  # words from the join to what it joins


def _is_burden(p: Passage) -> bool:
    """Whether a sentence tells what the reader must bring, or how: one more is a burden."""
    asked = has(p, "reader") and not has(p, "only") and (has(p, "proof") or has(p, "hurdle"))
    return asked or has(p, "suffices")


def _asked_of_one(c: Comparison) -> Direction | None:
    """Whether one consents where both did, or both where one did; None where it is not of consent."""
    old, new = ({hit.term.list for hit in reading.hits} for reading in (c.before, c.after))
    if "consent" not in old & new:
        return None
    if "both" in old and "one_of" in new and "both" not in new:
        return _ADVERSE
    return _GOOD if "one_of" in old and "both" in new and "one_of" not in new else None


def of_member(c: Comparison) -> Direction:
    """A list got one member more, or lost one: of rights and denials a gain, of practices a loss."""
    side = next((side for side in (0, 1) if member(c, side)), None)
    if side is None and subjects(c) == (Ground.CONTACT,) and _names_exchanged(c):
        return _NEUTRAL
    if side is None and subjects(c) == (Ground.RECIPIENTS,) and is_of_one_kind(c):
        return _ADVERSE  # others than before learn of the data
    if side is None:
        return _NEUTRAL if subjects(c) == (Ground.OTHER,) and _is_of_two(c) else _UNKNOWN
    right = is_right(c)
    if not right and subjects(c) == (Ground.RIGHTS,):
        return _UNKNOWN  # what must be brought, or what is exempt
    denied = is_negated(c) and not any(has(p, "exception") for p in (*c.edited(0), *c.edited(1)))
    given = right or denied
    if (right and denied) or (not given and serves(c)):
        return _UNKNOWN  # `you cannot object`, `we encrypt`: the list may be of either
    return _GOOD if given == (side == 1) else _ADVERSE


def _names_exchanged(c: Comparison) -> bool:
    """Whether words with capitals, and no others, were exchanged: another office, another place."""
    return all(
        places and _are_nouns(reading, places, c, capital=True)
        for hunk in c.hunks
        for reading, places in ((c.before, hunk.old), (c.after, hunk.new))
    )


def is_of_one_kind(c: Comparison) -> bool:
    """Whether one noun stands for another of its kind: a recipient, or a member of a list.

    Which way that goes nobody can tell, but nothing went without another for it. Not under a limit or a
    condition, nor in what serves the reader: there it may be narrower.
    """
    sides = (*c.edited(0), *c.edited(1))
    bound = any(has(p, name) for p in sides for name in ("only", "condition", "before", "after", "consent"))
    if bound or is_right(c) or is_promise(c):
        return False
    passed_on = subjects(c) == (Ground.RECIPIENTS,) and len(c.hunks) == 1
    return all(
        places
        and _are_nouns(reading, places, c)
        and (passed_on or _stands_in_list(reading, places, c.lexicon.plain["joins"]))
        for hunk in c.hunks
        for reading, places in ((c.before, hunk.old), (c.after, hunk.new))
    )


def _are_nouns(reading: Reading, places: tuple[int, ...], c: Comparison, *, capital: bool = False) -> bool:
    told = [at for at in places if not is_function_word(reading.words[at], c.lexicon)]
    return bool(told) and all(
        is_noun(reading, at) and (not capital or reading.words[at].text[:1].isupper()) for at in told
    )


def _stands_in_list(reading: Reading, places: tuple[int, ...], joins: frozenset[str]) -> bool:
    """Whether a run stands beside a word or a comma that joins the members of a list."""
    start, stop = places[0], places[-1] + 1
    beside = (reading.words[at].norm for at in (start - 1, stop) if 0 <= at < len(reading.words))
    return any(norm in joins for norm in beside) or (start, ",") in reading.marks


def _is_of_two(c: Comparison) -> bool:
    """Whether of two that a sentence names the other one is chosen: `if … differ, the Welsh one applies`."""
    old, new = ({word.key for word in reading.words} for reading in (c.before, c.after))
    gone, come = {word.key for word in c.removed_words()}, {word.key for word in c.added_words()}
    return bool(gone and come) and gone <= new and come <= old
