"""Proper names: of companies, products, places, domains."""

from __future__ import annotations

import re
from functools import lru_cache

import simplemma

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


def _in_label(reading: Reading, at: int) -> bool:
    """Whether a word stands in a run-in heading (`**User Feedback & Requests**: …`) or right behind it."""
    colon = next((place for place, mark in reading.marks if mark == ":"), 0)
    return 0 < colon <= LABEL_WORDS and at <= colon


def _opens_cell(reading: Reading, at: int) -> bool:
    """Whether a word is the first of a table's cell, where any word has a capital."""
    return reading.block == "row" and (at, "|") in reading.marks


LABEL_WORDS = 7  # of a run-in heading, at most


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
    return bool(simplemma.is_known(norm, lang=language))
