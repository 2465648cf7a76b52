"""Names of companies, products and third parties that a change brings, takes away or swaps."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from redletter.lexicon import Lexicon
from redletter.model import Ground
from redletter.rules import quantities
from redletter.rules.companies import company_changed
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.products import is_own, is_quoted, may_be_product
from redletter.rules.proper import LEGAL_FORMS, capitals, has_legal_form, in_name, is_name
from redletter.rules.reading import Reading
from redletter.rules.rule import Evidence
from redletter.rules.sentences import Passage, hits_of
from redletter.rules.stance import has, subjects
from redletter.rules.words import PAIR


def names_lost(c: Comparison) -> tuple[str, ...]:
    """Names that the old text has more often than the new one."""
    return _difference(c, 0)


def names_gained(c: Comparison) -> tuple[str, ...]:
    """Names that the new text has more often than the old one."""
    return _difference(c, 1)


def names_swapped(c: Comparison) -> tuple[str, ...]:
    """The names that went and came, where both did."""
    lost, gained = names_lost(c), names_gained(c)
    return (*lost, *gained) if lost and gained else ()


def third_party_swapped(c: Comparison) -> tuple[str, ...]:
    """Names that came or went where others are named that data goes to or comes from."""
    lost, gained = _third_parties(c, 0, names_lost(c)), _third_parties(c, 1, names_gained(c))
    return (*lost, *gained)


def third_party_named(c: Comparison) -> tuple[str, ...]:
    """A name in a sentence that came: of one who acts, or by whom or with whom something is done."""
    return _named(c.new_sentences())


def third_party_purpose(c: Comparison) -> tuple[str, ...]:
    """What a third party that is named in a new sentence does it for."""
    named = third_party_named(c)
    told = any(has(p, "purpose") for p in c.new_sentences())
    return named if told and c.after.block != "row" else ()


def third_party_dropped(c: Comparison) -> tuple[str, ...]:
    """A name in a sentence that went."""
    return _named(c.old_sentences())


def renamed(c: Comparison) -> tuple[str, ...]:
    """As many names went as came, and none is a third party's: a product has another name."""
    return _renamed(c, is_own)


def renamed_unproved(c: Comparison) -> tuple[str, ...]:
    """The same of names that are only used as those of products are: they may be another company's."""
    return () if renamed(c) else _renamed_in_quotes(c) or _renamed(c, _is_perhaps_own)


def is_renamed(c: Comparison) -> bool:
    return bool(renamed(c) or renamed_unproved(c))


def _is_perhaps_own(reading: Reading, at: int) -> bool:
    return is_own(reading, at) or may_be_product(reading, at)


def _renamed(c: Comparison, own: Callable[[Reading, int], bool]) -> tuple[str, ...]:
    lost, gained = names_lost(c), names_gained(c)
    versions = quantities.versions_changed(c)
    used = bool(lost) and all(
        may_be_product(c.before, at) for at, word in enumerate(c.before.words) if word.text in lost
    )
    owned = bool({Ground.OWNERSHIP, Ground.CONTACT} & set(subjects(c)))  # of whom a name is a fact
    if third_party_swapped(c) or company_changed(c) or (owned and not used) or not (lost or gained):
        return versions
    if not (lost and gained) and _facts_beside_names(c):
        return ()
    if not (lost and gained) and not (_parts_of_names(c, 0, lost) and _parts_of_names(c, 1, gained)):
        return ()
    named = _beside_own(c, 0, lost, own) and _beside_own(c, 1, gained, own)
    return (*lost, *gained, *versions) if named else ()


def _renamed_in_quotes(c: Comparison) -> tuple[str, ...]:
    """Words in quotation marks behind a word for a product, put for others: `the feature “Slow lane”`.

    Not where a quoted word says something: `the plan “Public”`.
    """
    sides = [(c.before, hunk.old) for hunk in c.hunks] + [(c.after, hunk.new) for hunk in c.hunks]
    quoted = sides and all(
        places
        and all(is_quoted(reading, at) for at in places)
        and not any(set(hit.places) & set(places) for hit in reading.hits)
        for reading, places in sides
    )
    return tuple(reading.words[at].text for reading, places in sides for at in places) if quoted else ()


