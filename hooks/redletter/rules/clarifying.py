"""The proof that a text was reworded: all that carries meaning survives, paired."""

from __future__ import annotations

from redletter.rules.comparison import Comparison
from redletter.rules.editorial import says_nothing

_ADDED_AT_MOST = 4  # content words more on one side than on the other


def reworded(c: Comparison) -> tuple[str, ...]:
    """The words that were exchanged, where no number, name, operator or term came or went.

    It is asked when no rule fired, so the terms of all lists are known to have survived; what is left
    to see is that nothing else of substance was added or taken out.
    """
    if c.inserted or c.repealed:
        return ()
    if any(not says_nothing(p.reading, p.start, p.stop) for p in (*c.new_sentences(), *c.old_sentences())):
        return ()
    old = [word for word in c.removed_words() if _content(word.norm)]
    new = [word for word in c.added_words() if _content(word.norm)]
    if abs(len(old) - len(new)) > _ADDED_AT_MOST:
        return ()
    return tuple(word.text for word in (*c.removed_words(), *c.added_words()) if word.text) or ("…",)


def _content(norm: str) -> bool:
    return len(norm) > 3
