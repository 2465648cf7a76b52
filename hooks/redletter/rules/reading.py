"""A clause's text as rules read it: words, marks, link targets, sentences, terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from redletter.lexicon import Hit, Lexicon
from redletter.rules.markup import MARKER, mended, visible
from redletter.rules.words import Word, canonical, positions, standing, tokens
from redletter.rules.writing import in_one_way, without_zu

_ABBREVIATED = frozenset(
    [
        "inc",
        "ltd",
        "co",
        "corp",
        "no",
        "nr",
        "art",
        "para",
        "abs",
        "str",
        "bzw",
        "ggf",
        "evtl",
        "dr",
        "st",
        "vs",
        "approx",
        "ca",
        "inkl",
        "usw",
        "ste",
        "ave",
        "vgl",
        "sog",
        "etc",
        "lit",
    ]
)


# `Patientinnen und Patienten`: one word, said in both its forms.
_BOTH_FORMS = re.compile(r"\b(\w{3,})innen (?:und|oder|bzw\.) (\1\w{0,2})\b")


# The browser's signal by its name, which denies nothing: `Do Not Track`.
_SIGNAL = re.compile(r"(?<!We )(?<!we )\bDo Not Track\b")
_NUMBERED_PART = re.compile(r"(\d{1,3}\.?\s)?(Section|Part|Chapter|Abschnitt|Teil|Kapitel)\b", re.IGNORECASE)
_TITLE_WORDS = 8
_BOLD_LINE = re.compile(
    r"(\*\*|__)(?!\s)(?:[\w ]{1,20}:)?[^*_.!?:\[]+[.:]?\1[.:]?"
)  # a heading in all but its marks


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause's text, read. `block`: paragraph, item, heading, row or invisible."""

    language: str
    source: str
    block: str
    text: str
    words: tuple[Word, ...]
    marks: tuple[tuple[int, str], ...]  # punctuation: how many words stand before it, the mark
    targets: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    hits: tuple[Hit, ...]
    label: int = 0  # words of the run-in heading, `**Payment.** …` or `Payment: …`

    def terms(self, name: str) -> Counter[str]:
        """How often each term of a list stands in the text."""
        return Counter(hit.term.key for hit in self.hits if hit.term.list == name)

    def spoken(self, start: int, stop: int) -> str:
        """The words of a stretch as they were written, but for provisions, which are cited in one way."""
        return " ".join(word.text for word in self.words[start:stop] if word.text)


@lru_cache(maxsize=1024)  # the headings and lead-ins that clauses hang on come again and again
def read(source: str, lexicon: Lexicon) -> Reading:
    """Reads the Markdown of one clause."""
    source = mended(source)
    stripped = source.strip()
    text, targets = visible(stripped)
    text = _SIGNAL.sub("Do-Not-Track", text)
    text = _BOTH_FORMS.sub(r"\2", text) if lexicon.language == "de" else text
    text = in_one_way(text, lexicon)
    raw, marks = tokens(text, lexicon)
    words = canonical(raw, lexicon)
    block = _block(stripped, words)
    position = positions(raw, words)
    marks = tuple((position[at], mark) for at, mark in marks)
    sentences = tuple(_sentences(words, marks, lexicon.months))
    numbered = tuple(
        Word(word.text, word.norm, word.key, word.kind, index)
        for index, (start, stop) in enumerate(sentences)
        for word in words[start:stop]
    )
    prepared = _prepared(lexicon)
    ends = {at for at, _ in marks} | {stop for _, stop in sentences}
    hits = tuple(
        hit
        for hit in _unmasked(prepared.find([_looked_up(word.norm, prepared) for word in numbered]))
        if not (hit.term.list in _PARTICLES and numbered[hit.start].norm == "vor" and hit.stop in ends)
    )
    label = _label(stripped, marks, lexicon)
    label = label if label < len(numbered) else 0
    return Reading(lexicon.language, source, block, text, numbered, marks, targets, sentences, hits, label)


_PARTICLES = ("before", "ahead")  # no preposition closes a clause: `schreibt das Gesetz vor`


def _label(source: str, marks: Sequence[tuple[int, str]], lexicon: Lexicon) -> int:
    """How many words stand in the run-in heading: bold ones at the beginning, or a few before a colon."""
    colon = next((at for at, mark in marks if mark == ":"), 0)
    if bold := _BOLD.match(MARKER.sub(lambda m: m["head"], source, count=1)):
        words = len(canonical(tokens(visible(bold[2])[0], lexicon)[0], lexicon))
        return words if words <= 2 * LABEL_WORDS else 0
    return colon if colon <= LABEL_WORDS else 0


LABEL_WORDS = 7  # before a colon, at most
_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)\1")


def _looked_up(norm: str, lexicon: Lexicon) -> str:
    """A word as the lists have it: `handy-nummer` as `handynummer`, `einzusehen` as `einsehen`."""
    if lexicon.has(norm):
        return norm
    others = (norm.replace("-", ""), without_zu(norm) if lexicon.language == "de" else norm)
    return next((each for each in others if each != norm and lexicon.has(each)), norm)


def _unmasked(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits without those that lie within one that says something else: `not` in `not only`, `need not`."""
    found = list(hits)
    holding = [hit for hit in found if hit.term.list in ("mask", *_HOLDING)]
    for hit in found:
        length = hit.stop - hit.start
        if not any(
            (each.term.list == "mask" or hit.term.list in _HELD)
            and each.term.list != hit.term.list
            and each.start < hit.stop
            and hit.start < each.stop
            and length < each.stop - each.start
            for each in holding
        ):
            yield hit


# Lists of phrases with a negation in them that deny nothing: `need not`, `nobody else`, `not a computer`.
_HOLDING = ("only", "voluntary", "manual")
_HELD = ("negation", "exception", "must", "may")


@cache
def _prepared(lexicon: Lexicon) -> Lexicon:
    """The lexicon with its own terms brought into the form in which texts are compared."""
    terms = list(lexicon.terms)
    for term in lexicon.terms:
        if not any("*" in part or part == "…" for part in term.words):
            words = standing(term.words, lexicon)
            if words != term.words:
                terms.append(replace(term, words=words))
    return replace(lexicon, terms=tuple(terms))


def _sentences(
    words: Sequence[Word], marks: Sequence[tuple[int, str]], months: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    start = 0
    for at, mark in marks:
        if mark not in ".!?" or at <= start:
            continue
        last = words[at - 1].norm
        if mark == "." and (last in _ABBREVIATED or ("." in last and words[at - 1].kind == "word")):
            continue
        if words[at - 1].kind == "number" and at < len(words) and words[at].norm in months:
            continue  # an ordinal: 28. April
        if at < len(words) and words[at].text[:1].islower():
            continue
        yield start, at
        start = at
    if start < len(words):
        yield start, len(words)


def _block(source: str, words: Sequence[Word]) -> str:
    if not words:
        return "invisible"
    if source.startswith("#") or re.match(r"<h\d", source) or _BOLD_LINE.fullmatch(source):
        return "heading"
    if _NUMBERED_PART.match(source) and len(words) <= _TITLE_WORDS and source[-1] not in ".!?":
        return "heading"
    if source.startswith("|") or source.count(" | ") > 1:
        return "row"
    return "item" if MARKER.match(source) else "paragraph"
