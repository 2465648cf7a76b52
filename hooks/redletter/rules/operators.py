"""Evidence in edited sentences: words of the lists that came, went or were exchanged."""

from __future__ import annotations

from redletter.model import Ground
from redletter.rules.comparison import Comparison
from redletter.rules.rule import Evidence
from redletter.rules.stance import acts, has, is_promise, is_right, served, subjects


def gained(*lists: str) -> Evidence:
    """Words of these lists came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return c.gained(*lists)

    return evidence


def lost(*lists: str) -> Evidence:
    """Words of these lists went."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return c.lost(*lists)

    return evidence


def net_gained(*lists: str) -> Evidence:
    """Words came and none of the same list went: one more, not another."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return () if c.lost(*lists) else c.gained(*lists)

    return evidence


def net_lost(*lists: str) -> Evidence:
    """Words went and none of the same list came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return () if c.gained(*lists) else c.lost(*lists)

    return evidence


def turned(*lists: str) -> Evidence:
    """Words of these lists came or went."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return (*c.lost(*lists), *c.gained(*lists))

    return evidence


def swapped(one: str, other: str) -> Evidence:
    """Words of the one list went, words of the other came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        went, came = c.lost(one), c.gained(other)
        return (*went, *came) if went and came else ()

    return evidence


def negation_added(c: Comparison) -> tuple[str, ...]:
    """A negation came, for no word that prevents: `no data is sent` for `prevents that data is sent`."""
    return () if c.lost("prevention") else net_gained("negation")(c)


def negation_removed(c: Comparison) -> tuple[str, ...]:
    """A negation went, and no word that prevents came for it."""
    return () if c.gained("prevention") else net_lost("negation")(c)


def practice_changed(c: Comparison) -> tuple[str, ...]:
    """Another practice, or one more or fewer; to use and to process are one."""
    lost, gained = c.lost("practice"), c.gained("practice")
    if (
        lost
        and gained
        and all(_is_general(c, 0, word) for word in lost)
        and all(_is_general(c, 1, word) for word in gained)
    ):
        return ()
    return (*lost, *gained)


def _is_general(c: Comparison, side: int, word: str) -> bool:
    reading = (c.before, c.after)[side]
    keys = {hit.term.key for hit in reading.hits if reading.spoken(hit.start, hit.stop) == word}
    return bool(keys & _GENERAL)


_GENERAL = frozenset(["use", "process", "nutzen", "verarbeit*"])


def duty_dropped(c: Comparison) -> tuple[str, ...]:
    """What others, or the company, have to do went: `the buyer, who must honour this notice`."""
    if c.gained("must", "may", "should", "will", "voluntary", "negation"):
        return ()
    readers = {hit.stop for hit in c.before.hits if hit.term.list == "reader"}
    duties = {
        c.before.spoken(hit.start, hit.stop)
        for hit in c.before.hits
        if hit.term.list == "must" and not readers & {hit.start, hit.start - 1, hit.stop + 1}
    }
    return tuple(word for word in c.lost("must") if word in duties)


def no_occasion(evidence: Evidence, side: int) -> Evidence:
    """The evidence, unless a noun says what the clause said: `when you call`, `during a call`."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if (c.lost, c.gained)[1 - side]("occasion") else evidence(c)

    return guarded


def unless_denied(evidence: Evidence) -> Evidence:
    """The evidence, unless the old text denied the reader something: `you cannot …`, `not liable`."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if any(has(p, "denial") for p in c.edited(0)) else evidence(c)

    return guarded


def unless_right_stays(evidence: Evidence) -> Evidence:
    """The evidence, unless a right is given before and after: `you can object`, `objection is possible`."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        words = evidence(c)
        rights = [{hit.term.key for hit in r.hits if hit.term.list == "right"} for r in (c.before, c.after)]
        if subjects(c) == (Ground.CONTACT,):
            return ()  # `may be contacted at` and `write to` are one
        company = any(acts(p) for p in (*c.edited(0), *c.edited(1)))  # `we may delete` is no right
        stays = (
            is_right(c)
            and not company
            and rights[0] == rights[1] != set()
            and not turned("must", "should")(c)
        )
        return () if stays else words

    return guarded


def against(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that gives a right or makes a promise."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_right(c) or is_promise(c) else ()

    return guarded


def serving(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that told of what serves the reader, and gives no right."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if any(served(p) for p in c.edited(0)) else ()

    return guarded


def beside_first(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says, before and after, that the first of something is free."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        first = all(any(has(p, "first") for p in c.edited(side)) for side in (0, 1))
        return evidence(c) if first else ()

    return guarded


def span_turned(c: Comparison) -> tuple[str, ...]:
    """`Mondays to Fridays` became `Mondays and Fridays`, or the other way round."""
    days, joins = tuple(c.lexicon.plain["weekdays"]), c.lexicon.plain["joins"]
    months = set(c.lexicon.months) - {"may"}
    for hunk in c.hunks:
        if len(hunk.old) == len(hunk.new) == 1:
            old, new = c.before.words[hunk.old[0]].norm, c.after.words[hunk.new[0]].norm
            near = [word.norm for word in c.before.words[max(0, hunk.old[0] - 1) : hunk.old[0] + 2]]
            if (
                {old, new} & joins
                and {old, new} & _SPANS
                and any(word.startswith(days) or word in months for word in near)
            ):
                return (old, new)
    return ()


def in_small(evidence: Evidence) -> Evidence:
    """The evidence, where sentences stay and few words in them differ."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if c.is_small else ()

    return guarded


