"""What alignment compares of a clause: its folded words, its number apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redletter.model import Clause, ClauseKind, Document
from redletter.tokens import fold


@dataclass(frozen=True, slots=True)
class Block:
    """A clause at its place in the text.

    `key` is equal for blocks that read the same but for their number; `parent` and `section` are
    indices of blocks (-1: none), `section` that of the nearest heading, its own for a heading.
    """

    index: int
    clause: Clause
    key: str
    words: tuple[str, ...]
    parent: int
    section: int
    label: str = ""  # a table row's key column, an item's bold lead

    @property
    def is_heading(self) -> bool:
        return self.clause.kind is ClauseKind.HEADING


def blocks(document: Document) -> tuple[Block, ...]:
    """The clauses of a document, ready to be compared."""
    index_of = {clause.id: index for index, clause in enumerate(document.clauses)}
    found: list[Block] = []
    section = -1
    for index, clause in enumerate(document.clauses):
        if clause.kind is ClauseKind.HEADING:
            section = index
        text = _unnumbered(clause)
        parent = index_of.get(clause.parent, -1) if clause.parent is not None else -1
        found.append(
            Block(
                index=index,
                clause=clause,
                key=("# " if clause.kind is ClauseKind.HEADING else "") + text,
                words=tuple(_WORD.findall(text)),
                parent=parent if parent < index else -1,
                section=section,
                label=_label(clause),
            )
        )
    return tuple(found)


def _unnumbered(clause: Clause) -> str:
    text = fold(clause.words or clause.source).casefold()
    number = fold(clause.number or "").casefold()
    return text[len(number) :].lstrip(" .") if number and text.startswith(number) else text


def _label(clause: Clause) -> str:
    if clause.kind is ClauseKind.ROW:
        return fold(clause.source.strip().strip("|").split("|")[0]).casefold()
    lead = _LEAD.match(clause.source)
    return fold(lead["label"]).casefold().strip(" :.") if lead else ""


# What an item or a paragraph begins with in bold: its name.
_LEAD = re.compile(r"\W{0,8}(?P<mark>\*\*|__)(?P<label>[^*_\n]{2,60})(?P=mark)")
# Signs stand apart, so that a word reads the same before a comma and before a full stop.
_WORD = re.compile(r"[\w\-'@/]+(?:\.[\w\-'@/]+)*|[^\w\s]")
