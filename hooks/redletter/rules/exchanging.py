"""Whether things changed places with each other: what an amount is for, who pays, what is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from redletter.rules.clauses import OWNING, clauses
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.pairing import (
    PERSONS,
    companions_exchanged,
    is_noun,
    items_of,
    listed_together,
    names_reordered,
    order_turned,
    parts_exchanged,
    scopes_exchanged,
)
from redletter.rules.proper import is_name
from redletter.rules.reading import Reading


@lru_cache(maxsize=8)
def words_exchanged(c: Comparison) -> tuple[str, ...]:
    """Words of any kind that may belong to others now, so that no proof holds.

    Words that stood together in a clause, also those for who acts, stand with each other's companions;
    or another word stands behind a limit; or who does what to whom is told by another order.
    """
    return next((found for guard in _GUARDS if (found := guard(c))), ())


def exchanged_anew(c: Comparison) -> tuple[str, ...]:
    """The same in a clause that is said anew, where a condition stands at another place by nature."""
    return next((found for guard in _GUARDS if guard is not binding_moved and (found := guard(c))), ())


def words_crossed(c: Comparison) -> tuple[str, ...]:
    """Two words that stand in each other's place, in sentences that stay: `is off; switch it on`.

    Members of a list may stand in any order.
    """
    if not c.is_small:
        return ()
    put = {
        (c.before.words[hunk.old[0]].key, c.after.words[hunk.new[0]].key)
        for hunk in c.hunks
        if len(hunk.old) == len(hunk.new) == 1
    }
    listed = listed_together(c.before, c) & listed_together(c.after, c)
    crossed = sorted(old for old, new in put if (new, old) in put and frozenset([old, new]) not in listed)
    return tuple(crossed)


def binding_moved(c: Comparison) -> tuple[str, ...]:
    """A condition that is bound to one member of a list in one text: `city (if you agree) and photo`."""
    old, new = _bound(c.before, c), _bound(c.after, c)
    both = c.before.terms("consent") + c.before.terms("condition")
    there = c.after.terms("consent") + c.after.terms("condition")
    return tuple(sorted(old ^ new)) if both == there else ()


def condition_moved(c: Comparison) -> tuple[str, ...]:
    """Such a condition, or a limit on who does it, where nothing but the place of words changed.

    And a list to whose members others answer in turn: `ten years and one year respectively`.
    """
    if c.removed or c.added:
        return ()
    limits = [_limits_who(reading, c) for reading in (c.before, c.after)]
    in_turn = c.hunks and "in_turn" in {hit.term.list for hit in c.before.hits}
    return binding_moved(c) or _free_moved(c) or (("…",) if limits[0] != limits[1] or in_turn else ())


def _free_moved(c: Comparison) -> tuple[str, ...]:
    """What is said to be free of charge stands in another clause, of which nothing stood beside it."""
    old, new = _said_free(c.before, c), _said_free(c.after, c)
    apart = [beside for beside in new if not any(beside & each for each in old)]
    return ("…",) if len(old) == len(new) and apart else ()


def _said_free(reading: Reading, c: Comparison) -> list[set[str]]:
    """The words of content in each clause in which something is free of charge."""
    return [
        {
            word.key
            for at, word in enumerate(reading.words[opens:closes], opens)
            if at not in hit.places and not is_function_word(word, c.lexicon)
        }
        for hit in reading.hits
        if hit.term.list == "free"
        for start, stop in [reading.sentences[reading.words[hit.start].sentence]]
        for opens, closes in clauses(reading, start, stop)
        if opens <= hit.start < closes
    ]


def _limits_who(reading: Reading, c: Comparison) -> bool:
    """Whether a limit opens a sentence and stands before who does it: `only parents can see`."""
    starts = {start for start, _ in reading.sentences}
    words = [word.norm for word in reading.words]
    held = c.lexicon.plain["prepositions"] | c.lexicon.plain["grammar"]
    return any(
        hit.term.list == "only"
        and hit.start in starts
        and hit.stop < len(words)
        and words[hit.stop] not in held
        for hit in reading.hits
    )


def _bound(reading: Reading, c: Comparison) -> set[str]:
    """The conditions that stand right before or behind a word that joins the members of a list."""
    joins = c.lexicon.plain["joins"]
    words = [word.norm for word in reading.words]
    found = set()
    for hit in reading.hits:
        if hit.term.list not in ("consent", "condition", "only"):
            continue
        start, stop = reading.sentences[reading.words[hit.start].sentence]
        ends = [at for at, _ in reading.marks if hit.stop <= at <= stop]
        end = min(ends, default=stop) if hit.term.list == "condition" else hit.stop
        opens = hit.start
        while (
            opens > start
            and is_function_word(reading.words[opens - 1], c.lexicon)
            and (words[opens - 1] not in joins)
        ):
            opens -= 1
        behind = hit.term.list != "only" and end < stop and words[end] in joins
        if behind or (opens > start and words[opens - 1] in joins):
            found.add(hit.term.key)
    return found


def _amount_moved(c: Comparison) -> tuple[str, ...]:
    """A quantity that stands with another noun than before, where both texts have both nouns."""
    old, new = (_companions(c, side) for side in (0, 1))
    known = [{item for item, _, _ in items_of(c, side)} for side in (0, 1)]
    for amount in sorted(old.keys() & new.keys()):
        left = {item for item in old[amount] - new[amount] if item in known[1]}
        come = {item for item in new[amount] - old[amount] if item in known[0]}
        if left and come:
            return (amount, *sorted(left), *sorted(come))
    return ()


def _companions(c: Comparison, side: int) -> dict[str, set[str]]:
    """By quantity that is told once, the nouns of its clause."""
    reading = (c.before, c.after)[side]
    items = items_of(c, side)
    amounts = [(item, clause) for item, clause, at in items if " " in item]
    often = Counter(item for item, _ in amounts)
    return {
        amount: {item for item, clause, at in items if clause == within and _is_thing(reading, at, item)}
        for amount, within in amounts
        if often[amount] == 1
    }


def _is_thing(reading: Reading, at: int, item: str) -> bool:
    return item not in PERSONS and " " not in item and is_noun(reading, at)


def _freed_exchanged(c: Comparison) -> tuple[str, ...]:
    """Data that was needed and is left to the reader now, where both texts tell of both."""
    old, new = _freed(c.before), _freed(c.after)
    return tuple(sorted(old ^ new)) if old and new else ()


def _freed(reading: Reading) -> set[str]:
    """The data told of in a clause by which something is left to the reader."""
    return {
        hit.term.key
        for start, stop in reading.sentences
        for opens, closes in clauses(reading, start, stop)
        if any(hit.term.list == "voluntary" and opens <= hit.start < closes for hit in reading.hits)
        for hit in reading.hits
        if hit.term.list == "data" and opens <= hit.start < closes
    }


def one_of_both(c: Comparison) -> tuple[str, ...]:
    """Both are asked for in the one text, one of the two in the other."""
    old, new = ({hit.term.list for hit in reading.hits} for reading in (c.before, c.after))
    for one, other, reading in ((old, new, c.before), (new, old, c.after)):
        if "one_of" in one and "both" in other and not other & {"one_of", "or"}:
            return tuple(reading.spoken(h.start, h.stop) for h in reading.hits if h.term.list == "one_of")
    return ()


def _payer_exchanged(c: Comparison) -> tuple[str, ...]:
    """Costs that were ours are the reader's, or the other way round."""
    payers = {"costs_us", "costs_you"}
    old, new = ({hit.term.list for hit in reading.hits} & payers for reading in (c.before, c.after))
    return (*c.lost(*old), *c.gained(*new)) if old and new and old != new else ()


