"""How a sentence is cut into clauses, and what each tells by its form: who acts, and whether it supposes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from redletter.lexicon import Hit
from redletter.rules.reading import Reading
from redletter.rules.words import Word

COMPANY, READER = "company", "reader"
# Forms that act, and forms that are acted on or own; where one form does both, the place tells.
FORMS = {
    "en": {"we": COMPANY, "you": READER, "users": READER},
    "de": {"wir": COMPANY, "sie": READER, "du": READER},
}
OBLIQUE = {
    "en": {"us": COMPANY, "you": READER},
    "de": {"uns": COMPANY, "ihnen": READER, "dir": READER, "dich": READER},
}
OWNING = {
    "en": {"our": COMPANY, "your": READER},
    "de": {
        **dict.fromkeys(("unser", "unsere", "unseren", "unserem", "unserer", "unseres"), COMPANY),
        **dict.fromkeys(("ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres"), READER),
        **dict.fromkeys(("dein", "deine", "deinen", "deinem", "deiner", "deines"), READER),
    },
}
PARTING = frozenset(",;:–—()")
_SUPPOSING = ("condition", "exception")  # `if you agree`, `unless you agree`


def persons(language: str) -> set[str]:
    """The words by which a text speaks of the company and of the reader as persons."""
    return FORMS[language].keys() | OBLIQUE[language].keys()


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


def is_conditional(hits: list[Hit], reading: Reading, opens: int, closes: int) -> bool | None:
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


def reader_acts(reading: Reading) -> bool:
    """Whether the reader is the subject of a clause."""
    return any(
        subject(reading, opens, closes) == READER
        for start, stop in reading.sentences
        for opens, closes in clauses(reading, start, stop)
    )


def subject(reading: Reading, opens: int, closes: int) -> str | None:
    """Who acts in a clause by a pronoun's form; the first that stands behind no preposition."""
    forms = FORMS[reading.language]
    words = reading.words
    found = [
        forms[words[at].norm]
        for at in range(opens, closes)
        if words[at].norm in forms and not (at > opens and words[at - 1].norm in GOVERNING)
    ]
    if reading.language == "de" and COMPANY in found:
        return COMPANY  # `sie` is the object, or what is spoken of
    return found[0] if found else None


GOVERNING = frozenset(["to", "for", "from", "by", "with", "about", "of", "on", "an", "für", "über", "auf"])


def behind(reading: Reading, opens: int, closes: int, name: str) -> str | None:
    """Whom a preposition names: `by us`, `from you`, `von uns`."""
    oblique = OBLIQUE[reading.language]
    places = [h.stop for h in reading.hits if h.term.list == name and opens <= h.start and h.stop < closes]
    return next((oblique[w] for at in places if (w := reading.words[at].norm) in oblique), None)


def is_acted_on(reading: Reading, opens: int, closes: int) -> bool:
    """Whether another does something to the company: `the insurer tells us`."""
    oblique = OBLIQUE[reading.language]
    sources = {hit.stop for hit in reading.hits if hit.term.list in ("agent", "source")}
    return any(
        oblique.get(reading.words[at].norm) == COMPANY and at not in sources for at in range(opens, closes)
    )


def may_be_done(reading: Reading, opens: int, closes: int) -> bool:
    """Whether the company may do what has no doer: `may be shared`, but not `can be seen`."""
    norms = {word.norm for word in reading.words[opens:closes]}
    return bool(norms & _BEING) and bool(norms & {"may", "might", "darf", "dürfen"})


def is_passive(hit: Hit, reading: Reading, opens: int, closes: int) -> bool:
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


def forms(reading: Reading) -> set[str]:
    """The lists whose sense a text gives by a form: `visible`, `ist … zu löschen`, `Nutzen Sie …, so …`."""
    words = reading.words
    found = set()
    if any(
        word.norm in _ACCESS or (len(word.norm) > _SUFFIXED and word.norm.endswith(_CAN_BE)) for word in words
    ):
        found.add("can_be")
    if reading.language == "de":
        if is_to_be(words):
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


def is_to_be(words: Sequence[Word]) -> bool:
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
