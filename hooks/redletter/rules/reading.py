"""A clause's text as rules read it: words with their keys, marks, link targets, sentences, terms."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html.parser import HTMLParser

import markdown
import simplemma

from redletter.lexicon import Hit, Lexicon

# Word lists whose members are never reduced to a lemma: `may` and `might`, `darf` and `dürfte`.
OPERATORS = (
    "negation", "exception", "condition", "may", "should", "must", "will", "hedge", "only", "all", "some",
    "most", "more", "least", "or", "and", "open", "prompt", "vague_time", "forever", "temporary", "before",
    "after", "opt_in", "opt_out", "default", "automatic", "voluntary", "express", "implied", "company",
    "reader", "still",
)  # fmt: skip

_MARKER = re.compile(
    r"""^(?P<head>\s*(?:\#{1,6}\s+)?)(?:
        [-*+]\s+                          # a bullet
      | \(?\d{1,3}[.)]\s+                 # 2.  2)  (2)
      | \(?[a-z]{1,3}\)\s+                # a)  (iv)
      | (?:§\s*)?\d{1,3}(?:\.\d{1,3})+\.?\s+  # 7.1
      | (?<=\#\s)\d{1,3}\s+               # 7, in a heading
    )""",
    re.VERBOSE | re.MULTILINE,
)
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*[#.=:][^{}\n]*\}")  # kramdown's inline attribute list
_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*(\S+).*$", re.MULTILINE)  # a link definition
_REFERENCE = re.compile(r"\[([^\]\[]+)\]\s?\[([^\]\[]*)\]")  # a link by reference

# UTF-8 that somebody read as Windows-1252: â€œ for “, Ã¼ for ü.
_MISREAD = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a-\u201e\u2020-\u203a\u0152-\u0192\u02c6\u02dc\u2122]{0,3}")


def _reread(match: re.Match[str]) -> str:
    try:
        return match[0].encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return {"â€": "”"}.get(match[0], match[0])


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
_ABBREVIATED = frozenset(
    "inc ltd co corp no nr art abs str bzw ggf evtl dr st vs approx ca inkl usw ste ave vgl sog etc lit".split()
)
_CONTRACTIONS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would"}
_IS = frozenset("it that there here what who he she".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or a phrase that stands for one: `key` is what it is compared by."""

    text: str
    norm: str  # lower case, one spelling
    key: str
    kind: str = "word"  # or: address, number, date
    sentence: int = 0


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

    def terms(self, name: str) -> Counter[str]:
        """How often each term of a list stands in the text."""
        return Counter(hit.term.key for hit in self.hits if hit.term.list == name)

    def spoken(self, start: int, stop: int) -> str:
        """The words of a stretch as they were written."""
        return " ".join(word.text for word in self.words[start:stop])


def read(source: str, lexicon: Lexicon) -> Reading:
    """Reads the Markdown of one clause."""
    source = unicodedata.normalize("NFC", _MISREAD.sub(_reread, source.replace("\ufeff", "")))
    stripped = source.strip()
    text, targets = _visible(stripped)
    raw, marks = _tokens(text, lexicon)
    words = _canonical(raw, lexicon)
    block = _block(stripped, words)
    position = _positions(raw, words)
    marks = tuple((position[at], mark) for at, mark in marks)
    sentences = tuple(_sentences(words, marks, lexicon.months))
    numbered = tuple(
        Word(word.text, word.norm, word.key, word.kind, index)
        for index, (start, stop) in enumerate(sentences)
        for word in words[start:stop]
    )
    hits = tuple(_unmasked(_with_lists(lexicon).find([word.norm for word in numbered])))
    return Reading(
        lexicon.language, source, block, text, numbered, marks, targets, sentences, hits
    )


def _unmasked(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits without those that lie within a false friend: the `not` of `Do Not Track`."""
    found = list(hits)
    masks = [hit for hit in found if hit.term.list == "mask"]
    for hit in found:
        length = hit.stop - hit.start
        if not any(
            mask.start < hit.stop and hit.start < mask.stop and length < mask.stop - mask.start
            for mask in masks
        ):
            yield hit


@cache
def canonical_phrase(phrase: tuple[str, ...], lexicon_language: str) -> tuple[str, ...]:
    """A phrase after the lexicon's equivalents, as texts are compared."""
    lexicon = _LEXICONS[lexicon_language]
    raw = [Word(part, part, part) for part in phrase]
    return tuple(word.norm for word in _canonical(raw, lexicon))


_LEXICONS: dict[str, Lexicon] = {}
_CANONICAL: dict[str, Lexicon] = {}


def _with_lists(lexicon: Lexicon) -> Lexicon:
    """The lexicon with its own terms brought into the form in which texts are compared."""
    known = _CANONICAL.get(lexicon.language)
    if known is None:
        _LEXICONS[lexicon.language] = lexicon
        terms = []
        for term in lexicon.terms:
            plain = not any("*" in part or part == "…" for part in term.words)
            terms.append(term)
            if plain:
                words = canonical_phrase(term.words, lexicon.language)
                if words != term.words:
                    terms.append(type(term)(term.list, term.key, words, term.weight))
        known = type(lexicon)(
            lexicon.language, tuple(terms), lexicon.equivalents, lexicon.variants, lexicon.numbers,
            lexicon.units, lexicon.months,
        )  # fmt: skip
        _CANONICAL[lexicon.language] = known
    return known


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.targets: list[str] = []
        self.heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or dict(attrs).get("src")
        if target:
            self.targets.append(target)
        if tag in ("p", "li", "br", "td", "div"):
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


_MARKDOWN = markdown.Markdown()


@lru_cache(maxsize=4096)
def _visible(source: str) -> tuple[str, tuple[str, ...]]:
    definitions = tuple(_DEFINITION.findall(source))
    text = _DEFINITION.sub("", source)
    text = _ATTRIBUTES.sub("", text)
    text = _MARKER.sub(lambda m: m["head"], text)
    text = _REFERENCE.sub(lambda m: f"[{m[1]}](ref:{(m[2] or m[1]).lower().replace(' ', '-')})", text)
    page = _MARKDOWN.reset().convert(text)
    parser = _Text()
    parser.feed(page)
    parser.close()
    return " ".join("".join(parser.parts).split()), definitions + tuple(parser.targets)


def _tokens(text: str, lexicon: Lexicon) -> tuple[list[Word], tuple[tuple[int, str], ...]]:
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


def _expanded(surface: str, lexicon: Lexicon) -> Iterator[Word]:
    norm = surface.lower().replace("’", "'").replace("‑", "-").replace("\u00ad", "")
    norm = re.sub(r"[:*_]?innen$", "innen", norm) if re.search(r"\w[:*_]innen$|[a-zäöü]Innen$", surface) else norm
    norm = lexicon.variants.get(norm, norm)
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
    if norm in lexicon.numbers:
        yield Word(surface, str(lexicon.numbers[norm]), str(lexicon.numbers[norm]), "number")
        return
    yield Word(surface, norm, norm)


def _canonical(raw: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """Words with phrases brought to the one that stands for all, and keys to compare by."""
    table = _phrases(lexicon.language, lexicon.equivalents)
    words: list[Word] = []
    at = 0
    while at < len(raw):
        phrase, replacement = _longest(table, raw, at)
        if replacement:
            surface = " ".join(word.text for word in raw[at : at + phrase] if word.text)
            for index, part in enumerate(replacement):
                words.append(Word(surface if index == 0 else "", part, _key(part, lexicon.language)))
            at += phrase
            continue
        word = raw[at]
        key = _key(word.norm, lexicon.language) if word.kind == "word" else _number(word.norm)
        words.append(Word(word.text, word.norm, key, word.kind))
        at += 1
    return words


@cache
def _phrases(
    language: str, equivalents: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, first in equivalents:
        table.setdefault(phrase[0], []).append((phrase, first))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


def _longest(
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]], raw: Sequence[Word], at: int
) -> tuple[int, tuple[str, ...]]:
    for phrase, first in table.get(raw[at].norm, ()):
        if tuple(word.norm for word in raw[at : at + len(phrase)]) == phrase:
            return len(phrase), first
    return 0, ()


@lru_cache(maxsize=65536)
def _key(norm: str, language: str) -> str:
    plain = norm.replace("-", "")
    lemma: str = simplemma.lemmatize(norm, lang=language).lower()
    lemma = lemma.replace("-", "").replace("ß", "ss")
    return lemma or plain


def _number(norm: str) -> str:
    return re.sub(r"(?<=\d)(st|nd|rd|th)$", "", norm)


def _positions(raw: Sequence[Word], words: Sequence[Word]) -> list[int]:
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


def _sentences(
    words: Sequence[Word], marks: Sequence[tuple[int, str]], months: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    start = 0
    for at, mark in marks:
        if mark not in ".!?" or at <= start:
            continue
        last = words[at - 1].norm
        if mark == "." and (last in _ABBREVIATED or "." in last and words[at - 1].kind == "word"):
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
    if source.startswith("#") or re.match(r"<h\d", source):
        return "heading"
    if source.startswith("|"):
        return "row"
    return "item" if _MARKER.match(source) else "paragraph"
