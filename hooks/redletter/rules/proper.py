"""Proper names: of companies, products, places, domains."""

from __future__ import annotations

import re
from functools import lru_cache

import simplemma

from redletter.rules.reading import Reading
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
        if reading.block == "heading" or first or _in_label(reading, at):
            return not _known(word.norm, "en") and len(word.norm) > 2
        return not _ordinary(word)
    return any(len(part) > 3 and not _compound(part) for part in word.norm.split("-"))


def _in_label(reading: Reading, at: int) -> bool:
    """Whether a word stands in a run-in heading (`**User Feedback & Requests**: …`) or right behind it."""
    colon = next((place for place, mark in reading.marks if mark == ":"), 0)
    return 0 < colon <= LABEL_WORDS and at <= colon


LABEL_WORDS = 7  # of a run-in heading, at most


def _ordinary(word: Word) -> bool:
    return word.norm in _TITLES


_TITLES = frozenset(
    [
        "personal",
        "data",
        "information",
        "privacy",
        "policy",
        "notice",
        "terms",
        "service",
        "services",
        "statement",
        "user",
        "users",
        "customer",
        "customers",
        "website",
        "websites",
        "section",
        "article",
        "act",
        "cookie",
        "cookies",
        "data",
        "account",
        "accounts",
        "content",
        "site",
        "sites",
        "rights",
        "right",
        "gdpr",
        "ccpa",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "not",
        "no",
        "please",
        "api",
        "faq",
        "internet",
        "web",
        "do",
        "track",
        "os",
        "sdk",
        "url",
        "id",
        "pc",
        "tv",
        "pdf",
        "gif",
        "email",
        "ip",
        "http",
        "https",
        "mb",
        "gb",
        "usa",
        "eu",
        "uk",
        "english",
        "german",
        "europe",
        "european",
    ]
)


@lru_cache(maxsize=65536)
def _known(norm: str, language: str) -> bool:
    return bool(simplemma.is_known(norm, lang=language))


_NOUNS = ("ung", "ungen", "heit", "keit", "schaft", "ismus", "ierer", "ierbar")


@lru_cache(maxsize=65536)
def _compound(norm: str) -> bool:
    """Whether a German word is in the dictionary, or is put together of words that are."""
    if _known(norm, "de") or norm.endswith(_NOUNS):
        return True
    for cut in range(4, len(norm) - 3):
        head, tail = norm[:cut], norm[cut:]
        if _compound(tail) and any(
            _known(head.removesuffix(link), "de") for link in ("", "s", "n", "en", "es")
        ):
            return True
    return False
