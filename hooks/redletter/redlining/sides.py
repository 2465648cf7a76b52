"""What a redline is drawn from: the tokens of each text, and the runs of tokens that both have."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from redletter.tokens import sentences, tokenize


class Kept(NamedTuple):
    """Tokens kept in a row: where they begin in the old and in the new text, and how many."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


class Side:
    """The tokens of one text as columns, and how many words stand before each.

    `starts` says where each sentence begins, the last number where the text ends.
    """

    def __init__(self, source: str) -> None:
        tokens = tokenize(source)
        self.starts = [*sentences(tokens), len(tokens)]
        self.sources: tuple[str, ...]
        self.leads: tuple[str, ...]
        self.texts: tuple[str, ...]
        self.keys: tuple[str, ...]
        self.sources, self.leads, self.texts, self.keys, is_word, _ = zip(*tokens, strict=True)
        self.words: list[int] = [0, *accumulate(is_word)]

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def is_marked(self) -> bool:
        """Whether the text begins with the mark of a heading or item, or with a number."""
        return not self.texts[0][:1].isalpha() and len(self) > 1 and self.leads[1] != ""

    def sentence(self, at: int) -> int:
        """The sentence of a token, counted from 0."""
        return bisect_right(self.starts, at) - 1

    def size(self, sentence: int) -> int:
        """How many words a sentence has."""
        return self.words[self.starts[sentence + 1]] - self.words[self.starts[sentence]]
