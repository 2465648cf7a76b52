"""What of the one text the other answers, in its own words, its synonyms or its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from redletter.lexicon import Hit, Lexicon
from redletter.rules.clarifying import UMLAUTS, content
from redletter.rules.comparison import Comparison
from redletter.rules.contacts import is_given
from redletter.rules.grammar import is_function_word
from redletter.rules.reading import Reading
from redletter.rules.sentences import is_none
from redletter.rules.spelling import compound_parts
from redletter.rules.synonyms import senses
from redletter.rules.words import Word


def unanswered(c: Comparison, side: int, name: str, keys: tuple[str, ...] = ()) -> tuple[str, ...]:
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
    elsewhere = idle_places(other)
    answering = [hit for hit in other.hits if not elsewhere & set(hit.places)]
    there = {(hit.term.list, hit.term.key) for hit in answering}
    together: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for hit in reading.hits:
        together.setdefault((hit.start, hit.stop), set()).add((hit.term.list, hit.term.key))
    roots = {root for word in other.words for root in _roots(word, c.lexicon)}
    said = {group for groups in senses(other).values() for group in groups}
    own = senses(reading)
    idle = idle_places(reading)
    # `Limited to` is answered by `only`, so `limited` needs no answer.
    idle |= {
        at
        for hit in reading.hits
        if len(hit.places) > 1 and (hit.term.list, hit.term.key) in there
        for at in hit.places
    }
    return tuple(
        hit
        for hit in reading.hits
        if not is_none(hit, reading)
        and not idle & set(hit.places)
        and not together[hit.start, hit.stop] & there
        and not any(roots & _roots(reading.words[at], c.lexicon) for at in hit.places)
        and not any(own.get(at, frozenset()) & said for at in hit.places)
        and not _otherwise_said(hit, other)
    )


def idle_places(reading: Reading) -> set[int]:
    """Words of phrases in which a word that elsewhere turns a meaning turns none: `not only`."""
    return {at for hit in reading.hits if hit.term.list == "idle" for at in hit.places}


def _otherwise_said(hit: Hit, other: Reading) -> bool:
    """Whether the other text says it by what it gives: an address, a provision, `not kept` for deleted."""
    if hit.term.list in ("contact", "hurdle"):
        return is_given(hit.term.key, other)
    if hit.term.key in _BASIS:
        return any(word.norm in ("art", "article", "artikel", "gdpr", "dsgvo") for word in other.words)
    names = {each.term.list for each in other.hits}
    if hit.term.list == "denial":
        return "negation" in names
    if hit.term.key in _MAIL:
        return bool(names & {"contact"})
    if hit.term.list == "express":
        return bool(names & {"before", "after", "ahead"}) and bool(names & {"consent"})
    if hit.term.list == "automatic":
        return "manual" in names  # `by a human`, `not automatically`: which it is a denial tells
    if hit.term.key in _AGES:
        return "minors" in names
    lists = {(each.term.list, each.term.key) for each in other.hits}
    kept = {("practice", "store"), ("practice", "speicher*")} & lists
    return hit.term.key in _DELETED and bool(kept) and "negation" in names


_BASIS = ("legitimate interest*", "berechtigte* interesse*")
_MAIL = ("email address", "e-mail address", "e-mail-adresse*")
_AGES = ("date of birth", "children", "geburtsdatum", "kinder*")
_DELETED = ("delete", "lösch*")


def _roots(word: Word, lexicon: Lexicon) -> set[str]:
    """By what words of content are told to be of one family: their lemma, and their first letters."""
    if is_function_word(word, lexicon):
        return set()
    parts = compound_parts(word.norm) if lexicon.language == "de" else ()
    words = (word.norm, *parts, *word.norm.split("-"))
    plain = {each for each in words if each.isalpha() and not each.startswith(_PREFIXES)}
    return {word.key} | {_root(each) for each in plain if len(each) >= _ROOT}


def _root(norm: str) -> str:
    """The first letters, with umlauts and `y` as they stand in other forms: `apply`, `applicant`."""
    return re.sub(r"y$", "i", norm)[:_ROOT].translate(UMLAUTS)


_ROOT = 5
_PREFIXES = ("inter", "unter", "außer", "wider", "zurück")  # beginnings that many families share


def survival(c: Comparison) -> float:
    """Share of the words of content of the sentences that differ which the other side answers; the lower."""
    return min(_share(c, 0), _share(c, 1))


def _share(c: Comparison, side: int) -> float:
    total = sum(1 for _ in substance(c, side))
    return 1 - len(content(c, side)) / total if total else 1.0


def substance(c: Comparison, side: int) -> Iterator[int]:
    reading = (c.before, c.after)[side]
    for p in c.passages:
        if p.reading is reading:
            places = range(p.start, p.stop)
            yield from (at for at in places if not is_function_word(reading.words[at], c.lexicon))
