"""Whether what belongs together still does: `invoices ten years, log files seven days`, exchanged."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import combinations

from redletter.rules import quantities
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.proper import is_name
from redletter.rules.reading import Reading
from redletter.rules.restricting import BOUND
from redletter.rules.roles import OWNING, PARTING, clauses, persons

_PERSONS = ("company", "reader")
# What these deny, limit or order stands right behind them.
_SCOPED = ("only", "negation", "exception", "before", "after")
_FAMILY = 6  # letters by which words are told apart, so that no ending does


@lru_cache(maxsize=8)
def words_exchanged(c: Comparison) -> tuple[str, ...]:
    """Words of any kind that may belong to others now, so that no proof holds.

    Words that stood together in a clause, also those for who acts, stand with each other's companions;
    or another word stands behind a limit; or who does what to whom is told by another order.
    """
    return (
        companions_exchanged(c)
        or _amount_moved(c)
        or _scopes_exchanged(c)
        or _freed_exchanged(c)
        or one_of_both(c)
        or _payer_exchanged(c)
        or _seat_exchanged(c)
        or _controller_exchanged(c)
        or _parts_exchanged(c)
        or _names_reordered(c)
        or order_turned(c)
        or _owners_exchanged(c)
    )


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


def _parts_exchanged(c: Comparison) -> tuple[str, ...]:
    """Two nouns of which one stands behind the preposition that the other stood behind."""
    old, new = _parts(c, 0), _parts(c, 1)
    both = sorted(old.keys() & new.keys())
    moved = [item for item in both if old[item] != new[item]]
    return next(
        ((one, other) for one in moved for other in moved if one != other and new[one] == old[other] != ""),
        (),
    )


def _parts(c: Comparison, side: int) -> dict[str, str]:
    """By noun that is said once, the preposition that it stands behind; `by` is none, as of who acts."""
    reading = (c.before, c.after)[side]
    items = [(item, at) for item, _, at in _items(c, side)]
    often = Counter(item for item, _ in items)
    return {
        item: "" if (found := _governing(reading, at, c)) in c.lexicon.plain["agents"] else found
        for item, at in items
        if often[item] == 1 and item == reading.words[at].key[:_FAMILY] and _is_noun(reading, at)
        if reading.words[at].norm not in _OF_LAW
    }


_OF_LAW = frozenset(
    ["article", "artikel", "point", "letter", "gdpr", "dsgvo"]
)  # provisions are facts elsewhere


def _names_reordered(c: Comparison) -> tuple[str, ...]:
    """Two names or more, in another order."""
    old, new = (
        list(dict.fromkeys(r.words[at].key for p in c.edited(side) for at in range(p.start, p.stop)
                           if is_name(r, at)))
        for side, r in ((0, c.before), (1, c.after))
    )  # fmt: skip
    first, second = [name for name in old if name in new], [name for name in new if name in old]
    return tuple(first) if first != second else ()


def persons_changed(c: Comparison) -> bool:
    """Whether a person is spoken of in another form: `we pay you`, `you pay us`."""
    old, new = (
        Counter(w.norm for w in r.words if w.norm in persons(c.language)) for r in (c.before, c.after)
    )
    return old != new


@lru_cache(maxsize=8)
def order_turned(c: Comparison) -> tuple[str, ...]:
    """Nouns and persons in another order within a clause, but for those whose part a preposition tells.

    Who acts in the passive is taken to stand first: `your browser stores it`, `stored by your browser`.
    """
    old, new = _arguments(c, 0), _arguments(c, 1)
    for mine in old:
        other = max(new, key=lambda each: len(set(each) & set(mine)), default=[])
        first, second = ([item for item in one if item in two] for one, two in ((mine, other), (other, mine)))
        if dict.fromkeys(first).keys() != dict.fromkeys(second).keys() or len(set(first)) < _TWO:
            continue
        if list(dict.fromkeys(first)) != list(dict.fromkeys(second)):
            return tuple(first)
    return ()


_TWO = 2


def _arguments(c: Comparison, side: int) -> list[list[str]]:
    """By clause, the nouns and persons that stand behind no preposition, who acts in the passive first."""
    reading = (c.before, c.after)[side]
    clauses: dict[int, list[str]] = {}
    agents: Counter[int] = Counter()
    for item, clause, at in _items(c, side):
        row = clauses.setdefault(clause, [])
        told_by_form = item == "company" or (item == "reader" and c.language == "de")
        if told_by_form or (
            item not in _PERSONS and (reading.words[at].kind == "number" or not _is_noun(reading, at))
        ):
            continue
        governing = _governing(reading, at, c)
        if governing in c.lexicon.plain["agents"]:
            row.insert(agents[clause], item)
            agents[clause] += 1
        elif not governing:
            row.append(item)
    return list(clauses.values())


def _governing(reading: Reading, at: int, c: Comparison) -> str:
    """The preposition that a word stands behind, with no person or number between; empty for none."""
    parted = {place for place, mark in reading.marks if mark in PARTING}
    for place in range(at - 1, max(-1, at - 1 - _GOVERNED), -1):
        word = reading.words[place]
        if word.sentence != reading.words[at].sentence or place + 1 in parted:
            break
        if word.norm in c.lexicon.plain["prepositions"]:
            return word.norm
        if word.kind == "number" or word.norm in persons(reading.language):
            break
    return ""


_VERBS = ("practice", "deed", "giving", "receiving", "right", "may", "must")
_GOVERNED = 3  # how many words before a noun its preposition is looked for


def _is_noun(reading: Reading, at: int) -> bool:
    """Whether a word of content is no verb, as far as lists, capitals and endings tell."""
    if any(hit.term.list in _VERBS and hit.start <= at < hit.stop for hit in reading.hits):
        return False
    word = reading.words[at]
    return (
        word.text[:1].isupper() if reading.language == "de" else not word.norm.endswith(("ed", "ing", "ly"))
    )


@lru_cache(maxsize=8)
def companions_exchanged(c: Comparison) -> tuple[str, ...]:
    """Words of two clauses that changed companions: `we bear the cost, you the postage`, turned."""
    old, new = _together(c, 0), _together(c, 1)
    lost, gained = old - new, new - old
    near: dict[str, set[str]] = {}  # who stands together only now
    for one, other in map(tuple, gained):
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    here = {item for pair in lost for item in pair}
    for a, b in sorted(map(sorted, lost)):
        for y in sorted(near.get(a, set()) & here - {b}):
            for x in sorted(near.get(b, set()) & here - {a, y}):
                if frozenset((x, y)) in lost:
                    return (a, b, x, y)
    return ()


def _amount_moved(c: Comparison) -> tuple[str, ...]:
    """A quantity that stands with another noun than before, where both texts have both nouns."""
    old, new = (_companions(c, side) for side in (0, 1))
    known = [{item for item, _, _ in _items(c, side)} for side in (0, 1)]
    for amount in sorted(old.keys() & new.keys()):
        left = {item for item in old[amount] - new[amount] if item in known[1]}
        come = {item for item in new[amount] - old[amount] if item in known[0]}
        if left and come:
            return (amount, *sorted(left), *sorted(come))
    return ()


def _companions(c: Comparison, side: int) -> dict[str, set[str]]:
    """By quantity that is told once, the nouns of its clause."""
    reading = (c.before, c.after)[side]
    items = _items(c, side)
    amounts = [(item, clause) for item, clause, at in items if " " in item]
    often = Counter(item for item, _ in amounts)
    return {
        amount: {item for item, clause, at in items if clause == within and _is_thing(reading, at, item)}
        for amount, within in amounts
        if often[amount] == 1
    }


def _is_thing(reading: Reading, at: int, item: str) -> bool:
    return item not in _PERSONS and " " not in item and _is_noun(reading, at)


@lru_cache(maxsize=8)
def _together(c: Comparison, side: int) -> set[frozenset[str]]:
    clauses: dict[int, set[str]] = {}
    for item, clause, _ in _items(c, side):
        clauses.setdefault(clause, set()).add(item)
    return {frozenset(pair) for items in clauses.values() for pair in combinations(sorted(items), 2)}


@lru_cache(maxsize=8)
def _items(c: Comparison, side: int) -> list[tuple[str, int, int]]:
    """Words of content of edited sentences, persons and quantities; each with its clause and its place."""
    reading = (c.before, c.after)[side]
    forms = persons(c.language)
    named = {at: hit.term.list for hit in reading.hits if hit.term.list in _PERSONS for at in hit.places}
    said = {at: name for at, name in named.items() if reading.words[at].norm in forms}
    people = named.keys() - said.keys()  # `customers`
    amounts = {q.at: f"{q.amount:g} {q.dimension}" for q in quantities.quantities(reading, c.lexicon)}
    cuts = {at for at, mark in reading.marks if mark in PARTING}
    cuts |= {hit.start for hit in reading.hits if hit.term.list in ("condition", "and")}
    found = []
    clause = 0
    for p in c.edited(side):
        clause += 1
        for at in range(p.start, p.stop):
            clause += at in cuts
            word = reading.words[at]
            if word.norm in OWNING[reading.language] or word.norm in c.lexicon.plain["prepositions"]:
                continue  # whose something is goes with it
            if at in said or at in amounts:
                found.append((said.get(at) or amounts[at], clause, at))
            elif word.norm in c.lexicon.units:
                continue  # said by the quantity
            elif word.kind == "word" and (at in people or not is_function_word(word, c.lexicon)):
                found.append((word.key[:_FAMILY], clause, at))
    return found


def _scopes_exchanged(c: Comparison) -> tuple[str, ...]:
    """Words behind a limit or a denial, of which one stood there and another, said before too, stands now.

    A denial may stand elsewhere in its clause: `no data is shared`, `we do not share any data`.
    """
    old, new = _scopes(c.before, c), _scopes(c.after, c)
    if any(hit.term.list == BOUND for reading in (c.before, c.after) for hit in reading.hits):
        return ()  # a limit that was said by a denial stands elsewhere by nature
    known = [{word.key for word in reading.words} for reading in (c.before, c.after)]
    lost = {pair for pair in old - new if pair[1] in known[1] or not pair[1]}
    gained = {pair for pair in new - old if pair[1] in known[0] or not pair[1]}
    beside = _together(c, 0) & _together(c, 1)
    turned = {
        pair
        for one in lost
        for other in gained
        if one[0] == other[0]
        and (one[0] != "negation" or frozenset(word[:_FAMILY] for _, word in (one, other)) not in beside)
        for pair in (one, other)
    }
    return tuple(sorted(word for _, word in turned))


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
            run = [each for each in named if abs(each - named[0]) <= _TWO]
            found |= {reading.words[each].key for each in run}
    return found


def _is_party(reading: Reading, at: int, c: Comparison) -> bool:
    word = reading.words[at]
    return word.kind == "word" and not is_function_word(word, c.lexicon) and _is_noun(reading, at)


def _is_place(reading: Reading, at: int) -> bool:
    """Whether a name, or a noun without article behind `in`, may be that of a town or a country."""
    capital = reading.words[at].text[:1].isupper()
    return is_name(reading, at) or (capital and at > 0 and reading.words[at - 1].norm in ("in", "aus"))


def _payer_exchanged(c: Comparison) -> tuple[str, ...]:
    """Costs that were ours are the reader's, or the other way round."""
    payers = {"costs_us", "costs_you"}
    old, new = ({hit.term.list for hit in reading.hits} & payers for reading in (c.before, c.after))
    return (*c.lost(*old), *c.gained(*new)) if old and new and old != new else ()


def one_of_both(c: Comparison) -> tuple[str, ...]:
    """Both are asked for in the one text, one of the two in the other."""
    old, new = ({hit.term.list for hit in reading.hits} for reading in (c.before, c.after))
    for one, other, reading in ((old, new, c.before), (new, old, c.after)):
        if "one_of" in one and "both" in other and not other & {"one_of", "or"}:
            return tuple(reading.spoken(h.start, h.stop) for h in reading.hits if h.term.list == "one_of")
    return ()


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


def _scopes(reading: Reading, c: Comparison) -> Counter[tuple[str, str]]:
    """The word of content behind each word that limits or denies."""
    found: Counter[tuple[str, str]] = Counter()
    for hit in reading.hits:
        if hit.term.list in _SCOPED:
            _, stop = reading.sentences[reading.words[hit.start].sentence]
            behind = (reading.words[at] for at in range(hit.stop, stop))
            found[hit.term.list, next((w.key for w in behind if not is_function_word(w, c.lexicon)), "")] += 1
    return found
