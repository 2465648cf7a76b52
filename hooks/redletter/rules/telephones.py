"""Telephone numbers, which are written in many ways."""

from __future__ import annotations

from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading

_CODE = 2  # digits of a country's code, less the zero that it stands for
_SHORTEST = 7  # digits of a telephone number, at least


def same_telephone(c: Comparison) -> bool:
    """Whether all digits stay, however they are grouped, with the code of the country or without."""
    one, other = _digits(c.before), _digits(c.after)
    short, long = sorted((one, other), key=len)
    coded = short[:1] == "0" and len(long) - len(short) <= _CODE and long.endswith(short[1:])
    return len(short) >= _SHORTEST and (one == other or coded)


def _digits(reading: Reading) -> str:
    return "".join(word.norm for word in reading.words if word.kind == "number")
