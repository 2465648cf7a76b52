"""Lemmas of words from simplemma's dictionaries, of which only the parts that are asked for are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import (
    CachingDictionaryFactory,
    DecodedStrMapping,
    _read_decompressed,
)
from simplemma.strategies.dictionaries.frontcode import _iter_records, _read_header
from simplemma.utils import normalize_token

_LONGEST = 255  # bytes of a key or value
_SAME = b"\xfe"  # instead of a value: that of the record before


def _field() -> bytes:
    """A length, in groups of seven bits, and as many bytes."""
    lengths = (
        bytes([length]) if length < 0x80 else bytes([length & 0x7F | 0x80, length >> 7])
        for length in range(_LONGEST + 1)
    )
    return b"|".join(re.escape(each) + b".{%d}" % length for length, each in enumerate(lengths))


# A record says how many bytes its key shares with the key before, then gives the rest of the key and the
# value. A family begins with a record that shares at most four bytes and goes on while more are shared: all
# its keys begin alike, so that the first keys of all families can be told without reading what is between
# them, a million records that take Python a second.
_FAMILY = re.compile(
    rb"([\x00-\x04](FIELD)(\xfe|[^\xfe](?:FIELD))(?:[\x05-\x7f](?:FIELD)(?:\xfe|[^\xfe](?:FIELD)))*+)"
    .replace(b"FIELD", _field()),
    re.DOTALL,
)  # fmt: skip


class Families(DecodedStrMapping):
    """A dictionary that reads a family when a word in it is looked up.

    Raises ValueError where simplemma wrote it otherwise than here understood.
    """

    __slots__ = ("_borrowing", "_count", "_firsts", "_read", "_records")

    def __init__(self, language: str) -> None:
        data = _read_decompressed(language)
        backwards, self._count, start = _read_header(data)
        families = _FAMILY.findall(data, start)
        self._records: list[bytes] = [records for records, _, _ in families]
        if backwards or sum(map(len, self._records)) != len(data) - start:
            raise ValueError(f"simplemma's dictionary of {language} is of an unknown form")
        # Those whose first value is that of the record before.
        self._borrowing = frozenset(at for at, (_, _, value) in enumerate(families) if value == _SAME)
        self._firsts: list[bytes] = []
        self._read: dict[int, dict[bytes, bytes]] = {}
        first = b""
        for records, rest, _ in families:
            first = first[: records[0]] + rest[1 if rest[0] < 0x80 else 2 :]
            self._firsts.append(first)

    def _lookup(self, key: str) -> str | None:
        word = key.encode()
        at = bisect_right(self._firsts, word) - 1
        value = self._family(at).get(word) if at >= 0 else None
        return value.decode() if value is not None else None

    def _family(self, at: int) -> Mapping[bytes, bytes]:
        if at not in self._read:
            before = self._firsts[at - 1] if at else b""
            value = list(self._family(at - 1).values())[-1] if at in self._borrowing else b""
            self._read[at] = {
                key: value for _, key, value in _iter_records(self._records[at], 0, before, value)
            }
        return self._read[at]

    def __iter__(self) -> Iterator[str]:
        for at in range(len(self._firsts)):
            for key in self._family(at):
                yield key.decode()

    def __len__(self) -> int:
        return self._count


class _Factory(CachingDictionaryFactory):
    """The dictionaries by language, each begun once."""

    __slots__ = ()

    def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
        return Families(lang)


_DICTIONARIES = _Factory()
_LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_DICTIONARIES))
_LOOKUP = DictionaryLookupStrategy(_DICTIONARIES)


def lemma(word: str, language: str) -> str:
    """The word's lemma, as simplemma gives it; the word where it knows none."""
    return _LEMMATIZER.lemmatize(word, language)


def is_known(word: str, language: str) -> bool:
    """Whether the language's dictionary has the word, in whatever case."""
    return _LOOKUP.get_lemma(normalize_token(word), language) is not None
