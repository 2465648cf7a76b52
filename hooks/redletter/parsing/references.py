"""What a text refers to: its own clauses, by number, and addresses, by link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import provisions
from ..model import Clause, Document
from ..provisions.markers import bare, hangs, is_number

_CALLS = frozenset(
    {
        *("section", "sections", "clause", "clauses", "article", "articles", "chapter", "chapters", "art."),
        *("ziffer", "ziffern", "ziff.", "abschnitt", "abschnitts", "abschnitte", "abschnitten", "artikel"),
        *("artikeln", "kapitel", "kapiteln", "§", "§§"),
    }
)
# These call a clause only by a number of several parts; else they call a part of another text.
_WEAK_CALLS = frozenset(
    {"paragraph", "paragraphs", "no.", "nos.", "nummer", "nummern", "nr.", "punkt", "absatz"}
)
# So laws are cited: a text that numbers nothing so cites a law where it has no such clause.
_LAWS = frozenset({"article", "articles", "art.", "artikel", "artikeln", "§", "§§"})
_PARTS = frozenset({"abs.", "absatz", "para.", "paragraph", "lit.", "buchst.", "buchstabe", "nr.", "nummer"})
_JOINTS = frozenset({"and", "or", "to", "through", "und", "oder", "sowie", "bis", "&", "–", "-"})
_ONWARD = frozenset({"f.", "ff.", "et", "seq."})
_OF = frozenset({"of", "in", "des", "der", "von", "im", "dem"})
_OWN = frozenset(
    {
        *("this", "these", "our", "policy", "notice", "statement", "terms", "document", "below", "above"),
        *("dieser", "dieses", "diesem", "unserer", "unseres", "richtlinie", "datenschutzrichtlinie"),
        *("datenschutzerklärung", "erklärung", "hinweise", "bedingungen", "nutzungsbedingungen"),
    }
)
_SIGNS = ",;:.!?)„“”\"'"


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause that a text calls by its number; `target` is that clause's id, None where none has it."""

    clause: str  # the id of the clause it stands in
    text: str  # as printed: "section 4.3"
    number: str  # as called: "4.3", "3.1(2)"
    line: int
    target: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image of a text; `target` is its address as written, `text` its words."""

    clause: str
    text: str
    target: str
    line: int


def references(document: Document) -> tuple[Reference, ...]:
    """The text's references to its own clauses, in reading order; other texts' are left out.

    "section 4.3", "clauses 3.1(2) and 3.2", "Ziffer 4.3 Abs. 2", "Abschnitt 7", "§ 3" are references;
    "Article 6 GDPR", "§ 25 TDDDG" and "section 5 of the Act" are another text's.
    """
    ids = _addresses(document)
    own = {clause.words.partition(" ")[0].lower() for clause in document.clauses if clause.number} & _LAWS
    return tuple(
        Reference(clause.id, text, number, line, target)
        for clause in document.clauses
        for call, text, number, line in _called(clause)
        if (target := ids.get(_address(number))) or call not in _LAWS or own
    )


def links(document: Document) -> tuple[Link, ...]:
    """The text's links and images as its page has them, in reading order of their clauses."""
    found: list[Link] = []
    for clause, provision in zip(document.clauses, provisions.read(document.body), strict=True):
        for target, text in provision.links:
            found.append(Link(clause.id, text, target, _line_of(clause, target, text)))
    return tuple(found)


def anchors(document: Document) -> frozenset[str]:
    """The ids that addresses of the text's page may end in: the clauses' and those set within them."""
    inside = (anchor for provision in provisions.read(document.body) for anchor in provision.anchors)
    return frozenset([*(clause.id for clause in document.clauses), *inside])


def _line_of(clause: Clause, *signs: str) -> int:
    """The line of a clause on which the first of some signs stands; its own, where none does."""
    lines = clause.source.split("\n")
    for sign in signs:
        for offset, line in enumerate(lines):
            if sign and sign in line:
                return clause.line + offset
    return clause.line


