"""Which way a change goes for the reader, where the words that came and went do not say so alone."""

from __future__ import annotations

from redletter.model import Direction, Ground
from redletter.rules.choices import LIMITED, PROTECTING, bases, countries
from redletter.rules.clarifying import content, member
from redletter.rules.clauses import reader_acts
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.guards import is_negated
from redletter.rules.pairing import is_noun
from redletter.rules.reading import Reading
from redletter.rules.restricting import BOUND
from redletter.rules.sentences import Passage
from redletter.rules.stance import (
    acts,
    gives,
    has,
    is_passed_on,
    is_promise,
    is_right,
    promises,
    served,
    subjects,
)

_ADVERSE, _GOOD = Direction.ADVERSE, Direction.FAVOURABLE
_UNKNOWN, _NEUTRAL = Direction.UNKNOWN, Direction.NEUTRAL

# Without a direction of their own: who owns the company, who answers for it, which law and language hold.
_FACTS = frozenset([Ground.OWNERSHIP, Ground.CONTACT, Ground.OTHER])


def of_country(c: Comparison) -> Direction:
    """Data goes where the law protects it less, or more; an office or the law that applies only moves."""
    if set(subjects(c)) <= _FACTS:
        return _NEUTRAL
    went, came = countries(c, 0), countries(c, 1)
    denied = is_negated(c) or any(has(p, "negation") for p in (*c.edited(0), *c.edited(1)))
    if denied or not went or not came or (went | came) & LIMITED:
        return _UNKNOWN
    kept, keeps = went <= PROTECTING, came <= PROTECTING
    if kept and keeps:
        return _NEUTRAL
    if kept and not came & PROTECTING:
        return _ADVERSE
    return _GOOD if keeps and not went & PROTECTING else _UNKNOWN


def of_sequence(c: Comparison) -> Direction:
    """What serves the reader comes after the deed and no longer before it, or the other way round.

    "We tell you before we disclose": what serves stands beside `before`. "They see it after names were
    removed": it stands behind `after`.
    """
    (went, old), (came, new) = (
        next(((name, p) for p in c.edited(side) for name in _TIMES if _place(p, name)), ("", None))
        for side in (0, 1)
    )
    if old is None or new is None or went == came:
        return _UNKNOWN
    main, behind = _served(old, went), _served(new, came)
    if main == behind and main[0] != main[1]:
        later = main[0] if went == "before" else main[1]
        return _ADVERSE if later else _GOOD
    return _UNKNOWN


_TIMES = ("before", "after")


def _place(p: Passage, name: str) -> tuple[int, ...]:
    return tuple(hit.start for hit in p.reading.hits if hit.term.list == name and p.holds(hit))


def _served(p: Passage, name: str) -> tuple[bool, bool]:
    """Whether something that serves the reader stands outside, and in, what `before` or `after` governs."""
    at = _place(p, name)[0]
    stop = _governed(p, at)
    serving = served(p)
    return any(not at <= place < stop for place in serving), any(at <= place < stop for place in serving)


def _governed(p: Passage, at: int) -> int:
    """Up to which word `before` or `after` governs: the next comma; a German preposition, its noun."""
    words = p.reading.words
    if words[at].norm in _PREPOSITIONS:
        return next((each + 1 for each in range(at + 1, p.stop) if words[each].text[:1].isupper()), p.stop)
    return min(
        (place for place, mark in p.reading.marks if mark in ",;" and at < place < p.stop), default=p.stop
    )


_PREPOSITIONS = frozenset(["vor", "nach"])


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
    if _joins(c, ("security",)) or (any(acts(p) for p in old) and _joins_ways(c)):
        return _ADVERSE if fewer else _GOOD  # what protects, or how the company tells the reader
    if set(subjects(c)) <= {Ground.RIGHTS, Ground.CONTACT} and _joins_ways(c):
        return (_ADVERSE if more else _GOOD) if is_right(c) or reader_acts(c.before) else _UNKNOWN
    if is_right(c) or is_promise(c):
        return _UNKNOWN
    return _ADVERSE if more and {Ground.SERVICE_MODEL, Ground.RECIPIENTS} & set(subjects(c)) else _UNKNOWN


def _joins_ways(c: Comparison) -> bool:
    """Whether what is joined are ways to reach somebody: `by letter or by e-mail`, `a letter or a call`."""
    return _joins(c, ("contact", "way", "7.5"))


