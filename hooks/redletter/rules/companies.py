"""Companies with their legal form: the name of the controller and of its group."""

from __future__ import annotations

from collections import Counter

from redletter.model import Ground
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.proper import has_legal_form
from redletter.rules.rule import Evidence
from redletter.rules.sentences import Passage
from redletter.rules.stance import gives, topics_of


def company_changed(c: Comparison) -> tuple[str, ...]:
    """The name beside a company's legal form, or the form itself."""
    if c.after.block == "row":
        return ()  # a row of a table names a recipient
    old, new = _companies(c, 0), _companies(c, 1)
    if not c.edited(0) or not c.edited(1) or old == new:
        return ()
    lost, gained = old - new, new - old
    return (*lost, *gained) if lost and gained and not _is_recipients(c) else ()


def controller_changed(c: Comparison) -> tuple[str, ...]:
    """Another name right beside the words that tell who the controller is, before any comma or number."""
    old, new = _beside_controller(c, 0), _beside_controller(c, 1)
    return (*old, *new) if old and new else ()


def _beside_controller(c: Comparison, side: int) -> tuple[str, ...]:
    reading, hunks = ((c.before, [h.old for h in c.hunks]), (c.after, [h.new for h in c.hunks]))[side]
    ends = {at for at, mark in reading.marks if mark in ",;(@"}
    ends |= {at for at, word in enumerate(reading.words) if word.kind != "word"}
    opens = set()
    for hit in reading.hits:
        if hit.term.list == "controller_is":
            _, stop = reading.sentences[reading.words[hit.stop - 1].sentence]
            within = range(hit.stop, min((at for at in ends if at >= hit.stop), default=stop))
            named = hit.term.words[-1] in _NAMED_NEXT or (hit.stop, ":") in reading.marks
            opens |= {hit.stop} if named else set()
            opens |= {at + 1 for at in within if reading.words[at].norm in _COPULA}
            opens |= {at for at in within if (at, ":") in reading.marks}
    return tuple(
        reading.words[at].text
        for places in hunks
        for at in places
        if reading.words[at].text[:1].isupper()
        and any(
            start <= at
            and not ends & set(range(start, at + 1))
            and all(
                word.text[:1].isupper() or is_function_word(word, c.lexicon)
                for word in reading.words[start:at]
            )
            for start in opens
        )
    )


_COPULA = frozenset(["is", "are", "ist", "sind"])
_NAMED_NEXT = frozenset(["by", "is"])  # a name stands right behind: `issued by`, `the controller is`


def beside_recipients(evidence: Evidence) -> Evidence:
    """The evidence, unless the sentence is of one who does something for the company."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if _is_recipients(c) else evidence(c)

    return guarded


def _is_recipients(c: Comparison) -> bool:
    """Whether the sentence is of one who does something for the company: `X Ltd handles payments`."""
    return topics_of(c).get(Ground.RECIPIENTS, 0.0) >= _LIKELY


_LIKELY = 0.6


def member_named(c: Comparison) -> tuple[str, ...]:
    """A company came, or went, where it is told who belongs to whom."""
    telling = any(
        hit.term.key in _GROUPS and p.holds(hit)
        for side in (0, 1)
        for p in c.edited(side)
        for hit in p.reading.hits
    )
    apart = set(_companies(c, 0)) ^ set(_companies(c, 1)) if telling and not company_changed(c) else ()
    return tuple(sorted(apart))


_GROUPS = ("parent company", "muttergesellschaft*")  # and subsidiaries, affiliates


def _companies(c: Comparison, side: int) -> Counter[str]:
    """Names with their legal form, but of whom data is passed on to and of representatives."""
    reading = (c.before, c.after)[side]
    others = {p.start for p in c.edited(side) if _passes_on(p) or _represents(p)}
    return Counter(
        f"{reading.words[at - 1].text} {word.text}"
        for at, word in enumerate(reading.words)
        if at and has_legal_form(word) and reading.sentences[word.sentence][0] not in others
    )


def _passes_on(p: Passage) -> bool:
    """Whether a sentence tells that data goes to somebody, and not who owns whom."""
    owners = any(
        hit.term.list == "7.2" and hit.term.weight >= _STRONG and p.holds(hit) for hit in p.reading.hits
    )
    return gives(p) and not owners


def _represents(p: Passage) -> bool:
    """Whether a sentence names a representative or an officer, who is none of the owners."""
    return any(
        hit.term.list == "contact" and hit.term.key in _OFFICES and p.holds(hit) for hit in p.reading.hits
    )


_OFFICES = ("data protection officer", "representative", "datenschutzbeauftragte*", "vertreter*")
_STRONG = 3  # weight of a word that tells of owners by itself
