"""Proper names: of companies, products, places, domains."""

from __future__ import annotations

import re
from functools import lru_cache

from redletter import lemmas
from redletter.lexicon import Hit, load
from redletter.rules.reading import Reading
from redletter.rules.spelling import is_compound, is_known
from redletter.rules.words import Word

_INNER = re.compile(r"[a-zäöü][A-Z]|\d[A-Za-z]|[A-Z]{2,}")
_NEVER = frozenset(
    [
        "i",
        "we",
        "our",
        "you",
        "your",
        "the",
        "this",
        "that",
        "it",
        "they",
        "if",
        "when",
        "for",
        "in",
        "on",
        "to",
        "as",
        "by",
    ]
)

# Of companies, as they stand behind a name.
LEGAL_FORMS = frozenset(
    ["llc", "inc", "ltd", "gmbh", "ag", "kg", "se", "plc", "corp", "corporation",
     "b.v", "bv", "s.a", "pty", "ug", "ohg", "limited", "incorporated", "ggmbh", "e.v", "kgaa", "eg",
     "sarl", "s.r.l", "uab", "oy", "ab", "a/s", "aps", "sa", "nv", "n.v", "srl", "spa", "s.p.a", "sas",
     "kft", "llp", "cic", "cio", "pllc", "gbr", "partg", "partgmbb", "lda", "ltda", "snc", "bvba", "oü",
     "d.o.o", "s.r.o", "sp", "co"]
)  # fmt: skip


_SHORT_FORM = 2  # letters of a form that is a common word in small ones: AB and `ab`


def has_legal_form(word: Word) -> bool:
    """Whether a word is a legal form, or ends in one: `GmbH`, `Vertriebs-GmbH`."""
    form = word.text.strip(".").rpartition("-")[2]
    return form.lower() in LEGAL_FORMS and (len(form) > _SHORT_FORM or form.isupper() or form == "Oy")


def in_name(hit: Hit, reading: Reading) -> bool:
    """Whether a common word stands in a company's name, or in a product's: `Acme Marketing Cloud`."""
    start, stop = capitals(reading, hit.start, hit.stop)
    if hit.term.list == "owner":
        form = any(has_legal_form(word) for word in reading.words[hit.start : stop])
        return form and follows_name(reading, hit.start)
    if hit.term.list in _COMMON and any(has_legal_form(word) for word in reading.words[hit.stop : stop]):
        return True
    if hit.term.list not in _NAMELIKE:
        return False
    if reading.language == "en":
        first = hit.start in {start for start, _ in reading.sentences}
        return not first and all(word.text[:1].isupper() for word in reading.words[hit.start : hit.stop])
    return any(is_name(reading, at) for at in range(start, hit.start))


_NAMELIKE = ("purpose", "remote", "security")  # lists with words that products are called by
_COMMON = ("data", "recipient", "purpose")  # and such that companies are


def is_name(reading: Reading, at: int) -> bool:
    """Whether a word is a name: capitals where the language has none, or no word of the language."""
    word = reading.words[at]
    if word.kind == "address":
        return "@" not in word.norm and not word.norm.startswith("http")
    if word.kind != "word" or len(word.norm) < 2 or word.norm in _NEVER or not word.text[:1].strip("„“\"'("):
        return False
    if not (word.text[0].isupper() or word.text[0].isdigit()):
        return False
    if _INNER.search(word.text) and not word.text.isupper() and "-" not in word.text:
        return True
    first = any(at == start for start, _ in reading.sentences)
    if reading.language == "en":
        if reading.block == "heading" or first or _in_label(reading, at) or _opens_cell(reading, at):
            return not _known(word.norm, "en") and len(word.norm) > 2
        return not _ordinary(word)
    return any(len(part) > 3 and not is_compound(part) for part in word.norm.split("-"))


def capitals(reading: Reading, start: int, stop: int) -> tuple[int, int]:
    """The run of words with capitals, without a mark between, around a stretch of words."""
    marks = {place for place, _ in reading.marks}
    while start > 0 and start not in marks and reading.words[start - 1].text[:1].isupper():
        start -= 1
    while stop < len(reading.words) and stop not in marks and _in_run(reading.words[stop]):
        stop += 1
    return start, stop


def follows_name(reading: Reading, at: int) -> bool:
    """Whether a word with a capital or a digit stands in front: `Acme GmbH`, `Acme, LLC`."""
    first = reading.words[at - 1].text[:1] if at else ""
    return first.isupper() or first.isdigit()


def _in_run(word: Word) -> bool:
    return word.text[:1].isupper() or has_legal_form(word)


def _in_label(reading: Reading, at: int) -> bool:
    """Whether a word stands in a run-in heading (`**User Feedback & Requests**: …`) or right behind it."""
    return reading.label > 0 and at <= reading.label


def _opens_cell(reading: Reading, at: int) -> bool:
    """Whether a word is the first of a table's cell, where any word has a capital."""
    return reading.block == "row" and (at, "|") in reading.marks


def _ordinary(word: Word) -> bool:
    words = load("en")
    return words is not None and word.norm in words.plain["titles"]


def foreign_to(word: Word, languages: tuple[str, ...]) -> bool:
    """Whether a word is in the dictionary of none of these languages."""
    parts = [part for part in word.norm.removesuffix("'s").split("-") if len(part) > _SHORT]
    return bool(parts) and not any(is_known(part, language) for part in parts for language in languages)


_SHORT = 3  # letters of a part that tells nothing


@lru_cache(maxsize=65536)
def _known(norm: str, language: str) -> bool:
    return lemmas.is_known(norm, language)
