"""Facts that no other words can say: quantities, names and addresses that stand in one text alone."""

from __future__ import annotations

import re

from redletter.rules import quantities
from redletter.rules.comparison import Comparison
from redletter.rules.proper import is_name
from redletter.rules.reading import Reading
from redletter.rules.telephones import same_telephone


def facts_apart(c: Comparison) -> bool:
    """Whether a quantity, a name or an address stands in the one text alone."""
    return _numbers_apart(c) or _names_apart(c.before, c.after) or _names_apart(c.after, c.before)


def _numbers_apart(c: Comparison) -> bool:
    """Whether a quantity came or went; a bare number may, as `three purposes` where three are listed."""
    if same_telephone(c):
        return False
    old, new = (
        {(q.dimension, q.amount) for q in quantities.quantities(reading, c.lexicon)}
        for reading in (c.before, c.after)
    )
    if all(any(hit.term.list == "minors" for hit in reading.hits) for reading in (c.before, c.after)):
        old, new = _ages(old), _ages(new)
    bare = {number for number in old ^ new if number[0] == "plain" and number[1] <= _COUNTED}
    both = bare & old and bare & new
    return bool(old ^ new if both else (old ^ new) - bare)


def _ages(numbers: set[tuple[str, float]]) -> set[tuple[str, float]]:
    """Numbers with ages alike: `16 years`, `younger than 16`."""
    return {
        ("plain", amount / 12) if dimension == "month" else (dimension, amount)
        for dimension, amount in numbers
    }


_COUNTED = 12  # things that are counted in words


def _is_of_land(reading: Reading, at: int) -> bool:
    """Whether a German adjective with a capital names an office: `der Hessische Beauftragte`."""
    word = reading.words[at]
    inside = reading.language == "de" and at > reading.sentences[word.sentence][0]
    return inside and word.text[:1].isupper() and _OF_LAND.search(word.norm) is not None


_OF_LAND = re.compile(r"isch(?:e[nmrs]?)?$")


def _names_apart(reading: Reading, other: Reading) -> bool:
    """Whether a name or an address stands in the one text alone."""
    there = {form for word in other.words for form in _forms_of_name(word.norm)}
    told = {at for hit in reading.hits if hit.term.list == "data" for at in hit.places}  # `MAC address`
    return any(
        not _forms_of_name(word.norm) & there
        and at not in told
        and (is_name(reading, at) or word.kind == "address" or _is_of_land(reading, at))
        for at, word in enumerate(reading.words)
    )


def _forms_of_name(norm: str) -> set[str]:
    """A name as it stands, without a genitive's ending, and as the adjective of a land."""
    return {norm, norm.removesuffix("s"), _OF_LAND.sub("isch", norm)}
