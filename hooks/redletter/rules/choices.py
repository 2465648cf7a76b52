"""Evidence of choices, defaults and of who acts."""

from __future__ import annotations

import re

from redletter.lexicon import Lexicon
from redletter.model import Ground
from redletter.rules.clauses import FORMS, GOVERNING, OBLIQUE, OWNING, READER
from redletter.rules.comparison import Comparison
from redletter.rules.grammar import is_function_word
from redletter.rules.reading import Reading
from redletter.rules.sentences import Passage
from redletter.rules.stance import grants, has, is_promise, is_right, subjects


def made_public(c: Comparison) -> tuple[str, ...]:
    """What was private or confidential is public."""
    lost, gained = c.lost("secret"), c.gained("secret")
    opened = any(word.lower().startswith(("public", "öffentlich")) for word in gained)
    return (*lost, *gained) if lost and opened else _seen_by_all(c)


def _seen_by_all(c: Comparison) -> tuple[str, ...]:
    """What some could see, everybody can."""
    shown = Ground.RECIPIENTS in subjects(c) and not (is_right(c) or is_promise(c) or c.lost("everybody"))
    return c.gained("everybody") if shown else ()


def country_limits(c: Comparison) -> tuple[str, ...]:
    """A country or region came into a right that knew none."""
    known = any(has(p, "country") for p in c.edited(0))
    return () if known or Ground.CONTACT in subjects(c) else c.gained("country")


def storage_country(c: Comparison) -> tuple[str, ...]:
    """Data is stored in another country, by the company itself."""
    sides = (*c.edited(0), *c.edited(1))
    kept = any(_keeps(p) for p in sides) and not any(has(p, "recipient") for p in sides)
    return (*c.lost("country"), *c.gained("country")) if kept else ()


# Countries whose law protects data as the GDPR does, or is held adequate (art. 45(3)), by their key in
# the word lists. Decisions that are limited (Canada, the United States) leave the direction open.
PROTECTING = frozenset([
    "european union", "eea", "austria", "belgium", "bulgaria", "croatia", "cyprus", "czechia", "denmark",
    "estonia", "finland", "france", "germany", "greece", "hungary", "ireland", "italy", "latvia", "lithuania",
    "luxembourg", "malta", "netherlands", "poland", "portugal", "romania", "slovakia", "slovenia", "spain",
    "sweden", "iceland", "liechtenstein", "norway", "switzerland", "united kingdom", "andorra", "argentina",
    "faroe islands", "guernsey", "israel", "isle of man", "japan", "new zealand", "south korea", "uruguay",
])  # fmt: skip
LIMITED = frozenset(["canada", "united states", "europe", "abroad", "california"])


def countries(c: Comparison, side: int) -> set[str]:
    """The countries that only one side names, by key."""
    reading, other = ((c.before, c.after), (c.after, c.before))[side]
    known = other.terms("country")
    return {hit.term.key for hit in reading.hits if hit.term.list == "country" and not known[hit.term.key]}


def other_country(c: Comparison) -> tuple[str, ...]:
    """A country came or went, and it is not where data is stored; or there, the law protects it less."""
    abroad = countries(c, 1) - PROTECTING - {"europe"}
    return () if storage_country(c) and not abroad else c.gained("country") or c.lost("country")


def _keeps(p: Passage) -> bool:
    """Whether a sentence says where data is kept."""
    stored = any(h.term.list == "practice" and h.term.key in _STORES and p.holds(h) for h in p.reading.hits)
    return stored or has(p, "remote") or any(h.term.key in _CENTRES and p.holds(h) for h in p.reading.hits)


_STORES = ("store", "speicher*")
_CENTRES = ("data cent*", "rechenzentr*")


def opt_out_gone(c: Comparison) -> tuple[str, ...]:
    """A way to opt in or out went, and none is left in the text."""
    left = c.after.terms("opt_out") + c.after.terms("opt_in")
    return () if left else c.lost("opt_out", "opt_in")


def default_on(c: Comparison) -> tuple[str, ...]:
    """What holds by default was switched on, or is a default now; what was off is on."""
    if c.lost("state_off") and c.gained("state_on"):
        return (*c.lost("state_off"), *c.gained("state_on"))
    if not _has_default(c):
        return c.gained("enable") if c.lost("opt_out") and not _is_choice(c) else ()
    return c.gained("enable") or (c.gained("default") if not c.gained("opt_out") else ())


def default_off(c: Comparison) -> tuple[str, ...]:
    """What holds by default was switched off, or is no default any more; what was on is off."""
    if c.lost("state_on") and c.gained("state_off"):
        return (*c.lost("state_on"), *c.gained("state_off"))
    return (c.gained("opt_out") or c.lost("default")) if _has_default(c) and not default_on(c) else ()


