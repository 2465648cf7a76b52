"""Words of grammar, and words too general to carry a fact."""

from __future__ import annotations

from redletter.lexicon import Lexicon
from redletter.rules.reading import OPERATORS, Word

# Words that carry grammar only; prepositions that may stand for one another.
GRAMMAR = {
    "en": frozenset("a an the that of do does did so very own then there it itself is be".split()),
    "de": frozenset(
        "der die das ein einer eine es sich so dabei hierbei hiermit dann zu den dem des einen einem eines "
        "welcher dies diese dieser bitte".split()
    ),
}
PLACES = {
    "en": frozenset("in on at of within into onto".split()),
    "de": frozenset("in im ins auf an am bei beim zum zur zu von vom mit".split()),
}
SMALL = frozenset(
    "this that these those they their them will would have with from into your ours when while because "
    "which here such been being what than dies diese dieser dieses jene haben sein werden damit dass weil "
    "wobei welche durch über unter seine ihre auch doch noch hier dort dabei dazu davon darin wie also "
    "once here there please just really simply therefore however about over under upon make take have happen "
    "thing things matter case cases fact itself themselves well very most much many such whose whom both "
    "machen nehmen gehen geben finden stehen lassen sache fall fälle weise weisen art mal sehr ganz eben".split()
)


def is_function_word(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word is of grammar, or of so general a meaning that it carries no fact."""
    return word.kind == "word" and (
        len(word.norm) < 4
        or word.norm in SMALL
        or word.key in SMALL
        or word.norm in GRAMMAR[lexicon.language]
        or word.norm in PLACES[lexicon.language]
        or any(hit.term.list in OPERATORS for hit in lexicon.find([word.norm]))
    )
