"""What checks look at: a text as it stands, with what its parser knows of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from redletter.model import Clause, ClauseKind, Document, Text
from redletter.provisions.markers import bare, hangs


class Reference(Protocol):
    """A clause of the same text, called by its number; `target` is its id, None where none has it."""

    @property
    def clause(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def target(self) -> str | None: ...


class Link(Protocol):
    """A link or an image; `target` is its address as written."""

    @property
    def clause(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """One language's text with its clauses, its references to them and its links.

    `before` is the same text in the revision before, where there is one.
    """

    text: Text
    document: Document
    references: Sequence[Reference] = ()
    links: Sequence[Link] = ()
    before: Document | None = None

    @property
    def path(self) -> str:
        return self.text.path

    @property
    def language(self) -> str:
        return self.text.language


Part = Sequence[Clause]


def address_of(clause: Clause) -> str:
    """The number of a clause that counts within the whole text, `4` or `4.1`; empty for all others."""
    number = clause.number or ""
    if hangs(number) or re.search(r"(?:^|\.)0\d", number):  # 27.08.14 is a day
        return ""
    return bare(number)


def parts(document: Document) -> dict[str, Part]:
    """The document in parts: a numbered clause, a numbered item (`4.1-2`) or a heading, with the rest
    that stands below it.

    Keys are the same in a faithful translation: numbers where there are any, else the headings
    counted by their depth. The part before the first is under the empty key.
    """
    numbered = any(address_of(clause) for clause in document.clauses)
    found: dict[str, list[Clause]] = {}
    keys: dict[str | None, str] = {None: ""}
    headings = 0
    for clause in document.clauses:
        key = keys.get(clause.parent, "")
        if address := address_of(clause):
            key = address
        elif clause.kind is ClauseKind.HEADING and not numbered:
            headings += 1
            key = f"heading {headings}"
        elif clause.kind is ClauseKind.ITEM and clause.number:
            key = f"{key}-{bare(clause.number)}"
        keys[clause.id] = key
        found.setdefault(key, []).append(clause)
    return {key: tuple(clauses) for key, clauses in found.items()}
