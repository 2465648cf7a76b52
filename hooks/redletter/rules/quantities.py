"""Numbers with their units, and dates, as quantities that can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from redletter.lexicon import Lexicon
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.reading import Reading
from redletter.rules.words import Word

# Before a unit they count one: `a year`, `ein Jahr`.
ARTICLES = frozenset(["a", "an", "one", "ein", "eine", "einen", "einem", "einer", "eines"])
_REACH = 2  # words between a number and its unit: `30 (calendar) days`


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the smallest unit of its dimension; `plain` where it has no unit."""

    dimension: str
    amount: float
    words: str
    at: int


def quantities(reading: Reading, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Every number of a text, in order. `48 hours` and `2 days` are equal."""
    return tuple(_quantities(reading, lexicon))


@lru_cache(maxsize=8)
def changed(c: Comparison) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """The quantities of edited sentences that went and that came."""
    sides = []
    for side, reading in ((0, c.before), (1, c.after)):
        spans = [(p.start, p.stop) for p in c.edited(side)]
        sides.append([q for q in quantities(reading, c.lexicon) if any(a <= q.at < b for a, b in spans)])
    old, new = sides
    gone = Counter((q.dimension, q.amount) for q in old) - Counter((q.dimension, q.amount) for q in new)
    come = Counter((q.dimension, q.amount) for q in new) - Counter((q.dimension, q.amount) for q in old)
    return _pick(old, gone), _pick(new, come)


def is_version(reading: Reading, quantity: Quantity) -> bool:
    """Whether a small number right behind a name is a product's version."""
    if quantity.dimension != "plain" or quantity.at == 0 or quantity.amount >= _VERSIONS:
        return False
    if any(hit.term.list in ("contact", "street") for hit in reading.hits):
        return False  # of a house
    if any(place == quantity.at for place, _ in reading.marks):
        return False  # `Wren Trust, 14 Alder Row`
    before = reading.words[quantity.at - 1]
    return before.text[:1].isupper() and before.kind == "word" and before.norm not in _CITES


def is_reference(reading: Reading, at: int, lexicon: Lexicon) -> bool:
    """Whether a number names a provision of this text: `section 4`, `3.1 (4)`; not one of a law."""
    words = reading.words
    if words[at].kind != "number" or any(
        word.norm in lexicon.plain["law"] for word in words[max(0, at - 3) : at]
    ):
        return False
    if at and words[at - 1].norm in lexicon.plain["references"]:
        return True
    opened = (at, "(") in reading.marks and (at + 1, ")") in reading.marks
    return opened and at > 0 and (words[at - 1].kind == "number" or words[at - 1].norm in _LINKS)


_LINKS = frozenset(
    ["in", "of", "to", "and", "und", "bis", "aus", "nach", "the"]
)  # before `(4)`, an item referred to


def versions_changed(c: Comparison) -> tuple[str, ...]:
    """Versions of products that went or came."""
    old, new = changed(c)
    return tuple(
        quantity.words
        for reading, found in ((c.before, old), (c.after, new))
        for quantity in found
        if is_version(reading, quantity)
    )


def reordered(c: Comparison) -> tuple[str, ...]:
    """The same quantities stand beside other words than before."""
    old, new = quantities(c.before, c.lexicon), quantities(c.after, c.lexicon)
    order, other = ([(q.dimension, q.amount) for q in side] for side in (old, new))
    if order == other or sorted(order) != sorted(other):
        return ()
    beside = {(q.dimension, q.amount, at) for q in new for at in _neighbours(c.after, q, c.lexicon)}
    return tuple(
        q.words
        for q in old
        if not any((q.dimension, q.amount, at) in beside for at in _neighbours(c.before, q, c.lexicon))
    )


def _neighbours(reading: Reading, quantity: Quantity, lexicon: Lexicon) -> tuple[tuple[int, str], ...]:
    """The next word of content on each side of a quantity, within its sentence."""
    start, stop = reading.sentences[reading.words[quantity.at].sentence]
    found = []
    for side, places in ((-1, range(quantity.at - 1, start - 1, -1)), (1, range(quantity.at + 1, stop))):
        for at in places:
            word = reading.words[at]
            if word.kind == "word" and not is_function_word(word, lexicon) and not _is_unit(word, lexicon):
                found.append((side, word.key))
                break
    return tuple(found)


def _is_unit(word: Word, lexicon: Lexicon) -> bool:
    return word.norm in lexicon.units or word.key in lexicon.units


_VERSIONS = 100
_CITES = frozenset(
    [
        "article",
        "art",
        "articles",
        "section",
        "abschnitt",
        "artikel",
        "nr",
        "no",
        "abs",
        "age",
        "clause",
        "ziffer",
        "klausel",
    ]
)


def _pick(found: list[Quantity], surplus: Counter[tuple[str, float]]) -> tuple[Quantity, ...]:
    picked = []
    for quantity in found:
        key = (quantity.dimension, quantity.amount)
        if surplus[key] > 0:
            surplus[key] -= 1
            picked.append(quantity)
    return tuple(picked)


def _quantities(reading: Reading, lexicon: Lexicon) -> Iterator[Quantity]:
    words = reading.words
    marks = {at: mark for at, mark in reading.marks if mark in "%€$"}
    for at, word in enumerate(words):
        if word.kind == "date":
            yield Quantity("date", _digits(word.norm), word.text, at)
        if word.norm in ARTICLES and at + 1 < len(words) and words[at + 1].norm in lexicon.units:
            dimension, size = lexicon.units[words[at + 1].norm]
            yield Quantity(dimension, size, reading.spoken(at, at + 2), at)
        if word.kind != "number":
            continue
        if at + 1 < len(words) and words[at + 1].norm in lexicon.months and words[at + 1].text[:1].isupper():
            yield Quantity(
                "date", _amount(word.norm) * 100 + lexicon.months[words[at + 1].norm], word.text, at
            )
            continue
        unit, stop = _unit(reading, at, lexicon)
        mark = marks.get(at + 1) or (marks.get(at) if marks.get(at) in ("€", "$") else None)
        if mark:
            unit = lexicon.units.get(mark, unit)
        if unit is None and word.text.lower() in ARTICLES:
            continue  # `one of our branches` counts nothing
        dimension, size = unit or ("plain", 1)
        yield Quantity(dimension, _amount(word.norm) * size, reading.spoken(at, stop), at)


def _unit(reading: Reading, at: int, lexicon: Lexicon) -> tuple[tuple[str, int] | None, int]:
    for step in range(1, _REACH + 1):
        if at + step >= len(reading.words):
            break
        word = reading.words[at + step]
        for name in (word.norm, word.key):
            if name in lexicon.units:
                return lexicon.units[name], at + step + 1
        if word.norm.startswith(("business", "working", "werktag", "arbeitstag")):
            return ("workdays", 86400), at + step + 1
    return None, at + 1


def _amount(norm: str) -> float:
    if len(norm) == 1 and norm.isalpha():
        return ord(norm)  # letter b of a provision
    plain = norm.rstrip("stndrh")
    head, separator, tail = plain.rpartition(".") if "." in plain else plain.rpartition(",")
    if separator and len(tail) == 3 and head:
        plain = head.replace(".", "").replace(",", "") + tail
    else:
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return _digits(plain)


def _digits(text: str) -> float:
    return float("".join(ch for ch in text if ch.isdigit()) or 0)