def joined_instead(c: Comparison) -> tuple[str, ...]:
    """`And` stands where a preposition or commas stood: `the way and the pool`, `our sister and Acme Ltd`."""
    if not c.is_small or len(c.hunks) != 1:
        return ()
    if apposition := _apposed(c, 0) or _apposed(c, 1):
        return apposition
    sides = (
        [c.before.words[at].norm for at in c.hunks[0].old],
        [c.after.words[at].norm for at in c.hunks[0].new],
    )
    joins = c.lexicon.plain["joins"]
    holding = c.lexicon.plain["prepositions"] | c.lexicon.plain["grammar"] | c.lexicon.plain["instead"]
    joined = [bool(set(side) & joins) for side in sides]
    told = all(sides) and all(set(side) <= joins | holding for side in sides)
    return tuple(word for side in sides for word in side) if told and joined[0] != joined[1] else ()


def _apposed(c: Comparison, side: int) -> tuple[str, ...]:
    """`And` on the one side for two commas on the other, between which the same is named once more."""
    mine, other = (c.hunks[0].old, c.hunks[0].new)[:: 1 if side == 0 else -1]
    reading, beside = (c.before, c.after)[:: 1 if side == 0 else -1]
    commas = [sum(mark == "," for _, mark in r.marks) for r in (reading, beside)]
    told = [reading.words[at].norm for at in mine]
    joins = c.lexicon.plain["joins"]
    return tuple(told) if not other and set(told) <= joins and told and commas[1] - commas[0] > 1 else ()


_SPANS = frozenset(["to", "through", "until", "till", "bis"])


def of_free(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says, before and after, that something is free of charge."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        free = all(any(has(p, "free") for p in c.edited(side)) for side in (0, 1))
        ever = c.lost("prompt") or c.gained("prompt")  # `at any time`
        return evidence(c) if free and c.is_small and not ever else ()

    return guarded


def denial_narrowed(c: Comparison) -> tuple[str, ...]:
    """Words came right behind a denial that stays: `is not told first` for `is not told`."""
    return _behind_denial(c, 1)


def denial_widened(c: Comparison) -> tuple[str, ...]:
    """Words went from right behind a denial that stays."""
    return _behind_denial(c, 0)


def _behind_denial(c: Comparison, side: int) -> tuple[str, ...]:
    reading = (c.before, c.after)[side]
    denials = {hit.stop for hit in reading.hits if hit.term.list == "negation"}
    (hunk,) = c.hunks if len(c.hunks) == 1 else (None,)
    if hunk is None or not c.is_small:
        return ()
    mine, other = (hunk.old, hunk.new)[:: 1 if side == 0 else -1]
    words = [reading.words[at] for at in mine]
    whole = any(word.norm in c.lexicon.plain["at_all"] for word in words)
    if other or whole or len(words) > _FEW or not mine or mine[0] not in denials:
        return ()
    return tuple(word.text for word in words)


_FEW = 2  # words that qualify a denial


def within_right(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that gives a right."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_right(c) or subjects(c) == (Ground.RIGHTS,) else ()

    return guarded


def of_reader(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that speaks of the reader or of data that the reader gives."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        sides = (*c.edited(0), *c.edited(1))
        return evidence(c) if any(has(p, "reader") or has(p, "data") for p in sides) else ()

    return guarded


def of_human(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence by which a human decides or looks."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if any(has(p, "manual") for p in c.edited(0)) else ()

    return guarded


def beside_right(evidence: Evidence) -> Evidence:
    """The evidence, unless the sentence gives a right: there, data and purposes are its objects."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if is_right(c) else evidence(c)

    return guarded


def on_basis(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that names the legal basis."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if _names_basis(c) else ()

    return guarded


def off_basis(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that names no legal basis."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if _names_basis(c) else evidence(c)

    return guarded


def _names_basis(c: Comparison) -> bool:
    """Whether an edited sentence names the legal basis before and after."""
    sides = (c.edited(0), c.edited(1))
    return all(any(has(p, "basis") for p in side) for side in sides)


def negated(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says, before and after, that something is not done."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if is_negated(c) else ()

    return guarded


def affirmed(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that says that something is done."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if is_negated(c) else evidence(c)

    return guarded


def is_negated(c: Comparison) -> bool:
    """Whether the edited sentences say, before and after, that something is not done."""
    sides = (c.edited(0), c.edited(1))
    return all(side and all(has(p, "negation") for p in side) for side in sides)


def within_practice(evidence: Evidence) -> Evidence:
    """The evidence, in a sentence that only tells a practice."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if is_right(c) or is_promise(c) else evidence(c)

    return guarded


def either(*evidences: Evidence) -> Evidence:
    """The first evidence that there is."""

    def first(c: Comparison) -> tuple[str, ...]:
        return next((words for each in evidences if (words := each(c))), ())

    return first


def unless(other: Evidence, evidence: Evidence) -> Evidence:
    """The evidence, where there is none of the other."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return () if other(c) else evidence(c)

    return guarded


def about_ground(ground: Ground, evidence: Evidence) -> Evidence:
    """The evidence, where the change is about a ground."""

    def guarded(c: Comparison) -> tuple[str, ...]:
        return evidence(c) if ground in subjects(c) else ()

    return guarded
