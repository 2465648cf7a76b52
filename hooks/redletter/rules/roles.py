"""Who acts: of each deed in a text, whether the company or the reader does it, and on what condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from redletter.lexicon import Hit, Lexicon
from redletter.rules.clauses import (
    COMPANY,
    FORMS,
    OBLIQUE,
    OWNING,
    READER,
    behind,
    clauses,
    forms,
    is_acted_on,
    is_conditional,
    is_passive,
    is_to_be,
    may_be_done,
    subject,
)
from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading

_OTHER = "other"
_MODALS = ("may", "must", "should", "negation")
_GIVEN = "give"


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, who does it, and how; None where the text leaves it open."""

    key: str
    actor: str | None
    conditional: bool | None
    modes: frozenset[str] | None

    def agrees(self, other: Deed) -> bool:
        """Whether nothing that both tell of it differs."""
        sides = ((self.actor, other.actor), (self.conditional, other.conditional), (self.modes, other.modes))
        return self.key == other.key and all(a is None or b is None or a == b for a, b in sides)


@lru_cache(maxsize=8)
def deeds_turned(c: Comparison) -> tuple[str, ...]:
    """Deeds that another does now, or that are conditional, allowed, demanded or denied now."""
    old, new = _deeds(c, 0), _deeds(c, 1)
    shared = {deed.key for deed in old} & {deed.key for deed in new}
    sides = ((old, new), (new, old))
    turned = (
        deed.key
        for mine, other in sides
        for deed in mine
        if deed.key in shared and not any(deed.agrees(each) for each in other)
    )
    return tuple(dict.fromkeys(turned))


def deeds_kept(c: Comparison) -> bool:
    """Whether a deed of which both texts say who does it is there, and every one stays as it was."""
    old, new = _deeds(c, 0), _deeds(c, 1)
    told = any(_same_actor(deed, each) and deed.agrees(each) for deed in old for each in new)
    return told and not deeds_turned(c)


def leave_moved(c: Comparison) -> bool:
    """Whether the company may do something in one of the texts only: `you may ask`, `we may`."""
    return _has_leave(c.before) is not _has_leave(c.after)


def _has_leave(reading: Reading) -> bool:
    """Whether the company may do something; what it does so that it can is no leave."""
    return any(
        any(hit.term.list == "may" and opens <= hit.start < closes for hit in reading.hits)
        and reading.words[opens].norm not in _AIMING
        and subject(reading, opens, closes) == (None if may_be_done(reading, opens, closes) else COMPANY)
        for start, stop in reading.sentences
        for opens, closes in clauses(reading, start, stop)
    )


_AIMING = frozenset(["damit", "um", "so"])


def turned_about(c: Comparison) -> bool:
    """Whether the company acts in one text and is only acted on in the other: `we oblige`, `obliges us`."""
    old, new = _parts_of_company(c.before, c.lexicon), _parts_of_company(c.after, c.lexicon)
    return {"acts"} in (old, new) and {"acted on"} in (old, new)


def _parts_of_company(reading: Reading, lexicon: Lexicon) -> set[str]:
    """Whether the company acts, or is acted on by somebody, not by a law or by what serves it."""
    subjects, objects = FORMS[reading.language], OBLIQUE[reading.language]
    governing = lexicon.plain["prepositions"] | lexicon.plain["agents"]
    parts = set()
    bound = {
        word.sentence
        for word in reading.words
        if word.norm in lexicon.plain["laws"] or word.norm in lexicon.plain["serving"]
    }
    for at, word in enumerate(reading.words):
        if subjects.get(word.norm) == COMPANY:
            parts.add("acts")
        elif (
            objects.get(word.norm) == COMPANY
            and not (at and reading.words[at - 1].norm in governing)
            and word.sentence not in bound
        ):
            parts.add("acted on")
    return parts


def duty_loosened(c: Comparison) -> bool:
    """Whether the one text obliges and the other only allows: `sind zu löschen`, `sind löschbar`."""
    old, new = _obliges(c.before), _obliges(c.after)
    return {old, new} == {True, False}


def _obliges(reading: Reading) -> bool | None:
    """Whether a text obliges, or allows, by a word or a form; None where it does neither, or both."""
    said = {hit.term.list for hit in reading.hits} | forms(reading)
    allows = bool(said & {"may", "can_be"})
    obliges = "must" in said or ("is_to_be" in said and not allows)
    return obliges if obliges is not allows else None


def _same_actor(deed: Deed, other: Deed) -> bool:
    """Whether it is told who does a deed; in the passive it is the company."""
    actors = {deed.actor, other.actor}
    return actors in ({COMPANY}, {READER}, {COMPANY, None})


def _deeds(c: Comparison, side: int) -> tuple[Deed, ...]:
    return tuple(deed for p in c.edited(side) for deed in _of(p.reading, p.start, p.stop))


