"""Writes the records of amendments that have none, and takes in what a person wrote into the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from redletter import history, publication, records
from redletter.errors import RecordError, SourceError
from redletter.model import Override, Revision, Status
from redletter.notices import ChangeNotice, Notice
from redletter.records import Decision, Ledger, Record
from redletter.settings import Settings

# What a new run of `record` mends: the file is composed again from today's texts and its decisions.
_COMPOSED_AGAIN = frozenset(
    {
        "record-stale",
        "record-stale-before",
        "record-undecided",
        "record-override-pending",
        "record-override-stale",
    }
)


def record(root: Path, *, now: datetime, content: str = "content") -> tuple[Record, ...]:
    """Write what is missing below content/records of the work tree.

    New records get the next `seq` of their policy and the time `now`. A record that waits for a
    person, or whose texts changed since, is composed again; its overrides stay where their clause's
    texts are still the same. Where overrides settle all that waited, the record is decided by the
    person of the latest; never by the rules, not even where an override's words are gone: then it waits
    for a signature. Decided records that fit their texts are left alone.
    """
    past = history.read(root, content=content, worktree=True)
    written: list[Record] = []
    for slug, ledger in publication.ledgers(past, content).items():
        clerk = _Clerk(past.settings, past.revisions[slug], ledger, now.astimezone(UTC), content)
        for each in clerk.due():
            _write(root, each)
            written.append(each)
    return tuple(written)


def reclassify(
    root: Path, policy: str, label: str, *, reason: Mapping[str, str], now: datetime, content: str = "content"
) -> Record:
    """Write a record that judges an amendment anew and tells people so; `reason` is by language."""
    act = _clerk(root, policy, now, content).reclassify(label, reason)
    _write(root, act)
    return act


def withdraw(
    root: Path,
    policy: str,
    label: str,
    *,
    reason: Mapping[str, str],
    by: str,
    now: datetime,
    content: str = "content",
) -> Record:
    """Write a record that takes an amendment's notice back, signed `by` a person."""
    act = _clerk(root, policy, now, content).withdraw(label, reason, by)
    _write(root, act)
    return act


def _clerk(root: Path, policy: str, now: datetime, content: str) -> _Clerk:
    past = history.read(root, content=content, worktree=True)
    if policy not in past.revisions:
        raise SourceError("policy-unknown", policy=policy, known=", ".join(past.revisions))
    ledger = publication.ledgers(past, content)[policy]
    return _Clerk(past.settings, past.revisions[policy], ledger, now.astimezone(UTC), content)


def renumber(root: Path, *, published: int = 0, content: str = "content") -> tuple[Record, ...]:
    """Give records that two branches numbered alike their place in the chain.

    The first `published` numbers of each policy are out there and stay as they are.
    """
    past = history.read(root, content=content, worktree=True)
    renumbered = [
        each
        for slug, ledger in publication.ledgers(past, content).items()
        for each in records.renumber(_all(ledger), past.revisions[slug], published=published)
    ]
    for each in renumbered:
        _write(root, each)
    return tuple(renumbered)


def _all(ledger: Ledger) -> list[Record]:
    return [*ledger.amendments.values(), *(each for acts in ledger.acts.values() for each in acts)]


def _write(root: Path, written: Record) -> None:
    path = root / written.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(records.dump(written), "utf-8", newline="\n")


def _with_accepted(notice: Notice, reviewed: Notice) -> Notice:
    """The notice with what a person accepted in a review, where the rules still find the same."""
    accepted = {_finding(each) for each in reviewed.changes if each.status == Status.DECIDED}
    changes = tuple(
        msgspec.structs.replace(each, status=Status.DECIDED.value) if _finding(each) in accepted else each
        for each in notice.changes
    )
    return msgspec.structs.replace(notice, changes=changes)


def _finding(change: ChangeNotice) -> tuple[object, ...]:
    """A change's texts and what was found of them."""
    return (change.fingerprint, change.level, change.grounds, change.direction, change.consent)


def _unsettled(found: Record, composed: Record) -> bool:
    """Whether a person must sign what the rules would decide: an override's words are gone.

    That is remembered while the texts stay, so that no further run signs in the person's stead.
    """
    if composed.decision.by_person:
        return False
    kept = {change.fingerprint for change in composed.stored.changes}
    lost = any(override.fingerprint not in kept for override in found.overrides.values())
    waits = any(change.status == Status.REVIEW for change in found.stored.changes)
    return lost or (found.to_sign and not waits and found.stored.texts == composed.stored.texts)


