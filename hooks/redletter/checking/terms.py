"""Defined terms: those that nobody uses, those that are defined twice, those that lost their definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from redletter.checking.drafts import Draft, parts
from redletter.checking.remarks import Remark, remark
from redletter.model import Clause, ClauseKind, Document

_QUOTED = re.compile(
    r"""
      “ (?P<english>  [^“”„]{1,60} ) ”
    | „ (?P<german>   [^“”„"]{1,60} ) [“”"]
    | " (?P<straight> [^"]{1,60} ) "
    """,
    re.VERBOSE,
)
_PARENTHESIS = re.compile(r"\( (?P<inside> [^()]{1,200} ) \)", re.VERBOSE)
_MEANS = re.compile(
    r"\s (?: means | shall\s mean | refers\s to | bezeichnet | bedeutet | meint )\b", re.VERBOSE
)
# Around the quoted term a definition in parentheses has a few words such as "together" at most; with
# these it gives an example or points somewhere.
_AROUND = 4
_NO_DEFINITION = frozenset(
    {
        *("such", "as", "example", "instance", "e.g", "like", "see", "select", "click"),
        *("wie", "etwa", "beispiel", "beispielsweise", "z.b", "b", "siehe", "vgl", "wählen", "klicken"),
    }
)
_DETERMINERS = frozenset(
    {
        *("the", "this", "these", "our", "your", "a", "an"),
        *(
            "der",
            "die",
            "das",
            "diese",
            "dieser",
            "dieses",
            "unser",
            "unsere",
            "unseren",
            "ihre",
            "ein",
            "eine",
        ),
    }
)
# In English a capital after such a word marks a defined term, or a name; German nouns all have one.
# The way through a menu (Tools/Options, Tools > Options) is neither.
_CAPITALISED = re.compile(
    r"""
    \b (?: the | our | your | this | these | such | any | all | each | of | with | to | and | or | for )
    \s (?P<term> [A-Z][a-z]+ (?: \s [A-Z][a-z]+ )* ) (?! \w | \s? [/>›→] )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term that a clause defines for the whole text."""

    words: str
    clause: Clause


def check(draft: Draft) -> Iterator[Remark]:
    """Remarks on one text's terms."""
    terms = definitions(draft.document)
    seen: dict[str, Term] = {}
    for term in terms:
        first = seen.setdefault(term.words.lower(), term)
        if first is not term:
            where = first.clause.line
            yield remark("term-defined-twice", draft.path, term.clause.line, term=term.words, first=where)
        elif _first_use(term.words, draft.document) is None:
            yield remark("term-unused", draft.path, term.clause.line, term=term.words)
    yield from _orphans(draft, seen)
    if draft.language == "en":
        yield from _capitalised(draft, seen)


def check_pair(one: Draft, other: Draft) -> Iterator[Remark]:
    """Remarks on terms that one language defines where the other defines none."""
    theirs = parts(other.document)
    for key, part in parts(one.document).items():
        counterpart = theirs.get(key)
        if not counterpart:
            continue
        ours = [term for clause in part for term in _defined(clause)]
        defined = sum(1 for clause in counterpart for _ in _defined(clause))
        for term in ours[defined:]:
            twins = (clause for clause in counterpart if clause.place == term.clause.place)
            twin = next(twins, counterpart[0])
            yield remark("term-undefined", other.path, twin.line, term=term.words, defined=one.path)


def definitions(document: Document) -> list[Term]:
    """The terms that a text defines, in reading order."""
    return [term for clause in document.clauses for term in _defined(clause)]


def _defined(clause: Clause) -> Iterator[Term]:
    if clause.kind is ClauseKind.OTHER:
        return
    for parenthesis in _PARENTHESIS.finditer(clause.words):
        quoted = list(_QUOTED.finditer(parenthesis["inside"]))
        around = re.findall(r"[\w.]+", _QUOTED.sub(" ", parenthesis["inside"]).lower())
        if quoted and len(around) <= _AROUND and not _NO_DEFINITION & {word.rstrip(".") for word in around}:
            yield from (Term(_text(each), clause) for each in quoted)
    for quoted_term in _QUOTED.finditer(clause.words):
        if _MEANS.match(clause.words, quoted_term.end()):
            yield Term(_text(quoted_term), clause)


def _text(quoted: re.Match[str]) -> str:
    return str(quoted["english"] or quoted["german"] or quoted["straight"]).strip(" ,.")


def _orphans(draft: Draft, defined: Mapping[str, Term]) -> Iterator[Remark]:
    """Terms that the revision before defined, that are still used and no longer defined."""
    if draft.before is None:
        return
    for term in definitions(draft.before):
        common_word = len(term.words.split()) == 1 and term.words[:1].islower()  # "we" needs no definition
        if term.words.lower() in defined or common_word:
            continue
        use = _first_use(term.words, draft.document)
        if use is not None:
            yield remark("term-undefined", draft.path, use.line, term=term.words, defined=draft.path)


def _capitalised(draft: Draft, defined: Mapping[str, Term]) -> Iterator[Remark]:
    """Words written as a defined term again and again, elsewhere without a capital, defined nowhere."""
    clauses = [
        clause
        for clause in draft.document.clauses
        if clause.kind not in (ClauseKind.OTHER, ClauseKind.HEADING)
    ]
    uses: dict[str, list[int]] = {}
    for clause in clauses:
        for found in _CAPITALISED.finditer(clause.words):
            uses.setdefault(found["term"], []).append(clause.line)
    known = {" ".join(map(_stem, _plain(_without_determiner(term)))) for term in defined}
    for term, lines in uses.items():
        plain = re.compile(rf"(?<![\w./@-]){re.escape(term.lower())}(?![\w@/-]|\.\w)")
        common = any(plain.search(clause.words) for clause in clauses)
        if len(lines) > 1 and common and " ".join(map(_stem, _plain(term.lower()))) not in known:
            yield remark("term-capitalised", draft.path, lines[0], term=term, times=len(lines))


def _without_determiner(term: str) -> str:
    first, _, rest = term.partition(" ")
    return rest if rest and first.lower() in _DETERMINERS else term


def _first_use(term: str, document: Document) -> Clause | None:
    """The first clause that uses a term outside its definition, in any inflection.

    A term with a capital is used with one: "the Rules" are not any rules.
    """
    stems = [_stem(word) for word in _plain(_without_determiner(term))]
    for clause in document.clauses:
        if clause.kind is ClauseKind.OTHER:
            continue
        words = _plain(
            _QUOTED.sub(lambda found: " " if _text(found).lower() == term.lower() else found[0], clause.words)
        )
        if _uses(stems, words):
            return clause
    return None


def _plain(text: str) -> list[str]:
    return re.findall(r"[\w&-]+", text)


def _stem(word: str) -> str:
    """What a word's inflections begin with; short words have none worth the name."""
    return word if len(word) <= 4 else word[: max(4, len(word) - 3)]


def _uses(stems: Sequence[str], words: Sequence[str]) -> bool:
    def fits(stem: str, word: str) -> bool:
        word = word if stem[:1].isupper() else word.lower()
        return word == stem if len(stem) < 4 else word.startswith(stem)

    last = len(words) - len(stems)
    return any(all(map(fits, stems, words[at:])) for at in range(last + 1))
