"""Who acts: of each deed in a text, whether the company or the reader does it, and on what condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from redletter.lexicon import Hit, Lexicon
from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading
from redletter.rules.words import Word

_COMPANY, _READER, _OTHER = "company", "reader", "other"
# Forms that act, and forms that are acted on or own; where one form does both, the place tells.
FORMS = {
    "en": {"we": _COMPANY, "you": _READER, "users": _READER},
    "de": {"wir": _COMPANY, "sie": _READER, "du": _READER},
}
OBLIQUE = {
    "en": {"us": _COMPANY, "you": _READER},
    "de": {"uns": _COMPANY, "ihnen": _READER, "dir": _READER, "dich": _READER},
}
OWNING = {
    "en": {"our": _COMPANY, "your": _READER},
    "de": {
        **dict.fromkeys(("unser", "unsere", "unseren", "unserem", "unserer", "unseres"), _COMPANY),
        **dict.fromkeys(("ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres"), _READER),
        **dict.fromkeys(("dein", "deine", "deinen", "deinem", "deiner", "deines"), _READER),
    },
}
PARTING = frozenset(",;:–—()")
_SUPPOSING = ("condition", "exception")  # `if you agree`, `unless you agree`
_MODALS = ("may", "must", "should", "negation")
_GIVEN = "give"


def persons(language: str) -> set[str]:
    """The words by which a text speaks of the company and of the reader as persons."""
    return FORMS[language].keys() | OBLIQUE[language].keys()


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, who does it, and how; None where the text leaves it open."""

    key: str
    actor: str | None
    conditional: bool | None
    modes: frozenset[str] | None

    def agrees(self, other: Deed) -> bool:
        """Whether nothing that both tell of it differs."""
        sides = ((self.actor, other.actor), (self.conditional, other.conditional), (self.modes, other.modes))
        return self.key == other.key and all(a is None or b is None or a == b for a, b in sides)


@lru_cache(maxsize=8)
def deeds_turned(c: Comparison) -> tuple[str, ...]:
    """Deeds that another does now, or that are conditional, allowed, demanded or denied now."""
    old, new = _deeds(c, 0), _deeds(c, 1)
    shared = {deed.key for deed in old} & {deed.key for deed in new}
    sides = ((old, new), (new, old))
    turned = (
        deed.key
        for mine, other in sides
        for deed in mine
        if deed.key in shared and not any(deed.agrees(each) for each in other)
    )
    return tuple(dict.fromkeys(turned))


def deeds_kept(c: Comparison) -> bool:
    """Whether a deed of which both texts say who does it is there, and every one stays as it was."""
    old, new = _deeds(c, 0), _deeds(c, 1)
    told = any(_same_actor(deed, each) and deed.agrees(each) for deed in old for each in new)
    return told and not deeds_turned(c)


def leave_moved(c: Comparison) -> bool:
    """Whether the company may do something in one of the texts only: `you may ask`, `we may`."""
    return _has_leave(c.before) is not _has_leave(c.after)


def _has_leave(reading: Reading) -> bool:
    """Whether the company may do something; what it does so that it can is no leave."""
    return any(
        any(hit.term.list == "may" and opens <= hit.start < closes for hit in reading.hits)
        and reading.words[opens].norm not in _AIMING
        and _subject(reading, opens, closes) == (None if _may_be_done(reading, opens, closes) else _COMPANY)
        for start, stop in reading.sentences
        for opens, closes in clauses(reading, start, stop)
    )


def reader_acts(reading: Reading) -> bool:
    """Whether the reader is the subject of a clause."""
    return any(
        _subject(reading, opens, closes) == _READER
        for start, stop in reading.sentences
        for opens, closes in clauses(reading, start, stop)
    )


_AIMING = frozenset(["damit", "um", "so"])


def _may_be_done(reading: Reading, opens: int, closes: int) -> bool:
    """Whether the company may do what has no doer: `may be shared`, but not `can be seen`."""
    norms = {word.norm for word in reading.words[opens:closes]}
    return bool(norms & _BEING) and bool(norms & {"may", "might", "darf", "dürfen"})


def turned_about(c: Comparison) -> bool:
    """Whether the company acts in one text and is only acted on in the other: `we oblige`, `obliges us`."""
    old, new = _parts_of_company(c.before, c.lexicon), _parts_of_company(c.after, c.lexicon)
    return {"acts"} in (old, new) and {"acted on"} in (old, new)


