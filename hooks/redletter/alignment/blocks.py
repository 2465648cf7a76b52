"""What alignment compares of a clause: its folded words, its number apart."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property

from redletter.model import Clause, ClauseKind, Document
from redletter.tokens import fold, plain


@dataclass(eq=False)  # made of every clause: to freeze it would double what that costs
class Block:
    """A clause at its place in the text.

    `parent` and `section` are indices of blocks (-1: none), `section` that of the nearest heading,
    its own for a heading. The vocabulary is that of both texts.
    """

    index: int
    clause: Clause
    parent: int
    section: int
    vocabulary: Vocabulary

    @property
    def is_heading(self) -> bool:
        return self.section == self.index

    @property
    def size(self) -> int:
        """How much text it is, in characters."""
        return len(_unnumbered(self.clause))

    @property
    def weight(self) -> float:
        """What it weighs in an order, so that short blocks move past long ones."""
        return 10.0 + self.size

    @cached_property
    def words(self) -> str:
        """Words and signs as their characters: equal for blocks that read the same but for their number."""
        pieces = _unnumbered(self.clause).split()
        return "#" * self.is_heading + "".join(map(self.vocabulary.__getitem__, pieces))

    @property
    def said(self) -> str:
        """The words without the mark of a heading."""
        return self.words.lstrip("#")

    @property
    def unstopped(self) -> str:
        """The words without the signs at their end."""
        return self.words.rstrip(",;.:")

    @cached_property
    def letters(self) -> str:
        """The text folded, its number left out."""
        return "# " * self.is_heading + plain(_unnumbered(self.clause)).casefold()

    @cached_property
    def label(self) -> str:
        """A table row's key column; the name in bold that an item or paragraph begins with."""
        source = self.clause.source
        if self.clause.kind is ClauseKind.ROW:
            return fold(source.strip().strip("|").split("|")[0]).casefold()
        lead = _LEAD.match(source)
        return fold(lead["label"]).casefold().strip(" :.") if lead else ""

    def reads_like(self, other: Block) -> bool:
        """Whether both read the same but for their number."""
        return self.clause.source == other.clause.source or self.words == other.words


def blocks(document: Document, vocabulary: Vocabulary) -> tuple[Block, ...]:
    """The clauses of a document, ready to be compared; the vocabulary is shared by both documents."""
    index_of: dict[str, int] = {}
    found = []
    section = -1
    for index, clause in enumerate(document.clauses):
        section = index if clause.kind is ClauseKind.HEADING else section
        parent = index_of.get(clause.parent, -1) if clause.parent is not None else -1
        found.append(Block(index, clause, parent, section, vocabulary))
        index_of.setdefault(clause.id, index)
    return tuple(found)


class Vocabulary(dict[str, str]):
    """What stands between white space as a string, a character for each word in it and for each sign.

    Such strings compare many times faster than lists of words.
    """

    def __init__(self) -> None:
        super().__init__()
        self._characters: dict[str, str] = {}

    def __missing__(self, piece: str) -> str:
        text = plain(piece).casefold()
        self[piece] = words = "".join(map(self._character, [text] if text.isalpha() else _WORD.findall(text)))
        return words

    def _character(self, word: str) -> str:
        if len(word) == 1 and word.isascii():  # signs are themselves
            return word
        # There are a million; beyond, a word shares its own with one far away.
        following = 128 + len(self._characters) % (sys.maxunicode - 127)
        return self._characters.setdefault(word, chr(following))


def _unnumbered(clause: Clause) -> str:
    text = clause.words or clause.source
    if clause.number is None or not text.startswith(clause.number):
        return text
    return text[len(clause.number) :].lstrip(" .")


# Signs stand apart, so that a word reads the same before a comma and before a full stop.
_WORD = re.compile(r"[\w\-'@/]+(?:\.[\w\-'@/]+)*|[^\w\s]")
_LEAD = re.compile(r"\W{0,8}(?P<mark>\*\*|__)(?P<label>[^*_\n]{2,60})(?P=mark)")
