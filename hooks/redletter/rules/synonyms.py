"""Words and phrases that may stand for each other, from locales/<language>/synonyms.txt.

They tell only whether what one text says is answered in another: `throw away` and `discard`. No rule takes
them for its own words, unlike the equivalents of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from redletter import lexicon
from redletter.rules.reading import Reading


@lru_cache(maxsize=64)
def senses(reading: Reading) -> dict[int, frozenset[int]]:
    """For each word that is in a phrase of the list, the numbers of the phrase's groups."""
    found: dict[int, frozenset[int]] = {}
    keys = [word.key for word in reading.words]
    norms = [word.norm for word in reading.words]
    table = _table(reading.language)
    for at in range(len(keys)):
        for phrase, group in (*table.get(keys[at], ()), *table.get(norms[at], ())):
            stop = at + len(phrase)
            if all(
                part in pair for part, *pair in zip(phrase, keys[at:stop], norms[at:stop], strict=False)
            ) and (stop <= len(keys)):
                for place in range(at, stop):
                    found[place] = found.get(place, frozenset()) | {group}
    return found


@cache
def _table(language: str) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """The phrases by their first word, as they are written: in lemmas, or in a form that is one of a kind."""
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for group, phrases in enumerate(_groups(language)):
        for phrase in phrases:
            words = tuple(phrase.replace("ß", "ss").split())
            table.setdefault(words[0], []).append((words, group))
    return table


def _groups(language: str) -> Iterator[list[str]]:
    for line in lexicon.beside(language, "synonyms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [phrase for each in line.lower().split("|") if (phrase := each.strip())]
