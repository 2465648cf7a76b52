"""A clause said anew: most of its words differ, and every fact in it stays."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from redletter.rules import choices
from redletter.rules.answering import substance, survival, unanswered
from redletter.rules.clarifying import content
from redletter.rules.clauses import PARTING
from redletter.rules.comparison import Comparison
from redletter.rules.denials import all_paired
from redletter.rules.exchanging import exchanged_anew
from redletter.rules.facts import facts_apart
from redletter.rules.form_proofs import case_turns, contact_links
from redletter.rules.grammar import is_function_word
from redletter.rules.pairing import companions_exchanged
from redletter.rules.roles import deeds_kept, deeds_turned, leave_moved, turned_about
from redletter.rules.turning import (
    IDLE,
    TURNING,
    WHEN,
    all_met,
    conditions,
    is_turned_right,
)

_CHANGED = 6  # words that differ in a clause that is said anew, at least,
_SHARE = 0.3  # so much of the sentences that differ,
_BALANCE = 0.4  # so many on the side with fewer of them, for one that is said on the other,
_PLACES = 2  # and in so many places: one place is a fact put in or exchanged
_SURVIVES = 0.35  # share of the words of content that must be answered, on either side,
_FEW = 5  # words of content that tell too little alone: of fewer, half must be answered,
_HALF = 0.5
_MOSTLY = 0.7  # or so many, where sentences stay in which but a few words differ
_MEMBER = 3  # words of content that came or went alone: perhaps a member of a list
_PAIR = 2  # or so many, where half of the words are others
_LOPSIDED = 4  # words of content that one side has more than the other: then something was added
# Of these, none may come or go: each is a fact of its own.
_FACTS = (
    "data", "recipient", "country", "safeguard", "contact", "security", "minors", "purpose", "fee", "free",
    "protected", "unprotected", "secret", "forever", "temporary", "vague_time", "default", "automatic",
    "manual", "weaken", "opt_in", "opt_out", "enable", "implied", "proof", "hurdle", "warrant", "denial",
    "consent", "express", "hedge", "remote", "local", "state_on", "state_off",
)  # fmt: skip
# And of these not even where words are no longer counted: nobody states them in wholly other words.
_HARD = frozenset(_FACTS) - {
    "contact", "data", "weaken", "opt_out", "purpose", "express", "state_on", "state_off", "hurdle", "fee",
    "free", "denial", "manual", "automatic", "proof", "warrant", "hedge", "temporary",
}  # fmt: skip
# Where so much is said anew that words counted prove nothing:
_THROUGHOUT = 12  # words that differ, at least,
_HALF_ANEW = 0.5  # so much of the sentences that differ,
_WHOLE = 0.75  # and these so much of the clause: a sentence beside others that stay was meant to change,
_QUARTER = 0.25  # so many on the side with fewer of them, and so much of the content answered,
_OTHERS = 0.5  # share that are other words: the same ones elsewhere may have changed their parts
_IDLE_THROUGHOUT = IDLE | {"may", "should", "condition", "prompt", "open", "least"}
_LOOSE = 2  # facts that may be named in other words
_NEARLY_ALL = 0.6  # share of the sentences that differ from which on only these must stay:
_HARDEST = frozenset(["country", "consent", "opt_in", "enable", "implied"])
# Practices that stand for no other; to use, to process and to tell are said in many ways.
_STRONG = ("sell", "rent", "trade", "publish", "combine", "monitor", "scan*", "transfer", "delete",
           "verkauf", "vermiet*", "veröffentlich*", "zusammenführ*", "überwach*", "scan*", "übertrag*",
           "lösch*")  # fmt: skip


def recast_whole(c: Comparison) -> tuple[str, ...]:
    """All words that differ, where nobody does what another did and every turning word is answered."""
    return _recast(c) if _keeps_parts(c) else ()


@lru_cache(maxsize=8)
def _keeps_parts(c: Comparison) -> bool:
    """Whether companions, limits and the order of who acts on whom are as they were, as far as rules see.

    Where half of the words are others, verbs and what goes with them prove nothing: rights, limits and
    denials do.
    """
    fewer, more = sorted(len(content(c, side)) for side in (0, 1))
    return not (
        survival(c) < (_MOSTLY if c.is_small else _SURVIVES)
        or (more >= _MEMBER and not fewer)
        or any(_has_own_clause(c, side, _MEMBER) for side in (0, 1))
        or (fewer == more == 1 and _is_other_deed(c))
        or exchanged_anew(c)
        or (deeds_turned(c) and _recast(c))
        or leave_moved(c)
        or turned_about(c)
    ) and all_met(c, IDLE if _recast(c) else _IDLE_THROUGHOUT)


def _has_own_clause(c: Comparison, side: int, least: int) -> bool:
    """Whether between marks and words that join stand so many words of content, and none is answered."""
    reading, left = (c.before, c.after)[side], content(c, side)
    cuts = {at for at, mark in reading.marks if mark in PARTING}
    cuts |= {at for at, word in enumerate(reading.words) if word.norm in c.lexicon.plain["joins"]}
    for start, stop in reading.sentences:
        edges = sorted({start, stop} | {at for at in cuts if start < at < stop})
        for opens, closes in pairwise(edges):
            words = [w for w in reading.words[opens:closes] if not is_function_word(w, c.lexicon)]
            if len(words) >= least and all(word in left for word in words):
                return True
    return False


def _is_other_deed(c: Comparison) -> bool:
    """Whether the one word of content exchanged is what is done: `has a say`, `is informed`."""
    return any(unanswered(c, side, name) for side in (0, 1) for name in ("practice", "deed"))


def recast(c: Comparison) -> tuple[str, ...]:
    """Of a clause said anew, the turning words that stand in one text alone, or all words that differ."""
    words = () if _keeps_parts(c) else _recast(c)
    return (_turned(c) or words) if words else ()


def said_otherwise(c: Comparison) -> tuple[str, ...]:
    """All words that differ, where half are others and what no other words can say stays with its parts."""
    facts = any(unanswered(c, side, name) for side in (0, 1) for name in _FACTS)
    apart = facts or any(_has_own_clause(c, side, _PAIR) for side in (0, 1))
    return _throughout(c) if _keeps_parts(c) and not _recast(c) and not apart else ()


def recast_throughout(c: Comparison) -> tuple[str, ...]:
    """All words that differ, where so many do that those which came and went prove nothing."""
    return () if _recast(c) or said_otherwise(c) else _throughout(c)


@lru_cache(maxsize=8)
def _throughout(c: Comparison) -> tuple[str, ...]:
    """The words of a clause of which so much is said anew.

    What no other words can say must stay: numbers, names, addresses, countries and, unless nearly all of the
    clause is new, recipients and protection.
    """
    fewer, more = _differing(c)
    if (
        c.inserted
        or c.repealed
        or len(c.hunks) < _PLACES
        or fewer < _QUARTER * more
        or fewer + more < max(_THROUGHOUT, _HALF_ANEW * _length(c))
        or _length(c) < _WHOLE * (len(c.before.words) + len(c.after.words))
        or len(c.removed) + len(c.added) < _OTHERS * (fewer + more)
        or survival(c) < _QUARTER
        or facts_apart(c)
    ):
        return ()
    unsaid = [name for name in _FACTS for side in (0, 1) if unanswered(c, side, name)]
    hard = _HARD if fewer + more < _NEARLY_ALL * _length(c) else _HARDEST
    return _words(c) if len(unsaid) <= _LOOSE and not hard & set(unsaid) else ()


def _recast(c: Comparison) -> tuple[str, ...]:
    """The words of a clause said anew.

    Not where another acts, or where facts that belong together were exchanged: those are other facts.
    """
    if companions_exchanged(c) or (choices.actor_changed(c) and is_turned_right(c)):
        return ()
    if _is_swapped(c) and deeds_turned(c):
        return ()
    return _said_anew(c)


def _is_swapped(c: Comparison) -> bool:
    return bool(choices.actor_swapped(c)) and not deeds_kept(c)


@lru_cache(maxsize=8)
def _said_anew(c: Comparison) -> tuple[str, ...]:
    if (
        c.inserted
        or c.repealed
        or _case_turned(c)
        or contact_links(c)
        or not (_is_anew(c) or _is_turned_twice(c))
    ):
        return ()
    if facts_apart(c):
        return ()
    if any(unanswered(c, side, name) for side in (0, 1) for name in _FACTS):
        return ()
    if any(unanswered(c, side, "practice", _STRONG) for side in (0, 1)):
        return ()
    lopsided = abs(len(content(c, 0)) - len(content(c, 1))) > _LOPSIDED
    few = min(len(tuple(substance(c, side))) for side in (0, 1)) < _FEW
    if all(_has_other_condition(c, side) for side in (0, 1)):
        return ()
    if _is_reversed(c) or lopsided or survival(c) < (_HALF if few else _SURVIVES):
        return ()
    return _words(c)


def _case_turned(c: Comparison) -> bool:
    """Whether a word whose case tells its meaning, as Sie and sie, stands for its twin."""
    turned = {word.lower() for word in case_turns(c)}
    old, new = (Counter(word.text for word in r.words) for r in (c.before, c.after))
    return any(
        (new[form] - old[form]) * (new[form.capitalize()] - old[form.capitalize()]) < 0 for form in turned
    )


def _words(c: Comparison) -> tuple[str, ...]:
    return tuple(word.text for word in (*c.removed_words(), *c.added_words()) if word.text)


def _has_other_condition(c: Comparison, side: int) -> bool:
    """Whether none of the words behind a condition or a time is answered: `after you click accept`."""
    left = content(c, side)
    return any(
        words and all(word in left for word in words) for words in conditions(c, side, WHEN - {"occasion"})
    )


def _turned(c: Comparison) -> tuple[str, ...]:
    return tuple(word for side in (0, 1) for name in TURNING for word in unanswered(c, side, name))


def _is_anew(c: Comparison) -> bool:
    """Whether so many words differ, or stand elsewhere, that single ones tell little."""
    fewer, more = _differing(c)
    return (
        fewer >= _BALANCE * more
        and len(c.hunks) >= _PLACES
        and fewer + more >= max(_CHANGED, _SHARE * _length(c))
    )


def _differing(c: Comparison) -> tuple[int, int]:
    """How many words differ, or stand elsewhere, on the side with fewer of them and on the other."""
    fewer, more = sorted(sum(map(len, side)) for side in ([h.old for h in c.hunks], [h.new for h in c.hunks]))
    return fewer, more


def _length(c: Comparison) -> int:
    """Words of the sentences that differ, on both sides."""
    return sum(p.stop - p.start for p in c.passages)


def _is_turned_twice(c: Comparison) -> bool:
    """Whether a negation stands for a limit, or the other way round, and no other word of content differs.

    `not until it is checked`, `only once it is checked`.
    """
    lost, gained = ({name for name in ("negation", *_LIMITS) if unanswered(c, side, name)} for side in (0, 1))
    denied, limited, side = (lost, gained, c.before) if "negation" in lost else (gained, lost, c.after)
    until = any(word.norm in _UNTIL for word in side.words) or "exception" in denied
    until = until and not (unanswered(c, 0, "regardless") or unanswered(c, 1, "regardless"))
    return until and "negation" in denied - limited and bool(limited & set(_LIMITS)) and survival(c) == 1.0


_LIMITS = ("only", "exception")
_UNTIL = frozenset(["until", "unless", "before", "bis", "bevor", "solange"])


def _is_reversed(c: Comparison) -> bool:
    """Whether of words that mostly stay a negation came or went, with none that limits or frees for it."""
    if survival(c) < _STAYS or all_paired(c):
        return False
    apart = [{name for name in ("negation", *_FOR_NEGATION) if unanswered(c, side, name)} for side in (0, 1)]
    return any("negation" in apart[side] and not apart[1 - side] - {"negation"} for side in (0, 1))


_STAYS = 0.75  # share of the words of content


# Lists whose words say with a yes what a negation says: `only`, `unless`, `optional`, `always`.
_FOR_NEGATION = (
    "only",
    "exception",
    "voluntary",
    "all",
    "least",
    "prevention",
    "denial",
    "required",
    "free",
    "before",
    "opt_out",
    "at_most",
    "failure",
)