def _addresses(document: Document) -> dict[str, str]:
    """Ids by address: 4.3, and 4.3-2 for its item (2)."""
    by_id = {clause.id: clause for clause in document.clauses}
    ids: dict[str, str] = {}
    addresses: dict[str, str] = {}  # by id, of the numbered clause that others hang on
    for clause in document.clauses:
        around = addresses.get(clause.parent, "") if clause.parent in by_id and clause.parent else ""
        own = around
        if clause.number is not None:
            own = bare(clause.number)
            if hangs(clause.number) and around:
                own = f"{around}-{own}"
            ids.setdefault(own, clause.id)
        addresses[clause.id] = own
    return ids


def _address(number: str) -> str:
    """`3.1(2)` is 3.1-2."""
    return "-".join(bare(part) for part in number.split("("))


def _called(clause: Clause) -> Iterator[tuple[str, str, str, int]]:
    words = clause.words.split()
    at, reached = 0, 0
    if clause.number is not None:  # "§ 3" at the beginning is the clause's own number
        at = 2 if words[0].lower() in _CALLS else 1
    while at < len(words):
        call, numbers, end = _calls(words, at)
        for number, start, stop in numbers:
            first = at if start == at + 1 else start  # the first number is printed with its call
            for word in words[first : start + 1]:
                reached = max(reached, clause.source.find(word.strip("(" + _SIGNS), reached))
            line = clause.line + clause.source.count("\n", 0, reached)
            yield call, _printed(words[first:stop]), number, line
        at = max(end, at + 1)


def _calls(words: Sequence[str], at: int) -> tuple[str, list[tuple[str, int, int]], int]:
    """The word as a call, and the numbers it calls: none where it is no call or calls another text's."""
    call = words[at].lower().lstrip("(„“\"'[")
    if call in _CALLS or call in _WEAK_CALLS:
        numbers, end = _numbers(words, at + 1)
    elif call.startswith("§"):
        numbers, end = _numbers([*words[:at], call.strip("§"), *words[at + 1 :]], at)
        call = "§"
    else:
        return call, [], at
    if call in _WEAK_CALLS:
        numbers = [each for each in numbers if "." in each[0]]
    return call, [] if _is_elsewhere(words, end) else numbers, end


def _numbers(words: Sequence[str], at: int) -> tuple[list[tuple[str, int, int]], int]:
    """The numbers called from a word on, each with its first word and the one after, and the end."""
    found: list[tuple[str, int, int]] = []
    end = at
    while at < len(words):
        number = _number(words[at])
        if number is None:
            break
        start, at = at, at + 1
        while not _closes(words[at - 1]) and at + 1 < len(words) and words[at].lower() in _PARTS:
            number += f"({words[at + 1].strip(_SIGNS)})"
            at += 2
        found.append((number, start, at))
        end = at
        if words[at - 1].endswith(","):
            at += at < len(words) and words[at].lower() in _JOINTS
        elif at < len(words) and words[at].lower() in _JOINTS and not _closes(words[at - 1]):
            at += 1
        else:
            break
    return found, end


def _printed(words: Sequence[str]) -> str:
    text = " ".join(words).lstrip("(").rstrip(_SIGNS.replace(")", ""))
    return text if text.count("(") == text.count(")") else text.rstrip(")").rstrip(_SIGNS)


def _closes(word: str) -> bool:
    return word.endswith((",", ";", ":", "."))


def _number(word: str) -> str | None:
    """A called number: `4.3`, `7`, `3.1(2)`, `3.1(2)(a)`, without the signs around it."""
    word = word.strip("\"'„“”[]").rstrip(",;:.!?")
    head, *parts = word.split("(")
    head = head.rstrip(")") if not parts else head
    if not is_number(head.rstrip("."), letters=False):
        return None
    called = [part.rstrip(")") for part in parts]
    return head.rstrip(".") + "".join(f"({part})" for part in called if part)


def _is_elsewhere(words: Sequence[str], at: int) -> bool:
    """Whether what follows a reference names another text: a law's short name, "of the Act"."""
    if at and words[at - 1].endswith((".", ";", ":", ",")) and not words[at - 1].endswith("Abs."):
        return False
    while at < len(words) and words[at].lower() in _ONWARD:
        at += 1
    following = [word.strip("()" + _SIGNS) for word in words[at : at + 4]]
    if not following:
        return False
    if sum(sign.isupper() for sign in following[0]) >= 2:
        return True
    if following[0].lower() not in _OF:
        return False
    return not any(word.lower() in _OWN for word in following[1:]) and any(
        word[:1].isupper() for word in following[1:]
    )
