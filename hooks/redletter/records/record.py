"""A record: what an amendment was found to be, who decided it, and what people are told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import msgspec

from redletter.model import Amendment, Override, Status
from redletter.notices import Notice

RULES = "rules"  # who decided, where no person had to


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the record stands, and by whom: a person's name, or the rules themselves."""

    decided: bool = False
    by: str | None = None
    on: date | None = None

    @property
    def by_person(self) -> bool:
        return self.decided and self.by not in (None, RULES)


@dataclass(frozen=True, slots=True)
class Record:
    """One file under content/records.

    `stored` is the notice as the file has it; `notice` is what is published of it. `overrides` are
    persons' decisions on single changes, by the change's place in the notice. `to_sign` tells that the
    rules alone cannot decide the record, whatever its single changes say. `lines` tells the line (from
    1) of each key by its way through the file: ("changes", 0, "override").
    """

    path: str
    stored: Notice
    decision: Decision
    overrides: Mapping[int, Override] = field(default_factory=dict)
    to_sign: bool = False
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)

    @property
    def notice(self) -> Notice:
        """The notice to publish: once decided, no change of it waits for review any more."""
        if not self.decision.decided:
            return self.stored
        decided = Status.DECIDED.value
        changes = tuple(msgspec.structs.replace(each, status=decided) for each in self.stored.changes)
        return msgspec.structs.replace(self.stored, changes=changes)

    @property
    def policy(self) -> str:
        return self.stored.policy

    @property
    def label(self) -> str:
        return self.stored.label

    @property
    def seq(self) -> int:
        return self.stored.seq

    @property
    def is_act(self) -> bool:
        """Whether it judges an earlier amendment anew or withdraws its notice."""
        return self.stored.type in ("reclassification", "withdrawal")

    @property
    def by_fingerprint(self) -> Mapping[str, Override]:
        """The overrides as the judgement takes them."""
        return {override.fingerprint: override for override in self.overrides.values()}

    def line(self, *way: str | int) -> int | None:
        """The line of a key, or of the nearest thing around it."""
        while way:
            if way in self.lines:
                return self.lines[way]
            way = way[:-1]
        return None


def begin(notice: Notice, amendment: Amendment, *, content: str = "content", number: int = 1) -> Record:
    """A record that nobody has decided; where nothing waits for review, the rules or the overrides did.

    `number` counts a label's reclassifications, from 1.
    """
    settled = all(
        status is Status.DECIDED
        for status in (
            amendment.determination.status,
            *(judged.determination.status for judged in amendment.changes),
        )
    )
    found = (judged.determination.override for judged in amendment.changes)
    overrides = {at: override for at, override in enumerate(found) if override is not None}
    last = max(overrides.values(), key=lambda override: override.on, default=None)
    by = Decision(True, RULES) if last is None else Decision(True, last.by, last.on)
    return Record(
        path=path(notice, content=content, number=number),
        stored=notice,
        decision=by if settled else Decision(),
        overrides=overrides,
        to_sign=not settled,
    )


def path(notice: Notice, *, content: str = "content", number: int = 1) -> str:
    """Where the record of a notice stands in the repository."""
    act = {"reclassification": f".reclassification-{number}", "withdrawal": ".withdrawal"}
    return f"{content}/records/{notice.policy}/{notice.label}{act.get(notice.type, '')}.yml"
