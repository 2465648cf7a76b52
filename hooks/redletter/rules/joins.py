"""Evidence of small words that join and deny: `and` for `to`, `is not told first` for `is not told`."""

from __future__ import annotations

from redletter.rules.comparison import Comparison


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
