"""Proofs that a clause as a whole states nothing a reader relies on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redletter.lexicon import Lexicon
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.proper import has_legal_form, is_name
from redletter.rules.reading import Reading
from redletter.rules.word_proofs import unproved
from redletter.rules.words import Word

_HEADING_WORDS = 20
_IMPRINT_WORDS = 12
_DATE_LINE_WORDS = 18


def invisible(c: Comparison) -> tuple[str, ...]:
    """What no reader sees: comments, rules, link definitions, empty markup."""
    if c.before.words or c.after.words:
        return ()
    return (c.source_after.strip() or c.source_before.strip(),)


def date_line(c: Comparison) -> tuple[str, ...]:
    """A line that only says of when the text is."""
    sides = [reading for reading in (c.before, c.after) if reading.words]
    if sides and all(_is_imprint(reading) for reading in sides):
        return (c.whole.text,)
    dated = sides and all(_is_dated(reading, c.lexicon, 0, len(reading.words)) for reading in sides)
    bodies = {_spoken_body(reading) for reading in sides}  # who approved it may not be another
    return (c.whole.text,) if dated and len(bodies) == 1 else ()


def _spoken_body(reading: Reading) -> str:
    at = sorted(_approvers(reading, 0, len(reading.words)))
    return " ".join(reading.words[each].norm for each in at)


def bare_heading(c: Comparison) -> tuple[str, ...]:
    """A heading that came, went or was reworded and states no practice of its own.

    Guard: no number, no negation and no name that came or went with it.
    """
    sides = [reading for reading in (c.before, c.after) if reading.words]
    if sides and all(_heads_table(reading) for reading in sides):
        return (c.whole.text,)
    if not sides or any(reading.block != "heading" or heading_states(reading) for reading in sides):
        return ()
    if len(sides) == 2 and any(_facts_apart(c)):
        return ()
    return (c.whole.text,)


def _heads_table(reading: Reading) -> bool:
    """Whether a row holds nothing but names of columns: `Recipient | Purpose | Country`."""
    heads = {at for hit in reading.hits if hit.term.list == "header" for at in hit.places}
    return (
        reading.block == "row"
        and bool(heads)
        and all(at in heads or len(word.norm) <= _LINKING for at, word in enumerate(reading.words))
        and all(word.kind == "word" for word in reading.words)
    )


_LINKING = 3  # letters of words such as `of`, `und`


def contents_entry(c: Comparison) -> tuple[str, ...]:
    """An entry of a table of contents: nothing but a link into the page."""
    sides = [reading for reading in (c.before, c.after) if reading.words]
    return (c.whole.text,) if sides and all(map(_is_contents_entry, sides)) else ()


def no_practice(c: Comparison) -> tuple[str, ...]:
    """An introduction, a slogan or a pointer that came or went, in whole sentences."""
    if not (c.inserted or c.repealed):
        return _empty_talk(c)
    reading = c.whole
    told = (says_nothing(reading, *s) or _is_dated(reading, c.lexicon, *s) for s in reading.sentences)
    return (reading.text,) if all(told) else ()


def no_fact(c: Comparison) -> tuple[str, ...]:
    """A clause that came or went, in which no address, no contact and no data is named."""
    told = any(hit.term.list in ("data", "contact", "7.5") for hit in c.whole.hits)
    addressed = any(word.kind == "address" or "@" in word.norm for word in c.whole.words)
    return (c.whole.text,) if (c.inserted or c.repealed) and not told and not addressed else ()


def _empty_talk(c: Comparison) -> tuple[str, ...]:
    """Sentences that said nothing and say nothing now, in other words.

    Guard: no term of a fact and no operator came or went.
    """
    if (
        not unproved(c)
        or not c.passages
        or not all(says_nothing(p.reading, p.start, p.stop) for p in c.passages)
    ):
        return ()
    if _names(c.before) != _names(c.after) or c.lost(*_TELLING) or c.gained(*_TELLING):
        return ()
    return tuple(word.text for word in (*c.removed_words(), *c.added_words()) if word.text)


_TELLING = (
    "practice",
    "data",
    "purpose",
    "recipient",
    "country",
    "right",
    "only",
    "all",
    "may",
    "must",
    "consent",
)


def says_nothing(reading: Reading, start: int, stop: int) -> bool:
    """Whether a sentence introduces, points elsewhere or praises, and states no practice."""
    names = {hit.term.list for hit in reading.hits if start <= hit.start < stop}
    numbers = any(word.kind == "number" and word.text[:1].isdigit() for word in reading.words[start:stop])
    mail = any("@" in word.norm for word in reading.words[start:stop])
    if _asks(reading, stop) or (stop <= reading.label and not heading_states(reading)):
        return True
    if mail or names & {"affirmation", "negation", "fee", "minors", "owner", "opt_out", "exception", "7.5"}:
        return False
    if names & {"slogan", "introduction"}:
        return not numbers and not _asserts(reading, start, stop)
    return (
        "pointer" in names
        and not names & {"consent", "safeguard"}
        and "authorit" not in " ".join(word.norm for word in reading.words[start:stop])
        and "behörde" not in " ".join(word.norm for word in reading.words[start:stop])
    )


def _asserts(reading: Reading, start: int, stop: int) -> bool:
    """Whether a practice is told beside the praise: `we value your trust and share your name`.

    What comes behind `how`, `that`, `to` and the like is only spoken of.
    """
    words = [word.norm for word in reading.words]
    praise = [hit for hit in reading.hits if hit.term.list in ("slogan", "introduction")]
    for hit in reading.hits:
        within = any(each.start <= hit.start < each.stop for each in praise)  # `committed to protecting`
        if hit.term.list != "practice" or not start <= hit.start < stop or within:
            continue
        opens = max([start, *(each.stop for each in praise if each.stop <= hit.start)])
        told = set(words[max(opens, hit.start - _NEAR) : hit.start]) & _DOERS
        if told and not set(words[opens : hit.start]) & _SUBORDINATING:
            return True
    return False


_NEAR = 3
_DOERS = frozenset(
    [
        "we",
        "and",
        "but",
        "so",
        "while",
        "because",
        "wir",
        "und",
        "aber",
        "weswegen",
        "weshalb",
        "daher",
        "während",
    ]
)
_SUBORDINATING = frozenset([
    "how", "what", "why", "when", "which", "where", "that", "about", "to", "of", "in", "by", "if", "wie",
    "was", "warum", "wann", "welche", "welcher", "welches", "wo", "dass", "zu", "um", "über", "beim",
])  # fmt: skip


def _asks(reading: Reading, stop: int) -> bool:
    """Whether a sentence is a question, as headings in a text are: `Why do we need this?`"""
    return (stop, "?") in reading.marks


def heading_states(reading: Reading) -> bool:
    """Whether a heading makes a promise of its own: `We never sell your data`, `No tracking`."""
    words = [word.norm for word in reading.words]
    if len(words) > _HEADING_WORDS:
        return True
    negations = [hit.start for hit in reading.hits if hit.term.list == "negation"]
    subordinate = words[:1] and words[0] in _SUBORDINATE
    return bool(negations) and not subordinate and ("we" in words or "wir" in words or negations[0] == 0)


_SUBORDINATE = frozenset(
    [
        "what",
        "when",
        "how",
        "why",
        "where",
        "who",
        "which",
        "data",
        "things",
        "if",
        "was",
        "wann",
        "wie",
        "warum",
        "wo",
        "wer",
        "welche",
        "welcher",
        "daten",
        "dinge",
        "wenn",
    ]
)


def _facts_apart(c: Comparison) -> Iterator[bool]:
    """Whether other numbers or small words stand in a heading now, or another name in place of one."""
    old, new = _heading_facts(c.before), _heading_facts(c.after)
    yield old != new
    lost, gained = _names(c.before) - _names(c.after), _names(c.after) - _names(c.before)
    yield bool(lost and gained)


def _names(reading: Reading) -> set[str]:
    return {word.norm for at, word in enumerate(reading.words) if is_name(reading, at)}


def _heading_facts(reading: Reading) -> list[str]:
    """Numbers, negations and words of choice in a heading."""
    lists = ("negation", "opt_out", "opt_in", "only", "fee", "free", "may", "must")
    spoken = {at for hit in reading.hits if hit.term.list in lists for at in hit.places}
    return sorted(word.norm for at, word in enumerate(reading.words) if at in spoken or word.kind != "word")


def _is_imprint(reading: Reading) -> bool:
    """A copyright line: `© 2024 Acme. All rights reserved.`"""
    names = {hit.term.list for hit in reading.hits}
    short = len(reading.words) <= _IMPRINT_WORDS
    return (
        short
        and bool(_COPYRIGHT.match(reading.source.strip()))
        and not names & {"practice", "affirmation", "contact"}
    )


_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)


def _is_dated(reading: Reading, lexicon: Lexicon, start: int, stop: int) -> bool:
    """Whether a sentence only says of when the text is."""
    words = range(start, stop)
    hits = [hit for hit in reading.hits if start <= hit.start < stop]
    spoken = {at for hit in hits if hit.term.list == "date_line" for at in hit.places}
    dates = {at for at in words if _tells_date(reading.words[at], lexicon)}
    rest = set(words) - spoken - dates - _approvers(reading, start, stop)
    return (
        stop - start <= _DATE_LINE_WORDS
        and bool(dates)
        and bool(spoken or not rest)
        and not any(hit.term.list in _SPEAKING and hit.start not in dates | spoken for hit in hits)
        and all(is_function_word(reading.words[at], lexicon) for at in rest)
    )


# Lists whose words state something beside a date.
_SPEAKING = ("negation", "must", "may", "reader", "only", "condition", "until")


def _tells_date(word: Word, lexicon: Lexicon) -> bool:
    told = (*lexicon.months, *lexicon.plain["days"], "date", "datum")
    return word.kind in ("date", "number") or word.norm in told


def _approvers(reading: Reading, start: int, stop: int) -> set[int]:
    """Words that tell by whom a version was approved: `approved by the board on 3 March`."""
    norms = {at: reading.words[at].norm for at in range(start, stop)}
    by = next((at for at in norms if norms[at] in _BY), None)
    if by is None or not set(norms.values()) & _APPROVED:
        return set()
    body = range(by, next((at for at in range(by, stop) if norms[at] in _ON), stop))
    told = any(hit.term.list in _TOLD and hit.start in body for hit in reading.hits)
    named = any(is_name(reading, at) or has_legal_form(reading.words[at]) for at in body)
    return set() if told or named or len(body) > _BODY else set(body)


_APPROVED = frozenset(
    [
        "approved",
        "adopted",
        "passed",
        "beschlossen",
        "freigegeben",
        "verabschiedet",
        "revised",
        "updated",
        "reviewed",
        "aktualisiert",
        "geprüft",
        "überarbeitet",
        "genehmigt",
    ]
)
_TOLD = ("data", "recipient", "practice", "reader")
_BODY = 5  # words by which whoever approved is named
_BY = frozenset(["by", "von", "vom", "durch"])
_ON = frozenset(["on", "am", "in", "im"])


def _is_contents_entry(reading: Reading) -> bool:
    inside = [target for target in reading.targets if target.startswith("#")]
    links = re.findall(r"\[([^\]]*)\]\(#[^)]*\)", reading.source)
    linked = sum(len(re.findall(r"\w+", text)) for text in links)
    return (
        bool(inside)
        and len(inside) == len(reading.targets)
        and linked >= len(re.findall(r"\w+", reading.text))
    )
