"""The proof that a text was reworded: all that carries meaning survives, paired."""

from __future__ import annotations

import re
from functools import lru_cache

from redletter import lemmas
from redletter.model import Ground
from redletter.rules import quantities
from redletter.rules.block_proofs import says_nothing
from redletter.rules.clauses import OWNING, persons
from redletter.rules.comparison import Comparison
from redletter.rules.exchanging import words_exchanged
from redletter.rules.grammar import is_function_word
from redletter.rules.pairing import companions_exchanged, is_noun
from redletter.rules.proper import is_name
from redletter.rules.reading import Reading
from redletter.rules.roles import deeds_turned, duty_loosened, turned_about
from redletter.rules.spelling import compound_parts
from redletter.rules.stance import grants, subjects
from redletter.rules.synonyms import senses
from redletter.rules.words import Word

_UNPAIRED = 2  # content words more on one side than on the other
_LEFT = 0.4  # share of a sentence's words of content that may be exchanged in a rewording
_MOST = 6  # and however long the sentence is, no more words than these
_PAIRED = (
    "practice",
    "right",
    "way",
    "may",
    "purpose",
    "safeguard",
    "contact",
)  # lists whose terms are synonyms
_TO_WRITE = ("contact", "kontakt*")  # of contacts, the verbs alone are synonyms: offices are not
_CLAUSE = 3  # words of a clause, at least
_SWAP = 2  # as few exchanged content words in a sentence that stays are a change of meaning, not of style


def reworded(c: Comparison) -> tuple[str, ...]:
    """The words that were exchanged, where all that carries meaning survives, paired as before."""
    return () if _may_be_turned(c) else _survives(c)


def reworded_unproved(c: Comparison) -> tuple[str, ...]:
    """Words that may belong to others than before, where all survives and no companions changed."""
    return _may_be_turned(c) if _survives(c) and not companions_exchanged(c) else ()


def _may_be_turned(c: Comparison) -> tuple[str, ...]:
    """Words that may belong to others now, or be done by others."""
    turned = words_exchanged(c) or deeds_turned(c) or c.lost("before") or c.gained("before")
    return turned or (("…",) if duty_loosened(c) or turned_about(c) else ())


def _survives(c: Comparison) -> tuple[str, ...]:
    """The words that were exchanged, where no number, name, operator or term came or went.

    It is asked when no rule fired, so the terms of all lists are known to have survived; what is left
    to see is that nothing else of substance was added or taken out.
    """
    if c.inserted or c.repealed or _speaks(c) or (c.lost("question") and c.gained("question")):
        return ()
    old, new = content(c, 0), content(c, 1)
    if abs(len(old) - len(new)) > _UNPAIRED or swapped_words(c) or _member(c):
        return ()
    most = min(_MOST, _LEFT * min(_substance(c, 0), _substance(c, 1)))
    if max(len(old), len(new)) > max(_SWAP, most):
        return ()
    words = (*c.removed_words(), *c.added_words())
    return tuple(word.text for word in words if word.text) or ("…",)


def swapped_words(c: Comparison) -> tuple[str, ...]:
    """A few content words put in, taken out or exchanged in a sentence that is otherwise the same."""
    old, new = content(c, 0), content(c, 1)
    if c.inserted or c.repealed:
        return ()
    if clause := _clause(c) or _member(c) or _other_run(c):
        return clause
    if not (old or new) or max(len(old), len(new)) > _SWAP:
        return ()
    one_sided = (not old or not new) and not _is_beside_others(c, 0 if old else 1)
    if not one_sided and len(c.removed) + len(c.added) > 2 * (len(old) + len(new)) + 1:
        return ()  # the sentence was recast around them
    return tuple(word.text for word in (*old, *new))


