"""Places and sentences in which two texts differ, and the terms in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from redletter.lexicon import Hit
from redletter.rules.reading import Reading

_EXACT = ("data",)  # lists whose terms are kinds, not synonyms


# Lists of facts: it counts whether a text has the term, not how often.
FACTS = frozenset(
    [
        "data",
        "purpose",
        "practice",
        "recipient",
        "country",
        "safeguard",
        "right",
        "way",
        "contact",
        "owner",
        "security",
        "minors",
    ]
)


@dataclass(frozen=True, slots=True)
class Hunk:
    """A place where the words differ: the words of the old and of the new reading, by index.

    `old_at`, `new_at` say where it stands when a side is empty.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    old_at: int
    new_at: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with a change in it; `whole` says that all of it is new, or all of it went."""

    reading: Reading
    start: int
    stop: int
    whole: bool
    changed: frozenset[int]  # the words that differ

    def holds(self, hit: Hit) -> bool:
        """Whether a term stands in the sentence."""
        return self.start <= hit.start < self.stop


def says_the_same(hit: Hit, reading: Reading, each: Hit, other: Reading) -> bool:
    """Whether two hits say the same; of types of data the words themselves must agree."""
    if hit.term.list in _EXACT:
        return [w.key for w in reading.words[hit.start : hit.stop]] == [
            w.key for w in other.words[each.start : each.stop]
        ]
    return hit.term.key == each.term.key


def hits_of(passages: Iterable[Passage], name: str) -> list[Hit]:
    return [
        hit
        for passage in passages
        for hit in passage.reading.hits
        if hit.term.list == name and passage.start <= hit.start < passage.stop
    ]


def by_end(links: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The links of each sentence, old and new."""
    ends: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for link in links:
        for side in (0, 1):
            ends.setdefault((side, link[side]), []).append(link)
    yield from ends.values()


def terms_of(reading: Reading, sentence: int) -> set[tuple[str, str]]:
    """The facts and the negation of a sentence, by list and key."""
    start, stop = reading.sentences[sentence]
    return {
        (hit.term.list, hit.term.key)
        for hit in reading.hits
        if start <= hit.start < stop and (hit.term.list in FACTS or hit.term.list in ("negation", "fee"))
    }


def words_by_sentence(reading: Reading, places: list[int]) -> dict[int, Counter[str]]:
    words: dict[int, Counter[str]] = {}
    for at in places:
        words.setdefault(reading.words[at].sentence, Counter())[reading.words[at].key] += 1
    return words


def is_none(hit: Hit, reading: Reading) -> bool:
    """Whether an `any` belongs to a negation: `not any` is `no`."""
    if hit.term.list != "all" or not reading.words[hit.start].norm.startswith(("any", "jeglich")):
        return False
    sentence = reading.words[hit.start].sentence
    return any(
        each.term.list == "negation" and reading.words[each.start].sentence == sentence
        for each in reading.hits
    )


def overlaps(hit: Hit, changed: frozenset[int]) -> bool:
    return any(at in changed for at in hit.places)


def place_of(places: list[int], index: int) -> int:
    if index < len(places):
        return places[index]
    return places[-1] + 1 if places else 0


def sentence_keys(reading: Reading) -> list[tuple[str, ...]]:
    return [tuple(word.key for word in reading.words[a:b]) for a, b in reading.sentences]


def rest_of(reading: Reading, keys: list[tuple[str, ...]], shared: Counter[tuple[str, ...]]) -> list[int]:
    rest: list[int] = []
    for (start, stop), key in zip(reading.sentences, keys, strict=True):
        if shared[key] > 0:
            shared[key] -= 1
        else:
            rest += range(start, stop)
    return rest


def passages_of(
    reading: Reading, changed: frozenset[int], touched: frozenset[int], linked: set[int]
) -> Iterator[Passage]:
    for index, (start, stop) in enumerate(reading.sentences):
        if index in touched:
            mine = frozenset(at for at in changed if start <= at < stop)
            yield Passage(reading, start, stop, index not in linked, mine)
