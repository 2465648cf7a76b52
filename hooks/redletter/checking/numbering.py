"""Numbers that are missing, stand twice or stand in the wrong order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from redletter.checking.drafts import Draft, address_of
from redletter.checking.remarks import Remark, remark
from redletter.model import Clause, ClauseKind
from redletter.provisions.markers import bare

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def check(draft: Draft) -> Iterator[Remark]:
    """Remarks on numbers of clauses (`4.1`) and of items (`(2)`), each series by itself."""
    yield from _of_clauses(draft)
    yield from _of_items(draft)


def _of_clauses(draft: Draft) -> Iterator[Remark]:
    series: defaultdict[str, list[tuple[int, str, Clause]]] = defaultdict(list)
    seen: dict[str, int] = {}
    for clause in draft.document.clauses:
        address = address_of(clause)
        if not address:
            continue
        if address in seen:
            yield remark("number-duplicate", draft.path, clause.line, number=address, first=seen[address])
            continue
        seen[address] = clause.line
        prefix, _, last = address.rpartition(".")
        if last.isascii() and last.isdigit():
            series[prefix].append((int(last), address, clause))
    for prefix, members in series.items():
        # A text may begin with any number, a numbered clause only with its first part.
        before = 0 if prefix else members[0][0] - 1
        for position, address, clause in members:
            if position <= before:
                yield remark(
                    "number-order", draft.path, clause.line, number=address, before=_joined(prefix, before)
                )
            elif position > before + 1:
                missing = _joined(prefix, before + 1)
                yield remark("number-gap", draft.path, clause.line, number=address, missing=missing)
            before = max(before, position)


def _joined(prefix: str, position: int) -> str:
    return f"{prefix}.{position}" if prefix else str(position)


def _of_items(draft: Draft) -> Iterator[Remark]:
    for items in _lists(draft.document.clauses):
        positions = _positions([bare(item.number or "") for item in items])
        if positions is None:
            continue
        before = 0
        for item, position in zip(items, positions, strict=True):
            number = item.number or ""
            if position == before:
                first = items[positions.index(position)].line
                yield remark("number-duplicate", draft.path, item.line, number=number, first=first)
            elif position < before:
                previous = items[positions.index(before)].number
                yield remark("number-order", draft.path, item.line, number=number, before=previous)
            elif position > before + 1:
                missing = number.replace(bare(number), _printed(before + 1, bare(number)))
                yield remark("number-gap", draft.path, item.line, number=number, missing=missing)
            before = max(before, position)


def _lists(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    """Runs of items that hang on one clause and are marked alike; a first number begins a new run."""
    runs: dict[tuple[str | None, str], list[Clause]] = {}
    for clause in clauses:
        if clause.kind is not ClauseKind.ITEM or not clause.number:
            continue
        plain = bare(clause.number)
        key = (clause.parent, clause.number.replace(plain, "1" if plain.isdigit() else "a"))
        run = runs.get(key)
        if run and (plain not in {"1", "a", "i"} or (plain == "i" and bare(run[-1].number or "") == "h")):
            run.append(clause)
            continue
        if run:
            yield run
        runs[key] = [clause]
    yield from runs.values()


def _positions(numbers: Sequence[str]) -> list[int] | None:
    """What the numbers of a list count: figures, Roman numerals where it begins with i, or letters."""
    if all(each.isascii() and each.isdigit() for each in numbers):
        return [int(each) for each in numbers]
    if numbers[0] == "i" and all(set(each) <= set(_ROMAN) for each in numbers):
        return [_roman(each) for each in numbers]
    if all(each.isascii() and each.isalpha() and len({*each}) == 1 for each in numbers):
        return [ord(each[0]) - ord("a") + 1 for each in numbers]
    return None


def _roman(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _printed(position: int, like: str) -> str:
    """A position as the list prints it; Roman numerals are given in figures."""
    if like.isdigit() or position > 26 or set(like) <= set(_ROMAN):
        return str(position)
    return chr(ord("a") + position - 1) * len(like)