def _other_run(c: Comparison) -> tuple[str, ...]:
    """A run of German nouns in place of another, and nothing else: `der Verband Oberes Tal`, `das Amt Au`."""
    if c.language != "de" or not c.is_small or len(c.hunks) != 1:
        return ()
    (hunk,) = c.hunks
    sides = [[c.before.words[at] for at in hunk.old], [c.after.words[at] for at in hunk.new]]
    nouns = all(side and all(word.text[:1].isupper() for word in side) for side in sides)
    left = content(c, 0) and content(c, 1)
    return tuple(word.text for side in sides for word in side) if nouns and left else ()


def _is_beside_others(c: Comparison, side: int) -> bool:
    """Whether words that only one side has stand where the other has words of content, answered elsewhere."""
    reading, beside = (c.before, c.after)[:: 1 if side == 0 else -1]
    left = content(c, side)
    for hunk in c.hunks:
        mine, other = (hunk.old, hunk.new)[:: 1 if side == 0 else -1]
        if any(reading.words[at] in left for at in mine):
            return any(not is_function_word(beside.words[at], c.lexicon) for at in other)
    return False


def _clause(c: Comparison) -> tuple[str, ...]:
    """A run of words with a verb of its own that only came, or only went: `we ask you before …`."""
    for side, changed, other in ((0, c.removed, c.added), (1, c.added, c.removed)):
        reading = (c.before, c.after)[side]
        run = [reading.words[at].text for at in sorted(changed - _muted(reading)) if reading.words[at].text]
        acts = any(
            word.norm in _ACTORS and at in changed - _muted(reading) for at, word in enumerate(reading.words)
        )
        if acts and not other and len(run) >= _CLAUSE:
            return tuple(run)
    return ()


def member(c: Comparison, side: int) -> tuple[str, ...]:
    """Words of content that went (0) or came (1) between commas or `or`: a member of a list."""
    if not c.is_small:
        return ()
    reading, beside = (c.before, c.after)[:: 1 if side == 0 else -1]
    substance = content(c, side)
    for hunk in c.hunks:
        mine, other = ((hunk.old, hunk.new), (hunk.new, hunk.old))[side]
        told = [reading.words[at] for at in mine if reading.words[at] in substance]
        joined = all(beside.words[at].norm in _JOINS for at in other)
        if told and joined and _is_listed(reading, mine):
            return tuple(word.text for word in told)
        if not other and (
            group := _joined_group(reading, mine) or _joined_nouns(reading, mine, c, substance)
        ):
            return group
    return ()


def _joined_nouns(
    reading: Reading, places: tuple[int, ...], c: Comparison, substance: tuple[Word, ...]
) -> tuple[str, ...]:
    """A few nouns that came or went with the word that joins them: `your address and phone number`.

    Of what is done, and what for, one word more may be a purpose, so it tells nothing alone.
    """
    first, last = (reading.words[at].norm for at in (places[0], places[-1]))
    told = [at for at in places if not is_function_word(reading.words[at], c.lexicon)]
    joined = (first in _JOINS) is not (last in _JOINS)
    spoken = any(reading.words[at].norm in _ACTORS for at in places)
    done = any(set(hit.places) & set(told) for hit in reading.hits if hit.term.list in ("practice", "deed"))
    few = 0 < len(told) <= _FEW and len(places) <= _FEW + 2
    plain = joined and few and not spoken and not done and subjects(c) != (Ground.SERVICE_MODEL,)
    nouns = all(is_noun(reading, at) and reading.words[at] in substance for at in told)
    return tuple(reading.words[at].text for at in told) if plain and nouns else ()


_FEW = 3  # words of a member of a list


def _joined_group(reading: Reading, places: tuple[int, ...]) -> tuple[str, ...]:
    """A further group of people that came or went with its `and`: `tenants and visitors may view`."""
    first, *rest = places
    groups = {
        at
        for hit in reading.hits
        if hit.term.list == "reader" and hit.stop - hit.start == 1
        for at in [hit.start]
        if reading.words[at].norm not in persons(reading.language) | OWNING[reading.language].keys()
    }
    told = reading.words[first].norm in _JOINS and rest and set(rest) <= groups
    return tuple(reading.words[at].text for at in rest) if told else ()


