"""The words of a text, each with the key that it is compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from redletter import lemmas
from redletter.lexicon import Lexicon
from redletter.rules.spelling import is_known
from redletter.rules.writing import without_zu

# Word lists whose members are never reduced to a lemma: `may` and `might`, `darf` and `dürfte`.
OPERATORS = (
    "negation", "exception", "condition", "may", "should", "must", "will", "hedge", "only", "all", "some",
    "most", "more", "least", "or", "and", "open", "prompt", "vague_time", "forever", "temporary", "before",
    "after", "opt_in", "opt_out", "default", "automatic", "voluntary", "express", "implied", "company",
    "reader", "still",
)  # fmt: skip


_TOKEN = re.compile(
    r"""
      (?P<address>https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:!?]
        | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
        | [\w.+-]+\[at\][\w.-]+(?:\[dot\]\w+)*
        | (?:[\w-]+\.)+(?:com|org|net|de|eu|io|app|dev|gov|edu|info|ch|at|uk|fr|us|ai|example|test|invalid)
          (?:/[\w/.-]*\w)?(?!\w))
    | (?P<date>\d{4}-\d\d-\d\d | \d{1,2}\.\d{1,2}\.\d{4})
    | (?P<abbreviation>(?<!\w)[^\W\d_]\.[ \u00a0]?(?:[^\W\d_]\.?[ \u00a0]?)?(?<=\.)(?<![A-ZÄÖÜ]\.[ ])
        (?=[ \u00a0,;:)\w]|$))
    | (?P<number>\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![\w]))
    | (?P<word>\w+(?:[’'‑:*-](?=\w)\w+)*)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)


_CONTRACTIONS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would"}


_IS = frozenset(["it", "that", "there", "here", "what", "who", "he", "she"])


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or a phrase that stands for one: `key` is what it is compared by."""

    text: str
    norm: str  # lower case, one spelling
    key: str
    kind: str = "word"  # or: address, number, date
    sentence: int = 0


def tokens(text: str, lexicon: Lexicon) -> tuple[list[Word], tuple[tuple[int, str], ...]]:
    words: list[Word] = []
    marks: list[tuple[int, str]] = []
    for match in _TOKEN.finditer(text):
        kind, surface = match.lastgroup or "mark", match.group().strip()
        if kind == "mark":
            marks.append((len(words), surface))
        elif kind == "abbreviation":
            norm = re.sub(r"[\s.\u00a0]+", ".", surface.lower()).strip(".")
            words.append(Word(surface, norm, norm))
        elif kind == "word":
            words.extend(_expanded(surface, lexicon))
        else:
            norm = surface.lower().removeprefix("mailto:")
            words.append(Word(surface, norm, norm, kind))
    return words, tuple(marks)


# Two countries or regions that a framework is of.
PAIR = re.compile(r"[A-Z]{2,3}-[A-Z]{2,3}")
# `three-year`, `dreijährige`: a number and its unit in one word.
_COUNTED = re.compile(
    r"(\w+?)-?(day|week|month|year|hour|minute|tägig|wöchig|monatig|jährig|stündig|minütig)(?:e[mnrs]?)?"
)
_UNITS = {
    "tägig": "tage",
    "wöchig": "wochen",
    "monatig": "monate",
    "jährig": "jahre",
    "stündig": "stunden",
    "minütig": "minuten",
}


_BOTH_SEXES = re.compile(r"\w[:*_]innen$|[a-zäöü]Innen$")


def _masculine(stem: str) -> str:
    """The form that stands for both sexes by custom: `leser` of `Leser:innen`, `kunden` of `Kund:innen`."""
    return stem if stem.endswith("er") else f"{stem}en"


def _expanded(surface: str, lexicon: Lexicon) -> Iterator[Word]:
    norm = surface.lower().replace("’", "'").replace("‑", "-").replace("\u00ad", "")
    if _BOTH_SEXES.search(surface):
        norm = _masculine(re.sub(r"[:*_]?innen$", "", norm))
    norm = lexicon.variants.get(norm, norm)
    if "ß" in norm and not is_known(norm, lexicon.language) and is_known(norm.replace("ß", "ss"), "de"):
        norm = norm.replace("ß", "ss")  # as it was written until 1996: `erfaßt`
    if PAIR.fullmatch(surface):
        norm = "-".join(sorted(norm.split("-")))  # `EU-US` and `US-EU`
    if surface == "US" and lexicon.language == "en":
        norm = "u.s"  # the country, not the pronoun
    if lexicon.language == "en" and "'" in norm:
        for ending, word in _CONTRACTIONS.items():
            if norm.endswith(ending):
                stem = {"ca": "can", "wo": "will"}.get(norm[: -len(ending)], norm[: -len(ending)])
                yield Word(surface, stem, stem)
                yield Word("", word, word)
                return
        if norm.endswith("'s") and norm[:-2] in _IS:
            yield Word(surface, norm[:-2], norm[:-2])
            yield Word("", "is", "is")
            return
    if norm == "cannot":
        yield Word(surface, "can", "can")
        yield Word("", "not", "not")
        return
    if counted := _COUNTED.fullmatch(norm):
        number, unit = counted.groups()
        if number.isdigit() or number in lexicon.numbers:
            amount = str(lexicon.numbers.get(number, number))
            unit = _UNITS.get(unit, unit)
            yield Word(surface, amount, amount, "number")
            yield Word("", unit, unit)
            return
    if norm in lexicon.numbers:
        yield Word(surface, str(lexicon.numbers[norm]), str(lexicon.numbers[norm]), "number")
        return
    yield Word(surface, norm, norm)


_LETTERED = frozenset(
    ["lit", "buchst", "buchstabe", "point", "subparagraph"]
)  # before a letter of a provision


def canonical(raw: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """Words with phrases brought to the one that stands for all, and keys to compare by."""
    table = _phrases(lexicon)
    words: list[Word] = []
    at = 0
    norms = [word.norm for word in raw]
    while at < len(raw):
        phrase, replacement = _longest(table, norms, at)
        if replacement:
            surface = " ".join(word.text for word in raw[at : at + phrase] if word.text)
            for index, part in enumerate(replacement):
                words.append(Word(surface if index == 0 else "", part, _key(part, lexicon.language)))
            at += phrase
            continue
        word = raw[at]
        if at and raw[at - 1].norm in _LETTERED and len(word.norm) == 1 and word.kind == "word":
            word = replace(word, kind="number")
        key = _one_meaning(word.norm, lexicon) if word.kind == "word" else _number(word.norm)
        words.append(Word(word.text, word.norm, key, word.kind))
        at += 1
    return words


@cache
def _phrases(lexicon: Lexicon) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, first in lexicon.equivalents:
        table.setdefault(phrase[0], []).append((phrase, first))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


def standing(norms: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Words with phrases brought to the one that stands for all."""
    table = _phrases(lexicon)
    found: list[str] = []
    at = 0
    while at < len(norms):
        phrase, replacement = _longest(table, norms, at)
        found += replacement or (norms[at],)
        at += phrase or 1
    return tuple(found)


def _longest(
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]], norms: Sequence[str], at: int
) -> tuple[int, tuple[str, ...]]:
    for phrase, first in table.get(norms[at], ()):
        if tuple(norms[at : at + len(phrase)]) == phrase:
            return len(phrase), first
    return 0, ()


@lru_cache(maxsize=65536)
def _key(norm: str, language: str) -> str:
    plain = norm.replace("-", "")
    norm = without_zu(norm) if language == "de" else norm
    lemma = lemmas.lemma(norm, language).lower().replace("-", "").replace("ß", "ss")
    return lemma or plain


def _one_meaning(norm: str, lexicon: Lexicon) -> str:
    """The key of a word, or of the one that stands for its lemma: `provided` as `given`."""
    key = _key(norm, lexicon.language)
    rows = _phrases(lexicon).get(key, ())
    alone = next((first for phrase, first in rows if len(phrase) == len(first) == 1), None)
    return _key(alone[0], lexicon.language) if alone else key


def _number(norm: str) -> str:
    return re.sub(r"(?<=\d)(st|nd|rd|th)$", "", norm)


def positions(raw: Sequence[Word], words: Sequence[Word]) -> list[int]:
    """For each raw word the index of the word it went into, and the end."""
    surfaces = [bool(word.text) for word in raw]
    position = [0] * (len(raw) + 1)
    at = 0
    consumed = 0
    for index, word in enumerate(words):
        pieces = len(word.text.split()) if word.text else 0
        while pieces and at < len(raw):
            position[at] = index
            if surfaces[at]:
                pieces -= len(raw[at].text.split())
            at += 1
        consumed = index + 1
        while at < len(raw) and not surfaces[at]:
            position[at] = consumed
            at += 1
    for rest in range(at, len(raw) + 1):
        position[rest] = len(words)
    return position
