"""Tokens of meaning: the smallest pieces of Markdown that a redline may mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple


class Token(NamedTuple):
    """A piece of source: `lead` is the white space before its text, `key` what it is compared by.

    The sources of all tokens joined are the whole to the letter. The last token is always empty and
    carries the white space at the end. `is_word` says whether a reader would count it,
    `is_turn` whether a sentence may end at it: few do.
    """

    source: str
    lead: str
    text: str
    key: str
    is_word: bool
    is_turn: bool


_MONTH = r"""(?:Jan(?:uary|uar)?|Jän(?:ner)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Mrz|Apr(?:il)?|May|Mai
    |June?|Juni|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Okt(?:ober)?|Nov(?:ember)?
    |Dec(?:ember)?|Dez(?:ember)?)\.?"""
_UNIT = r"""(?:(?:business|calendar|working)\s)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?
    |Sekunden?|Minuten?|Stunden?|(?:Kalender|Werk|Arbeits)?[Tt]age?n?|Wochen?|Monate?n?|Jahre?n?
    |percent|per\scent|Prozent|EUR|USD|GBP|CHF|[Ee]uros?|dollars?|[kKMGT]i?B|Bit|bit|km|m|cm)(?![^\W_])"""
# Letters with the signs that may stand inside a word: combining marks, soft hyphens, joiners.
_LETTERS = r"(?:[^\W_]++|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]++)"
_NUMBERED = r"\d{1,3}[a-z]?(?:\.\d{1,3})*(?:\s?\((?:\d{1,3}|[a-z]{1,4})\))*(?![^\W_])"
_SUBDIVISIONS = (
    rf"(?:\s(?:(?:Abs|Absatz|Satz|S|Nr|Nummer)\.?\s{_NUMBERED}|(?:lit|Buchst|Buchstabe)\.?\s[a-z]\b))*"
)
_AMOUNT = rf"\d+(?:[.,:/]\d+)*(?:\s?(?:{_UNIT}|[%€°])|(?:-?{_LETTERS})+)?"
_ADDRESS = r"""[^\s<>()\[\]"]*[^\s<>()\[\]".,;:!?*_'’”“]"""
_MAIL = r"[^\W_][\w.+-]{0,63}@[\w-]+(?:\.[\w-]*[^\W_])+"

# A token with the white space before it, and once more by itself where it is a marker. What is
# frequent and plain comes first; then each sign, letter and digit meets only what begins with it.
_TOKEN = re.compile(
    rf"""
    ( (?<=\S)[ ](?!(?:section|clause|article|paragraph)s?\s)    # a word in the middle of a sentence
        [a-zäöüß]++(?:(?=[\s,;)])|(?<=[a-zäöüß]{{5}})(?=\.(?:\s|\Z)))
    | [,;] | \.(?=\s)
    | (?:\s*\n|\A)                                              # a marker at the start of a line
      ([ \t]*(?!\d{{1,2}}\.\s{_MONTH}\s)(?:\#{{1,6}} | [*+\-•] | >+ | \d{{1,3}}(?:(?:\.\d{{1,3}})+[.)]?|[.)])
        | \(\d{{1,3}}\) | \(?[A-Za-z]\) | \(?[ivxIVX]{{1,5}}\)))(?=[ \t])
    | \s*(?:
      (?![^\W_])                                                # begins with a sign:
      (?: <!--(?:(?!<!--|-->).)*-->                             # comment
        | <(?:https?://|mailto:)?[^\s<>]+@?[^\s<>]*>            # autolink, plain tag
        | </?[A-Za-z][^<>]*>                                    # tag with attributes
        | \{{:?[^{{}}\n]*\}}                                    # {{: #id }}
        | `[^`\n]+`                                             # code span, indivisible
        | !?\[\^[^\[\]\s]+\]                                    # footnote reference
        | \]\((?:[^()\s\\]|\\.|\([^()\s]*\))*(?:\s+"[^"\n]*")?\s*\)     # end of link text and target
        | \]\[[^\[\]\n]*\]                                      # reference link's target
        | !?\[
        | \\(?:[^\w\s]|_)                                       # escaped sign
        | &(?:[A-Za-z][A-Za-z0-9]{{1,30}}|\#\w{{1,8}});         # entity
        | §§?\s?{_NUMBERED}{_SUBDIVISIONS}
        | [€$£]\s?{_AMOUNT}
        | \*{{1,3}} | _{{1,3}} | ~~ | \.{{2,}} | -{{2,}} | ={{2,}}
        | \S )
      | (?!\d)                                                  # begins with a letter:
      (?: (?!(?:Ja|Jä|Fe|Ma|Mä|Mr|Ap|Ju|Au|Se|Oc|Ok|No|De|Ar|Ab|Zi|An|Ka|Nu|Cl|Pa|Re|Ch
            |section|clause|article|paragraph)[a-zäöüß]*\s)[A-ZÄÖÜ]?[a-zäöüß]+(?=[\s,;)])
        | https?://{_ADDRESS} | www\.{_ADDRESS}                 # address on the web
        | {_MAIL}
        | {_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?(?![^\W_])
        | \b(?:[Ss]ections?|[Cc]lauses?|[Aa]rticles?|Artikels?|Art\.|[Pp]aragraphs?|Annex|Recital|Chapter
            |Abschnitte?s?|Ziffern?|Ziff\.|Absatz|Abs\.|Nr\.|Nummer|Anlage|Anhang|Kapitel)
            \s{_NUMBERED}{_SUBDIVISIONS}
        | \b(?:Buchst\.|lit\.)\s[a-z]\b
        | \b(?:z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?d\.\s?R|i\.\s?S\.\s?d|o\.\s?ä|s\.\s?o|s\.\s?u|u\.\s?U|v\.\s?a
            |e\.g|i\.e|etc|usw|bzw|ggf|vgl|sog|inkl|evtl|ca|gem|Inc|Ltd|Co|Corp|No|Mr|Mrs|Ms|Dr|Prof|St
            |vs|cf)\.
        | (?:[^\W\d_]\.){{2,}}                                  # initials: U.S., E.U.
        | [^\W_]++(?:{_LETTERS}|_(?=[^\W_])|['’ʼ](?=[^\W_])|[*:](?=innen\b|in\b)|\.(?=[a-zäöüß]{{2}})
            |[-‐‑](?=[^\W_]|,?\s(?:und|oder|bzw|sowie|and|or)\b))* )    # word, compound, Liefer- und …
      | {_MAIL}                                                 # begins with a digit: address,
      | \d{{4}}-\d\d-\d\d(?!\d)                                 # dates,
      | \d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:\d{{4}}|\d\d)(?!\d)
      | \d{{1,2}}(?:\.|st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?(?![^\W_])
      | (?<=\#[ ])\d{{1,3}}(?:\.\d{{1,3}})*[.)]?(?=\s)          # number of a heading,
      | {_AMOUNT}                                               # number with its unit
      ))
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
def _token(source: str, marker: str) -> Token:
    text = marker or source.lstrip()
    is_word = text[0] not in _NO_WORD and any(map(str.isalnum, text))
    lead = source[: len(source) - len(text)]
    is_turn = text in _ENDS or text == "|" or lead.count("\n") > 1
    return Token(source, lead, text, fold(text) or text, is_word, is_turn)


def tokenize(source: str) -> list[Token]:
    """The tokens of Markdown source, in order.

    Numbers with units, dates, references to clauses, addresses, link targets, abbreviations and
    compounds are one token each; emphasis and list markers are tokens of their own.
    """
    text = source.rstrip()
    tokens = list(starmap(_token, _TOKEN.findall(text)))
    lead = source[len(text) :]
    tokens.append(Token(lead, lead, "", "", is_word=False, is_turn=lead.count("\n") > 1))
    return tokens


def is_markup(text: str) -> bool:
    """Whether a token of this text sets or links others and is not read itself."""
    return text[:1] in _MARKUP or text == ""


def sentences(tokens: Sequence[Token]) -> list[int]:
    """Where the sentences begin; table cells, items and paragraphs end one too."""
    starts = {0}
    for at in [at for at, token in enumerate(tokens) if token.is_turn]:
        token = tokens[at]
        if token.lead.count("\n") > 1:
            starts.add(at)
        if token.text == "|":
            starts.add(at + 1)
        elif token.text in _ENDS:
            starts.add(_after_end(tokens, at + 1))
    starts.discard(len(tokens))
    return sorted(starts)


def _after_end(tokens: Sequence[Token], at: int) -> int:
    """Where the sentence begins that follows a stop and what closes it; past all where none does."""
    while at < len(tokens) and not tokens[at].lead:
        if tokens[at].text not in _CLOSERS:
            return len(tokens)
        at += 1
    return at


_MARKUP = frozenset("[]{<*_~")
_NO_WORD = frozenset("<]{")
_ENDS = frozenset({".", "!", "?", "...", "…"})
_CLOSERS = frozenset({'"', "'", "”", "“", "’", "‘", ")", "*", "**", "***", "_", "__"})