def _parts_of_company(reading: Reading, lexicon: Lexicon) -> set[str]:
    """Whether the company acts, or is acted on by somebody, not by a law or by what serves it."""
    subjects, objects = FORMS[reading.language], OBLIQUE[reading.language]
    behind = lexicon.plain["prepositions"] | lexicon.plain["agents"]
    parts = set()
    bound = {
        word.sentence
        for word in reading.words
        if word.norm in lexicon.plain["laws"] or word.norm in lexicon.plain["serving"]
    }
    for at, word in enumerate(reading.words):
        if subjects.get(word.norm) == _COMPANY:
            parts.add("acts")
        elif (
            objects.get(word.norm) == _COMPANY
            and not (at and reading.words[at - 1].norm in behind)
            and word.sentence not in bound
        ):
            parts.add("acted on")
    return parts


def duty_loosened(c: Comparison) -> bool:
    """Whether the one text obliges and the other only allows: `sind zu löschen`, `sind löschbar`."""
    old, new = _obliges(c.before), _obliges(c.after)
    return {old, new} == {True, False}


def _obliges(reading: Reading) -> bool | None:
    """Whether a text obliges, or allows, by a word or a form; None where it does neither, or both."""
    said = {hit.term.list for hit in reading.hits} | forms(reading)
    allows = bool(said & {"may", "can_be"})
    obliges = "must" in said or ("is_to_be" in said and not allows)
    return obliges if obliges is not allows else None


def _same_actor(deed: Deed, other: Deed) -> bool:
    """Whether it is told who does a deed; in the passive it is the company."""
    actors = {deed.actor, other.actor}
    return actors in ({_COMPANY}, {_READER}, {_COMPANY, None})


def _deeds(c: Comparison, side: int) -> tuple[Deed, ...]:
    return tuple(deed for p in c.edited(side) for deed in _of(p.reading, p.start, p.stop))


def _of(reading: Reading, start: int, stop: int) -> Iterator[Deed]:
    for opens, closes in clauses(reading, start, stop):
        hits = [hit for hit in reading.hits if opens <= hit.start < closes]
        modes = _modes(hits, reading, opens, closes)
        conditional = _is_conditional(hits, reading, opens, closes)
        taken = [hit for hit in hits if hit.term.list in ("giving", "receiving")]
        for hit in hits:
            if hit.term.list == "deed":
                yield _deed(hit, reading, opens, closes, conditional, modes)
        for hit in taken:
            yield _passing(hit, reading, opens, closes, conditional, modes)


def _modes(hits: list[Hit], reading: Reading, opens: int, closes: int) -> frozenset[str]:
    """Whether what a clause tells is allowed, demanded, wished for or denied."""
    words = reading.words
    modes = {hit.term.list for hit in hits if hit.term.list in _MODALS}
    if any(hit.term.list == "affirmation" for hit in hits) and _subject(reading, opens, closes) == _READER:
        modes.add("may")  # `you have the right to`
        denied = {words[hit.start].norm for hit in hits if hit.term.list == "negation"}
        modes -= {"negation"} if denied <= _WITHOUT else set()  # `you may object without giving reasons`
    if reading.language == "de" and _is_to_be(words[opens:closes]):
        modes.add("must")
    return frozenset(modes)


_WITHOUT = frozenset(["without", "ohne"])


def _is_conditional(hits: list[Hit], reading: Reading, opens: int, closes: int) -> bool | None:
    """Whether a clause is a condition; None where it may be one: `users who delete their account`."""
    words = reading.words
    first = words[opens].norm
    if first in _WHO:
        return None
    if first == "until" and opens + 1 < closes and words[opens + 1].norm == "then":
        return False
    supposed = any(hit.term.list in _SUPPOSING and hit.start <= opens + 1 for hit in hits)
    starts = {start for start, _ in reading.sentences}
    supposed |= tuple(word.norm for word in words[max(0, opens - 3) : opens]) == ("es", "sei", "denn")
    return supposed or first in _SUPPOSED or (opens in starts and _opens_with_verb(reading, opens, closes))


_WHO = frozenset(["who", "whoever", "wer"])


