"""Proofs that a difference changes nothing a reader relies on, each with its guard.

A text is editorial when every one of its differences is claimed by one of these. The closed list of
WP260 rev.01, paragraph 29 (misspellings, stylistic and grammatical flaws) is where they come from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import simplemma
from rapidfuzz.distance import DamerauLevenshtein

from redletter.lexicon import Lexicon
from redletter.rules.comparison import Comparison, Hunk
from redletter.rules.grammar import GRAMMAR, PLACES, SMALL
from redletter.rules.proper import is_name
from redletter.rules.quantities import changed, reordered as numbers_reordered
from redletter.rules.reading import OPERATORS, Reading, Word

_REFERENCES = {
    "en": frozenset("section sections clause clauses paragraph annex appendix chapter number point".split()),
    "de": frozenset("abschnitt abschnitte ziffer klausel absatz anhang anlage kapitel nummer punkt".split()),
}
_CASE_TURNS = {
    "en": frozenset("us may it".split()),
    "de": frozenset("sie ihr ihre ihren ihrem ihrer ihres ihnen".split()),
}
_SIDE_NOTE = frozenset("which who whose whom where unless except only without not no if as".split())
_NEGATIONS = frozenset("no not nein nicht kein never nie".split())
_JOINING = frozenset(
    "and or but so und oder sowie aber sondern nor yet then also too however therefore please "
    "bitte dann auch daher jedoch z.b e.g i.e d.h etc usw including such".split()
)
_TYPO_DISTANCE = 2
_HEADING_WORDS = 20
_DATE_LINE_WORDS = 12

Claim = Callable[[Hunk, Comparison], bool]


# --- differences between words ---------------------------------------------------------------------


def _one_word_written_apart(hunk: Hunk, c: Comparison) -> bool:
    """`ad hoc` and `ad-hoc`, `Datenschutz-Hinweis` and `Datenschutzhinweis`."""
    old, new = _plain(hunk.old, c.before), _plain(hunk.new, c.after)
    return old == new and old != "" and not any(ch.isdigit() for ch in old)


def _misspelling(hunk: Hunk, c: Comparison) -> bool:
    """One word of two is in the dictionary, the other is not, and they nearly agree.

    Guard: no operator, number, name or address; `expect` for `except` are both words.
    """
    if len(hunk.old) != 1 or len(hunk.new) != 1:
        return False
    old, new = c.before.words[hunk.old[0]], c.after.words[hunk.new[0]]
    if old.kind != new.kind or old.kind not in ("word", "address"):
        return False
    if old.kind == "address":
        return "@" not in old.norm and "[at]" not in old.norm and _near(old.norm, new.norm, 1)
    known = [is_known(word.norm, c.language) for word in (old, new)]
    if old.norm[0] != new.norm[0] and len(old.norm) < 5:
        return False
    return known[0] != known[1] and _near(old.norm, new.norm, _TYPO_DISTANCE if len(old.norm) > 4 else 1)


def _spelling_variant(hunk: Hunk, c: Comparison) -> bool:
    """-ise and -ize, -our and -or, -ll- and -l-, ß and ss, umlauts written out."""
    if len(hunk.old) != 1 or len(hunk.new) != 1:
        return False
    old, new = c.before.words[hunk.old[0]], c.after.words[hunk.new[0]]
    return old.kind == new.kind == "word" and _folded(old.norm) == _folded(new.norm)


def _doubled_word(hunk: Hunk, c: Comparison) -> bool:
    """A word written twice in a row, once taken out (or, mirrored, put in)."""
    for mine, other, reading in ((hunk.old, hunk.new, c.before), (hunk.new, hunk.old, c.after)):
        if len(mine) == 1 and not other:
            at = mine[0]
            near = [reading.words[i].norm for i in (at - 1, at + 1) if 0 <= i < len(reading.words)]
            if reading.words[at].norm in near:
                return True
    return False


def _grammar(hunk: Hunk, c: Comparison) -> bool:
    """Articles and other words of pure grammar; one preposition of place for another."""
    old, new = _norms(hunk.old, c.before), _norms(hunk.new, c.after)
    grammar, places = GRAMMAR[c.language], PLACES[c.language]
    if all(word in grammar for word in old + new):
        return True
    rest_old = [word for word in old if word not in grammar]
    rest_new = [word for word in new if word not in grammar]
    return len(rest_old) == len(rest_new) and all(word in places for word in rest_old + rest_new)


def _cross_reference(hunk: Hunk, c: Comparison) -> bool:
    """The number of a clause that is referred to; articles of a law are not meant."""
    if len(hunk.old) != 1 or len(hunk.new) != 1:
        return False
    sides = ((hunk.old[0], c.before), (hunk.new[0], c.after))
    return all(
        reading.words[at].kind == "number"
        and at > 0
        and reading.words[at - 1].norm in _REFERENCES[c.language]
        and (at < 2 or reading.words[at - 2].norm not in _LAW)
        for at, reading in sides
    )


_LAW = frozenset("art article gdpr dsgvo bdsg u.s.c code act §".split())


def _written_address(hunk: Hunk, c: Comparison) -> bool:
    """A web address that is printed: what it leads to is said by the words around it."""
    old, new = _words(hunk.old, c.before), _words(hunk.new, c.after)
    return bool(old or new) and all(
        word.kind == "address" and word.norm.startswith("http") for word in old + new
    )


def _menu_path(hunk: Hunk, c: Comparison) -> bool:
    """A step of a path through menus (`Settings > Privacy`): where to click, not what is done."""
    sides = ((hunk.old, hunk.old_at, c.before), (hunk.new, hunk.new_at, c.after))
    return all(_beside_step(mine, at, reading) for mine, at, reading in sides if mine)


def _same_quantity(hunk: Hunk, c: Comparison) -> bool:
    """`48 hours` and `two days`: other words for the same quantity."""
    words = (*_words(hunk.old, c.before), *_words(hunk.new, c.after))
    counted = all(
        word.kind == "number" or word.norm in c.lexicon.units or word.key in c.lexicon.units for word in words
    )
    return bool(words) and counted and changed(c) == ((), ()) and bool(hunk.old and hunk.new)


WORD_PROOFS: dict[str, Claim] = {
    "word-written-apart": _one_word_written_apart,
    "misspelling-corrected": _misspelling,
    "spelling-variant": _spelling_variant,
    "doubled-word": _doubled_word,
    "cross-reference-renumbered": _cross_reference,
    "printed-web-address": _written_address,
    "menu-path": _menu_path,
    "same-quantity": _same_quantity,
    "grammar": _grammar,
}


def unproved(c: Comparison) -> tuple[Hunk, ...]:
    """The hunks that no proof claims."""
    return tuple(hunk for hunk in c.hunks if not any(claim(hunk, c) for claim in WORD_PROOFS.values()))


def claimed(name: str, c: Comparison) -> tuple[str, ...]:
    """The words that a word proof claims, old and new."""
    return tuple(
        word.text
        for hunk in c.hunks
        if WORD_PROOFS[name](hunk, c)
        for word in (*_words(hunk.old, c.before), *_words(hunk.new, c.after))
        if word.text
    )


# --- words that have the same key ------------------------------------------------------------------


def _twins(c: Comparison) -> Iterator[tuple[Word, Word, bool]]:
    """Paired words that are written differently; whether one of them begins its sentence."""
    starts_old = {start for start, _ in c.before.sentences}
    starts_new = {start for start, _ in c.after.sentences}
    for old, new in c.pairs:
        first, second = c.before.words[old], c.after.words[new]
        if first.text != second.text:
            yield first, second, old in starts_old or new in starts_new


def letter_case(c: Comparison) -> tuple[str, ...]:
    """Words of which only the case differs. Guard: `case_turns`."""
    return tuple(b.text for a, b, _ in _twins(c) if a.norm == b.norm and a.text.lower() == b.text.lower())


def case_turns(c: Comparison) -> tuple[str, ...]:
    """Words whose case tells their meaning: Sie and sie, Ihr and ihr, US and us, May and may."""
    return tuple(
        b.text
        for a, b, first in _twins(c)
        if not first
        and a.text.lower() == b.text.lower()
        and a.norm in _CASE_TURNS[c.language]
        and a.text[0].islower() != b.text[0].islower()
    )


def inflection(c: Comparison) -> tuple[str, ...]:
    """The same word in another form. Guard: `inflection_turns`."""
    return tuple(b.text for a, b, _ in _twins(c) if a.norm != b.norm and a.key == b.key and b.text)


def inflection_turns(c: Comparison) -> tuple[str, ...]:
    """Forms of one word that do not mean the same: another term, or the past for the present."""
    return tuple(
        b.text or b.norm
        for a, b, _ in _twins(c)
        if a.norm.replace("-", "") != b.norm.replace("-", "")
        and (_terms(a.norm, c.lexicon) != _terms(b.norm, c.lexicon) or _tense(a) != _tense(b))
    )


def typography(c: Comparison) -> tuple[str, ...]:
    """Apostrophes, hyphens, contractions, words of one meaning from the table of equivalents."""
    return tuple(
        b.text for a, b, _ in _twins(c) if a.norm == b.norm and a.text.lower() != b.text.lower() and b.text
    )


# --- marks, links, order -----------------------------------------------------------------------------


def punctuation(c: Comparison) -> tuple[str, ...]:
    """Marks that came or went between words that stayed."""
    old, new = _mark_places(c.before), _mark_places(c.after)
    return tuple(" ".join(part for part in place if part) for place in (*(old - new), *(new - old)))


def commas_that_turn(c: Comparison) -> tuple[str, ...]:
    """Commas that part or join what is listed, or make a limiting clause a side note."""
    old, new = _commas(c.before), _commas(c.after)
    neighbours = _neighbours(c.before) & _neighbours(c.after)
    turned = []
    for before, after in (*(old - new), *(new - old)):
        if (before, after) in neighbours and _comma_turns(before, after, c):
            turned.append(f"{before}, {after}")
    return tuple(turned)


def link_addresses(c: Comparison) -> tuple[str, ...]:
    """Link targets that changed, came or went. Guard: `contact_links`."""
    old, new = _targets(c.before), _targets(c.after)
    return tuple((*(old - new), *(new - old)))


def contact_links(c: Comparison) -> tuple[str, ...]:
    """Addresses behind a link to write to or to call that changed, whatever the words say."""
    seen = {word.norm for word in (*c.before.words, *c.after.words)}
    old = {t for t in _targets(c.before) if t.startswith(("mailto:", "tel:"))}
    new = {t for t in _targets(c.after) if t.startswith(("mailto:", "tel:"))}
    if not old or not new:
        return ()
    return tuple(sorted(t for t in old ^ new if t.partition(":")[2].lower() not in seen))


def moved_sites(c: Comparison) -> tuple[str, ...]:
    """Links that now lead to another host, where the clause is of rights or of whom to write to."""
    old = {urlsplit(target).netloc.removeprefix("www.") for target in _targets(c.before)}
    new = {urlsplit(target).netloc.removeprefix("www.") for target in _targets(c.after)}
    about = c.after.terms("opt_out") + c.after.terms("7.5")
    return tuple(sorted((old ^ new) - {""})) if about and old - new and new - old else ()


def reordered(c: Comparison) -> tuple[str, ...]:
    """Sentences that stand in another order."""
    return (c.after.spoken(*c.after.sentences[0]),) if c.sentences_reordered else ()


# --- whole blocks ------------------------------------------------------------------------------------


def invisible(c: Comparison) -> tuple[str, ...]:
    """What no reader sees: comments, rules, link definitions, empty markup."""
    if c.before.words or c.after.words:
        return ()
    return (c.source_after.strip() or c.source_before.strip(),)


def date_line(c: Comparison) -> tuple[str, ...]:
    """A line that only says of when the text is."""
    sides = [reading for reading in (c.before, c.after) if reading.words]
    return (c.whole.text,) if sides and all(_is_date_line(reading, c.lexicon) for reading in sides) else ()


def bare_heading(c: Comparison) -> tuple[str, ...]:
    """A heading that came, went or was reworded and states no practice of its own.

    Guard: no number, no negation and no name that came or went with it.
    """
    sides = [reading for reading in (c.before, c.after) if reading.words]
    if not sides or any(reading.block != "heading" or heading_states(reading) for reading in sides):
        return ()
    if len(sides) == 2 and _heading_facts(c.before) != _heading_facts(c.after):
        return ()
    return (c.whole.text,)


def contents_entry(c: Comparison) -> tuple[str, ...]:
    """An entry of a table of contents: nothing but a link into the page."""
    sides = [reading for reading in (c.before, c.after) if reading.words]
    return (c.whole.text,) if sides and all(map(_is_contents_entry, sides)) else ()


def no_practice(c: Comparison) -> tuple[str, ...]:
    """An introduction, a slogan or a pointer that came or went, in whole sentences."""
    if not (c.inserted or c.repealed):
        return ()
    reading = c.whole
    return (reading.text,) if all(says_nothing(reading, *s) for s in reading.sentences) else ()


def says_nothing(reading: Reading, start: int, stop: int) -> bool:
    """Whether a sentence introduces, points elsewhere or praises, and states no practice."""
    names = {hit.term.list for hit in reading.hits if start <= hit.start < stop}
    numbers = any(word.kind == "number" for word in reading.words[start:stop])
    mail = any("@" in word.norm for word in reading.words[start:stop])
    if mail or names & {"affirmation", "negation", "fee", "minors", "owner", "opt_out", "exception"}:
        return False
    if names & {"slogan", "introduction"}:
        return not numbers
    return "pointer" in names and not names & {"consent", "safeguard"} and "authorit" not in " ".join(
        word.norm for word in reading.words[start:stop]
    ) and "behörde" not in " ".join(word.norm for word in reading.words[start:stop])


def heading_states(reading: Reading) -> bool:
    """Whether a heading makes a promise of its own: `We never sell your data`, `No tracking`."""
    words = [word.norm for word in reading.words]
    if len(words) > _HEADING_WORDS:
        return True
    negations = [hit.start for hit in reading.hits if hit.term.list == "negation"]
    subordinate = words[:1] and words[0] in _SUBORDINATE
    return bool(negations) and not subordinate and ("we" in words or "wir" in words or negations[0] == 0)


_SUBORDINATE = frozenset(
    "what when how why where who which data things if was wann wie warum wo wer welche welcher daten "
    "dinge wenn".split()
)


def _heading_facts(reading: Reading) -> list[str]:
    """Numbers, negations, names and words of choice in a heading."""
    lists = ("negation", "opt_out", "opt_in", "only", "fee", "free", "may", "must")
    spoken = {at for hit in reading.hits if hit.term.list in lists for at in range(hit.start, hit.stop)}
    return sorted(
        word.norm
        for at, word in enumerate(reading.words)
        if at in spoken or word.kind != "word" or is_name(reading, at)
    )


# --- parts -------------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def is_known(norm: str, language: str) -> bool:
    """Whether a word stands in the dictionary of the language; parts of a compound with hyphens all."""
    parts = [part for part in re.split(r"[-']", norm) if part]
    return all(simplemma.is_known(part, lang=language) for part in parts)


def _terms(norm: str, lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    return frozenset(
        (hit.term.list, hit.term.key) for hit in lexicon.find([norm]) if hit.term.list in OPERATORS or hit.term.list in _FACTS
    )


_FACTS = ("data", "recipient", "practice", "right", "fee", "free", "protected", "period")
_PAST = frozenset("was were had wurde wurden war waren hatte hatten".split())


def _tense(word: Word) -> bool:
    return word.norm in _PAST


def _norms(places: tuple[int, ...], reading: Reading) -> list[str]:
    return [reading.words[at].norm for at in places]


def _words(places: tuple[int, ...], reading: Reading) -> list[Word]:
    return [reading.words[at] for at in places]


def _plain(places: tuple[int, ...], reading: Reading) -> str:
    return "".join(reading.words[at].key.replace("-", "") for at in places)


def _near(one: str, other: str, distance: int) -> bool:
    return DamerauLevenshtein.distance(one, other, score_cutoff=distance) <= distance


def _folded(norm: str) -> str:
    folded = norm
    for spelling, standard in (("isa", "iza"), ("ise", "ize"), ("isi", "izi"), ("yse", "yze"), ("our", "or"),
                               ("lled", "led"), ("lling", "ling"), ("ß", "ss"), ("ae", "ä"), ("oe", "ö"),
                               ("ue", "ü"), ("ph", "f"), ("tial", "zial"), ("tiell", "ziell")):  # fmt: skip
        folded = folded.replace(spelling, standard)
    return folded


_STEPS = frozenset("/>→»›")


def _beside_step(mine: tuple[int, ...], at: int, reading: Reading) -> bool:
    steps = {place for place, mark in reading.marks if mark in _STEPS}
    quoted = any(mark in "„“\"»«'‚" for _, mark in reading.marks)
    places = {*mine, at} | {place + 1 for place in mine}
    return bool(steps & places) and (quoted or any(mark in ">→›" for _, mark in reading.marks))


def _mark_places(reading: Reading) -> Counter[tuple[str, str, str]]:
    return Counter(
        (_word_at(reading, at - 1), mark, _word_at(reading, at)) for at, mark in reading.marks if mark not in "|"
    )


def _word_at(reading: Reading, at: int) -> str:
    return reading.words[at].key if 0 <= at < len(reading.words) else ""


def _commas(reading: Reading) -> Counter[tuple[str, str]]:
    return Counter(
        (_word_at(reading, at - 1), _word_at(reading, at)) for at, mark in reading.marks if mark in ",;"
    )


def _neighbours(reading: Reading) -> set[tuple[str, str]]:
    keys = [word.key for word in reading.words]
    return set(zip(keys, keys[1:], strict=False))


def _comma_turns(before: str, after: str, c: Comparison) -> bool:
    if before in _NEGATIONS:
        return True
    if c.language == "en" and after in _SIDE_NOTE:
        return True
    return _is_content(before, c.lexicon) and _is_content(after, c.lexicon) and before not in _JOINING


def _is_content(key: str, lexicon: Lexicon) -> bool:
    if key in _JOINING or key in GRAMMAR[lexicon.language] or key in PLACES[lexicon.language] or len(key) < 4:
        return False
    return not any(hit.term.list in OPERATORS for hit in lexicon.find([key])) and key not in SMALL


def _targets(reading: Reading) -> Counter[str]:
    return Counter(
        target if ":" in target or "@" not in target else f"mailto:{target}" for target in reading.targets
    )


def _is_date_line(reading: Reading, lexicon: Lexicon) -> bool:
    if len(reading.words) > _DATE_LINE_WORDS:
        return False
    spoken = {at for hit in reading.hits if hit.term.list == "date_line" for at in range(hit.start, hit.stop)}
    dated = any(word.kind in ("date", "number") or word.norm in ("date", "datum") for word in reading.words)
    rest = [
        word.norm
        for at, word in enumerate(reading.words)
        if at not in spoken
        and word.kind not in ("date", "number")
        and word.norm not in lexicon.months
        and word.norm not in _DAYS
        and word.norm not in GRAMMAR[lexicon.language]
    ]
    return dated and not rest


_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag "
    "samstag sonnabend sonntag date datum policy notice this uhr".split()
)


def _is_contents_entry(reading: Reading) -> bool:
    inside = [target for target in reading.targets if target.startswith("#")]
    links = re.findall(r"\[([^\]]*)\]\(#[^)]*\)", reading.source)
    linked = sum(len(re.findall(r"\w+", text)) for text in links)
    return bool(inside) and len(inside) == len(reading.targets) and linked >= len(re.findall(r"\w+", reading.text))


def turns(c: Comparison) -> bool:
    """Whether a guard forbids the proof."""
    return bool(case_turns(c) or inflection_turns(c) or commas_that_turn(c) or contact_links(c) or numbers_reordered(c))