def choice_changed(c: Comparison) -> tuple[str, ...]:
    """What can be switched on or off, and is no default, changed."""
    names = ("opt_out", "opt_in", "enable")
    return (
        ()
        if _has_default(c) or opt_in_to_opt_out(c) or default_on(c) or default_off(c)
        else (*c.lost(*names), *c.gained(*names))
    )


def opt_in_to_opt_out(c: Comparison) -> tuple[str, ...]:
    """What needed a yes now needs a no."""
    went, came = c.lost("opt_in", "consent"), c.gained("opt_out")
    return (*went, *came) if went and came else ()


def consent_not_needed(c: Comparison) -> tuple[str, ...]:
    """What needed a yes is done without one: `only with your consent`, `even without your consent`."""
    sides = (c.edited(0), c.edited(1))
    if not all(any(has(p, "consent") for p in side) for side in sides):
        return ()
    return (*c.lost("only"), *c.gained("negation")) if c.lost("only") and c.gained("negation") else ()


def _is_choice(c: Comparison) -> bool:
    """Whether the reader switches it."""
    return any(has(p, "you_can") or has(p, "affirmation") for p in c.edited(1))


def _has_default(c: Comparison) -> bool:
    return any(
        hit.term.list == "default" and p.start <= hit.start < p.stop
        for side in (0, 1)
        for p in c.edited(side)
        for hit in p.reading.hits
    )


_ACTS = {"en": ("we", "us", frozenset({"by"})), "de": ("wir", "uns", frozenset({"von", "durch"}))}


def actor_swapped(c: Comparison) -> tuple[str, ...]:
    """`you` acts where `we` acted, or the other way round."""
    return () if right_turned_round(c) else actor_changed(c)


def actor_changed(c: Comparison) -> tuple[str, ...]:
    """Who acts before and after; `by us` is `we` in the passive."""
    acts, acted_on, agent = _ACTS[c.language]
    old, new = _acting(c.before, acts, agent, acted_on), _acting(c.after, acts, agent, acted_on)
    readers = len(c.lost("reader")), len(c.gained("reader"))
    if not (_speaks_to(c.before, c.language) and _speaks_to(c.after, c.language)) and readers == (0, 0):
        return ()  # nobody else is there to act
    if old > new and (readers[1] > readers[0] or _count(c.after, acted_on) > _count(c.before, acted_on)):
        return (acts, *c.gained("reader")[:1])
    if new > old and (readers[0] > readers[1] or _count(c.before, acted_on) > _count(c.after, acted_on)):
        return (*c.lost("reader")[:1], acts)
    return ()


def right_turned_round(c: Comparison) -> tuple[str, ...]:
    """What the reader was entitled to, the company is entitled to now."""
    had, has_it = any(grants(p) for p in c.edited(0)), any(grants(p) for p in c.edited(1))
    return actor_changed(c) if had and not has_it else ()


def _speaks_to(reading: Reading, language: str) -> bool:
    return any(word.norm in _READER[language] for word in reading.words)


_READER = {"en": frozenset(["you", "users", "user"]), "de": frozenset(["sie", "du", "ihnen", "nutzer"])}


def _acting(reading: Reading, acts: str, agent: frozenset[str], acted_on: str) -> int:
    """How often the company acts: `we`, and `us` behind `by`."""
    words = reading.words
    passive = sum(
        word.norm == acted_on and at > 0 and words[at - 1].norm in agent for at, word in enumerate(words)
    )
    return _count(reading, acts) + passive


def _count(reading: Reading, norm: str) -> int:
    return sum(word.norm == norm for word in reading.words)


def negation_moved(c: Comparison) -> tuple[str, ...]:
    """The same words, and the negation stands beside others: `deleted, not kept` and `not deleted, kept`."""
    if c.removed or c.added or not c.hunks:
        return ()
    if (order := _order_of_scopes(c.before)) != _order_of_scopes(c.after):
        return order  # `in principle not`, `not in principle`
    old, new = _negated(c.before, c.lexicon), _negated(c.after, c.lexicon)
    return tuple(sorted(old | new)) if old and new and not old & new else ()


def _order_of_scopes(reading: Reading) -> tuple[str, ...]:
    """In which order a text denies, hedges and counts, where it does more than one."""
    hits = [hit for hit in reading.hits if hit.term.list in ("negation", "hedge", "all")]
    words = tuple(reading.words[hit.start].norm for hit in sorted(hits, key=lambda hit: hit.start))
    return words if any(hit.term.list == "negation" for hit in hits) and len(words) > 1 else ()


def _negated(reading: Reading, lexicon: Lexicon) -> set[str]:
    """The word of content behind each negation, or the one before where none follows."""
    beside = set()
    for hit in reading.hits:
        if hit.term.list != "negation":
            continue
        start, stop = reading.sentences[reading.words[hit.start].sentence]
        places = (*range(hit.stop, stop), *range(hit.start - 1, start - 1, -1))
        words = (reading.words[at] for at in places)
        beside |= {next((word.norm for word in words if not is_function_word(word, lexicon)), "")}
    return beside


