"""Where a record and the engine of today differ: what was published stays, and people are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from redletter.checking.remarks import Remark, remark
from redletter.model import Amendment, Consent, Determination, Direction, Ground, Level
from redletter.notices import ChangeNotice, Notice


@dataclass(frozen=True, slots=True)
class Difference:
    """One judgement that is not what it was; None where no such change was, or is, found.

    `clause` is empty for the amendment as a whole.
    """

    clause: str
    recorded: Determination | None
    today: Determination | None


def check(
    path: str, notice: Notice, amendment: Amendment, *, line: Callable[..., int | None]
) -> Iterator[Remark]:
    """One remark on a record whose amendment is judged otherwise today, with every difference.

    `amendment` is judged with the record's overrides. Changes are the same where their fingerprints
    are. `line` gives the line of a key of the record.
    """
    found = tuple(_differences(notice, amendment))
    if not found:
        return
    differing = {each.clause for each in found}
    at = next((at for at, each in enumerate(notice.changes) if _clause(each) in differing), None)
    yield remark(
        "record-drift",
        path,
        line("level") if at is None else line("changes", at),
        policy=notice.policy,
        label=notice.label,
        differences=found,
    )


def _differences(notice: Notice, amendment: Amendment) -> Iterator[Difference]:
    today = {judged.change.fingerprint: judged for judged in amendment.changes}
    for change in notice.changes:
        recorded, judged = _of_change(change), today.pop(change.fingerprint, None)
        found = _bare(judged.determination) if judged else None
        if found != recorded:
            yield Difference(_clause(change), recorded, found)
    for judged in today.values():
        edit = judged.change.edit(amendment.after.governing) or judged.change.edits[0]
        yield Difference(edit.clause.id, None, _bare(judged.determination))
    recorded, whole = _of_whole(notice), _bare(amendment.determination)
    if recorded != whole:
        yield Difference("", recorded, whole)


def _clause(change: ChangeNotice) -> str:
    return change.clause or change.clause_before


def _of_change(change: ChangeNotice) -> Determination:
    return _stated(change.level, change.grounds, change.direction, change.consent)


def _of_whole(notice: Notice) -> Determination:
    return _stated(
        notice.level, tuple(ground.id for ground in notice.grounds), notice.direction, notice.consent
    )


def _stated(level: str, grounds: tuple[str, ...], direction: str, consent: str) -> Determination:
    return Determination(
        Level(level), tuple(map(Ground, grounds)), direction=Direction(direction), consent=Consent(consent)
    )


def _bare(found: Determination) -> Determination:
    """What a record says of a determination; who decided it, and by which rules, is another matter."""
    return Determination(found.level, found.grounds, direction=found.direction, consent=found.consent)
