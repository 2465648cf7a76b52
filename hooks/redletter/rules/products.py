"""Names of the company's own products: told by the words around, or only perhaps, by their use."""

from __future__ import annotations

import re

from redletter.rules.clauses import COMPANY, FORMS, READER
from redletter.rules.proper import capitals
from redletter.rules.reading import Reading


def is_own(reading: Reading, at: int) -> bool:
    """Whether the words around a name make it the company's own product."""
    own = {place for hit in reading.hits if hit.term.list == "own" for place in hit.places}
    part = reading.words[at].norm.split("-")[-1]
    marks = {place for place, mark in reading.marks if mark not in _IN_NAMES}
    near = {
        place
        for place in (at - 1, at + 1, at + 2, *_before_run(reading, at))
        if not marks & set(range(min(at, place) + 1, max(at, place) + 1))
    }
    mine = re.match(r"(My|Mein)[A-Z]", reading.words[at].text)
    return bool(own & near) or bool(mine) or part in ("konto", "app", "produkt", "account", "portal")


def _before_run(reading: Reading, at: int) -> tuple[int, ...]:
    """The word before a name of several words; in German a common noun may stand between."""
    return (capitals(reading, at, at + 1)[0] - 1,) if reading.language == "en" else ()


_IN_NAMES = "+&"  # marks that names are written with: `Stride+`


def may_be_product(reading: Reading, at: int) -> bool:
    """Whether a name is used as that of a product, and no sentence with it tells what others are given.

    It may be another company's all the same: `with Acme Pay you can pay`.
    """
    name = reading.words[at].text
    places = [place for place, word in enumerate(reading.words) if word.text == name]
    if any(_tells_of_others(reading, place) for place in places):
        return False
    return is_quoted(reading, at) or any(_reader_uses(reading, place) for place in places)


def _tells_of_others(reading: Reading, at: int) -> bool:
    sentence = reading.words[at].sentence
    return any(
        hit.term.list in _OTHERS and reading.words[hit.start].sentence == sentence for hit in reading.hits
    )


_OTHERS = ("giving", "receiving", "recipient", "everybody")


def is_quoted(reading: Reading, at: int) -> bool:
    """Whether a name in quotation marks stands behind a word for a product: `in the app “Acme One”`.

    Not where the company says what it does with it: `we write with the app “Acme One”`.
    """
    opens = max((place for place, mark in reading.marks if place <= at and mark in _OPENING), default=0)
    closes = min((place for place, mark in reading.marks if place > at and mark in _CLOSING), default=0)
    kind = {place for hit in reading.hits if hit.term.list == "product_kind" for place in hit.places}
    start, stop = reading.sentences[reading.words[at].sentence]
    forms = FORMS[reading.language]
    acts = any(forms.get(word.norm) == COMPANY for word in reading.words[start:stop])
    return opens - 1 in kind and opens <= at < closes <= opens + _LONGEST and not acts


_OPENING, _CLOSING = '„“"»«‚‘', '“”"«»‘’'
_LONGEST = 5  # words of a name


def _reader_uses(reading: Reading, at: int) -> bool:
    """Whether a sentence says what the reader does with what bears the name: `with Acme Go you can …`."""
    start, stop = capitals(reading, at, at + 1)
    opens, closes = reading.sentences[reading.words[at].sentence]
    before = {word.norm for word in reading.words[max(opens, start - 2) : at]}
    behind = [word.norm for word in reading.words[stop : min(closes, stop + 2)]]
    return bool(_TOOLS & before) and any(FORMS[reading.language].get(norm) == READER for norm in behind)


_TOOLS = frozenset(["with", "in", "through", "mit", "im", "über"])  # what is used stands behind them
