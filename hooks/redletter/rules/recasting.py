"""A clause said anew: most of its words differ, and every fact in it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from redletter.lexicon import Hit, Lexicon
from redletter.model import Ground
from redletter.rules import choices, quantities
from redletter.rules.clarifying import content
from redletter.rules.comparison import Comparison
from redletter.rules.contacts import is_given
from redletter.rules.form_proofs import case_turns, contact_links
from redletter.rules.grammar import is_function_word
from redletter.rules.pairing import companions_exchanged, words_exchanged
from redletter.rules.proper import is_name
from redletter.rules.reading import Reading
from redletter.rules.roles import deeds_kept, deeds_turned, leave_moved
from redletter.rules.sentences import is_none
from redletter.rules.spelling import compound_parts
from redletter.rules.stance import grants, subjects
from redletter.rules.synonyms import senses
from redletter.rules.telephones import same_telephone
from redletter.rules.words import Word

_CHANGED = 6  # words that differ in a clause that is said anew, at least,
_SHARE = 0.3  # so much of the sentences that differ,
_BALANCE = 0.4  # so many on the side with fewer of them, for one that is said on the other,
_PLACES = 2  # and in so many places: one place is a fact put in or exchanged
_SURVIVES = 0.35  # share of the words of content that must be answered, on either side,
_FEW = 5  # words of content that tell too little alone: of fewer, half must be answered,
_HALF = 0.5
_LOPSIDED = 4  # words of content that one side has more than the other: then something was added
# Of these, none may come or go: each is a fact of its own.
_FACTS = (
    "data", "recipient", "country", "safeguard", "contact", "security", "minors", "purpose", "fee", "free",
    "protected", "unprotected", "secret", "forever", "temporary", "vague_time", "default", "automatic",
    "manual", "weaken", "opt_in", "opt_out", "enable", "implied", "proof", "hurdle", "warrant", "denial",
    "consent", "express", "hedge", "remote", "local", "state_on", "state_off",
)  # fmt: skip
# Practices that stand for no other; to use, to process and to tell are said in many ways.
_STRONG = ("sell", "rent", "trade", "publish", "combine", "monitor", "scan*", "transfer", "delete",
           "verkauf", "vermiet*", "veröffentlich*", "zusammenführ*", "überwach*", "scan*", "übertrag*",
           "lösch*")  # fmt: skip
# Words that turn a meaning. One meaning has several forms of them, so a person looks.
_TURNING = ("negation", "exception", "condition", "only", "least", "must", "may", "should", "all", "some",
            "prompt", "voluntary", "required", "still", "before", "after", "ahead", "open")  # fmt: skip


def recast_whole(c: Comparison) -> tuple[str, ...]:
    """All words that differ, where nobody does what another did and every turning word is answered.

    Nor may companions, limits or the order of who acts on whom have changed.
    """
    words = _recast(c)
    if (
        not words
        or _survival(c) < _MOSTLY
        or words_exchanged(c)
        or deeds_turned(c)
        or _is_swapped(c)
        or leave_moved(c)
    ):
        return ()
    denied = [_denials(reading) % 2 for reading in (c.before, c.after)]
    return words if denied[0] == denied[1] and not any(_unmet(c, side) for side in (0, 1)) else ()


def _denials(reading: Reading) -> int:
    """How often a text denies: by `not`, `unless` or `forbidden`; `neither … nor` is one denial."""
    hits = [hit for hit in reading.hits if hit.term.list in ("negation", "exception", "prevention")]
    return len({hit.start for hit in hits if reading.words[hit.start].norm not in _SECOND})


_SECOND = ("nor", "noch")


def _unmet(c: Comparison, side: int) -> bool:
    """Whether a word that turns a meaning, or a right, has none of its kind in the other text."""
    other = (c.after, c.before)[side]
    there = {hit.term.list for hit in other.hits} | _forms(other)
    if "voluntary" in there:
        there -= {"need"}  # what is needed and what is not may have been exchanged
    rights = all(any(grants(p) for p in c.edited(each)) for each in (0, 1))
    return any(
        not there & _KINDS.get(name, frozenset())
        and not (name == "may" and (rights or subjects(c) == (Ground.CONTACT,)))
        and not (name == "condition" and _is_named(c, side) and not _is_turned_right(c))
        for name in (*_TURNING, *_CLAIMS)
        if name not in _IDLE and _unanswered(c, side, name)
    )


def _forms(reading: Reading) -> set[str]:
    """The lists whose sense a text gives by a form: `visible`, `ist … zu löschen`, `Nutzen Sie …, so …`."""
    words = reading.words
    found = set()
    if any(len(word.norm) > _SUFFIXED and word.norm.endswith(_CAN_BE) for word in words):
        found.add("can_be")
    if reading.language == "de":
        if any(word.norm in ("ist", "sind") for word in words) and any(
            (a.norm == "zu" and b.norm.endswith("en")) or _ZU.fullmatch(b.norm) for a, b in pairwise(words)
        ):
            found.add("is_to_be")
        if any(
            stop - start > 1
            and words[start].norm.endswith(("en", "t", "st"))
            and words[start + 1].norm in ("sie", "du", "wir")
            and any(start < at < stop and mark == "," for at, mark in reading.marks)
            for start, stop in reading.sentences
        ):
            found.add("supposed")
    elif any(words[start].norm == "should" for start, _ in reading.sentences):
        found.add("supposed")
    return found


_CAN_BE = ("able", "ible", "bar", "möglich")
_SUFFIXED = 6
_ZU = re.compile(r"(ab|an|auf|aus|bei|ein|mit|nach|vor|weiter|zurück)zu\w+en")


def _is_named(c: Comparison, side: int) -> bool:
    """Whether the other text names what the conditions of this one are, in whatever form."""
    return not any(
        words
        for words in _conditions(c, side, frozenset(["condition"]))
        if set(words) & set(content(c, side))
    )


_MOSTLY = 0.5  # share of the words of content that must be answered where no person looks
_CLAIMS = ("right",)
_IDLE = frozenset(["all", "some", "still"])  # said or unsaid where much else is said anew
# Lists whose words stand for each other: `if you register`, `after you register`, `when registering`.
_WHEN = frozenset(["condition", "before", "after", "occasion"])
_KINDS = {
    "after": _WHEN,
    "condition": _WHEN | {"supposed"},
    "may": frozenset(["can_be"]),
    "right": frozenset(["affirmation", "you_can"]),
    "required": frozenset(["must", "need", "is_to_be"]),
    "must": frozenset(["required", "need", "is_to_be"]),
    "ahead": frozenset(["before"]),
    "before": frozenset(["ahead"]),
}


def recast(c: Comparison) -> tuple[str, ...]:
    """Of a clause said anew, the turning words that stand in one text alone, or all words that differ."""
    words = () if recast_whole(c) else _recast(c)
    return (_turned(c) or words) if words else ()


def _recast(c: Comparison) -> tuple[str, ...]:
    """The words of a clause said anew.

    Not where another acts, or where facts that belong together were exchanged: those are other facts.
    """
    if companions_exchanged(c) or (choices.actor_changed(c) and _is_turned_right(c)):
        return ()
    if _is_swapped(c) and deeds_turned(c):
        return ()
    return _said_anew(c)


def _is_turned_right(c: Comparison) -> bool:
    """Whether only one of the texts gives the reader a right."""
    had, has_it = (any(grants(p) for p in c.edited(side)) for side in (0, 1))
    return had is not has_it


def _is_swapped(c: Comparison) -> bool:
    return bool(choices.actor_swapped(c)) and not deeds_kept(c)


@lru_cache(maxsize=8)
def _said_anew(c: Comparison) -> tuple[str, ...]:
    if (
        c.inserted
        or c.repealed
        or case_turns(c)
        or contact_links(c)
        or not (_is_anew(c) or _is_turned_twice(c))
    ):
        return ()
    if _numbers_apart(c) or _names_apart(c.before, c.after) or _names_apart(c.after, c.before):
        return ()
    if any(_unanswered(c, side, name) for side in (0, 1) for name in _FACTS):
        return ()
    if any(_unanswered(c, side, "practice", _STRONG) for side in (0, 1)):
        return ()
    lopsided = abs(len(content(c, 0)) - len(content(c, 1))) > _LOPSIDED
    few = min(len(tuple(_substance(c, side))) for side in (0, 1)) < _FEW
    if all(_has_other_condition(c, side) for side in (0, 1)):
        return ()
    if _is_reversed(c) or lopsided or _survival(c) < (_HALF if few else _SURVIVES):
        return ()
    return tuple(word.text for word in (*c.removed_words(), *c.added_words()) if word.text)


def _has_other_condition(c: Comparison, side: int) -> bool:
    """Whether none of the words behind a condition or a time is answered: `after you click accept`."""
    unanswered = content(c, side)
    return any(
        words and all(word in unanswered for word in words)
        for words in _conditions(c, side, _WHEN - {"occasion"})
    )


def _conditions(c: Comparison, side: int, lists: frozenset[str]) -> Iterator[tuple[Word, ...]]:
    """The words of content behind each condition or time."""
    reading = (c.before, c.after)[side]
    for hit in reading.hits:
        if hit.term.list in lists:
            _, stop = reading.sentences[reading.words[hit.start].sentence]
            end = min((at for at, mark in reading.marks if mark in ",;" and at > hit.stop), default=stop)
            words = (reading.words[at] for at in range(hit.stop, min(end, stop)))
            yield tuple(word for word in words if not is_function_word(word, c.lexicon))


def _turned(c: Comparison) -> tuple[str, ...]:
    return tuple(word for side in (0, 1) for name in _TURNING for word in _unanswered(c, side, name))


def _is_anew(c: Comparison) -> bool:
    """Whether so many words differ, or stand elsewhere, that single ones tell little."""
    fewer, more = sorted(sum(map(len, side)) for side in ([h.old for h in c.hunks], [h.new for h in c.hunks]))
    return (
        fewer >= _BALANCE * more
        and len(c.hunks) >= _PLACES
        and fewer + more >= max(_CHANGED, _SHARE * sum(p.stop - p.start for p in c.passages))
    )


def _is_turned_twice(c: Comparison) -> bool:
    """Whether a negation stands for a limit, or the other way round, and no other word of content differs.

    `not until it is checked`, `only once it is checked`.
    """
    lost, gained = (
        {name for name in ("negation", *_LIMITS) if _unanswered(c, side, name)} for side in (0, 1)
    )
    denied, limited, side = (lost, gained, c.before) if "negation" in lost else (gained, lost, c.after)
    until = any(word.norm in _UNTIL for word in side.words)
    return until and "negation" in denied - limited and bool(limited & set(_LIMITS)) and _survival(c) == 1.0


_LIMITS = ("only", "exception")
_UNTIL = frozenset(["until", "unless", "before", "bis", "bevor", "solange"])


def _is_reversed(c: Comparison) -> bool:
    """Whether of words that mostly stay a negation came or went, with none that limits or frees for it."""
    if _survival(c) < _STAYS:
        return False
    apart = [{name for name in ("negation", *_FOR_NEGATION) if _unanswered(c, side, name)} for side in (0, 1)]
    return any("negation" in apart[side] and not apart[1 - side] - {"negation"} for side in (0, 1))


_STAYS = 0.75  # share of the words of content


# Lists whose words say with a yes what a negation says: `only`, `unless`, `optional`, `always`.
_FOR_NEGATION = ("only", "exception", "voluntary", "all", "least", "prevention", "denial", "required", "free")


def _numbers_apart(c: Comparison) -> bool:
    """Whether a quantity came or went; a bare number may, as `three purposes` where three are listed."""
    if same_telephone(c):
        return False
    old, new = (
        {(q.dimension, q.amount) for q in quantities.quantities(reading, c.lexicon)}
        for reading in (c.before, c.after)
    )
    if all(any(hit.term.list == "minors" for hit in reading.hits) for reading in (c.before, c.after)):
        old, new = _ages(old), _ages(new)
    bare = {number for number in old ^ new if number[0] == "plain" and number[1] <= _COUNTED}
    both = bare & old and bare & new
    return bool(old ^ new if both else (old ^ new) - bare)


def _ages(numbers: set[tuple[str, float]]) -> set[tuple[str, float]]:
    """Numbers with ages alike: `16 years`, `younger than 16`."""
    return {
        ("plain", amount / 12) if dimension == "month" else (dimension, amount)
        for dimension, amount in numbers
    }


_COUNTED = 12  # things that are counted in words


def _names_apart(reading: Reading, other: Reading) -> bool:
    """Whether a name or an address stands in the one text alone."""
    there = {word.norm for word in other.words}
    return any(
        word.norm not in there and (is_name(reading, at) or word.kind == "address")
        for at, word in enumerate(reading.words)
    )


def _unanswered(c: Comparison, side: int, name: str, keys: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The words of one side whose terms of a list the other side does not answer."""
    reading = (c.before, c.after)[side]
    return tuple(
        reading.spoken(hit.start, hit.stop)
        for hit in _left(c, side)
        if hit.term.list == name and (not keys or hit.term.key in keys)
    )


