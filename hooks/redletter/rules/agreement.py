"""Whether the languages of a clause say the same: numbers, addresses, negation, modal strength."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from redletter import lexicon
from redletter.model import Finding
from redletter.rules.proper import foreign_to, is_name
from redletter.rules.quantities import quantities
from redletter.rules.reading import Reading, read

_LONG = 45  # words of a text beyond which negations are not compared
_STRONG = ("must",)
_WEAK = ("may",)


def disagreements(texts: Mapping[str, str]) -> Iterator[Finding]:
    """What differs between the new texts of one clause, language by language; findings of no ground.

    `texts` is Markdown by language. A language without a lexicon is left out, and so are dates, which
    are written too differently to compare by their numbers.
    """
    readings = {
        language: read(text, words)
        for language, text in texts.items()
        if text and (words := lexicon.load(language)) is not None
    }
    for one, other in combinations(readings, 2):
        yield from _facts(readings[one], readings[other])
        yield from _polarity(readings[one], readings[other])
        yield from _modality(readings[one], readings[other])


def _facts(one: Reading, other: Reading) -> Iterator[Finding]:
    first, second = _figures(one), _figures(other)
    names, others = _names(one, other.language), _names(other, one.language)
    differing = [*(first - second).elements(), *(second - first).elements(), *sorted(names ^ others)]
    if differing:
        yield Finding("languages-differ-in-facts", None, ", ".join(differing), other.language)


def _figures(reading: Reading) -> Counter[str]:
    words = lexicon.load(reading.language)
    if words is None:
        return Counter()
    figures = (
        f"{quantity.amount:g} {quantity.dimension}"
        for quantity in quantities(reading, words)
        if quantity.dimension != "date" and not (quantity.dimension == "plain" and quantity.amount >= 1000)
    )
    mails = (word.norm for word in reading.words if "@" in word.norm)
    return Counter([*figures, *mails])


def _names(reading: Reading, other: str) -> set[str]:
    """Names that are words of neither language, and countries by their common key."""
    names = {
        word.norm.removesuffix("'s")
        for at, word in enumerate(reading.words)
        if word.kind == "word"
        and "-" not in word.norm
        and is_name(reading, at)
        and foreign_to(word, (reading.language, other))
    }
    countries = {hit.term.key for hit in reading.hits if hit.term.list == "country"}
    return names | (countries - {"abroad"})


def _polarity(one: Reading, other: Reading) -> Iterator[Finding]:
    if max(len(one.words), len(other.words)) > _LONG:
        return  # over several sentences idiom evens out nothing
    first, second = _spoken(one, "negation"), _spoken(other, "negation")
    # Idiom lets the number of negations vary; that one side has none at all is another matter.
    if bool(first) != bool(second) and not _spoken(one, "exception") and not _spoken(other, "exception"):
        yield Finding("languages-differ-in-polarity", None, ", ".join(first or second), other.language)


def _modality(one: Reading, other: Reading) -> Iterator[Finding]:
    if max(len(one.words), len(other.words)) > _LONG:
        return
    if _spoken(one, "negation") and _spoken(other, "negation"):
        yield from _false_friends(one, other)
        return
    for strong, weak in ((one, other), (other, one)):
        duty, discretion = _spoken(strong, *_STRONG), _spoken(weak, *_WEAK)
        if duty and discretion and not _spoken(strong, *_WEAK) and not _spoken(weak, *_STRONG):
            yield Finding(
                "languages-differ-in-modality", None, ", ".join((*duty, *discretion)), weak.language
            )


def _false_friends(one: Reading, other: Reading) -> Iterator[Finding]:
    """`must not` is `darf nicht`; `muss nicht` is `need not`."""
    by_language = {reading.language: reading for reading in (one, other)}
    if by_language.keys() != {"en", "de"}:
        return
    english = by_language["en"]
    forbidden = [
        english.spoken(hit.start, hit.stop)
        for hit in english.hits
        if hit.term.list == "must" and english.words[hit.start].norm == "must"
    ]
    waived = [
        word for word in _spoken(by_language["de"], "must") if word.lower().startswith(("muss", "müss"))
    ]
    if forbidden and waived and not _spoken(by_language["de"], "may"):
        yield Finding("languages-differ-in-modality", None, ", ".join((*forbidden, *waived)), "de")


def _spoken(reading: Reading, *names: str) -> tuple[str, ...]:
    return tuple(reading.spoken(hit.start, hit.stop) for hit in reading.hits if hit.term.list in names)