def _member(c: Comparison) -> tuple[str, ...]:
    """A member of a list that came or went."""
    return member(c, 0) or member(c, 1)


def _is_listed(reading: Reading, places: tuple[int, ...]) -> bool:
    """Whether a run stands between marks or words that join the members of a list."""
    start, stop = places[0], places[-1] + 1
    commas = {at for at, mark in reading.marks if mark in ",;"}
    before = (
        start in commas
        or reading.words[start].norm in _JOINS
        or (start and reading.words[start - 1].norm in _JOINS)
    )
    ends = {end for _, end in reading.sentences}
    after = stop in commas or stop in ends or reading.words[stop].norm in _JOINS
    return bool(before) and after


_JOINS = frozenset(["and", "or", "und", "oder", "sowie"])


_ACTORS = frozenset(["we", "you", "they", "it", "wir", "sie", "du", "er", "es"])


@lru_cache(maxsize=16)
def content(c: Comparison, side: int) -> tuple[Word, ...]:
    """Words that came or went and are neither grammar nor of a sentence that states nothing."""
    reading, changed = ((c.before, c.removed), (c.after, c.added))[side]
    mute = _muted(reading)
    paired = _paired(c, side) | _derived(c, side) | _granting(c, reading) | _synonymous(c, side)
    other = (c.after, c.before)[side]
    known = {word.norm for word in other.words}  # a name said once more
    again = _said_again(c, side)
    same = _same_quantities(c, reading)
    versions = same | {
        q.at for q in quantities.quantities(reading, c.lexicon) if quantities.is_version(reading, q)
    }
    return tuple(
        reading.words[at]
        for at in sorted(changed)
        if at not in mute | paired | versions | again
        and not (is_name(reading, at) and reading.words[at].norm in known)
        and not is_function_word(reading.words[at], c.lexicon)
    )


def _said_again(c: Comparison, side: int) -> set[int]:
    """Words that came or went beside no other word of content, and that the other text has elsewhere."""
    reading, other = (c.before, c.after)[:: 1 if side == 0 else -1]
    known = {other.words[at].key for p in c.edited(1 - side) for at in range(p.start, p.stop)}
    alone = (
        mine
        for hunk in c.hunks
        for mine, theirs in [(hunk.old, hunk.new)[:: 1 if side == 0 else -1]]
        if all(is_function_word(other.words[at], c.lexicon) for at in theirs)
    )
    facts = {
        at
        for hit in reading.hits
        if hit.term.list in ("purpose", "recipient", "country")
        for at in hit.places
    }
    return {at for mine in alone for at in mine if reading.words[at].key in known} - facts


def _granting(c: Comparison, reading: Reading) -> set[int]:
    """The word `right` where a right is given before and after: `you can`, `you have the right to`."""
    sides = (c.edited(0), c.edited(1))
    if not all(side and all(grants(p) for p in side) for side in sides):
        return set()
    hits = (hit for hit in reading.hits if hit.term.list == "way" and hit.term.key in _RIGHT)
    return {at for hit in hits for at in hit.places}


_RIGHT = ("right", "recht")


def _same_quantities(c: Comparison, reading: Reading) -> set[int]:
    """Numbers and units where every quantity stays: `four weeks` and `28 days`."""
    if quantities.changed(c) != ((), ()):
        return set()
    return {
        at
        for at, word in enumerate(reading.words)
        if word.kind == "number" or (_is_unit(word, c) and _is_counted(reading, at, c))
    }


def _is_unit(word: Word, c: Comparison) -> bool:
    return word.norm in c.lexicon.units or word.key in c.lexicon.units


def _is_counted(reading: Reading, at: int, c: Comparison) -> bool:
    """Whether it is said how many of a unit there are: `four weeks`, `three school days`."""
    before = reading.words[max(0, at - _COUNTING) : at]
    return any(word.kind == "number" or word.norm in c.lexicon.numbers for word in before)