@dataclass(frozen=True, slots=True)
class _Clerk:
    """Keeps one policy's records."""

    settings: Settings
    revisions: Sequence[Revision]
    ledger: Ledger
    now: datetime
    content: str

    @property
    def next_seq(self) -> int:
        return max((each.seq for each in _all(self.ledger)), default=0) + 1

    @property
    def time(self) -> str:
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def due(self) -> Iterator[Record]:
        """The records to write, in the order of the history; acts after the amendments they judge."""
        again = {problem.path for problem in self.ledger.problems if problem.key in _COMPOSED_AGAIN}
        seq = self.next_seq
        told = {label: each.notice for label, each in self.ledger.amendments.items()}
        for before, after in zip((None, *self.revisions), self.revisions, strict=False):
            label = after.label
            replaced = publication.corrected(before, after, told)
            found = self.ledger.amendments.get(label)
            if found is None:
                composed = self._compose(label, seq, replaced=replaced)
                told[label] = composed.notice
                yield composed
                seq += 1
            elif found.path in again:
                yield from self._compose_again(found, replaced)
            for number, act in enumerate(self.ledger.acts.get(label, ()), start=1):
                if act.path in again and act.stored.type == "reclassification":
                    yield from self._compose_again(act, self._replaced(act), number)

    def reclassify(self, label: str, reason: Mapping[str, str]) -> Record:
        """An amendment judged anew: what the engine and the overrides say of it today."""
        acts = self.ledger.acts.get(label, ())
        number = 1 + sum(each.stored.type == "reclassification" for each in acts)
        judged = self._standing(label)
        return self._compose(
            label,
            self.next_seq,
            judged.by_fingerprint,
            replaced=judged.notice,
            reclassified=True,
            reason=reason,
            number=number,
        )

    def withdraw(self, label: str, reason: Mapping[str, str], by: str) -> Record:
        """The word that an amendment's notice does not stand, signed by a person."""
        notice = records.withdraw(
            self._standing(label).notice,
            seq=self.next_seq,
            time=self.time,
            reason=reason,
            messages=publication.voices(self.settings),
        )
        decision = Decision(decided=True, by=by, on=self.now.astimezone(self.settings.timezone).date())
        return Record(records.path(notice, content=self.content), notice, decision)

    def _standing(self, label: str) -> Record:
        """The last record on a label: its amendment's, or the latest act's."""
        if label not in self.ledger.amendments:
            path = f"{self.content}/records/{self.ledger.policy}/{label}.yml"
            raise RecordError("record-missing", path=path, policy=self.ledger.policy, label=label)
        return (self.ledger.amendments[label], *self.ledger.acts.get(label, ()))[-1]

    def _replaced(self, act: Record) -> Notice | None:
        replaces = act.stored.replaces
        return next(
            (each.notice for each in _all(self.ledger) if replaces and each.seq == replaces.seq), None
        )

    def _compose_again(self, found: Record, replaced: Notice | None, number: int = 1) -> Iterator[Record]:
        """A record from today's texts with its person's decisions, where that is not what it says already."""
        composed = self._compose(
            found.label,
            found.seq,
            found.by_fingerprint,
            replaced=replaced,
            reclassified=found.is_act,
            reason=found.stored.reason,
            number=number,
        )
        composed = replace(composed, stored=_with_accepted(composed.stored, found.stored))
        if _unsettled(found, composed):
            composed = replace(composed, decision=Decision(), to_sign=True)
        if found.decision.by_person and found.stored.texts == composed.stored.texts:
            composed = replace(composed, decision=found.decision)
        untimed = msgspec.structs.replace(composed.stored, time=found.stored.time)
        signing = (composed.decision, composed.to_sign)
        if untimed != found.stored or signing != (found.decision, found.to_sign):
            yield composed

    def _compose(
        self,
        label: str,
        seq: int,
        overrides: Mapping[str, Override] | None = None,
        *,
        replaced: Notice | None = None,
        reclassified: bool = False,
        reason: Mapping[str, str] | None = None,
        number: int = 1,
    ) -> Record:
        at = next(at for at, revision in enumerate(self.revisions) if revision.label == label)
        amendment, notice = publication.compose(
            self.settings,
            self.revisions[at - 1] if at else None,
            self.revisions[at],
            seq=seq,
            time=self.time,
            overrides=overrides,
            replaced=replaced,
            reclassified=reclassified,
            reason=reason,
        )
        return records.begin(notice, amendment, content=self.content, number=number)
