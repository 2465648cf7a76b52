"""How a clause is called to a reader: by its printed numbers, else by its heading or first words."""

from __future__ import annotations

import re
import textwrap

from redletter.messages import Messages
from redletter.model import Clause, ClauseKind, Document

_FIRST_WORDS = 6
_LINE = 120  # characters
_HEADING_LENGTH = 80  # characters

# Quotation marks within quotation marks are the single ones.
_WITHIN = str.maketrans({"„": "‚", "“": "‘", "”": "’", '"': "'"})

# A number that says by itself where the clause stands: 7. or 4.2 or 4.2.1, unlike (2) and a).
_FULL_NUMBER = re.compile(r"\d+(\.\d+)*\.?")


def clause_title(document: Document, clause: Clause, messages: Messages) -> str:
    """`4.2 (3)`, a heading, or the first words in quotes after the name of what they hang on."""
    if clause.kind is ClauseKind.HEADING:
        return _shortened(clause.words, _HEADING_LENGTH)
    if clause.number is not None:
        return _numbered(document, clause)
    first = _first(clause)
    above = (each for each in document.ancestors(clause) if each.number or each.kind is ClauseKind.HEADING)
    nearest = next(above, None)
    if nearest is None:
        return messages.text("notice.clause.words", words=first)
    if is_title(document, nearest):
        place = messages.text("notice.clause.introduction")
    elif nearest.number is not None:
        place = _numbered(document, nearest)
    else:
        place = clause_title(document, nearest, messages)
    return messages.text("notice.clause.within", place=place, words=first)


def is_title(document: Document, clause: Clause) -> bool:
    """Whether a clause is the title with which a text of several headings opens."""
    headings = [each for each in document.clauses if each.kind is ClauseKind.HEADING]
    opens = clause is document.clauses[0] and clause.number is None and clause.depth == 1
    return opens and len(headings) > 1


def short(words: str) -> str:
    """Words for a line."""
    return textwrap.shorten(words, _LINE, placeholder=" …")


def _numbered(document: Document, clause: Clause) -> str:
    """The printed numbers from the nearest one that stands for itself down to the clause's own."""
    numbers: list[str] = []
    for each in (clause, *document.ancestors(clause)):
        if each.number is not None:
            numbers.insert(0, each.number.rstrip("."))
            if _FULL_NUMBER.fullmatch(each.number):
                break
    return " ".join(numbers)


def _first(clause: Clause) -> str:
    """The first words of a clause, of a row those of its first cell."""
    words = clause.words.translate(_WITHIN).split()
    most = _FIRST_WORDS
    if clause.kind is ClauseKind.ROW:
        first_cell = clause.source.strip().strip("|").partition("|")[0]
        most = min(most, len(first_cell.split()))
    kept = " ".join(words[:most])
    return kept if len(words) <= most or clause.kind is ClauseKind.ROW else kept.rstrip(",;:.–-") + " …"


def _shortened(words: str, limit: int) -> str:
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"
