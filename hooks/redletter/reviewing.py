"""The review of a record: what waits for a person, what that person decides, and the record signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import msgspec
import yaml

from redletter import history, publication, recording, records
from redletter.errors import RecordError, SourceError
from redletter.model import Consent, Direction, Ground, Level, Override, Status
from redletter.notices import ChangeNotice, Messages
from redletter.records import Decision, Ledger, Record
from redletter.settings import Settings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decides of a change in place of the rules; None means: as they found."""

    reason: str
    level: Level | None = None
    grounds: tuple[Ground, ...] | None = None
    direction: Direction | None = None
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A record while a person decides on it, `by` name `on` a day.

    What was decided stands in the record: accepted changes say `decided`, others bear an override.
    Written at any moment and begun again, a review goes on where it stopped.
    """

    record: Record
    by: str
    on: date

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places of the changes on which a person must still decide, in the notice's order."""
        return tuple(
            at
            for at, change in enumerate(self.record.stored.changes)
            if change.status == Status.REVIEW and at not in self.record.overrides
        )

    def change(self, at: int) -> ChangeNotice:
        return self.record.stored.changes[at]

    def find(self, clause: str) -> tuple[int, ...]:
        """The places of a clause's changes, by its id; a repeal and an insertion may share it.

        Raises RecordError where there is none.
        """
        changes = self.record.stored.changes
        found = tuple(
            at for at, change in enumerate(changes) if clause in (change.clause, change.clause_before)
        )
        if not found:
            known = ", ".join(dict.fromkeys(change.clause for change in changes)) or "–"
            raise RecordError("review-clause-unknown", path=self.record.path, clause=clause, known=known)
        return found

    def accept(self, *places: int) -> Review:
        """The changes stand as the rules found them."""
        changes = tuple(
            msgspec.structs.replace(change, status=Status.DECIDED.value) if at in places else change
            for at, change in enumerate(self.record.stored.changes)
        )
        overrides = {at: each for at, each in self.record.overrides.items() if at not in places}
        stored = msgspec.structs.replace(self.record.stored, changes=changes)
        return self._with(replace(self.record, stored=stored, overrides=overrides))

    def decide(self, at: int, verdict: Verdict) -> Review:
        """A person's own judgement of a change. Raises RecordError where it has no reason."""
        change = self.change(at)
        if not verdict.reason.strip():
            raise RecordError("review-reason-missing", path=self.record.path, clause=change.clause)
        override = Override(
            fingerprint=change.fingerprint,
            by=self.by,
            on=self.on,
            reason=verdict.reason.strip(),
            level=verdict.level,
            grounds=verdict.grounds,
            direction=verdict.direction,
            consent=verdict.consent,
        )
        return self._with(replace(self.record, overrides={**self.record.overrides, at: override}))

    def sign(self) -> Review:
        """The record decided as a whole. Raises RecordError while a change waits."""
        if self.waiting:
            clauses = ", ".join(self.change(at).clause for at in self.waiting)
            label = self.record.label
            raise RecordError("record-undecided", path=self.record.path, label=label, clauses=clauses)
        return Review(replace(self.record, decision=Decision(True, self.by, self.on)), self.by, self.on)

    def reword(self, texts: str) -> Review:
        """Other texts to send: the YAML that `texts` gave, edited. Raises RecordError where it is none."""
        try:
            told = msgspec.convert(yaml.safe_load(texts), dict[str, Messages])
        except (yaml.YAMLError, msgspec.ValidationError) as wrong:
            raise RecordError("review-texts", path=self.record.path, words=str(wrong)) from wrong
        if told.keys() != self.record.stored.messages.keys():
            raise RecordError("review-texts", path=self.record.path, words=", ".join(told))
        stored = msgspec.structs.replace(self.record.stored, messages=told)
        return Review(replace(self.record, stored=stored), self.by, self.on)

    def texts(self) -> str:
        """The texts to send as YAML, for an editor."""
        plain = msgspec.to_builtins(self.record.stored.messages)
        return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100))

    def _with(self, record: Record) -> Review:
        """What was decided on a change opens the record's signature again."""
        return Review(replace(record, decision=Decision()), self.by, self.on)


def begin(
    root: Path,
    *,
    now: datetime,
    policy: str | None = None,
    label: str | None = None,
    by: str | None = None,
    content: str = "content",
) -> tuple[Review, ...]:
    """The reviews that wait, in the order of the history; a label's own whether it waits or not.

    Records that are missing or stale are written first. The signer is `by`, else git's user.name.
    Raises RecordError where that is nobody, or none of the approvers of policies.yml.
    """
    settings, ledgers = _ledgers(root, content)
    if policy is not None and policy not in ledgers:
        raise SourceError("policy-unknown", policy=policy, known=", ".join(ledgers))
    name = _signer(root, settings, by)
    if any(problem.key in _TO_WRITE for each in ledgers.values() for problem in each.problems):
        recording.record(root, now=now, content=content)
        settings, ledgers = _ledgers(root, content)
    today = now.astimezone(settings.timezone).date()
    found = [each for slug, ledger in ledgers.items() if policy in (None, slug) for each in _of(ledger)]
    if label is None:
        return tuple(Review(each, name, today) for each in found if not each.decision.decided)
    named = tuple(Review(each, name, today) for each in found if each.label == label)
    if not named:
        raise SourceError("label-unknown", policy=policy or ", ".join(ledgers), label=label)
    return named[-1:] if policy is not None else named


_TO_WRITE = frozenset({"record-missing", "record-stale", "record-stale-before"})


def _ledgers(root: Path, content: str) -> tuple[Settings, Mapping[str, Ledger]]:
    past = history.read(root, content=content, worktree=True)
    return past.settings, publication.ledgers(past, content)


def _of(ledger: Ledger) -> Iterator[Record]:
    for label, record in ledger.amendments.items():
        yield record
        yield from ledger.acts.get(label, ())


def _signer(root: Path, settings: Settings, by: str | None) -> str:
    name = by or history.signer(root)
    if name is None:
        raise RecordError("review-signer-missing")
    if settings.approvers and name not in settings.approvers:
        raise RecordError("review-signer", name=name, approvers=", ".join(settings.approvers))
    return name


def save(root: Path, review: Review) -> None:
    """Write the record as it stands, so that the review can go on from there."""
    (root / review.record.path).write_text(records.dump(review.record), "utf-8", newline="\n")


def settle(root: Path, review: Review, *, now: datetime, content: str = "content") -> Review:
    """The record composed anew with what was decided: totals, summary and the texts to send."""
    save(root, review)
    if review.record.overrides:
        recording.record(root, now=now, content=content)
    composed = records.load((root / review.record.path).read_bytes(), review.record.path)
    settled = Review(replace(composed, decision=Decision()), review.by, review.on)
    save(root, settled)  # the rules may have signed it: where a person decided, a person signs
    return settled