def bases(source: str) -> frozenset[str]:
    """The letters of GDPR art. 6(1) that a text cites: of consent a, of legitimate interests f."""
    return frozenset(letter.lower() for letter in _BASIS.findall(source))


_BASIS = re.compile(
    r"\b6\s*(?:\(1\)|Abs(?:\.|atz)\s*1)\s*(?:S(?:\.|atz)\s*1)?\s*(?:\(|lit\.?\s*|Buchst(?:\.|abe)\s*)([a-f])\b",
    re.I,
)


def consent_uncited(c: Comparison) -> tuple[str, ...]:
    """The legal basis that is cited was consent and is another one."""
    went, came = bases(c.source_before), bases(c.source_after)
    return ("a", *sorted(came - went)) if "a" in went - came and came else ()


def party_exchanged(c: Comparison) -> tuple[str, ...]:
    """A pronoun for the one party stands where the other's stood: `better for us`, `in your interest`."""
    if not (c.removed or c.added) and (turned := _done_by_the_other(c)):
        return turned
    parties = {**OBLIQUE[c.language], **OWNING[c.language], **dict.fromkeys(_OF_OTHERS, "others")}
    for hunk in c.hunks if c.is_small else ():
        if len(hunk.old) == len(hunk.new) == 1:
            words = c.before.words[hunk.old[0]], c.after.words[hunk.new[0]]
            # `Sie` is written as the reader only with a capital.
            old, new = (READER if word.text == "Sie" else parties.get(word.norm) for word in words)
            if old and new and old != new:
                return tuple(word.norm for word in words)
    return ()


def _done_by_the_other(c: Comparison) -> tuple[str, ...]:
    """Verbs that stand behind the one party's pronoun, and then behind the other's."""
    old, new = _doers(c.before, c), _doers(c.after, c)
    parties = FORMS[c.language]
    return tuple(
        f"{one} {verb}"
        for one, verb in sorted(old - new)
        if any(verb == each and parties[one] != parties[other] for other, each in new - old)
    )


def _doers(reading: Reading, c: Comparison) -> set[tuple[str, str]]:
    """Each English pronoun that acts, with the verb behind it: `you request`, `we delete`."""
    if c.language != "en":
        return set()  # a German verb may stand on either side
    found = set()
    ends = {at for at, _ in reading.marks} | {stop for _, stop in reading.sentences}
    for at, word in enumerate(reading.words):
        acted_on = at + 1 in ends or (at and reading.words[at - 1].norm in GOVERNING)
        if word.norm in FORMS["en"] and not acted_on:
            _, stop = reading.sentences[word.sentence]
            behind = (reading.words[each] for each in range(at + 1, stop))
            found.add((word.norm, next((w.key for w in behind if w.norm not in _HELPING), "")))
    return found


_HELPING = frozenset([
    "may", "can", "will", "must", "shall", "should", "could", "would", "might", "do", "have", "has", "are",
    "not", "also", "only", "never", "always", "then",
])  # fmt: skip
_OF_OTHERS = frozenset(["its", "his", "her", "their"])


def deletion_replaced(c: Comparison) -> tuple[str, ...]:
    """What was deleted is only made anonymous."""
    deleted = [word for word in c.lost("practice") if _is_deletion(word, c)]
    if deleted and is_promise(c) and c.added and not c.gained("right"):
        return (*deleted, *(word.text for word in c.added_words()))
    instead = c.gained("protected") or tuple(
        word.text for word in c.added_words() if word.norm.startswith(_KEPT_INSTEAD)
    )
    return (*deleted, *instead) if deleted and instead else ()


def deletion_exchanged(c: Comparison) -> tuple[str, ...]:
    """One word stands where the deletion stood: `will be auctioned` for `will be destroyed`."""
    deleted = [word for word in c.lost("practice") if _is_deletion(word, c)]
    (hunk,) = c.hunks if len(c.hunks) == 1 else (None,)
    if not deleted or hunk is None or not len(hunk.old) == len(hunk.new) == 1:
        return ()
    if is_right(c) or deletion_replaced(c):
        return ()
    word = c.after.words[hunk.new[0]]
    return () if c.gained("practice") or is_function_word(word, c.lexicon) else (*deleted, word.text)


_KEPT_INSTEAD = (
    "deactivat",
    "archiv",
    "block",
    "hide",
    "hidden",
    "deaktiv",
    "sperr",
    "gesperrt",
    "ausgeblendet",
)


def _is_deletion(word: str, c: Comparison) -> bool:
    keys = {hit.term.key for hit in c.before.hits if c.before.spoken(hit.start, hit.stop) == word}
    return bool(keys & {"delete", "lösch*"})
