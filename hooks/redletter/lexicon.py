"""The words that rules look for, by language, from locales/<language>/lexicon.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from babel import Locale

_GAP = "…"  # in a phrase: up to _GAP_WORDS words of any kind, for separable verbs
_GAP_WORDS = 12
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built so: 13 times as fast


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a word list: a key that its inflections and its synonyms in the list share."""

    list: str
    key: str
    words: tuple[str, ...]  # each a word, or a stem: `foo*`, `*foo`, `*foo*`; `…` is a gap
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text: from word `start` up to, not including, word `stop`."""

    term: Term
    start: int
    stop: int

    @property
    def places(self) -> tuple[int, ...]:
        """The words that the term is made of: not those in its gap, as an object in `geben … weiter`."""
        if _GAP not in self.term.words:
            return tuple(range(self.start, self.stop))
        before = self.term.words.index(_GAP)
        after = self.term.words[::-1].index(_GAP)
        return (*range(self.start, self.start + before), *range(self.stop - after, self.stop))


@dataclass(eq=False, slots=True)
class Lexicon:
    """The word lists of one language. `variants` maps a written form to the one it stands for."""

    language: str
    terms: tuple[Term, ...]
    equivalents: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # (phrase, canonical phrase)
    variants: Mapping[str, str]
    numbers: Mapping[str, int]
    units: Mapping[str, tuple[str, int]]  # word: (dimension, how many of its smallest unit)
    months: Mapping[str, int]
    plain: Mapping[str, frozenset[str]]  # single words by what they do: grammar, places, small, …
    _starts: dict[str, tuple[tuple[Term, tuple[str, ...]], ...]] = field(default_factory=dict, init=False)
    _index: dict[str, list[Term]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Sorts the terms by how their first word is looked up: as it is, by its stem, or by trying."""
        for term in self.terms:
            first = term.words[0]
            self._index.setdefault("*" if first.startswith("*") else first, []).append(term)

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Every term in a text of lower-case words, in order of place; of one list, the longest only."""
        for start, word in enumerate(words):
            best: dict[str, Hit] = {}
            for term, rest in self._beginning(word):
                stop = _match(rest, words, start + 1) if rest else start + 1
                if stop and (term.list not in best or stop > best[term.list].stop):
                    best[term.list] = Hit(term, start, stop)
            yield from best.values()

    def has(self, word: str) -> bool:
        """Whether a term begins with this word."""
        return bool(self._beginning(word))

    def _beginning(self, word: str) -> tuple[tuple[Term, tuple[str, ...]], ...]:
        """The terms whose first word this is, each with the rest of its words."""
        known = self._starts.get(word)
        if known is None:
            stems = (f"{word[:length]}*" for length in range(1, len(word) + 1))
            found = (
                *self._index.get(word, ()),
                *(term for stem in stems for term in self._index.get(stem, ())),
                *(term for term in self._index.get("*", ()) if _is(term.words[0], word)),
            )
            known = self._starts[word] = tuple((term, term.words[1:]) for term in found)
        return known


@cache
def load(language: str) -> Lexicon | None:
    """The lexicon of a language; None where there is none, so that everything goes to review."""
    path = _path(language)
    if not path.is_file():
        return None
    raw = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 it is the safe one
    return Lexicon(
        language=language,
        terms=(*(terms := tuple(_terms(raw["lists"]))), *_territories(language, terms)),
        equivalents=tuple(_equivalents(raw["equivalents"])),
        variants={str(a): str(b) for a, b in raw["variants"].items()},
        numbers={str(word): int(number) for word, number in raw["numbers"].items()},
        units={str(word): (str(unit[0]), int(unit[1])) for word, unit in raw["units"].items()},
        months={str(word): int(number) for word, number in raw["months"].items()},
        plain={str(name): frozenset(str(words).split()) for name, words in raw["plain"].items()},
    )


def beside(language: str, name: str) -> Path:
    """A file that stands beside the lexicon of a language."""
    return _path(language).with_name(name)


def _path(language: str) -> Path:
    # Beside the catalogues: inside the package in a wheel, at the top in a checkout.
    packed = Path(__file__).parent / "locales"
    root = packed if packed.is_dir() else Path(__file__).parents[2] / "locales"
    return root / language / "lexicon.yml"


def _terms(lists: Mapping[str, Sequence[str]]) -> Iterator[Term]:
    """Terms from entries: `a | b` are one term, `x := a | b` is known as x, ` ^3` gives the weight."""
    for name, entries in lists.items():
        for entry in entries:
            text, _, weight = str(entry).partition(" ^")
            key, _, text = text.rpartition(" := ")
            alternatives = [each.strip() for each in text.split("|")]
            for alternative in alternatives:
                yield Term(name, key or alternatives[0], tuple(alternative.lower().split()), int(weight or 1))


def _territories(language: str, known: Sequence[Term]) -> Iterator[Term]:
    """The names of countries that the lists do not have, from the CLDR; the key is the English name."""
    listed = {term.words for term in known if term.list == "country"}
    names, english = Locale(language).territories, Locale("en").territories
    for code, name in names.items():
        words = _as_read(str(name))
        if code.isalpha() and code not in _NO_COUNTRIES and words not in listed:
            yield Term("country", " ".join(_as_read(str(english[code]))), words)


def _as_read(name: str) -> tuple[str, ...]:
    """A name in the words of a text: without what stands in brackets, no other signs than a hyphen."""
    bare = re.sub(r"\(.*?\)", "", name.lower())
    return tuple(bare.replace("’", "'").replace("&", " ").replace(",", " ").split())


# Unions, test entries and the unknown; and Chad, Jersey and Jordan, which are words and names as well.
_NO_COUNTRIES = frozenset(["UN", "EU", "EZ", "QO", "XA", "XB", "ZZ", "TD", "JE", "JO"])


def _equivalents(groups: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for group in groups:
        first, *others = [tuple(each.lower().split()) for each in str(group).split("|")]
        yield from ((other, first) for other in others)
        if len(first) > 1:  # so that the longest phrase wins: `within a week` is not `within` alone
            yield first, first


def _is(pattern: str, word: str) -> bool:
    if "*" not in pattern:
        return pattern == word
    stem = pattern.strip("*")
    if not pattern.startswith("*"):
        return word.startswith(stem)
    return stem in word if pattern.endswith("*") else word.endswith(stem)


def _match(pattern: tuple[str, ...], words: Sequence[str], start: int) -> int:
    """Where the phrase ends that begins at `start`; 0 where it does not stand there."""
    at = start
    for index, part in enumerate(pattern):
        if part == _GAP:
            rest = pattern[index + 1 :]
            ends = (_match(rest, words, at + skip) for skip in range(min(_GAP_WORDS, len(words) - at)))
            return next((end for end in ends if end), 0)
        if at >= len(words) or not _is(part, words[at]):
            return 0
        at += 1
    return at
