"""A text against its translation: clauses that one lacks, facts in which they differ."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from redletter.checking.drafts import Draft, Part, parts
from redletter.checking.facts import Fact, facts_of
from redletter.checking.remarks import Remark, remark
from redletter.model import Clause, ClauseKind
from redletter.provisions.markers import bare

# The grounds on which a text may break its paragraphs otherwise than its translation are many; points
# of a list and rows of a table are what they count.
_COUNTED = {
    ClauseKind.HEADING: "clause-untranslated",
    ClauseKind.ITEM: "clause-untranslated",
    ClauseKind.ROW: "clause-untranslated",
    ClauseKind.PARAGRAPH: "structure-differs",
}
_RULES = {"email": "email-differs", "web": "web-differs"}
_GAP = 1.5  # what it costs to leave a clause without a partner, in the measure of `_distance`
_TOLD_ANYWHERE = frozenset({"0", "1"})  # "one month" is "ein Monat": the word is an article as well


def check(one: Draft, other: Draft) -> Iterator[Remark]:
    """Remarks on two languages of one policy, each at the line of the text that says more.

    Texts are compared part by part: a part is a numbered clause with what hangs on it or, in texts
    without numbers, a heading with what stands below it. Where a clause is missing, its facts are
    not told again.
    """
    if not (one.document.clauses and other.document.clauses):
        return  # an empty text is remarked on by itself
    ours, theirs = parts(one.document), parts(other.document)
    unnumbered = not any(key for key in (*ours, *theirs) if key[:1].isdigit())
    if unnumbered and ours.keys() != theirs.keys():
        # Headings do not correspond one to one: only the wholes can be compared.
        ours, theirs = _whole(one), _whole(other)
    twins = {key: key for key in ours if key in theirs} | _renumbered(ours, theirs)
    yield from _alone(one, ours, frozenset(twins), other)
    yield from _alone(other, theirs, frozenset(twins.values()), one)
    for key, twin in twins.items():
        yield from _of_number(one, ours[key][0], other, theirs[twin][0])
        yield from _of_number(other, theirs[twin][0], one, ours[key][0])
        yield from _between(one, ours[key], other, theirs[twin])


def _between(one: Draft, ours: Part, other: Draft, theirs: Part) -> Iterator[Remark]:
    """Remarks on two parts that belong together."""
    ours_left, theirs_left = _unpaired(ours, theirs)
    yield from _missing_clauses(one, ours_left, other)
    yield from _missing_clauses(other, theirs_left, one)
    our_facts, their_facts = _facts(one, ours, ours_left), _facts(other, theirs, theirs_left)
    yield from _differing(one, our_facts, other, their_facts)
    yield from _differing(other, their_facts, one, our_facts)
    our_calls, their_calls = _references(one, ours), _references(other, theirs)
    if len(our_calls) == len(their_calls):  # else one text is merely more explicit
        yield from _differing(one, our_calls, other, their_calls)
        yield from _differing(other, their_calls, one, our_calls)


def _whole(draft: Draft) -> dict[str, Part]:
    return {"": draft.document.clauses}


def _renumbered(ours: Mapping[str, Part], theirs: Mapping[str, Part]) -> dict[str, str]:
    """Numbered parts that stand at the same place under different numbers."""
    strangers = {part[0].place: key for key, part in theirs.items() if key not in ours and part[0].number}
    return {
        key: strangers[part[0].place]
        for key, part in ours.items()
        if key not in theirs and part[0].number and part[0].place in strangers
    }


def _of_number(draft: Draft, clause: Clause, other: Draft, twin: Clause) -> Iterator[Remark]:
    if clause.number and twin.number and bare(clause.number) != bare(twin.number):
        numbers = {"number": clause.number, "theirs": twin.number}
        yield remark("number-differs", draft.path, clause.line, **numbers, other=other.path, there=twin.line)


def _alone(draft: Draft, ours: Mapping[str, Part], paired: Collection[str], other: Draft) -> Iterator[Remark]:
    """Remarks on parts that the other text lacks, those within them left out."""
    told: list[str] = []
    for key, part in ours.items():
        if key not in paired and not any(key.startswith((f"{above}.", f"{above}-")) for above in told):
            told.append(key)
            yield _untranslated("clause-untranslated", draft, part[0], other)


def _untranslated(rule: str, draft: Draft, clause: Clause, other: Draft) -> Remark:
    words = clause.words if len(clause.words) <= 60 else clause.words[:60].rsplit(" ", 1)[0] + " …"
    return remark(rule, draft.path, clause.line, clause=words, language=other.language, other=other.path)


def _missing_clauses(draft: Draft, left: Sequence[Clause], other: Draft) -> Iterator[Remark]:
    for clause in left:
        yield _untranslated(_COUNTED[clause.kind], draft, clause, other)


def _unpaired(ours: Part, theirs: Part) -> tuple[list[Clause], list[Clause]]:
    """The clauses of each kind that are left when as many as possible are paired."""
    ours_left: list[Clause] = []
    theirs_left: list[Clause] = []
    for kind in _COUNTED:
        mine = [clause for clause in ours if clause.kind is kind]
        yours = [clause for clause in theirs if clause.kind is kind]
        if len(mine) > len(yours):
            ours_left += _left_over(mine, yours)
        elif len(yours) > len(mine):
            theirs_left += _left_over(yours, mine)
    return ours_left, theirs_left


def _left_over(more: Sequence[Clause], fewer: Sequence[Clause]) -> list[Clause]:
    """Which of the clauses have no partner, order kept: the cheapest way to pair all of `fewer`."""
    costs: list[list[float]] = [[index * _GAP for index in range(len(more) + 1)]]
    for row, clause in enumerate(fewer):
        costs.append([math.inf])
        for column, candidate in enumerate(more):
            paired = costs[row][column] + _distance(candidate, clause)
            costs[-1].append(min(paired, costs[-1][column] + _GAP))
    left: list[Clause] = []
    row, column = len(fewer), len(more)
    while column:
        skipped = costs[row][column - 1] + _GAP
        if row and costs[row][column] < skipped:
            row -= 1
        else:
            left.insert(0, more[column - 1])
        column -= 1
    return left


def _distance(one: Clause, other: Clause) -> float:
    """How unlike a translation is: by length, unless names and figures in common speak for it."""
    length = abs(math.log((len(one.words) + 1) / (len(other.words) + 1)))
    common = {word.strip(".,;:()") for word in one.words.split()} & {
        word.strip(".,;:()") for word in other.words.split()
    }
    telling = sum(1 for word in common if word[:1].isupper() or word[:1].isdigit())
    return length / (1 + telling) - (0.2 if telling else 0)


def _facts(draft: Draft, part: Part, left: Sequence[Clause]) -> list[Fact]:
    targets: defaultdict[str, list[str]] = defaultdict(list)
    for link in draft.links:
        targets[link.clause].append(link.target)
    clauses = [clause for clause in part if clause not in left and clause.kind is not ClauseKind.OTHER]
    return [fact for clause in clauses for fact in facts_of(draft, clause, targets[clause.id])]


def _references(draft: Draft, part: Part) -> list[Fact]:
    ids = {clause.id for clause in part}
    own = [reference for reference in draft.references if reference.clause in ids and reference.target]
    return [Fact("reference", each.number, each.text, each.line) for each in own]


def _differing(draft: Draft, ours: Sequence[Fact], other: Draft, theirs: Sequence[Fact]) -> Iterator[Remark]:
    """Remarks on facts of one side that the other has not."""
    told: set[tuple[str, str]] = set()
    for fact in ours:
        key = (fact.kind, fact.value)
        if key in told or _is_known(fact, theirs):
            continue
        told.add(key)
        rule = _RULES.get(fact.kind, "fact-differs")
        yield remark(
            rule, draft.path, fact.line, fact=fact.printed, language=other.language, other=other.path
        )


def _is_known(fact: Fact, theirs: Sequence[Fact]) -> bool:
    """Whether the other side says the same: the same value of the same, or as much in other units."""
    if fact.kind == "number" and (fact.value in _TOLD_ANYWHERE or (fact.spelt and not fact.unit)):
        return True
    same = [other for other in theirs if (other.kind, other.value) == (fact.kind, fact.value)]
    if fact.amount and any(other.amount == fact.amount for other in theirs):
        return True
    return any(fact.unit is None or other.unit in (None, fact.unit) for other in same)
