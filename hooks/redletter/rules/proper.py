"""Proper names: of companies, products, places, domains."""

from __future__ import annotations

import re
from functools import lru_cache

from redletter import lemmas
from redletter.lexicon import load
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
     "sarl", "s.r.l"]
)  # fmt: skip


def has_legal_form(word: Word) -> bool:
    """Whether a word is a legal form, or ends in one: `GmbH`, `Vertriebs-GmbH`."""
    return word.norm.strip(".").rpartition("-")[2] in LEGAL_FORMS


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
