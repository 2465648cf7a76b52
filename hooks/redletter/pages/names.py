"""How a clause is called on a page: by its printed numbers, its heading, or its first words."""

from __future__ import annotations

import textwrap

from redletter.messages import Messages
from redletter.model import Clause, ClauseKind, Document

_WIDTH = 120  # characters of each thing that a clause hangs on
_FIRST_WORDS = 6

# Quotation marks within quotation marks are the single ones.
_WITHIN = str.maketrans({"„": "‚", "“": "‘", "”": "’", '"': "'"})


def name(clause: Clause, document: Document, messages: Messages) -> str:
    """`4.2 (3)`, a heading, or the first words in quotes after the name of what they hang on."""
    if clause.number is not None:
        return _numbered(clause, clause.number, document)
    if clause.kind is ClauseKind.HEADING:
        return short(clause.words)
    above = (each for each in document.ancestors(clause) if each.number or each.kind is ClauseKind.HEADING)
    lead = next(above, None)
    if lead is None:
        return messages.text("notice.clause.words", words=_first(clause))
    place = (
        messages.text("notice.clause.introduction")
        if is_title(lead, document)
        else name(lead, document, messages)
    )
    return messages.text("notice.clause.within", place=place, words=_first(clause))


def is_title(clause: Clause, document: Document) -> bool:
    """Whether it is the title with which a text opens: it says nothing about where a clause stands."""
    return clause is document.clauses[0] and clause.depth == 1 and clause.number is None


def short(words: str) -> str:
    """Words for a line."""
    return textwrap.shorten(words, _WIDTH, placeholder=" …")


def _numbered(clause: Clause, number: str, document: Document) -> str:
    """The clause's number, an item's after that of what it hangs on."""
    own = number.rstrip(".")
    lead = next((each for each in document.ancestors(clause) if each.number), None)
    if clause.kind is not ClauseKind.ITEM or lead is None or lead.number is None:
        return own
    return f"{_numbered(lead, lead.number, document)} {own}"


def _first(clause: Clause) -> str:
    """The first words of a clause, of a row those of its first cell."""
    words = clause.words.translate(_WITHIN).split()
    most = _FIRST_WORDS
    if clause.kind is ClauseKind.ROW:
        most = min(most, len(clause.source.strip().strip("|").partition("|")[0].split()))
    first = " ".join(words[:most])
    return first if len(words) <= most or clause.kind is ClauseKind.ROW else f"{first.rstrip(',;:.–-')} …"
