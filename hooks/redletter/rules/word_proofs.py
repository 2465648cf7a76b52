"""Proofs that exchanged words change nothing, each with its guard."""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.distance import DamerauLevenshtein

from redletter.rules.comparison import Comparison
from redletter.rules.exchanging import words_exchanged
from redletter.rules.pairing import persons_changed
from redletter.rules.proper import is_name
from redletter.rules.quantities import ARTICLES, changed, is_reference
from redletter.rules.reading import Reading
from redletter.rules.sentences import FACTS, Hunk
from redletter.rules.telephones import same_telephone, telephone_places
from redletter.rules.words import OPERATORS, Word

_TYPO_DISTANCE = 2


Claim = Callable[[Hunk, Comparison], bool]


def _one_word_written_apart(hunk: Hunk, c: Comparison) -> bool:
    """`ad hoc` and `ad-hoc`, `Datenschutz-Hinweis` and `Datenschutzhinweis`."""
    if not hunk.old or not hunk.new or _has_digits(hunk, c):
        return False
    return any(joined(hunk.old, c.before) == joined(hunk.new, c.after) for joined in (_plain, _written))


def _misspelt_address(hunk: Hunk, c: Comparison) -> bool:
    """A domain of which one letter differs; an e-mail address is never meant."""
    old, new = _words(hunk.old, c.before), _words(hunk.new, c.after)
    if len(old) != 1 or len(new) != 1 or {old[0].kind, new[0].kind} != {"address"}:
        return False
    first, second = old[0].norm, new[0].norm
    return "@" not in first and "[at]" not in first and _near(first, second, 1)


def _spelling_variant(hunk: Hunk, c: Comparison) -> bool:
    """-ise and -ize, -our and -or, -ll- and -l-, ß and ss, umlauts written out."""
    if len(hunk.old) != 1 or len(hunk.new) != 1:
        return False
    old, new = c.before.words[hunk.old[0]], c.after.words[hunk.new[0]]
    return old.kind == new.kind == "word" and _folded(old.norm) == _folded(new.norm)


def _doubled_word(hunk: Hunk, c: Comparison) -> bool:
    """A word written twice in a row, once taken out (or, mirrored, put in)."""
    for mine, other, reading in ((hunk.old, hunk.new, c.before), (hunk.new, hunk.old, c.after)):
        if len(mine) == 1 and not other:
            at = mine[0]
            near = [reading.words[i].norm for i in (at - 1, at + 1) if 0 <= i < len(reading.words)]
            if reading.words[at].norm in near:
                return True
    return False


def _grammar(hunk: Hunk, c: Comparison) -> bool:
    """Articles and other words of pure grammar; one preposition of place for another."""
    old, new = _norms(hunk.old, c.before), _norms(hunk.new, c.after)
    grammar, places = c.lexicon.plain["grammar"], c.lexicon.plain["places"]
    if all(word in grammar for word in old + new):
        return True
    rest_old = [word for word in old if word not in grammar]
    rest_new = [word for word in new if word not in grammar]
    return len(rest_old) == len(rest_new) and all(word in places for word in rest_old + rest_new)


def _cross_reference(hunk: Hunk, c: Comparison) -> bool:
    """The number of a clause that is referred to; articles of a law are not meant."""
    if len(hunk.old) != 1 or len(hunk.new) != 1:
        return False
    sides = ((hunk.old[0], c.before), (hunk.new[0], c.after))
    return all(is_reference(reading, at, c.lexicon) for at, reading in sides)


def _written_address(hunk: Hunk, c: Comparison) -> bool:
    """A web address that is printed: what it leads to is said by the words around it."""
    old, new = _words(hunk.old, c.before), _words(hunk.new, c.after)
    return bool(old or new) and all(
        word.kind == "address" and word.norm.startswith("http") for word in old + new
    )