_COUNTING = 2  # words before a unit


def _derived(c: Comparison, side: int) -> set[int]:
    """Words that one of the same root answers to: `delivery` and `deliver`, `Zusendung` and `zusenden`.

    Of two compounds that begin alike each part must be answered: `weisungsfrei` is not `weisungsgebunden`.
    """
    mine, other = ((c.before, c.removed), (c.after, c.added))[:: 1 if side == 0 else -1]
    theirs = [_parts(other[0].words[at], c.language) for at in other[1]]
    simple = {root for whole, *within in theirs if not within for root in whole} - {""}
    parts = {root for _, *within in theirs for part in within for root in part} - {""}
    compound = {root for whole, *within in theirs if within for root in whole} - {""}
    return {
        at
        for at in mine[1]
        for whole, *within in [_parts(mine[0].words[at], c.language)]
        if set(whole) & (simple if within else simple | parts | compound)
        or (within and all(set(part) & (simple | parts) for part in within))
    }


def _synonymous(c: Comparison, side: int) -> set[int]:
    """Words for which the other text has a synonym among those that came or went."""
    mine, other = ((c.before, c.removed), (c.after, c.added))[:: 1 if side == 0 else -1]
    theirs, ours = senses(other[0]), senses(mine[0])
    there = {group for at in other[1] for group in theirs.get(at, ())}
    return {at for at in mine[1] if ours.get(at, frozenset()) & there}


def _parts(word: Word, language: str) -> list[tuple[str, ...]]:
    """The root of a word; and root and lemma of the parts of a German compound: `Kreditantrag`."""
    parts = compound_parts(word.norm) if language == "de" and word.kind == "word" else ()
    whole = (_root(word.norm),) if parts else (_root(word.norm), word.key)
    return [whole, *((_root(part), lemmas.lemma(part, language).lower()) for part in parts)]


def _root(norm: str) -> str:
    """The first letters of a word, without the signs of a German participle or infinitive."""
    plain = _INFIX.sub(r"\1", norm).translate(UMLAUTS)
    return plain[:_ROOT] if len(plain) >= _ROOT and plain.isalpha() else ""


_ROOT = 6  # letters by which words are told to be of one root
UMLAUTS = str.maketrans("äöü", "aou")  # `Gehälter` and `Gehalt` are of one root
_INFIX = re.compile(r"^(ab|an|auf|aus|bei|ein|her|hin|mit|nach|vor|weg|weiter|zu|zurück)(?:zu|ge)(?=\w{3})")


def _paired(c: Comparison, side: int) -> set[int]:
    """Words that another of the same term stands for: to share and to disclose, a choice and an option."""
    mine, other = ((c.before, c.removed), (c.after, c.added))[:: 1 if side == 0 else -1]
    keys = {
        (hit.term.list, hit.term.key)
        for hit in other[0].hits
        if hit.term.list in _PAIRED and any(at in other[1] for at in hit.places)
        if hit.term.list != "contact" or hit.term.key in _TO_WRITE
    }
    return {at for hit in mine[0].hits if (hit.term.list, hit.term.key) in keys for at in hit.places}


def _substance(c: Comparison, side: int) -> int:
    """How many words of content the edited sentences have."""
    return sum(
        not is_function_word(word, c.lexicon)
        for p in c.edited(side)
        for word in p.reading.words[p.start : p.stop]
    )


def _muted(reading: Reading) -> frozenset[int]:
    """Words of fillers and of sentences that state nothing."""
    sentences = (span for span in reading.sentences if says_nothing(reading, *span))
    fillers = ((hit.start, hit.stop) for hit in reading.hits if hit.term.list == "filler")
    return frozenset(at for start, stop in (*sentences, *fillers) for at in range(start, stop))


def _speaks(c: Comparison) -> bool:
    """Whether a sentence that states something came or went."""
    return any(not says_nothing(p.reading, p.start, p.stop) for p in (*c.new_sentences(), *c.old_sentences()))
