"""Telephone numbers, which are written in many ways."""

from __future__ import annotations

from collections.abc import Iterator

from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading

_CODE = 2  # digits of a country's code, less the zero that it stands for
_SHORTEST = 7  # digits of a telephone number, at least
_WITHIN = frozenset("/-–()+.")  # marks that telephone numbers are written with


def same_telephone(c: Comparison) -> bool:
    """Whether telephone numbers are the same, grouped otherwise or with the code of the country.

    All other numbers stay as they are.
    """
    old, new = list(_telephones(c.before)), list(_telephones(c.after))
    if not old or len(old) != len(new):
        return False
    return _others(c.before, old) == _others(c.after, new) and all(
        _is_one(one, other) for (_, one), (_, other) in zip(old, new, strict=True)
    )


def telephone_places(reading: Reading) -> set[int]:
    """The words that telephone numbers are made of."""
    return {at for places, _ in _telephones(reading) for at in places}


def _is_one(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    coded = short[:1] == "0" and len(long) - len(short) <= _CODE and long.endswith(short[1:])
    return one == other or coded


def _telephones(reading: Reading) -> Iterator[tuple[range, str]]:
    """Runs of numbers with nothing but such marks between them, that open with a zero or a plus sign."""
    marks: dict[int, set[str]] = {}
    for place, mark in reading.marks:
        marks.setdefault(place, set()).add(mark)
    at = 0
    while at < len(reading.words):
        start = at
        while (
            at < len(reading.words)
            and reading.words[at].kind == "number"
            and (at == start or marks.get(at, set()) <= _WITHIN)
        ):
            at += 1
        digits = "".join(word.norm for word in reading.words[start:at])
        opens = digits[:1] == "0" or "+" in marks.get(start, set())
        if opens and digits.isdigit() and len(digits) >= _SHORTEST:
            yield range(start, at), digits
        at = max(at, start + 1)


def _others(reading: Reading, telephones: list[tuple[range, str]]) -> list[str]:
    taken = {at for places, _ in telephones for at in places}
    return [w.norm for at, w in enumerate(reading.words) if w.kind == "number" and at not in taken]