def _menu_path(hunk: Hunk, c: Comparison) -> bool:
    """A step of a path through menus (`Settings > Privacy`): where to click, not what is done."""
    sides = ((hunk.old, hunk.old_at, c.before), (hunk.new, hunk.new_at, c.after))
    return all(_beside_step(mine, at, reading) for mine, at, reading in sides if mine)


def _same_quantity(hunk: Hunk, c: Comparison) -> bool:
    """`48 hours` and `two days`: other words for the same quantity."""
    words = (*_words(hunk.old, c.before), *_words(hunk.new, c.after))
    counted = all(
        word.kind == "number"
        or word.norm in ARTICLES
        or word.norm in c.lexicon.units
        or word.key in c.lexicon.units
        for word in words
    ) and any(word.kind == "number" or word.norm in ARTICLES for word in words)
    return bool(words) and counted and changed(c) == ((), ()) and bool(hunk.old and hunk.new)


def _same_telephone(hunk: Hunk, c: Comparison) -> bool:
    """A telephone number in other groups of digits, or with the code of the country."""
    within = set(hunk.old) <= telephone_places(c.before) and set(hunk.new) <= telephone_places(c.after)
    return bool(hunk.old or hunk.new) and within and same_telephone(c)


def _run_in_heading(hunk: Hunk, c: Comparison) -> bool:
    """The label in front of a text (`**Payment**: …`) that came, went or was reworded."""
    sides = ((hunk.old, c.before), (hunk.new, c.after))
    return all(_is_label(places, reading) for places, reading in sides if places)


def _is_label(places: tuple[int, ...], reading: Reading) -> bool:
    turns = any(hit.term.list == "negation" and hit.start < reading.label for hit in reading.hits) or any(
        hit.term.list in _TURNING and hit.start in places for hit in reading.hits
    )
    named = any(reading.words[at].kind != "word" or is_name(reading, at) for at in places)
    return max(places) < reading.label < len(reading.words) and not turns and not named


# Lists of which no word of a label may come or go.
_TURNING = ("only", "fee", "free", "opt_out", "opt_in", "exception", "company", "reader", "open")


def _quoted_label(hunk: Hunk, c: Comparison) -> bool:
    """What a button or a menu is called, in quotation marks: `“Profile”`.

    Guard: it follows words of where to click, and no word of choice is in it.
    """
    sides = ((hunk.old, c.before), (hunk.new, c.after))
    return bool(hunk.old and hunk.new) and all(_is_quoted(places, reading) for places, reading in sides)


def _is_quoted(places: tuple[int, ...], reading: Reading) -> bool:
    opening = [at for at, mark in reading.marks if mark in _OPENING and at <= places[0]]
    if not opening:
        return False
    closing = [at for at, mark in reading.marks if mark in _CLOSING and at > opening[-1]]
    if not closing or places[-1] >= closing[0]:
        return False
    lead = reading.words[opening[-1] - 1].norm if opening[-1] else ""
    turning = ("negation", "opt_out", "opt_in", "only", "all")
    free = not any(hit.term.list in turning and hit.start in places for hit in reading.hits)
    return free and lead in _MENUS


_OPENING, _CLOSING = frozenset('„“"«»‚'), frozenset('“”"»«‘')
_MENUS = frozenset(
    ["under", "in", "on", "click", "select", "choose", "menu", "section", "page", "tab", "button", "to",
     "via", "area", "item", "link", "field", "unter", "auf", "bereich", "kundenbereich", "menü",
     "menüpunkt", "seite", "schaltfläche", "über", "reiter", "punkt", "abschnitt", "rubrik", "feld",
     "option"]
)  # fmt: skip


WORD_PROOFS: dict[str, Claim] = {
    "word-written-apart": _one_word_written_apart,
    "misspelt-address": _misspelt_address,
    "spelling-variant": _spelling_variant,
    "doubled-word": _doubled_word,
    "cross-reference-renumbered": _cross_reference,
    "printed-web-address": _written_address,
    "menu-path": lambda hunk, c: _menu_path(hunk, c) or _quoted_label(hunk, c),
    "run-in-heading": _run_in_heading,
    "same-quantity": _same_quantity,
    "same-telephone": _same_telephone,
    "grammar": _grammar,
}


