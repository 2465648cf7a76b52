"""How often a text denies, and which of its denials the other text says otherwise."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from redletter.rules.answering import idle_places
from redletter.rules.clauses import clauses
from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading


def denials(c: Comparison, side: int) -> int:
    """How often a text denies what the other does not say otherwise; `neither … nor` is one denial."""
    reading = (c.before, c.after)[side]
    said = answered(c, side) | idle_places(reading)
    return len(
        {
            hit.start
            for hit in reading.hits
            if hit.term.list in ("negation", "exception", "prevention")
            and reading.words[hit.start].norm not in _SECOND
            and hit.start not in said
        }
    )


_SECOND = ("nor", "noch")


def all_paired(c: Comparison) -> bool:
    """Whether denials are said otherwise, and as many as are left on the one side are on the other."""
    return bool(answered(c, 0) or answered(c, 1)) and denials(c, 0) == denials(c, 1)


@lru_cache(maxsize=16)
def answered(c: Comparison, side: int) -> frozenset[int]:
    """Where the denials stand that the other text says by a limit or by an opposite."""
    reading, other = (c.before, c.after)[:: 1 if side == 0 else -1]
    excluding = of_others(reading)
    limits = sum(hit.term.list == "only" for hit in other.hits)
    return frozenset((excluding if len(excluding) <= limits else set()) | _by_opposite(reading, other))


def of_others(reading: Reading) -> set[int]:
    """Denials of all others, which a limit says too: `nobody else sees it`."""
    others = {at for hit in reading.hits if hit.term.list == "others" for at in hit.places}
    return {hit.start for hit in reading.hits if hit.term.list == "negation" and hit.start in others}


def _by_opposite(reading: Reading, other: Reading) -> set[int]:
    """Denials of what the other text says by an opposite: `never leaves it`, `stays in it`.

    Each takes one opposite, so that a second denial in the sentence stands.
    """
    known = {(hit.term.list, hit.term.key) for hit in other.hits}
    norms = {word.norm for word in other.words}
    left = Counter(
        (hit.term.list, hit.term.key)
        for hit in other.hits
        if hit.term.list in _OPPOSITE and not _denied(other, hit.start)
    )
    undone = Counter(norm[2:] for norm in norms if norm.startswith("un") and len(norm) >= _LONG)
    found = set()
    for denial in (hit for hit in reading.hits if hit.term.list == "negation"):
        opens, closes = _clause(reading, denial.start)
        deeds = [
            hit
            for hit in reading.hits
            if opens <= hit.start < closes
            and hit.term.list in _OPPOSITE
            and (hit.term.list, hit.term.key) not in known
        ]
        stems = [
            word.norm for word in reading.words[opens:closes] if undone[word.norm] and word.norm not in norms
        ]
        deed = min(deeds, key=lambda hit: abs(hit.start - denial.start), default=None)
        if deed and left[opposite := (_OPPOSITE[deed.term.list], deed.term.key)]:
            left[opposite] -= 1
            found.add(denial.start)
        elif stems:
            undone[stems[0]] -= 1
            found.add(denial.start)
    return found


# By list, the one whose words of the same key say the opposite; of ages, all have one key.
_OPPOSITE = {
    "deed_itself": "deed_opposite",
    "deed_opposite": "deed_itself",
    "younger": "older",
    "older": "younger",
}
_LONG = 8  # letters of a word with `un` before it


def _denied(reading: Reading, at: int) -> bool:
    opens, closes = _clause(reading, at)
    return any(hit.term.list == "negation" and opens <= hit.start < closes for hit in reading.hits)


def _clause(reading: Reading, at: int) -> tuple[int, int]:
    start, stop = reading.sentences[reading.words[at].sentence]
    return next((each for each in clauses(reading, start, stop) if each[0] <= at < each[1]), (start, stop))