@lru_cache(maxsize=8)
def _left(c: Comparison, side: int) -> tuple[Hit, ...]:
    """Terms of one side that the other has not, nor a word of their root or of their other sense."""
    reading, other = (c.before, c.after) if side == 0 else (c.after, c.before)
    there = {(hit.term.list, hit.term.key) for hit in other.hits}
    together: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for hit in reading.hits:
        together.setdefault((hit.start, hit.stop), set()).add((hit.term.list, hit.term.key))
    roots = {root for word in other.words for root in _roots(word, c.lexicon)}
    said = {group for groups in senses(other).values() for group in groups}
    own = senses(reading)
    return tuple(
        hit
        for hit in reading.hits
        if not is_none(hit, reading)
        and not together[hit.start, hit.stop] & there
        and not any(roots & _roots(word, c.lexicon) for word in reading.words[hit.start : hit.stop])
        and not any(own.get(at, frozenset()) & said for at in range(hit.start, hit.stop))
        and not _otherwise_said(hit, other)
    )


def _otherwise_said(hit: Hit, other: Reading) -> bool:
    """Whether the other text says it by what it gives: an address, a provision, `not kept` for deleted."""
    if hit.term.list in ("contact", "hurdle"):
        return is_given(hit.term.key, other)
    if hit.term.key in _BASIS:
        return any(word.norm in ("art", "article", "artikel", "gdpr", "dsgvo") for word in other.words)
    names = {each.term.list for each in other.hits}
    if hit.term.list == "denial":
        return "negation" in names
    if hit.term.key in _AGES:
        return "minors" in names
    lists = {(each.term.list, each.term.key) for each in other.hits}
    kept = {("practice", "store"), ("practice", "speicher*")} & lists
    return hit.term.key in _DELETED and bool(kept) and "negation" in names


