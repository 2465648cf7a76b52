"""Whether every word that turns a meaning is answered where a clause is said anew."""

from __future__ import annotations

from collections.abc import Iterator

from redletter.model import Ground
from redletter.rules.answering import idle_places, unanswered
from redletter.rules.clarifying import content
from redletter.rules.clauses import forms, reader_acts
from redletter.rules.comparison import Comparison
from redletter.rules.denials import answered, denials, of_others
from redletter.rules.grammar import is_function_word
from redletter.rules.reading import Reading
from redletter.rules.stance import grants, subjects
from redletter.rules.words import Word

# Words that turn a meaning. One meaning has several forms of them, so a person looks.
TURNING = ("negation", "exception", "condition", "only", "least", "must", "may", "should", "all", "some",
            "prompt", "voluntary", "required", "still", "before", "after", "ahead", "open")  # fmt: skip
IDLE = frozenset(["all", "some", "still", "must", "after", "ahead"])


def all_met(c: Comparison, idle: frozenset[str] = IDLE) -> bool:
    """Whether both texts deny alike, and each word that turns a meaning is met by one of its kind.

    Words of the lists that are `idle` need not be: they are said or unsaid where much else is said anew.
    """
    if denials(c, 0) % 2 != denials(c, 1) % 2:
        return False
    scopes = any(unanswered(c, side, "some") or unanswered(c, side, "most") for side in (0, 1))
    return not scopes and not any(_unmet(c, side, idle) for side in (0, 1))


def _unmet(c: Comparison, side: int, idle: frozenset[str]) -> bool:
    """Whether a word that turns a meaning, or a right, has none of its kind in the other text."""
    other = (c.after, c.before)[side]
    elsewhere = idle_places(other)
    there = {hit.term.list for hit in other.hits if hit.start not in elsewhere} | forms(other)
    own = (c.before, c.after)[side]
    denied = {hit.start for hit in own.hits if hit.term.list == "negation"}
    rights = all(any(grants(p) for p in c.edited(each)) for each in (0, 1))
    return any(
        not there & _KINDS.get(name, frozenset())
        and not (name == "may" and (rights or _is_left_to_reader(c)))
        and not (name == "must" and _is_shall(own))
        and not (name == "should" and "supposed" in forms(own) and there & WHEN)
        and not (name == "only" and (_is_at_most(own) or of_others(other)))
        and not (name == "negation" and denied <= answered(c, side))
        and not (name in _NAMED and _is_named(c, side, name) and not is_turned_right(c))
        for name in (*TURNING, *_CLAIMS)
        if name not in idle and unanswered(c, side, name)
    )


def _is_left_to_reader(c: Comparison) -> bool:
    """Whether it is told how to reach an office, or what the reader does for a right."""
    about = subjects(c)
    return about == (Ground.CONTACT,) or (
        about == (Ground.RIGHTS,) and reader_acts(c.before) and reader_acts(c.after)
    )


def _is_shall(reading: Reading) -> bool:
    """Whether nothing is demanded but by `shall`, which in policies mostly says `will`."""
    return all(reading.words[hit.start].norm == "shall" for hit in reading.hits if hit.term.list == "must")


def _is_at_most(reading: Reading) -> bool:
    """Whether `only` stands before numbers alone: `only two weeks`, which `at most two weeks` says too."""
    hits = [hit for hit in reading.hits if hit.term.list == "only"]
    words = reading.words
    return all(hit.stop < len(words) and words[hit.stop].kind == "number" for hit in hits)


_NAMED = ("condition", "after")


def _is_named(c: Comparison, side: int, name: str) -> bool:
    """Whether the other text names what the conditions of this one are, in whatever form."""
    left = set(content(c, side))
    return all(not words or set(words) - left for words in conditions(c, side, frozenset([name])))


_CLAIMS = ("right",)
# Lists whose words stand for each other: `if you register`, `after you register`, `when registering`.
WHEN = frozenset(["condition", "before", "after", "occasion"])
_KINDS = {
    "after": WHEN | {"then"},
    "condition": WHEN | {"supposed"},
    "may": frozenset(["can_be"]),
    "right": frozenset(["affirmation", "you_can"]),
    "required": frozenset(["must", "need", "is_to_be"]),
    "must": frozenset(["required", "need", "is_to_be", "compelled", "prevention"]),
    "least": frozenset(["latest"]),
    # `Not without`, `not unless` and `only with` are one; that both texts deny alike is seen before.
    "negation": frozenset(["only", "exception"]),
    "exception": frozenset(["only", "negation"]),
    "only": frozenset(["exception", "negation"]),
    "ahead": frozenset(["before"]),
    "before": frozenset(["ahead"]),
}


def conditions(c: Comparison, side: int, lists: frozenset[str]) -> Iterator[tuple[Word, ...]]:
    """The words of content behind each condition or time."""
    reading = (c.before, c.after)[side]
    for hit in reading.hits:
        if hit.term.list in lists:
            _, stop = reading.sentences[reading.words[hit.start].sentence]
            end = min((at for at, mark in reading.marks if mark in ",;" and at > hit.stop), default=stop)
            words = (reading.words[at] for at in range(hit.stop, min(end, stop)))
            yield tuple(word for word in words if not is_function_word(word, c.lexicon))


def is_turned_right(c: Comparison) -> bool:
    """Whether only one of the texts gives the reader a right."""
    had, has_it = (any(grants(p) for p in c.edited(side)) for side in (0, 1))
    return had is not has_it
