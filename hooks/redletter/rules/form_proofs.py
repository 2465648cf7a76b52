"""Proofs about case, form, punctuation, links and order, and the guards that forbid them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from redletter.lexicon import Lexicon
from redletter.rules.choices import party_exchanged
from redletter.rules.commas import commas_that_turn, word_at
from redletter.rules.comparison import Comparison
from redletter.rules.markup import MARKER
from redletter.rules.quantities import reordered as numbers_reordered
from redletter.rules.reading import Reading
from redletter.rules.words import OPERATORS, Word


def _twins(c: Comparison) -> Iterator[tuple[Word, Word, bool]]:
    """Paired words that are written differently; whether one of them begins its sentence."""
    starts_old = {start for start, _ in c.before.sentences}
    starts_new = {start for start, _ in c.after.sentences}
    for old, new in c.pairs:
        first, second = c.before.words[old], c.after.words[new]
        if first.text != second.text:
            yield first, second, old in starts_old or new in starts_new


def misspellings(c: Comparison) -> tuple[str, ...]:
    """Words that are misspelt in one of the texts."""
    return c.misspelt


def other_names(c: Comparison) -> tuple[str, ...]:
    """Short or former names in brackets, by which the other text calls the same thing."""
    return c.other_names


def letter_case(c: Comparison) -> tuple[str, ...]:
    """Words of which only the case differs. Guard: `case_turns`."""
    return tuple(b.text for a, b, _ in _twins(c) if a.norm == b.norm and a.text.lower() == b.text.lower())


def case_turns(c: Comparison) -> tuple[str, ...]:
    """Words whose case tells their meaning: Sie and sie, Ihr and ihr, US and us, May and may."""
    return tuple(
        other
        for a, b, first in _twins(c)
        if not first and a.text.lower() == b.text.lower()
        for one, other in zip(a.text.split(), b.text.split(), strict=True)  # `wenn Sie` is one term
        if one.lower() in c.lexicon.plain["case"] and one[0].islower() != other[0].islower()
    )


def inflection(c: Comparison) -> tuple[str, ...]:
    """The same word in another form. Guard: `inflection_turns`."""
    return tuple(b.text for a, b, _ in _twins(c) if a.norm != b.norm and a.key == b.key and b.text)


def inflection_turns(c: Comparison) -> tuple[str, ...]:
    """Forms of one word that do not mean the same: another term, the past for the present, more of those
    who learn of the data; and German articles that tell who does it to whom."""
    return articles_exchanged(c) or tuple(
        b.text or b.norm
        for a, b, _ in _twins(c)
        if a.norm.replace("-", "") != b.norm.replace("-", "")
        and (
            _differ(_terms(a.norm, c.lexicon), _terms(b.norm, c.lexicon))
            or _tense(a) != _tense(b)
            or _is_of_more(a, b, c)
            or (a.norm in c.lexicon.units and b.norm in c.lexicon.units and _is_uncounted(a, b, c))
        )
    )


def articles_exchanged(c: Comparison) -> tuple[str, ...]:
    """Nothing changed but two articles or more: `die Bank der Auskunftei`, `der Bank die Auskunftei`."""
    if c.language != "de" or c.removed or c.added:
        return ()
    forms = [(c.before.words[old].norm, c.after.words[new].norm) for old, new in c.pairs]
    turned = [(one, other) for one, other in forms if one != other and {one, other} <= _ARTICLES]
    return tuple(" – ".join(pair) for pair in turned) if len(turned) >= _TWO else ()


_TWO = 2
_ARTICLES = frozenset(["der", "die", "das", "den", "dem", "des"])


def _is_of_more(a: Word, b: Word, c: Comparison) -> bool:
    """Whether one recipient became several, or the other way round: `your counsellor`, `your counsellors`."""
    if c.language != "en" or not c.is_small:
        return False
    one, other = (_POSSESSIVE.sub("", word.text.lower()) for word in (a, b))
    several = other == f"{one}s" or one == f"{other}s"
    return several and any(hit.term.list == "recipient" for hit in c.lexicon.find([one]))


def _is_uncounted(a: Word, b: Word, c: Comparison) -> bool:
    """Whether no number stands before a unit that is one and more: `the last year`, `the last years`."""
    return not any(
        reading.words[at - 1].kind == "number"
        for reading, unit in ((c.before, a), (c.after, b))
        for at, word in enumerate(reading.words)
        if word is unit and at
    )


_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


def typography(c: Comparison) -> tuple[str, ...]:
    """Apostrophes, hyphens, contractions, words of one meaning from the table of equivalents."""
    return tuple(
        b.text for a, b, _ in _twins(c) if a.norm == b.norm and a.text.lower() != b.text.lower() and b.text
    )


def punctuation(c: Comparison) -> tuple[str, ...]:
    """Marks that came or went between words that stayed."""
    old, new = _mark_places(c.before), _mark_places(c.after)
    written = _written_marks(c.before) | _written_marks(c.after)
    return tuple(written[place] for place in (*(old - new), *(new - old)))


def link_addresses(c: Comparison) -> tuple[str, ...]:
    """Link targets that changed, came or went. Guard: `contact_links`."""
    old, new = _targets(c.before), _targets(c.after)
    return (*(old - new), *(new - old))


def contact_links(c: Comparison) -> tuple[str, ...]:
    """Addresses behind a link to write to or to call that changed, whatever the words say."""
    seen = {word.norm for word in (*c.before.words, *c.after.words)}
    old = {t for t in _targets(c.before) if t.startswith(("mailto:", "tel:"))}
    new = {t for t in _targets(c.after) if t.startswith(("mailto:", "tel:"))}
    if not old or not new:
        return ()
    return tuple(sorted(t for t in old ^ new if t.partition(":")[2].lower() not in seen))


def reordered(c: Comparison) -> tuple[str, ...]:
    """Sentences that stand in another order."""
    return (c.after.spoken(*c.after.sentences[0]),) if c.sentences_reordered else ()


def _differ(old: frozenset[tuple[str, str]], new: frozenset[tuple[str, str]]) -> bool:
    """Whether the terms of two forms differ; that a list of facts knows only the one form says nothing."""
    turning = {term for term in old ^ new if term[0] not in ("data", "recipient", "practice", "right")}
    return bool(turning) or bool(old and new and not old & new)


def _terms(norm: str, lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    return frozenset(
        (hit.term.list, hit.term.key)
        for hit in lexicon.find([norm])
        if hit.term.list in OPERATORS or hit.term.list in _FACTS
    )


_FACTS = ("data", "recipient", "practice", "right", "fee", "free", "protected", "period")


_PAST = frozenset(["was", "were", "had", "wurde", "wurden", "war", "waren", "hatte", "hatten"])


def _tense(word: Word) -> bool:
    return word.norm in _PAST


def _mark_places(reading: Reading) -> Counter[tuple[str, str, str]]:
    return Counter(
        (word_at(reading, at - 1), mark, word_at(reading, at))
        for at, mark in reading.marks
        if mark not in "|"
    )


def _written_marks(reading: Reading) -> dict[tuple[str, str, str], str]:
    """Each mark with the words around it, as they are written."""
    return {
        (word_at(reading, at - 1), mark, word_at(reading, at)): " ".join(
            part for part in (reading.spoken(max(0, at - 1), at), mark, reading.spoken(at, at + 1)) if part
        )
        for at, mark in reading.marks
    }


def renumbered(c: Comparison) -> tuple[str, ...]:
    """The printed number of the clause, old and new, where it changed."""
    old, new = (MARKER.match(source.strip()) for source in (c.source_before, c.source_after))
    if not (old and new) or old[0].strip() == new[0].strip() or not any(ch.isalnum() for ch in new[0]):
        return ()
    return (f"{old[0].strip()} – {new[0].strip()}",)


def _targets(reading: Reading) -> Counter[str]:
    return Counter(
        target if ":" in target or "@" not in target else f"mailto:{target}" for target in reading.targets
    )


def turns(c: Comparison) -> bool:
    """Whether a guard forbids the proof."""
    return bool(
        case_turns(c)
        or inflection_turns(c)
        or commas_that_turn(c)
        or contact_links(c)
        or numbers_reordered(c)
        or party_exchanged(c)
    )
