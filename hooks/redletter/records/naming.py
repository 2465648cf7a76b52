"""How a clause is called to a reader: by its printed numbers, else by its heading or first words."""

from __future__ import annotations

import re

from redletter.messages import Messages
from redletter.model import Clause, ClauseKind, Document

_FIRST_WORDS = 6
_HEADING_LENGTH = 80  # characters

# A number that says by itself where the clause stands: 7. or 4.2 or 4.2.1, unlike (2) and a).
_FULL_NUMBER = re.compile(r"\d+(\.\d+)*\.?")


def clause_title(document: Document, clause: Clause, messages: Messages) -> str:
    """`4.2 (3)`, a heading, or the first words in quotes after the name of what they hang on."""
    if clause.kind is ClauseKind.HEADING:
        return _shortened(clause.words, _HEADING_LENGTH)
    if clause.number is not None:
        return _numbered(document, clause)
    words = messages.text("notice.clause.words", words=_first(clause.words))
    above = document.ancestors(clause)
    if not above:
        return words
    nearest = above[0]
    place = clause_title(document, nearest, messages)
    if nearest.number is not None:
        place = _numbered(document, nearest)
    elif nearest.kind is not ClauseKind.HEADING and len(above) > 1:
        return clause_title(document, above[1], messages) + ": " + words
    return messages.text("notice.clause.within", place=place, words=_first(clause.words))


def _numbered(document: Document, clause: Clause) -> str:
    """The printed numbers from the nearest one that stands for itself down to the clause's own."""
    numbers: list[str] = []
    for each in (clause, *document.ancestors(clause)):
        if each.number is not None:
            numbers.insert(0, each.number.rstrip("."))
            if _FULL_NUMBER.fullmatch(each.number):
                break
    return " ".join(numbers)


def _first(words: str) -> str:
    listed = words.split()
    if len(listed) <= _FIRST_WORDS:
        return words
    return " ".join(listed[:_FIRST_WORDS]).rstrip(",;:.–-") + " …"


def _shortened(words: str, limit: int) -> str:
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"