_BASIS = ("legitimate interest*", "berechtigte* interesse*")
_AGES = ("date of birth", "children", "geburtsdatum", "kinder*")
_DELETED = ("delete", "lösch*")


def _roots(word: Word, lexicon: Lexicon) -> set[str]:
    """By what words of content are told to be of one family: their lemma, and their first letters."""
    if is_function_word(word, lexicon):
        return set()
    parts = compound_parts(word.norm) if lexicon.language == "de" else ()
    words = (word.norm, *parts, *word.norm.split("-"))
    plain = {each for each in words if each.isalpha() and not each.startswith(_PREFIXES)}
    return {word.key} | {each[:_ROOT] for each in plain if len(each) >= _ROOT}


_ROOT = 5
_PREFIXES = ("inter", "unter", "außer", "wider", "zurück")  # beginnings that many families share


def _survival(c: Comparison) -> float:
    """Share of the words of content of the sentences that differ which the other side answers; the lower."""
    return min(_share(c, 0), _share(c, 1))


def _share(c: Comparison, side: int) -> float:
    total = sum(1 for _ in _substance(c, side))
    return 1 - len(content(c, side)) / total if total else 1.0


def _substance(c: Comparison, side: int) -> Iterator[int]:
    reading = (c.before, c.after)[side]
    for p in c.passages:
        if p.reading is reading:
            places = range(p.start, p.stop)
            yield from (at for at in places if not is_function_word(reading.words[at], c.lexicon))
