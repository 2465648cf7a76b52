"""Tokens of meaning: the smallest pieces of Markdown that a redline may mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Token(NamedTuple):
    """A piece of source: `lead` is the white space before it, `key` what it is compared by.

    Tokens joined, each with its lead, give the source back to the letter. The last token is always
    empty and carries the white space at the end. `is_word` says whether a reader would count it.
    """

    lead: str
    text: str
    key: str
    is_word: bool


_MONTH = r"""(?:Jan(?:uary|uar)?|Jän(?:ner)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Mrz|Apr(?:il)?|May|Mai
    |June?|Juni|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Okt(?:ober)?|Nov(?:ember)?
    |Dec(?:ember)?|Dez(?:ember)?)\.?"""
_UNIT = r"""(?:(?:business|calendar|working)\s)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?
    |Sekunden?|Minuten?|Stunden?|(?:Kalender|Werk|Arbeits)?[Tt]age?n?|Wochen?|Monate?n?|Jahre?n?
    |percent|per\scent|Prozent|EUR|USD|GBP|CHF|[Ee]uros?|dollars?|[kKMGT]i?B|Bit|bit|km|m|cm)(?![^\W_])"""
# Letters with the signs that may stand inside a word: combining marks, soft hyphens, joiners.
_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])"
_NUMBERED = r"\d{1,3}[a-z]?(?:\.\d{1,3})*(?:\s?\((?:\d{1,3}|[a-z]{1,4})\))*(?![^\W_])"
_SUBDIVISIONS = (
    rf"(?:\s(?:(?:Abs|Absatz|Satz|S|Nr|Nummer)\.?\s{_NUMBERED}|(?:lit|Buchst|Buchstabe)\.?\s[a-z]\b))*"
)

# A token with the white space before it: (lead, marker, lead, text), one of the two leads and texts empty.
_TOKEN = re.compile(
    rf"""
    (\s*\n|\A)                                                  # a marker at the start of a line
    ([ \t]*(?!\d{{1,2}}\.\s{_MONTH}\s)(?:\#{{1,6}} | [*+\-•] | >+ | \d{{1,3}}(?:(?:\.\d{{1,3}})+[.)]?|[.)])
        | \(\d{{1,3}}\) | \(?[A-Za-z]\) | \(?[ivxIVX]{{1,5}}\)))(?=[ \t])
    | (\s*)
    ( [,;] | \.(?=\s)                                           # first what is frequent and plain
    | (?!(?:section|clause|article|paragraph)s?\s)[a-zäöüß]+(?=[\s,;)])
    | (?!(?:Ja|Jä|Fe|Ma|Mä|Mr|Ap|Ju|Au|Se|Oc|Ok|No|De|Ar|Ab|Zi|An|Ka|Nu|Cl|Pa|Re|Ch)[a-zäöüß]*\s)
        [A-ZÄÖÜ][a-zäöüß]+(?=[\s,;)])
    | <!--(?:(?!<!--|-->).)*-->                                 # comment
    | <(?:https?://|mailto:)?[^\s<>]+@?[^\s<>]*>                # autolink, plain tag
    | </?[A-Za-z][^<>]*>                                        # tag with attributes
    | \{{:?[^{{}}\n]*\}}                                        # {{: #id }}
    | `[^`\n]+`                                                 # code span, indivisible
    | !?\[\^[^\[\]\s]+\]                                        # footnote reference
    | \]\((?:[^()\s\\]|\\.|\([^()\s]*\))*(?:\s+"[^"\n]*")?\s*\) # end of link text and target: one token
    | \]\[[^\[\]\n]*\]                                          # reference link's target
    | !?\[ | \]
    | \\(?:[^\w\s]|_)                                           # escaped sign
    | &(?:[A-Za-z][A-Za-z0-9]{{1,30}}|\#\w{{1,8}});             # entity
    | (?:https?://|www\.)[^\s<>()\[\]"]*[^\s<>()\[\]".,;:!?*_'’”“]   # address on the web
    | [^\W_][\w.+-]{{0,63}}@[\w-]+(?:\.[\w-]*[^\W_])+           # e-mail address
    | \d{{4}}-\d\d-\d\d(?!\d)                                   # dates
    | \d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:\d{{4}}|\d\d)(?!\d)
    | \d{{1,2}}(?:\.|st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?(?![^\W_])
    | {_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?(?![^\W_])
    | (?<=\#[ ])\d{{1,3}}(?:\.\d{{1,3}})*[.)]?(?=\s)            # number of a heading
    | §§?\s?{_NUMBERED}{_SUBDIVISIONS}
    | \b(?:[Ss]ections?|[Cc]lauses?|[Aa]rticles?|Artikels?|Art\.|[Pp]aragraphs?|Annex|Recital|Chapter
        |Abschnitte?s?|Ziffern?|Ziff\.|Absatz|Abs\.|Nr\.|Nummer|Anlage|Anhang|Kapitel)
        \s{_NUMBERED}{_SUBDIVISIONS}
    | \b(?:Buchst\.|lit\.)\s[a-z]\b
    | (?:[€$£]\s?)?\d+(?:[.,:/]\d+)*(?:\s?(?:{_UNIT}|[%€°])|(?:-?{_LETTER})+)?   # number with its unit
    | \b(?:z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?d\.\s?R|i\.\s?S\.\s?d|o\.\s?ä|s\.\s?o|s\.\s?u|u\.\s?U|v\.\s?a
        |e\.g|i\.e|etc|usw|bzw|ggf|vgl|sog|inkl|evtl|ca|gem|Inc|Ltd|Co|Corp|No|Mr|Mrs|Ms|Dr|Prof|St|vs|cf)\.
    | (?:[^\W\d_]\.){{2,}}                                      # initials: U.S., E.U.
    | [^\W_](?:{_LETTER}|_(?=[^\W_])|['’ʼ](?=[^\W_])|[*:](?=innen\b|in\b)|\.(?=[a-zäöüß]{{2}})
        |[-‐‑](?=[^\W_]|,?\s(?:und|oder|bzw|sowie|and|or)\b))*  # word, compound, Liefer- und …
    | \*{{1,3}} | _{{1,3}} | ~~ | \.{{2,}} | -{{2,}} | ={{2,}}
    | \S )
    """,
    re.VERBOSE,
)

# Typographic variants of one sign; dropped: soft hyphen, zero-width signs.
_VARIANTS = (
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛‹›ʼ′", "'")
    | dict.fromkeys("‐‑–—−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    | dict.fromkeys("\u00a0\u2007\u202f", " ")
    | {"…": "..."}
)
_VARIANT = re.compile("[" + "".join(_VARIANTS) + "]")


def fold(text: str) -> str:
    """What a text is compared by: canonical Unicode, plain quotes and dashes, white space as one space."""
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """The text in canonical Unicode with plain quotes, dashes and spaces."""
    if text.isascii():
        return text
    return _VARIANT.sub(lambda sign: _VARIANTS[sign[0]], unicodedata.normalize("NFC", text))


@lru_cache(maxsize=65536)
def _token(lead: str, text: str) -> Token:
    is_word = text[0] not in _NO_WORD and any(map(str.isalnum, text))
    return Token(lead, text, fold(text) or text, is_word)


def tokenize(source: str) -> list[Token]:
    """The tokens of Markdown source, in order.

    Numbers with units, dates, references to clauses, addresses, link targets, abbreviations and
    compounds are one token each; emphasis and list markers are tokens of their own.
    """
    text = source.rstrip()
    tokens = [_token(start or lead, marker or plain) for start, marker, lead, plain in _TOKEN.findall(text)]
    tokens.append(Token(source[len(text) :], "", "", False))
    return tokens


def is_markup(token: Token) -> bool:
    """Whether the token sets or links text and is not read itself."""
    return token.text[:1] in _MARKUP or token.text == ""


def sentences(tokens: Sequence[Token]) -> list[int]:
    """For each token the index of its sentence; table cells, items and paragraphs end one too."""
    numbers = []
    current = 0
    ended = False
    for token in tokens:
        if token.lead.count("\n") > 1 or (ended and token.lead):
            current += 1
            ended = False
        numbers.append(current)
        if token.text in _ENDS:
            ended = True
        elif token.text not in _CLOSERS:
            ended = False
        if token.text == "|":
            current += 1
    return numbers


_MARKUP = frozenset("[]{<*_~")
_NO_WORD = frozenset("<]{")
_ENDS = frozenset({".", "!", "?", "...", "…"})
_CLOSERS = frozenset({'"', "'", "”", "“", "’", "‘", ")", "*", "**", "***", "_", "__"})
