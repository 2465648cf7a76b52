"""Commas, semicolons and brackets that part or join what is listed, and so turn the meaning."""

from __future__ import annotations

import itertools
from collections import Counter

from redletter.lexicon import Lexicon
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_grammatical
from redletter.rules.markup import MARKER
from redletter.rules.reading import Reading
from redletter.rules.words import OPERATORS


def commas_that_turn(c: Comparison) -> tuple[str, ...]:
    """Commas that part or join what is listed, or make a limiting clause a side note."""
    if not c.is_small or _is_list(c.source_before) != _is_list(c.source_after):
        return ()  # where much is rewritten, commas follow the sentence
    old, new = _commas(c.before), _commas(c.after)
    neighbours = _neighbours(c.before) & _neighbours(c.after)
    parted = [_semicolons(reading) for reading in (c.before, c.after)]
    moved = parted[0] ^ parted[1]
    if moved and all(parted) and moved <= neighbours:
        return tuple(f"{before}; {after}" for before, after in sorted(moved))
    if not (c.removed or c.added) and (apart := _bracketed(c.before) ^ _bracketed(c.after)):
        return tuple(" ".join(pair) for pair in sorted(apart))
    turned = []
    differing = (*(old - new), *(new - old))
    limits = {word_at(c.after, hit.start) for hit in c.after.hits if hit.term.list in ("only", "exception")}
    if joined := [
        pair
        for pair in differing
        if (pair[1] in limits and _joins(c.after, pair[1], c.lexicon))
        or (len(differing) == 1 and _parts_pair(c, pair[1]))
    ]:
        return tuple(", ".join(pair) for pair in joined)
    refusals = c.lexicon.plain["refusals"]
    refused = {pair for pair in differing if refusals & set(pair) and pair in neighbours}
    if len(refused) > 1:
        return tuple(
            f"{before}, {after}" for before, after in sorted(refused)
        )  # `nicht, aber`, `, nicht aber`
    suppose = {word_at(c.after, hit.start) for hit in c.after.hits if hit.term.list == "condition"}
    behind = {after for _, after in differing}
    if behind & suppose and behind & c.lexicon.plain["joins"]:  # `the photo, and the log if`, `the log, if`
        return tuple(", ".join(pair) for pair in sorted(differing))
    if any(after in c.lexicon.plain["joining"] for _, after in differing):
        return ()  # a pair of them around a phrase that is joined: `a legal, or similar, effect`
    for before, after in differing:
        if (before, after) in neighbours and _comma_turns(before, after, c):
            turned.append(f"{before}, {after}")
    return tuple(turned)


def _is_list(source: str) -> bool:
    """Whether a text has items of a list behind its first line."""
    return any(MARKER.match(line) for line in source.strip().splitlines()[1:])


def word_at(reading: Reading, at: int) -> str:
    return reading.words[at].key if 0 <= at < len(reading.words) else ""


def _commas(reading: Reading) -> Counter[tuple[str, str]]:
    return Counter(
        (word_at(reading, at - 1), word_at(reading, at)) for at, mark in reading.marks if mark in ",;("
    )


def _bracketed(reading: Reading) -> set[tuple[str, str]]:
    """What stands in brackets, each word with the one before the bracket: `address (optional)`."""
    found, head = set(), ""
    opened = {at for at, mark in reading.marks if mark == "("}
    closed = {at for at, mark in reading.marks if mark == ")"}
    for at, word in enumerate(reading.words):
        head = "" if at in closed else head
        head = word_at(reading, at - 1) if at in opened else head
        if head:
            found.add((head, word.key))
    return found


def _parts_pair(c: Comparison, key: str) -> bool:
    """Whether a comma parts two before a limit: `your name, and your place only if you agree`."""
    if key not in c.lexicon.plain["joins"]:
        return False
    for reading in (c.before, c.after):
        at = next((at for at, word in enumerate(reading.words) if word.key == key), 0)
        start, stop = reading.sentences[reading.words[at].sentence]
        listed = any(start < place < at and mark == "," for place, mark in reading.marks)
        limited = any(hit.term.list == "only" and at < hit.start < stop for hit in reading.hits)
        if listed or not limited:
            return False
    return True


def _joins(reading: Reading, key: str, lexicon: Lexicon) -> bool:
    """Whether a limit stands behind a list in its sentence: `your insurer or employer, only if …`."""
    at = next(at for at, word in enumerate(reading.words) if word.key == key)
    start, _ = reading.sentences[reading.words[at].sentence]
    return any(word.norm in lexicon.plain["joins"] for word in reading.words[start:at])


def _semicolons(reading: Reading) -> set[tuple[str, str]]:
    """The words around each semicolon, which tells what of a list belongs together."""
    return {(word_at(reading, at - 1), word_at(reading, at)) for at, mark in reading.marks if mark == ";"}


def _neighbours(reading: Reading) -> set[tuple[str, str]]:
    keys = [word.key for word in reading.words]
    return set(itertools.pairwise(keys))


def _comma_turns(before: str, after: str, c: Comparison) -> bool:
    if before in c.lexicon.plain["refusals"]:
        return True
    if after in c.lexicon.plain["side_note"]:
        return True
    if c.language == "de" and not _both_nouns(before, after, c.before):
        return False
    return (
        _is_content(before, c.lexicon)
        and _is_content(after, c.lexicon)
        and before not in c.lexicon.plain["joining"]
    )


def _both_nouns(before: str, after: str, reading: Reading) -> bool:
    """Whether both words are written as German nouns: commas between verbs are grammar."""
    words = reading.words
    return any(
        words[at].key == before
        and words[at + 1].key == after
        and words[at].text[:1].isupper()
        and words[at + 1].text[:1].isupper()
        for at in range(len(words) - 1)
    )


_SHORT = 4  # letters that a word of content has, at least


def _is_content(key: str, lexicon: Lexicon) -> bool:
    if key in lexicon.plain["joining"] or is_grammatical(key, lexicon) or len(key) < _SHORT:
        return False
    return not any(hit.term.list in OPERATORS for hit in lexicon.find([key]))