def unproved(c: Comparison) -> tuple[Hunk, ...]:
    """The hunks that no proof claims."""
    return tuple(hunk for hunk in c.hunks if not any(claim(hunk, c) for claim in WORD_PROOFS.values()))


def word_order(c: Comparison) -> tuple[str, ...]:
    """Words of grammar and of no term that stand elsewhere in their sentence.

    Guard: no name, number, operator or fact moves; `the partner of the client` is not the reverse.
    """
    if words_exchanged(c) or persons_changed(c):
        return ()
    left = unproved(c)
    sides = (
        (c.before, c.removed, [at for hunk in left for at in hunk.old]),
        (c.after, c.added, [at for hunk in left for at in hunk.new]),
    )
    for reading, differing, places in sides:
        tied = {at for hit in reading.hits if hit.term.list in _TIED for at in hit.places}
        for at in places:
            word = reading.words[at]
            if at in differing and word.norm not in c.lexicon.plain["grammar"] | c.lexicon.plain["places"]:
                return ()
            if at in tied or is_name(reading, at):
                return ()
            if word.kind != "word" and not is_reference(reading, at, c.lexicon):
                return ()
    return tuple(c.after.words[at].text for at in sides[1][2] if c.after.words[at].text)


# Terms whose place in the sentence can tell the meaning; of pronouns, the form does.
_TIED = frozenset((*OPERATORS, *FACTS, "free", "fee", "protected", "secret", "at_most")) - {
    "company",
    "reader",
    "open",
    "and",
}


def claimed(name: str, c: Comparison) -> tuple[str, ...]:
    """The words that a word proof claims, old and new."""
    return tuple(
        word.text
        for hunk in c.hunks
        if WORD_PROOFS[name](hunk, c)
        for word in (*_words(hunk.old, c.before), *_words(hunk.new, c.after))
        if word.text
    )


def _norms(places: tuple[int, ...], reading: Reading) -> list[str]:
    return [reading.words[at].norm for at in places]


def _words(places: tuple[int, ...], reading: Reading) -> list[Word]:
    return [reading.words[at] for at in places]


def _plain(places: tuple[int, ...], reading: Reading) -> str:
    return "".join(reading.words[at].key.replace("-", "") for at in places)


def _written(places: tuple[int, ...], reading: Reading) -> str:
    return "".join(reading.words[at].norm.replace("-", "") for at in places)


def _has_digits(hunk: Hunk, c: Comparison) -> bool:
    words = (*_words(hunk.old, c.before), *_words(hunk.new, c.after))
    return any(character.isdigit() for word in words for character in word.norm)


def _near(one: str, other: str, distance: int) -> bool:
    return DamerauLevenshtein.distance(one, other, score_cutoff=distance) <= distance


def _folded(norm: str) -> str:
    folded = norm
    for spelling, standard in (("isa", "iza"), ("ise", "ize"), ("isi", "izi"), ("yse", "yze"), ("our", "or"),
                               ("lled", "led"), ("lling", "ling"), ("ß", "ss"), ("ae", "ä"),
                               ("oe", "ö"), ("ue", "ü"), ("centre", "center"), ("licence", "license"),
                               ("metre", "meter"), ("defence", "defense"), ("programme", "program"),
                               ("ogue", "og"), ("ph", "f"), ("tial", "zial"),
                               ("tiell", "ziell")):  # fmt: skip
        folded = folded.replace(spelling, standard)
    return folded


_STEPS = frozenset("/>→»›")


def _beside_step(mine: tuple[int, ...], at: int, reading: Reading) -> bool:
    steps = {place for place, mark in reading.marks if mark in _STEPS}
    quoted = any(mark in "„“\"»«'‚" for _, mark in reading.marks)
    places = {*mine, at} | {place + 1 for place in mine}
    return bool(steps & places) and (quoted or any(mark in ">→›" for _, mark in reading.marks))
