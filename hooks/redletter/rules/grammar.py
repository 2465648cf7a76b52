"""Words of grammar, and words too general to carry a fact."""

from __future__ import annotations

from redletter.lexicon import Lexicon
from redletter.rules.proper import LEGAL_FORMS
from redletter.rules.words import OPERATORS, Word

_SHORT = 4  # letters that a word of content has, at least


def is_function_word(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word is of grammar, or of so general a meaning that it carries no fact."""
    return word.kind == "word" and (
        (len(word.norm) < _SHORT and word.norm not in lexicon.plain["short"] and not _is_acronym(word))
        or is_grammatical(word.norm, lexicon)
        or word.key in lexicon.plain["small"]
        or any(hit.term.list in OPERATORS for hit in lexicon.find([word.norm]))
    )


def _is_acronym(word: Word) -> bool:
    """Whether letters stand for a name or a thing: `DHL`; legal forms say nothing that a name does not."""
    return len(word.text) > 1 and word.text.isalpha() and word.text.isupper() and word.norm not in LEGAL_FORMS


def is_grammatical(norm: str, lexicon: Lexicon) -> bool:
    """Whether a word is an article, a preposition or another that only holds a sentence together."""
    return any(norm in lexicon.plain[name] for name in ("grammar", "places", "small"))