def _facts_beside_names(c: Comparison) -> bool:
    """Whether words of content that are no names came or went with them."""
    sides = ((c.before, c.removed), (c.after, c.added))
    return any(
        not is_name(reading, at) and not is_function_word(reading.words[at], c.lexicon)
        for reading, changed in sides
        for at in changed
    )


def scope_changed(c: Comparison) -> tuple[str, ...]:
    """A domain or product came or went where it is said what the policy applies to."""
    about = any(hit.term.list == "scope" for hit in (*c.before.hits, *c.after.hits))
    return (*names_lost(c), *names_gained(c)) if about and not company_changed(c) else ()


def other_name(c: Comparison) -> tuple[str, ...]:
    """A name came or went, and nothing tells whose."""
    if is_renamed(c) or third_party_swapped(c) or company_changed(c) or scope_changed(c) or about_contact(c):
        return ()
    lands = {c.before.words[at].text for at in _places(c.before)} | {
        c.after.words[at].text for at in _places(c.after)
    }
    parts = _headings_referred_to(c.before, c.lexicon) | _headings_referred_to(c.after, c.lexicon)
    names = (*names_lost(c), *names_gained(c))
    return tuple(name for name in names if name not in lands | parts)


def _headings_referred_to(reading: Reading, lexicon: Lexicon) -> set[str]:
    """Words of the headings of this text that it refers to: `the Website Interactions section`."""
    return {
        word.text
        for at, reference in enumerate(reading.words)
        if reference.norm in lexicon.plain["references"]
        for word in reading.words[slice(*capitals(reading, at, at))]
    }


def about_contact(c: Comparison) -> bool:
    return Ground.CONTACT in subjects(c)


def _third_parties(c: Comparison, side: int, names: tuple[str, ...]) -> tuple[str, ...]:
    reading, changed = ((c.before, c.removed), (c.after, c.added))[side]
    alone = not names_gained(c) if side == 0 else not names_lost(c)
    if company_changed(c) or names_others(c):
        return ()
    told = {
        reading.words[hit.start].sentence
        for p in c.edited(side)
        for hit in hits_of((p,), "recipient")
        if not in_name(hit, reading)
    }
    found = []
    for at, word in enumerate(reading.words):
        if (
            word.text not in names
            or _is_perhaps_own(reading, at)
            or any(h.term.list == "scope" for h in reading.hits)
        ):
            continue
        if at in _places(reading):
            continue
        if alone and _part_of_name(c, reading, at, changed):
            continue  # a longer or a shorter form of a name that stays
        if word.sentence in told or _has_cue(reading, at) or _opens_item(reading, at):
            found.append(word.text)
    return tuple(dict.fromkeys(found))


def names_others(c: Comparison) -> bool:
    """Whether the change is of offices, owners, courts or laws, whose names are not of recipients."""
    about = subjects(c)
    return bool(_OTHERS_NAMED & set(about)) and Ground.RECIPIENTS not in about