def clauses(reading: Reading, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence: between marks, and from a word that opens one to the next."""
    cuts = {at for at, mark in reading.marks if start < at < stop and mark in PARTING}
    openers = {hit.start for hit in reading.hits if hit.term.list in _SUPPOSING and start < hit.start < stop}
    forms = FORMS[reading.language]
    joined = {
        at
        for at in range(start + 1, stop - 1)
        if reading.words[at].norm in _JOINS and reading.words[at + 1].norm in forms
    }
    joined |= {at for at in range(start + 1, stop) if reading.words[at].norm in _OPENERS | _SUPPOSED}
    joined |= {
        at
        for at in range(start + 1, stop - 1)
        if reading.words[at].norm in _INVERTING and reading.words[at + 1].norm in forms
    }
    edges = sorted({start, stop} | cuts | openers | joined)
    yield from pairwise(edges)


_OPENERS = frozenset(["so", "because", "who", "which", "that", "while", "damit", "dass", "weil", "um"])
_JOINS = frozenset(["and", "or", "but", "und", "oder", "aber"])
# Words that open a condition, also where a limit has taken their place: `only if you agree`.
_SUPPOSED = frozenset(
    ["if", "unless", "when", "once", "wenn", "sofern", "falls", "soweit", "sobald", "solange"]
)
_INVERTING = frozenset(["do", "does", "did"])  # `only if you agree do we`


def _deed(
    hit: Hit, reading: Reading, opens: int, closes: int, conditional: bool | None, modes: frozenset[str]
) -> Deed:
    if owner := _owner(hit, reading, opens):
        return Deed(hit.term.key, owner, None, None)
    if _is_noun(hit, reading):
        return Deed(hit.term.key, None, None, None)
    if _is_passive(hit, reading, opens, closes):
        return Deed(hit.term.key, _behind(reading, hit.start, closes, "agent"), conditional, modes)
    actor = _called_on(hit, reading, opens) or _actor(reading, opens, closes)
    return Deed(hit.term.key, actor, conditional, modes)


def _passing(
    hit: Hit, reading: Reading, opens: int, closes: int, conditional: bool | None, modes: frozenset[str]
) -> Deed:
    """Something given: by whom, whichever of the two the text makes its subject."""
    if hit.term.list == "receiving":
        giver = _behind(reading, opens, closes, "source")
        taker = _subject(reading, opens, closes)
        actor = giver or {_COMPANY: _READER, _READER: _COMPANY}.get(taker or "")
        return Deed(_GIVEN, actor, conditional, modes)
    if _is_passive(hit, reading, opens, closes):
        return Deed(_GIVEN, _behind(reading, hit.start, closes, "agent"), conditional, modes)
    return Deed(_GIVEN, _actor(reading, opens, closes), conditional, modes)


def _called_on(hit: Hit, reading: Reading, opens: int) -> str | None:
    """Whom an English infinitive is for: `it is for you to decide`."""
    words = [word.norm for word in reading.words[max(opens, hit.start - _CALLED) : hit.start]]
    if reading.language != "en" or words[-1:] != ["to"] or "for" not in words:
        return None
    who = words[words.index("for") + 1 : -1]
    return next((OBLIQUE["en"][word] for word in who if word in OBLIQUE["en"]), _OTHER)


_CALLED = 5  # words from `for` to the verb


def _actor(reading: Reading, opens: int, closes: int) -> str | None:
    agent = _behind(reading, opens, closes, "agent") or _subject(reading, opens, closes)
    return agent or (_OTHER if _is_acted_on(reading, opens, closes) else None)


def _is_acted_on(reading: Reading, opens: int, closes: int) -> bool:
    """Whether another does something to the company: `the insurer tells us`."""
    oblique = OBLIQUE[reading.language]
    sources = {hit.stop for hit in reading.hits if hit.term.list in ("agent", "source")}
    return any(
        oblique.get(reading.words[at].norm) == _COMPANY and at not in sources for at in range(opens, closes)
    )


def _subject(reading: Reading, opens: int, closes: int) -> str | None:
    """Who acts in a clause by a pronoun's form; the first that stands behind no preposition."""
    forms = FORMS[reading.language]
    words = reading.words
    found = [
        forms[words[at].norm]
        for at in range(opens, closes)
        if words[at].norm in forms and not (at > opens and words[at - 1].norm in _PREPOSITIONS)
    ]
    if reading.language == "de" and _COMPANY in found:
        return _COMPANY  # `sie` is the object, or what is spoken of
    return found[0] if found else None


_PREPOSITIONS = frozenset(
    ["to", "for", "from", "by", "with", "about", "of", "on", "an", "für", "über", "auf"]
)


def _behind(reading: Reading, opens: int, closes: int, name: str) -> str | None:
    """Whom a preposition names: `by us`, `from you`, `von uns`."""
    oblique = OBLIQUE[reading.language]
    places = [h.stop for h in reading.hits if h.term.list == name and opens <= h.start and h.stop < closes]
    return next((oblique[w] for at in places if (w := reading.words[at].norm) in oblique), None)


def _is_passive(hit: Hit, reading: Reading, opens: int, closes: int) -> bool:
    """Whether a deed is done to its subject: `you are asked`, `Sie werden gebeten`."""
    words = reading.words
    if not any(words[at].norm in _BEING for at in range(opens, closes)):
        return False
    norm = words[hit.stop - 1].norm
    if reading.language == "en":
        return norm.endswith("ed") or norm in ("told", "given", "sent", "kept", "paid")
    return _PARTICIPLE.fullmatch(norm) is not None


_BEING = frozenset(["are", "is", "be", "been", "being", "were", "was", "werden", "wird", "wurde", "wurden"])
_PARTICIPLE = re.compile(r"(?:\w*ge\w+(?:t|en)|\w+iert|be\w+t|unterrichtet|verkauft)")


def _owner(hit: Hit, reading: Reading, opens: int) -> str | None:
    """Whose a deed is that is told by a noun: `your objection`, `unsere Prüfung`."""
    owning = OWNING[reading.language]
    if hit.start <= opens:
        return None
    return owning.get(reading.words[hit.start - 1].norm)


def _is_noun(hit: Hit, reading: Reading) -> bool:
    word = reading.words[hit.start]
    if reading.language == "de":
        first = any(hit.start == start for start, _ in reading.sentences)
        return word.text[:1].isupper() and not first
    before = reading.words[hit.start - 1].norm if hit.start else ""
    behind = reading.words[hit.stop].norm if hit.stop < len(reading.words) else ""
    return (
        before in _ARTICLES
        or word.norm.endswith(("ion", "al", "ice", "ment"))
        or behind == "of"
        or (word.norm in _NOUNS and behind in _BEHIND_NOUNS)
    )


# Forms that are a noun as well as a verb, and what stands behind the noun.
_NOUNS = frozenset(
    ["request", "requests", "use", "uses", "record", "records", "report", "reports", "check", "checks"]
)
_BEHIND_NOUNS = frozenset(
    ["are", "is", "were", "was", "be", "made", "to", "on", "from", "must", "may", "can", "will"]
)


_ARTICLES = frozenset(
    ["a", "an", "the", "this", "that", "any", "such", "of", "upon", "without", "with", "no"]
)


def forms(reading: Reading) -> set[str]:
    """The lists whose sense a text gives by a form: `visible`, `ist … zu löschen`, `Nutzen Sie …, so …`."""
    words = reading.words
    found = set()
    if any(
        word.norm in _ACCESS or (len(word.norm) > _SUFFIXED and word.norm.endswith(_CAN_BE)) for word in words
    ):
        found.add("can_be")
    if reading.language == "de":
        if _is_to_be(words):
            found.add("is_to_be")
        if any(
            _opens_with_verb(reading, start, stop)
            and any(start < at < stop and mark == "," for at, mark in reading.marks)
            for start, stop in reading.sentences
        ):
            found.add("supposed")
    elif any(words[start].norm == "should" for start, _ in reading.sentences):
        found.add("supposed")
    return found


def _is_to_be(words: Sequence[Word]) -> bool:
    """Whether something is to be done: `sind … zu löschen`."""
    return any(word.norm in ("ist", "sind", "hat", "haben") for word in words) and any(
        (a.norm == "zu" and b.norm.endswith("en")) or _ZU.fullmatch(b.norm) for a, b in pairwise(words)
    )


def _opens_with_verb(reading: Reading, start: int, stop: int) -> bool:
    """Whether a German clause begins as one that supposes: `Nutzen Sie …, so …`."""
    words = reading.words
    return (
        reading.language == "de"
        and stop - start > 1
        and words[start].norm.endswith(("en", "t", "st"))
        and words[start + 1].norm in ("sie", "du", "wir")
    )


_CAN_BE = ("able", "ible", "bar", "möglich")
_SUFFIXED = 6
_ACCESS = frozenset(["access", "zugriff", "zugang", "einsicht"])  # who has it can see
_ZU = re.compile(r"(ab|an|auf|aus|bei|ein|mit|nach|vor|weiter|zurück)zu\w+en")
