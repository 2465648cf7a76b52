"""Words of grammar, and words too general to carry a fact."""

from __future__ import annotations

from redletter.lexicon import Lexicon
from redletter.rules.words import OPERATORS, Word

_SHORT = 4  # letters that a word of content has, at least


def is_function_word(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word is of grammar, or of so general a meaning that it carries no fact."""
    return word.kind == "word" and (
        (len(word.norm) < _SHORT and word.norm not in lexicon.plain["short"])
        or is_grammatical(word.norm, lexicon)
        or word.key in lexicon.plain["small"]
        or any(hit.term.list in OPERATORS for hit in lexicon.find([word.norm]))
    )


def is_grammatical(norm: str, lexicon: Lexicon) -> bool:
    """Whether a word is an article, a preposition or another that only holds a sentence together."""
    return any(norm in lexicon.plain[name] for name in ("grammar", "places", "small"))