def of_recipients(evidence: Evidence) -> Evidence:
    """The evidence, unless the names in the change are of others."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if names_others(c) else evidence(c)

    return guarded


_OTHERS_NAMED = {Ground.CONTACT, Ground.OWNERSHIP, Ground.OTHER}


def _named(passages: tuple[Passage, ...]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            p.reading.words[at].text
            for p in passages
            if not any(has(p, name) for name in _NO_OTHERS)
            for at in range(p.start, p.stop)
            if (is_name(p.reading, at) or _bears_form(p.reading, at))
            and at not in _places(p.reading)
            and p.reading.words[at].norm.lower() not in LEGAL_FORMS
            and not is_own(p.reading, at)
            and (_bears_form(p.reading, at) or (_tells(p) and _is_brought_in(p.reading, at)))
        )
    )


# Sentences whose names are not of others: rights, the reader's own deeds, what is given to us or denied.
_NO_OTHERS = ("affirmation", "you_can", "scope", "inbound", "in_house", "negation")


def _places(reading: Reading) -> set[int]:
    """Words of countries, safeguards and techniques, which are written as names and are no third parties."""
    found = {
        at
        for hit in reading.hits
        if hit.term.list in ("country", "safeguard", "security")
        for at in hit.places
    }
    towns = {
        at - 1
        for at in found
        if at and (at, ",") in reading.marks and reading.words[at - 1].text[:1].isupper()
    }
    return found | towns | {at for at, word in enumerate(reading.words) if PAIR.fullmatch(word.text)}


def _has_cue(reading: Reading, at: int, *, reach: int = 4) -> bool:
    """Whether shortly before a name stands a word by which others are brought in."""
    places = {place for hit in reading.hits if hit.term.list == "via" for place in hit.places}
    return any(place in places for place in range(max(0, at - reach), at))


def _opens_item(reading: Reading, at: int) -> bool:
    """Whether a name opens a list item or a table row: `* Acme, which …`, `Acme: …`."""
    stop = at + 1
    while stop < len(reading.words) and reading.words[stop].text[:1].isupper():
        stop += 1
    data = any(hit.term.list == "data" and hit.start < stop for hit in reading.hits)
    return (
        reading.block in ("item", "row")
        and not (
            data and reading.block == "item" and reading.language == "en"
        )  # `HTTP Referral Data, which …`
        and all(
            reading.words[place].text[:1].isupper() or reading.words[place].norm in ("and", "und")
            for place in range(at + 1)
        )
    )


def _tells(p: Passage) -> bool:
    return has(p, "practice") or has(p, "data") or p.reading.block == "row"


def _is_brought_in(reading: Reading, at: int) -> bool:
    return _has_cue(reading, at, reach=2) or _opens_item(reading, at)


def _bears_form(reading: Reading, at: int) -> bool:
    """Whether a name in a list or table is a company's with its legal form: `SDK of Acme Maps Oy`."""
    if not reading.words[at].text[:1].isupper():
        return False
    _, stop = capitals(reading, at, at + 1)
    form = any(has_legal_form(word) for word in reading.words[at + 1 : stop])
    return form and reading.block in ("item", "row")


def _beside_own(
    c: Comparison, side: int, names: tuple[str, ...], own: Callable[[Reading, int], bool]
) -> bool:
    """Whether each name belongs to a longer one that stays, is a product, or stands alone there."""
    reading, changed = ((c.before, c.removed), (c.after, c.added))[side]
    places = [at for at in sorted(changed) if reading.words[at].text in names]
    return all(
        own(reading, at) or (_part_of_name(c, reading, at, changed) and not _of_company(reading, at))
        for at in places
    )


def _of_company(reading: Reading, at: int) -> bool:
    """Whether a name is one of a company, told by its legal form."""
    start, stop = capitals(reading, at, at + 1)
    return any(has_legal_form(word) for word in reading.words[start:stop])


def _parts_of_names(c: Comparison, side: int, names: tuple[str, ...]) -> bool:
    reading, changed = ((c.before, c.removed), (c.after, c.added))[side]
    places = [at for at in changed if reading.words[at].text in names]
    return all(_part_of_name(c, reading, at, changed) for at in places)


def _part_of_name(c: Comparison, reading: Reading, at: int, changed: frozenset[int]) -> bool:
    """Whether a run of names without a mark between leads to one that stays, and is no place of storage."""
    marks = {place for place, _ in reading.marks}
    marks |= {hit.start for hit in reading.hits if hit.term.list == "remote"}
    for step in (-1, 1):
        place = at
        while 0 <= place + step < len(reading.words) and max(place, place + step) not in marks:
            place += step
            if not is_name(reading, place):
                break
            name = reading.words[place].norm
            if place not in changed and _count(c.before, name) == _count(c.after, name):
                return True
    return False


def _count(reading: Reading, norm: str) -> int:
    return sum(word.norm == norm for word in reading.words)


@lru_cache(maxsize=16)
def _difference(c: Comparison, side: int) -> tuple[str, ...]:
    if c.inserted or c.repealed:
        return ()
    reading, other = ((c.before, c.after), (c.after, c.before))[side]
    changed = (c.removed, c.added)[side]
    known = {_bare(word.norm) for word in other.words}  # a name said once more is no new one
    told = {at for hit in reading.hits if hit.term.list == "data" for at in hit.places}  # `MAC address`
    spans = [(p.start, p.stop) for p in c.edited(side)]
    return tuple(
        dict.fromkeys(
            reading.words[at].text
            for at in sorted(changed)
            if is_name(reading, at)
            and at not in told
            and _bare(reading.words[at].norm) not in known | LEGAL_FORMS
            and any(a <= at < b for a, b in spans)
        )
    )


def _bare(norm: str) -> str:
    """A word without hyphens and the signs of a genitive: `plot-holders`, `plotholders'`."""
    return norm.replace("-", "").rstrip("'’")