def _seat_exchanged(c: Comparison) -> tuple[str, ...]:
    """A place where somebody has the seat that was the place of something else: of storage, of another."""
    old, new = _seats(c.before, c), _seats(c.after, c)
    both = {word.key for word in c.before.words} & {word.key for word in c.after.words}
    moved = (old ^ new) & both
    return tuple(sorted(moved)) if old and new else ()


def _seats(reading: Reading, c: Comparison) -> set[str]:
    """The name nearest to each word for a seat, within its sentence: `a firm based in Dublin`."""
    found = set()
    for at, word in enumerate(reading.words):
        if word.norm in c.lexicon.plain["seats"]:
            start, stop = reading.sentences[word.sentence]
            places = [each for each in range(start, stop) if _is_place(reading, each)]
            if places:
                found.add(reading.words[min(places, key=lambda place: abs(place - at))].key)
    return found


def _is_place(reading: Reading, at: int) -> bool:
    """Whether a name, or a noun without article behind `in`, may be that of a town or a country."""
    capital = reading.words[at].text[:1].isupper()
    return is_name(reading, at) or (capital and at > 0 and reading.words[at - 1].norm in ("in", "aus"))


def _controller_exchanged(c: Comparison) -> tuple[str, ...]:
    """Another stands beside the word for the controller than before, of those whom both texts name."""
    old, new = _controllers(c.before, c), _controllers(c.after, c)
    both = {word.key for word in c.before.words} & {word.key for word in c.after.words}
    left, come = (old - new) & both, (new - old) & both
    return (*sorted(left), *sorted(come)) if left and come else ()


def _controllers(reading: Reading, c: Comparison) -> set[str]:
    """The run of nouns or names nearest to the word for the controller, before it if any is."""
    found = set()
    for at, word in enumerate(reading.words):
        if word.norm in c.lexicon.plain["controllers"]:
            start, stop = reading.sentences[word.sentence]
            near = [*range(at - 1, start - 1, -1), *range(at + 1, stop)]
            named = [each for each in near if _is_party(reading, each, c)]
            run = [each for each in named if abs(each - named[0]) <= _RUN]
            found |= {reading.words[each].key for each in run}
    return found


_RUN = 2  # words from the nearest noun to the others of its run, at most


def _is_party(reading: Reading, at: int, c: Comparison) -> bool:
    word = reading.words[at]
    return word.kind == "word" and not is_function_word(word, c.lexicon) and is_noun(reading, at)


def _owners_exchanged(c: Comparison) -> tuple[str, ...]:
    """Nouns that were ours and are yours, beside others that were yours and are ours."""
    old, new = _owned(c, 0), _owned(c, 1)
    changed = [
        (noun, old[noun], new[noun]) for noun in sorted(old.keys() & new.keys()) if old[noun] != new[noun]
    ]
    return tuple(noun for noun, _, _ in changed) if len({owner for _, owner, _ in changed}) > 1 else ()


def _owned(c: Comparison, side: int) -> dict[str, str]:
    """Who owns each noun, by the word right before it: `our clerks`."""
    reading = (c.before, c.after)[side]
    owning = OWNING[c.language]
    return {
        reading.words[at].key: owning[reading.words[at - 1].norm]
        for p in c.edited(side)
        for at in range(p.start + 1, p.stop)
        if reading.words[at - 1].norm in owning
    }


# Asked in this order; the first that finds something names the words.
_GUARDS: tuple[Callable[[Comparison], tuple[str, ...]], ...] = (
    companions_exchanged,
    binding_moved,
    _amount_moved,
    scopes_exchanged,
    _freed_exchanged,
    one_of_both,
    _payer_exchanged,
    _seat_exchanged,
    _controller_exchanged,
    parts_exchanged,
    names_reordered,
    order_turned,
    _owners_exchanged,
)
