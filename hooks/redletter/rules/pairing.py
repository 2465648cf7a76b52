"""Whether what belongs together still does: `invoices ten years, log files seven days`, exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from redletter.rules import quantities
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.reading import Reading

# Each a row of terms that others are told of.
_ROWS = (
    ("data",),
    ("recipient",),
    ("purpose",),
    ("practice",),
    ("country",),
    ("negation", "only", "exception", "consent", "voluntary", "required"),
)
_TURNING = ("negation", "only", "exception", "condition", "before", "after", "may", "must")


def facts_exchanged(c: Comparison) -> tuple[str, ...]:
    """Terms of facts that stand in another order while those of another row keep theirs."""
    return _exchanged((_facts(c.before, c), _facts(c.after, c)))


@lru_cache(maxsize=8)
def words_exchanged(c: Comparison) -> tuple[str, ...]:
    """Words of any kind of which it is so: they may belong to others now, so that no proof holds."""
    return _exchanged((_words(c.before, c), _words(c.after, c)))


def _exchanged(sides: tuple[Iterable[list[str]], Iterable[list[str]]]) -> tuple[str, ...]:
    common = [
        ([key for key in old if key in new], [key for key in new if key in old])
        for old, new in zip(*sides, strict=True)
        if len(set(old) & set(new)) > 1
    ]
    turned = [old for old, new in common if old != new]
    return tuple(key for old in turned for key in old) if 0 < len(turned) < len(common) else ()


def _facts(reading: Reading, c: Comparison) -> Iterator[list[str]]:
    """The terms of each row, and the quantities: each once, in the order of the text."""
    for names in _ROWS:
        yield _row(reading, names)
    found = quantities.quantities(reading, c.lexicon)
    yield list(dict.fromkeys(f"{each.amount:g} {each.dimension}" for each in found))


def _words(reading: Reading, c: Comparison) -> Iterator[list[str]]:
    """The same, words that turn a meaning, and words of content that are no verbs of a practice."""
    yield from _facts(reading, c)
    yield _row(reading, _TURNING)
    acts = {at for hit in reading.hits if hit.term.list == "practice" for at in range(hit.start, hit.stop)}
    content = (
        word.key
        for at, word in enumerate(reading.words)
        if word.kind == "word" and at not in acts and not is_function_word(word, c.lexicon)
    )
    yield list(dict.fromkeys(content))


def _row(reading: Reading, names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(hit.term.key for hit in reading.hits if hit.term.list in names))
