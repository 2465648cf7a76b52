"""Writes the records of amendments that have none, and takes in what a person wrote into the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from redletter import history, publication, records
from redletter.model import Override, Revision
from redletter.records import Ledger, Record
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


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as it was written; `undecided` where a person must still decide."""

    record: Record

    @property
    def undecided(self) -> bool:
        return not self.record.decision.decided


def record(root: Path, *, now: datetime, content: str = "content") -> tuple[Recorded, ...]:
    """Write what is missing below content/records of the work tree.

    New records get the next `seq` of their policy and the time `now`. A record that waits for a
    person, or whose texts changed since, is composed again; its overrides stay where their clause's
    texts are still the same. Decided records that fit their texts are left alone.
    """
    past = history.read(root, content=content, worktree=True)
    written: list[Recorded] = []
    for slug, ledger in publication.ledgers(past, content).items():
        clerk = _Clerk(past.settings, past.revisions[slug], ledger, now.astimezone(UTC), content)
        for each in clerk.due():
            _write(root, each)
            written.append(Recorded(each))
    return tuple(written)


def renumber(root: Path, *, published: int = 0, content: str = "content") -> tuple[Recorded, ...]:
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
    return tuple(map(Recorded, renumbered))


def _all(ledger: Ledger) -> list[Record]:
    return [*ledger.amendments.values(), *(each for acts in ledger.acts.values() for each in acts)]


def _write(root: Path, written: Record) -> None:
    path = root / written.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(records.dump(written), "utf-8", newline="\n")


@dataclass(frozen=True, slots=True)
class _Clerk:
    """Keeps one policy's records."""

    settings: Settings
    revisions: Sequence[Revision]
    ledger: Ledger
    now: datetime
    content: str

    def due(self) -> Iterator[Record]:
        """The records to write, in the order of the history."""
        again = {problem.path for problem in self.ledger.problems if problem.key in _COMPOSED_AGAIN}
        seq = max((each.seq for each in _all(self.ledger)), default=0)
        for before, after in zip((None, *self.revisions), self.revisions, strict=False):
            found = self.ledger.amendments.get(after.label)
            if found is None:
                seq += 1
                yield self._compose(before, after, seq)
            elif found.path in again:
                composed = self._compose(before, after, found.seq, found.by_fingerprint)
                if found.decision.by_person and found.stored.texts == composed.stored.texts:
                    composed = replace(composed, decision=found.decision)
                if composed.stored != found.stored or composed.decision != found.decision:
                    yield composed

    def _compose(
        self,
        before: Revision | None,
        after: Revision,
        seq: int,
        overrides: Mapping[str, Override] | None = None,
    ) -> Record:
        time = self.now.strftime("%Y-%m-%dT%H:%M:%SZ")
        amendment, notice = publication.compose(
            self.settings, before, after, seq=seq, time=time, overrides=overrides
        )
        return records.begin(notice, amendment, content=self.content)
