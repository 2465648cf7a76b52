"""Which way a change goes for the reader, where the words that came and went do not say so alone."""

from __future__ import annotations

from redletter.model import Direction, Ground
from redletter.rules.choices import LIMITED, PROTECTING, bases, countries
from redletter.rules.clarifying import content, member
from redletter.rules.comparison import Comparison
from redletter.rules.guards import is_negated
from redletter.rules.sentences import Passage
from redletter.rules.stance import (
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


def of_scope(c: Comparison) -> Direction:
    """A practice that covered some covers all; or what serves the reader does."""
    some = c.lost("some", "most")
    if not c.gained("all") or c.lost("all") or not (some or is_passed_on(c)):
        return _UNKNOWN
    if serves(c):
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


def serves(c: Comparison) -> bool:
    """Whether the sentences tell of what serves the reader, so that more of it is no loss."""
    sides = (*c.edited(0), *c.edited(1))
    return any(served(p) or has(p, "security") or has(p, "safeguard") for p in sides)


def of_possibility(c: Comparison) -> Direction:
    """What could be done with data is done; unless it is something for the reader."""
    done = any(has(p, name) for p in c.edited(1) for name in ("practice", "purpose", "recipient"))
    return _ADVERSE if done and not serves(c) and not is_right(c) and not is_promise(c) else _UNKNOWN


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
