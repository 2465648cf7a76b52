"""Misspellings: found before the texts are compared, so that a term misspelt is still a term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cydifflib import SequenceMatcher
from rapidfuzz.distance import DamerauLevenshtein

from redletter import lemmas
from redletter.lexicon import load

_WORD = re.compile(r"[^\W\d_]+")
_TITLED = re.compile(r"\b(?:Dr|Mrs?|Ms|Prof|Frau|Herrn?)\.? (?:[\w.]+ )?$")  # a person's name follows
_DISTANCE = 2  # letters put in, left out, exchanged or swapped in a misspelling, at most
_LONG = 5  # letters of a word in which so many may be


def mended(before: str, after: str, language: str) -> tuple[str, str, tuple[str, ...]]:
    """Both texts with words that are misspelt in one of them spelt as in the other, and those words.

    A word is misspelt when the dictionary lacks it, has the one in its place, and they nearly agree:
    `except` for `expect` is another word.
    """
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    found = [
        (first, second)
        for first, second in _replaced(old, new)
        if is_misspelling(first[0], second[0], language)
        and not _TITLED.search(before[: first.start()])
        and not _is_of_name(first, before)
    ]
    for first, second in reversed(found):
        if _is_right(second[0], first[0], language):
            before = before[: first.start()] + second[0] + before[first.end() :]
        else:
            after = after[: second.start()] + first[0] + after[second.end() :]
    return before, after, tuple(f"{first[0]} – {second[0]}" for first, second in found)


def _is_of_name(word: re.Match[str], text: str) -> bool:
    """Whether a word with a capital stands right before another: `Karl Renn`."""
    return word[0][:1].isupper() and re.match(r" [A-ZÄÖÜ][a-zäöüß]+\b", text[word.end() :]) is not None


def is_misspelling(one: str, other: str, language: str) -> bool:
    """Whether one of two words is the other, misspelt, or one that is often written for it."""
    first, second = one.lower(), other.lower()
    words = load(language)
    if words and {f"{first}/{second}", f"{second}/{first}"} & words.plain["confused"]:
        return True
    if first[0] != second[0] and min(len(first), len(second)) < _LONG:
        return False
    allowed = _DISTANCE if min(len(first), len(second)) >= _LONG else 1
    near = DamerauLevenshtein.distance(first, second, score_cutoff=allowed) <= allowed
    if not near:
        return False
    known = [_listed(word, language) for word in (first, second)]
    if not any(known):  # compounds are told by their parts, but only where the dictionary has neither
        known = [is_known(word, language) or bool(compound_parts(word)) for word in (first, second)]
    return known[0] != known[1]


def _is_right(one: str, other: str, language: str) -> bool:
    """Which of a word and its misspelling is the word."""
    listed = [_listed(word.lower(), language) for word in (one, other)]
    return listed[0] if any(listed) else is_known(one.lower(), language) or bool(compound_parts(one.lower()))


@lru_cache(maxsize=65536)
def is_known(norm: str, language: str) -> bool:
    """Whether a word is one of the language: in the dictionary, or a German compound of such."""
    return _listed(norm, language) or (
        language == "de" and not norm.endswith(_NOUNS) and all(map(is_compound, re.split(r"[-']", norm)))
    )


def _listed(norm: str, language: str) -> bool:
    """Whether all parts of a word stand in the dictionary, or the lexicon has it."""
    return norm in _vocabulary(language) or all(
        _in_dictionary(part, language) for part in re.split(r"[-']", norm) if part
    )


@cache
def _vocabulary(language: str) -> frozenset[str]:
    """The words of the lexicon, its stems included."""
    words = load(language)
    return frozenset(part.strip("*") for term in (words.terms if words else ()) for part in term.words)


def _replaced(
    old: list[re.Match[str]], new: list[re.Match[str]]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Words that stand in each other's place; where more came than went, those that are nearest."""
    matcher = SequenceMatcher(None, [m[0].lower() for m in old], [m[0].lower() for m in new], autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "replace" and b - a == d - c:
            yield from zip(old[a:b], new[c:d], strict=True)
        elif op == "replace":
            yield from ((word, min(new[c:d], key=lambda each: _distance(word, each))) for word in old[a:b])


def _distance(one: re.Match[str], other: re.Match[str]) -> int:
    return DamerauLevenshtein.distance(one[0].lower(), other[0].lower())


_NOUNS = ("ung", "ungen", "heit", "keit", "schaft", "ismus", "ierer", "ierbar")


# Before a verb, or its participle: `voreingestellt`.
_SEPARABLE = re.compile(r"^(?:ab|an|auf|aus|bei|ein|her|hin|mit|nach|um|vor|weg|weiter|zu|zurück)(?=\w{5})")


@lru_cache(maxsize=65536)
def is_compound(norm: str) -> bool:
    """Whether a German word is in the dictionary, or is put together of words that are."""
    if _in_dictionary(norm, "de") or norm.endswith(_NOUNS) or _in_dictionary(_SEPARABLE.sub("", norm), "de"):
        return True
    for cut in range(4, len(norm) - 2):
        head, tail = norm[:cut], norm[cut:]
        forms = (*(head.removesuffix(link) for link in ("", "s", "n", "en", "es")), f"{head}n", f"{head}en")
        if is_compound(tail) and any(_in_dictionary(form, "de") for form in forms):
            return True  # `Lieferadresse` is of `liefern`
    return False


@lru_cache(maxsize=65536)
def compound_parts(norm: str) -> tuple[str, ...]:
    """The two words that a German compound is put together of, both in the dictionary; empty for others."""
    for cut in range(len(norm) - _PART, _PART - 1, -1):
        tail = norm[cut:]
        heads = (norm[:cut].removesuffix(link) for link in ("", "s", "n", "en", "es"))
        head = next((each for each in heads if len(each) >= _PART and _in_dictionary(each, "de")), "")
        if head and _in_dictionary(tail, "de"):
            return head, tail
    return ()


_PART = 4  # letters of a part of a compound, at least


@lru_cache(maxsize=65536)
def _in_dictionary(norm: str, language: str) -> bool:
    return lemmas.is_known(norm, language)
