"""What alignment compares of a clause: its folded words, its number apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from redletter.model import Clause, ClauseKind, Document
from redletter.tokens import fold, plain


@dataclass(frozen=True, eq=False)  # no slots: most blocks are equal, and their words are never asked for
class Block:
    """A clause at its place in the text.

    `key` is equal for blocks that read the same but for their number; `parent` and `section` are
    indices of blocks (-1: none), `section` that of the nearest heading, its own for a heading.
    """

    index: int
    clause: Clause
    key: str
    parent: int
    section: int

    @property
    def is_heading(self) -> bool:
        return self.clause.kind is ClauseKind.HEADING

    @property
    def weight(self) -> float:
        """How much text it is, so that short blocks move past long ones."""
        return 10.0 + len(self.key)

    @cached_property
    def text(self) -> str:
        """The key without the mark of a heading."""
        return self.key.lstrip("# ")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words and signs, the number left out."""
        return tuple(_WORD.findall(self.key))

    @cached_property
    def label(self) -> str:
        """A table row's key column; the name in bold that an item or paragraph begins with."""
        source = self.clause.source
        if self.clause.kind is ClauseKind.ROW:
            return fold(source.strip().strip("|").split("|")[0]).casefold()
        lead = _LEAD.match(source)
        return fold(lead["label"]).casefold().strip(" :.") if lead else ""


def blocks(document: Document, folded: Folded) -> tuple[Block, ...]:
    """The clauses of a document, ready to be compared; `folded` is shared by both documents."""
    index_of: dict[str, int] = {}
    found = []
    section = -1
    for index, clause in enumerate(document.clauses):
        is_heading = clause.kind is ClauseKind.HEADING
        section = index if is_heading else section
        key = "# " * is_heading + _unnumbered(clause, folded)
        parent = index_of.get(clause.parent, -1) if clause.parent is not None else -1
        found.append(Block(index, clause, key, parent, section))
        index_of.setdefault(clause.id, index)
    return tuple(found)


class Folded(dict[str, str]):
    """Texts folded, each once: most stand in both documents."""

    def __missing__(self, text: str) -> str:
        self[text] = folded = plain(text).casefold()
        return folded


def _unnumbered(clause: Clause, folded: Folded) -> str:
    text = folded[clause.words or clause.source]
    if clause.number is None:
        return text
    number = folded[clause.number]
    return text[len(number) :].lstrip(" .") if text.startswith(number) else text


# Signs stand apart, so that a word reads the same before a comma and before a full stop.
_WORD = re.compile(r"[\w\-'@/]+(?:\.[\w\-'@/]+)*|[^\w\s]")
_LEAD = re.compile(r"\W{0,8}(?P<mark>\*\*|__)(?P<label>[^*_\n]{2,60})(?P=mark)")