def _joins(c: Comparison, lists: tuple[str, ...]) -> bool:
    """Whether words of these lists stand beside every join that changed."""
    return all(
        any(
            hit.term.list in lists or ("way" in lists and c.before.words[hit.start - 1].norm in _BY)
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


def of_scope(c: Comparison) -> Direction:
    """A practice that covered some covers all; or what serves the reader does."""
    some = c.lost("some", "most")
    if not c.gained("all") or c.lost("all") or not (some or is_passed_on(c)):
        return _UNKNOWN
    if _serves(c):
        return _GOOD if some and _protects(c) else _UNKNOWN
    return _UNKNOWN if is_right(c) or is_promise(c) else _ADVERSE


def _protects(c: Comparison) -> bool:
    """Whether the sentences tell of protection alone, and of nobody who sees or refuses something."""
    sides = (*c.edited(0), *c.edited(1))
    others = ("recipient", "giving", "receiving", "denial")
    seen = any(hit.term.key in _SEEING and p.holds(hit) for p in sides for hit in p.reading.hits)
    return any(has(p, "protected") or has(p, "security") for p in sides) and not (
        seen or any(has(p, name) for p in sides for name in others)
    )


_SEEING = ("access", "einseh*")


def _serves(c: Comparison) -> bool:
    """Whether the sentences tell of what serves the reader, so that more of it is no loss."""
    sides = (*c.edited(0), *c.edited(1))
    return any(served(p) or has(p, "security") or has(p, "safeguard") for p in sides)


def of_possibility(c: Comparison) -> Direction:
    """What could be done with data is done; unless it is something for the reader."""
    done = any(has(p, name) for p in c.edited(1) for name in ("practice", "purpose", "recipient"))
    return _ADVERSE if done and not _serves(c) and not is_right(c) and not is_promise(c) else _UNKNOWN


def of_recipient(c: Comparison) -> Direction:
    """Others than before learn of the data; where a promise or a right names them, nothing is told."""
    return _UNKNOWN if is_right(c) or is_promise(c) else _ADVERSE


def of_fewer_recipients(c: Comparison) -> Direction:
    """Others learn of the data no more; where only some may, a wider group may stand for a narrower one."""
    limited = any(has(p, "only") for p in (*c.edited(0), *c.edited(1)))
    others = c.is_small and bool(content(c, 1))  # another stands for them: `the burglars`
    narrower = limited and c.is_small and not (member(c, 0) or member(c, 1))
    return _UNKNOWN if narrower or others else _GOOD


def of_fact(c: Comparison) -> Direction:
    """Names and terms of owners, offices and laws change nothing for the reader by themselves."""
    told = any(has(p, name) for p in (*c.edited(0), *c.edited(1)) for name in ("practice", "purpose"))
    return _NEUTRAL if set(subjects(c)) <= _FACTS and not told and not is_right(c) else _UNKNOWN


def of_measure(c: Comparison) -> Direction:
    """One measure of protection fewer, or one more."""
    if set(subjects(c)) <= _FACTS:
        return _NEUTRAL
    went, came = c.lost("security"), c.gained("security")
    return _UNKNOWN if went and came else _ADVERSE if went else _GOOD


def of_limit(c: Comparison) -> Direction:
    """What was kept for a time is kept at least so long; other limits tell nothing alone."""
    keeps = any(
        hit.term.key in _KEEPING and p.holds(hit)
        for side in (0, 1)
        for p in c.edited(side)
        for hit in p.reading.hits
    )
    longer = keeps and c.gained("least") and not c.gained("only", "earliest") and not is_right(c)
    return _ADVERSE if longer else of_owner(c)


_KEEPING = frozenset(["keep"])


def of_owner(c: Comparison) -> Direction:
    """Who belongs to whom changes nothing for the reader by itself."""
    return of_fact(c) if subjects(c) == (Ground.OWNERSHIP,) else _UNKNOWN


def of_denial(c: Comparison) -> Direction:
    """What the policy says of itself, to whom it applies or where it is kept, holds no longer."""
    sides = (*c.edited(0), *c.edited(1))
    waived = any(has(p, "waiver") or _is_of_liability(p) for p in sides)
    own = subjects(c) == (Ground.OTHER,) and not waived and not any(has(p, "negation") for p in c.edited(0))
    return _ADVERSE if own or any(_extends_promise(p) for p in c.edited(1)) else of_owner(c)


def _is_of_liability(p: Passage) -> bool:
    return any(word.norm.startswith(_LIABLE) for word in p.reading.words[p.start : p.stop])


_LIABLE = ("liab", "waiver", "disclaim", "haft", "verzicht")


def of_narrower_denial(c: Comparison) -> Direction:
    """What is not done with data is done in some way; of what serves the reader nothing is told."""
    return _ADVERSE if _denies_practice(c) else _UNKNOWN


def of_wider_denial(c: Comparison) -> Direction:
    """What is not done with data in one way is not done at all."""
    return _GOOD if _denies_practice(c) else _UNKNOWN


def _denies_practice(c: Comparison) -> bool:
    sides = (*c.edited(0), *c.edited(1))
    told = any(has(p, name) for p in sides for name in ("practice", "recipient", "data"))
    return told and not is_right(c) and not any(served(p) or has(p, "waiver") for p in sides)


def _extends_promise(p: Passage) -> bool:
    """Whether a sentence says where the promise before it holds: `We never sell it. This applies if …`."""
    before = next((s for s in p.reading.sentences if s[1] == p.start), None)
    if before is None or not has(p, "extends"):
        return False
    return promises(Passage(p.reading, *before, False, frozenset()))


def of_basis(c: Comparison) -> Direction:
    """Another legal basis is cited; with consent the reader decides."""
    went, came = bases(c.source_before), bases(c.source_after)
    if not went or not came or went == came:
        return of_fact(c)
    if "a" in went - came:
        return _ADVERSE
    if _OBJECTED & went and not _OBJECTED & came and "a" not in came:
        return _UNKNOWN  # the right to object (art. 21(1)) hangs on the basis
    return _GOOD if "a" in came - went else _NEUTRAL


_OBJECTED = frozenset("ef")


def of_member(c: Comparison) -> Direction:
    """A list got one member more, or lost one: of rights and denials a gain, of practices a loss."""
    side = next((side for side in (0, 1) if member(c, side)), None)
    if side is None and subjects(c) == (Ground.CONTACT,) and _names_exchanged(c):
        return _NEUTRAL
    if side is None and subjects(c) == (Ground.RECIPIENTS,) and is_of_one_kind(c):
        return _ADVERSE  # others than before learn of the data
    if side is None:
        return _NEUTRAL if subjects(c) == (Ground.OTHER,) and _is_of_two(c) else _UNKNOWN
    right = is_right(c) or subjects(c) == (Ground.RIGHTS,)
    denied = is_negated(c) and not any(has(p, "exception") for p in (*c.edited(0), *c.edited(1)))
    given = right or denied
    if (right and denied) or (not given and _serves(c)):
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
