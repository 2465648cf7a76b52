"""Whether what belongs together still does: `invoices ten years, log files seven days`, exchanged."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import combinations

from redletter.rules import quantities
from redletter.rules.clauses import OWNING, PARTING, persons
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.proper import is_name
from redletter.rules.reading import Reading
from redletter.rules.restricting import BOUND

PERSONS = ("company", "reader")
# What these deny, limit or order stands right behind them.
_SCOPED = ("only", "negation", "exception", "before", "after")
_FAMILY = 6  # letters by which words are told apart, so that no ending does


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


@lru_cache(maxsize=8)
def _together(c: Comparison, side: int) -> set[frozenset[str]]:
    clauses: dict[int, set[str]] = {}
    for item, clause, _ in items_of(c, side):
        clauses.setdefault(clause, set()).add(item)
    return {frozenset(pair) for items in clauses.values() for pair in combinations(sorted(items), 2)}


@lru_cache(maxsize=8)
def items_of(c: Comparison, side: int) -> list[tuple[str, int, int]]:
    """Words of content of edited sentences, persons and quantities; each with its clause and its place."""
    reading = (c.before, c.after)[side]
    forms = persons(c.language)
    named = {at: hit.term.list for hit in reading.hits if hit.term.list in PERSONS for at in hit.places}
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
    for item, clause, at in items_of(c, side):
        row = clauses.setdefault(clause, [])
        told_by_form = item == "company" or (item == "reader" and c.language == "de")
        if told_by_form or (
            item not in PERSONS and (reading.words[at].kind == "number" or not is_noun(reading, at))
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


def is_noun(reading: Reading, at: int) -> bool:
    """Whether a word of content is no verb, as far as lists, capitals and endings tell."""
    if any(hit.term.list in _VERBS and hit.start <= at < hit.stop for hit in reading.hits):
        return False
    word = reading.words[at]
    return (
        word.text[:1].isupper() if reading.language == "de" else not word.norm.endswith(("ed", "ing", "ly"))
    )


def parts_exchanged(c: Comparison) -> tuple[str, ...]:
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
    items = [(item, at) for item, _, at in items_of(c, side)]
    often = Counter(item for item, _ in items)
    return {
        item: "" if (found := _governing(reading, at, c)) in c.lexicon.plain["agents"] else found
        for item, at in items
        if often[item] == 1 and item == reading.words[at].key[:_FAMILY] and is_noun(reading, at)
        if reading.words[at].norm not in _OF_LAW
    }


# Provisions are facts for other rules.
_OF_LAW = frozenset(["article", "artikel", "point", "letter", "gdpr", "dsgvo"])


def names_reordered(c: Comparison) -> tuple[str, ...]:
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


def scopes_exchanged(c: Comparison) -> tuple[str, ...]:
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
    listed = listed_together(c.before, c) & listed_together(c.after, c)
    turned = {
        pair
        for one in lost
        for other in gained
        if one[0] == other[0]
        and (one[0] != "negation" or frozenset(word[:_FAMILY] for _, word in (one, other)) not in beside)
        and frozenset([one[1], other[1]]) not in listed
        for pair in (one, other)
    }
    return tuple(sorted(word for _, word in turned))


def listed_together(reading: Reading, c: Comparison) -> set[frozenset[str]]:
    """Words of content between which stands nothing but grammar and a word that joins them."""
    joins = c.lexicon.plain["joins"]
    commas = {at for at, mark in reading.marks if mark == ","}
    denied = {at for hit in reading.hits if hit.term.list == "negation" for at in hit.places}
    found: set[frozenset[str]] = set()
    run: list[int] = []
    for at, word in enumerate(reading.words):
        if is_function_word(word, c.lexicon):
            continue
        between = range(run[-1] + 1, at + 1) if run else range(0)
        joined = any(reading.words[each].norm in joins for each in between) and not commas & set(between)
        run = [*run, at] if joined and not denied & set(between) else [at]
        found |= {frozenset([reading.words[each].key, word.key]) for each in run[:-1]}
    return found


def _scopes(reading: Reading, c: Comparison) -> Counter[tuple[str, str]]:
    """The word of content behind each word that limits or denies."""
    found: Counter[tuple[str, str]] = Counter()
    for hit in reading.hits:
        if hit.term.list in _SCOPED:
            _, stop = reading.sentences[reading.words[hit.start].sentence]
            behind = (reading.words[at] for at in range(hit.stop, stop))
            found[hit.term.list, next((w.key for w in behind if not is_function_word(w, c.lexicon)), "")] += 1
    return found
