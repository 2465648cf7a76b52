"""The proof that a text was reworded: all that carries meaning survives, paired."""

from __future__ import annotations

from redletter.rules import quantities
from redletter.rules.block_proofs import says_nothing
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.proper import is_name
from redletter.rules.reading import Reading
from redletter.rules.words import Word

_UNPAIRED = 2  # content words more on one side than on the other
_LEFT = 0.4  # share of a sentence's words of content that may be exchanged in a rewording
_MOST = 6  # and however long the sentence is, no more words than these
_SWAP = 2  # as few exchanged content words in a sentence that stays are a change of meaning, not of style


def reworded(c: Comparison) -> tuple[str, ...]:
    """The words that were exchanged, where no number, name, operator or term came or went.

    It is asked when no rule fired, so the terms of all lists are known to have survived; what is left
    to see is that nothing else of substance was added or taken out.
    """
    if c.inserted or c.repealed or _speaks(c):
        return ()
    old, new = content(c, 0), content(c, 1)
    if abs(len(old) - len(new)) > _UNPAIRED or swapped_words(c):
        return ()
    most = min(_MOST, _LEFT * min(_substance(c, 0), _substance(c, 1)))
    if max(len(old), len(new)) > max(_SWAP, most):
        return ()
    words = (*c.removed_words(), *c.added_words())
    return tuple(word.text for word in words if word.text) or ("…",)


def swapped_words(c: Comparison) -> tuple[str, ...]:
    """A few content words put in, taken out or exchanged in a sentence that is otherwise the same."""
    old, new = content(c, 0), content(c, 1)
    if c.inserted or c.repealed or not (old or new) or max(len(old), len(new)) > _SWAP:
        return ()
    one_sided = not old or not new
    if not one_sided and len(c.removed) + len(c.added) > 2 * (len(old) + len(new)) + 1:
        return ()  # the sentence was recast around them
    return tuple(word.text for word in (*old, *new))


def content(c: Comparison, side: int) -> tuple[Word, ...]:
    """Words that came or went and are neither grammar nor of a sentence that states nothing."""
    reading, changed = ((c.before, c.removed), (c.after, c.added))[side]
    mute = {
        at for start, stop in reading.sentences if _mute(reading, start, stop) for at in range(start, stop)
    }
    mute |= {at for hit in reading.hits if hit.term.list == "filler" for at in range(hit.start, hit.stop)}
    paired = _paired(c, side)
    known = {word.norm for word in (c.after, c.before)[side].words}  # a name said once more
    versions = {q.at for q in quantities.quantities(reading, c.lexicon) if quantities.is_version(reading, q)}
    return tuple(
        reading.words[at]
        for at in sorted(changed)
        if at not in mute | paired | versions
        and not (is_name(reading, at) and reading.words[at].norm in known)
        and not is_function_word(reading.words[at], c.lexicon)
    )


def _paired(c: Comparison, side: int) -> set[int]:
    """Verbs of processing that another of the same kind stands for: to share, to disclose."""
    mine, other = ((c.before, c.removed), (c.after, c.added))[:: 1 if side == 0 else -1]
    keys = {hit.term.key for hit in other[0].hits if hit.term.list == "practice" and hit.start in other[1]}
    return {
        at
        for hit in mine[0].hits
        if hit.term.list == "practice" and hit.term.key in keys
        for at in range(hit.start, hit.stop)
    }


def _substance(c: Comparison, side: int) -> int:
    """How many words of content the edited sentences have."""
    return sum(
        not is_function_word(word, c.lexicon)
        for p in c.edited(side)
        for word in p.reading.words[p.start : p.stop]
    )


def _mute(reading: Reading, start: int, stop: int) -> bool:
    return says_nothing(reading, start, stop)


def _speaks(c: Comparison) -> bool:
    """Whether a sentence that states something came or went."""
    return any(not says_nothing(p.reading, p.start, p.stop) for p in (*c.new_sentences(), *c.old_sentences()))