def _of(reading: Reading, start: int, stop: int) -> Iterator[Deed]:
    for opens, closes in clauses(reading, start, stop):
        hits = [hit for hit in reading.hits if opens <= hit.start < closes]
        modes = _modes(hits, reading, opens, closes)
        conditional = is_conditional(hits, reading, opens, closes)
        taken = [hit for hit in hits if hit.term.list in ("giving", "receiving")]
        for hit in hits:
            if hit.term.list == "deed":
                yield _deed(hit, reading, opens, closes, conditional, modes)
        for hit in taken:
            yield _passing(hit, reading, opens, closes, conditional, modes)


def _modes(hits: list[Hit], reading: Reading, opens: int, closes: int) -> frozenset[str]:
    """Whether what a clause tells is allowed, demanded, wished for or denied."""
    words = reading.words
    modes = {hit.term.list for hit in hits if hit.term.list in _MODALS}
    if any(hit.term.list == "affirmation" for hit in hits) and subject(reading, opens, closes) == READER:
        modes.add("may")  # `you have the right to`
        denied = {words[hit.start].norm for hit in hits if hit.term.list == "negation"}
        modes -= {"negation"} if denied <= _WITHOUT else set()  # `you may object without giving reasons`
    if reading.language == "de" and is_to_be(words[opens:closes]):
        modes.add("must")
    return frozenset(modes)


_WITHOUT = frozenset(["without", "ohne"])


def _deed(
    hit: Hit, reading: Reading, opens: int, closes: int, conditional: bool | None, modes: frozenset[str]
) -> Deed:
    if owner := _owner(hit, reading, opens):
        return Deed(hit.term.key, owner, None, None)
    if _is_noun(hit, reading):
        return Deed(hit.term.key, None, None, None)
    if is_passive(hit, reading, opens, closes):
        return Deed(hit.term.key, behind(reading, hit.start, closes, "agent"), conditional, modes)
    actor = _called_on(hit, reading, opens) or _actor(reading, opens, closes)
    return Deed(hit.term.key, actor, conditional, modes)


def _passing(
    hit: Hit, reading: Reading, opens: int, closes: int, conditional: bool | None, modes: frozenset[str]
) -> Deed:
    """Something given: by whom, whichever of the two the text makes its subject."""
    if hit.term.list == "receiving":
        giver = behind(reading, opens, closes, "source")
        taker = subject(reading, opens, closes)
        actor = giver or {COMPANY: READER, READER: COMPANY}.get(taker or "")
        return Deed(_GIVEN, actor, conditional, modes)
    if is_passive(hit, reading, opens, closes):
        return Deed(_GIVEN, behind(reading, hit.start, closes, "agent"), conditional, modes)
    return Deed(_GIVEN, _actor(reading, opens, closes), conditional, modes)


def _called_on(hit: Hit, reading: Reading, opens: int) -> str | None:
    """Whom an English infinitive is for: `it is for you to decide`."""
    words = [word.norm for word in reading.words[max(opens, hit.start - _CALLED) : hit.start]]
    if reading.language != "en" or words[-1:] != ["to"] or "for" not in words:
        return None
    who = words[words.index("for") + 1 : -1]
    return next((OBLIQUE["en"][word] for word in who if word in OBLIQUE["en"]), _OTHER)


_CALLED = 5  # words from `for` to the verb


def _actor(reading: Reading, opens: int, closes: int) -> str | None:
    agent = behind(reading, opens, closes, "agent") or subject(reading, opens, closes)
    return agent or (_OTHER if is_acted_on(reading, opens, closes) else None)


def _owner(hit: Hit, reading: Reading, opens: int) -> str | None:
    """Whose a deed is that is told by a noun: `your objection`, `unsere Prüfung`."""
    owning = OWNING[reading.language]
    if hit.start <= opens:
        return None
    return owning.get(reading.words[hit.start - 1].norm)


def _is_noun(hit: Hit, reading: Reading) -> bool:
    word = reading.words[hit.start]
    if reading.language == "de":
        first = any(hit.start == start for start, _ in reading.sentences)
        return word.text[:1].isupper() and not first
    before = reading.words[hit.start - 1].norm if hit.start else ""
    after = reading.words[hit.stop].norm if hit.stop < len(reading.words) else ""
    return (
        before in _ARTICLES
        or word.norm.endswith(("ion", "al", "ice", "ment"))
        or after == "of"
        or (word.norm in _NOUNS and after in _BEHIND_NOUNS)
    )


# Forms that are a noun as well as a verb, and what stands behind the noun.
_NOUNS = frozenset(
    ["request", "requests", "use", "uses", "record", "records", "report", "reports", "check", "checks"]
)
_BEHIND_NOUNS = frozenset(
    ["are", "is", "were", "was", "be", "made", "to", "on", "from", "must", "may", "can", "will"]
)


_ARTICLES = frozenset(
    ["a", "an", "the", "this", "that", "any", "such", "of", "upon", "without", "with", "no"]
)
