"""Holds a policy's records against its history: what fits, what is missing, what no longer stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from redletter.errors import RecordError
from redletter.model import Level, Revision, Status
from redletter.records.record import RULES, Record
from redletter.settings import Settings


@dataclass(frozen=True, slots=True)
class Ledger:
    """A policy's records against its revisions.

    `amendments` holds the record of each label that has one, `acts` the later acts on it in order.
    `chain` is what can be published: the records from seq 1 on, up to the first that is missing,
    undecided or wrong. `held` are the labels of the revisions from there on. `problems` says why, the
    decisions that a person must still take (`record-missing`, `record-undecided`) among them.
    """

    policy: str
    amendments: Mapping[str, Record]
    acts: Mapping[str, tuple[Record, ...]]
    chain: tuple[Record, ...]
    held: tuple[str, ...]
    problems: tuple[RecordError, ...]


def match(
    records: Iterable[Record],
    revisions: Mapping[str, tuple[Revision, ...]],
    *,
    settings: Settings,
    content: str = "content",
) -> Mapping[str, Ledger]:
    """Each policy's ledger. `revisions` are in history order."""
    by_policy: dict[str, list[Record]] = {slug: [] for slug in revisions}
    for record in sorted(records, key=lambda each: (each.seq, each.path)):
        by_policy.setdefault(record.policy, []).append(record)
    return {
        slug: _ledger(slug, held, revisions.get(slug, ()), settings, content)
        for slug, held in by_policy.items()
    }


def _ledger(
    slug: str, records: Sequence[Record], revisions: Sequence[Revision], settings: Settings, content: str
) -> Ledger:
    amendments = {record.label: record for record in records if not record.is_act}
    acts: dict[str, tuple[Record, ...]] = {}
    for record in records:
        if record.is_act:
            acts[record.label] = (*acts.get(record.label, ()), record)
    problems = [
        *_unplaced(records, {revision.label for revision in revisions}, content),
        *_numbered(records),
        *_ordered(amendments, revisions),
    ]
    for before, revision in zip((None, *revisions), revisions, strict=False):
        found = amendments.get(revision.label)
        if found is None:
            path = f"{content}/records/{slug}/{revision.label}.yml"
            problems.append(RecordError("record-missing", path=path, policy=slug, label=revision.label))
        for record in [*([found] if found else []), *acts.get(revision.label, ())]:
            problems += _stale(record, before, revision)
            problems += _decided(record, settings)
    chain = tuple(_publishable(records, revisions, problems))
    published = {record.label for record in chain if not record.is_act}
    held = tuple(revision.label for revision in revisions if revision.label not in published)
    return Ledger(slug, amendments, acts, chain, held, tuple(problems))


def _unplaced(records: Sequence[Record], labels: set[str], content: str) -> Iterator[RecordError]:
    for record in records:
        folder, _, name = record.path.rpartition("/")
        fits = folder == f"{content}/records/{record.policy}" and name.startswith(f"{record.label}.")
        if not fits:
            line = record.line("policy" if folder.rpartition("/")[2] != record.policy else "label")
            yield RecordError("record-misplaced", path=record.path, line=line, label=record.label)
        elif record.label not in labels:
            yield RecordError(
                "record-orphan", path=record.path, line=record.line("label"), label=record.label
            )


def _numbered(records: Sequence[Record]) -> Iterator[RecordError]:
    """Sequence numbers count up from 1, each once; two merged branches break that."""
    expected = 1
    by_seq: dict[int, Record] = {}
    for record in records:
        if record.seq in by_seq:
            other = by_seq[record.seq].path
            yield RecordError(
                "record-seq-twice",
                path=record.path,
                line=record.line("seq"),
                seq=record.seq,
                other=other,
            )
            continue
        by_seq[record.seq] = record
        if record.seq != expected:
            yield RecordError(
                "record-seq-gap",
                path=record.path,
                line=record.line("seq"),
                seq=record.seq,
                expected=expected,
            )
        expected = record.seq + 1


def _ordered(amendments: Mapping[str, Record], revisions: Sequence[Revision]) -> Iterator[RecordError]:
    """Notices follow the history: an earlier revision never has the later number."""
    highest = 0
    for revision in revisions:
        record = amendments.get(revision.label)
        if record is None:
            continue
        if record.seq < highest:
            yield RecordError(
                "record-order",
                path=record.path,
                line=record.line("seq"),
                seq=record.seq,
                highest=highest,
            )
        highest = max(highest, record.seq)


def _stale(record: Record, before: Revision | None, revision: Revision) -> Iterator[RecordError]:
    """A record binds to the texts of its revision in every language, and to the revision before."""
    bound = {language: text.sha256 for language, text in record.stored.texts.items()}
    found = {text.language: text.sha256 for text in revision.texts}
    changed = sorted(
        language for language in bound.keys() | found.keys() if bound.get(language) != found.get(language)
    )
    if changed:
        yield RecordError(
            "record-stale",
            path=record.path,
            line=record.line("texts"),
            label=record.label,
            languages=", ".join(changed),
        )
    if record.stored.before != (before.label if before else None):
        yield RecordError(
            "record-stale-before",
            path=record.path,
            line=record.line("before"),
            label=record.label,
            recorded=record.stored.before or "–",
            found=before.label if before else "–",
        )


def _decided(record: Record, settings: Settings) -> Iterator[RecordError]:
    """What a person has to have decided, by whom, and on which texts."""
    decision = record.decision
    waiting = [
        change.clause
        for at, change in enumerate(record.stored.changes)
        if change.status == Status.REVIEW and at not in record.overrides
    ]
    # What waits, what a person decided and what the rules could not decide alone, no rule can sign.
    personal = record.to_sign or bool(record.overrides)
    by_rules = decision.by == RULES and personal
    if not decision.decided or by_rules or (waiting and not decision.by_person):
        yield RecordError(
            "record-undecided",
            path=record.path,
            line=record.line("decided"),
            label=record.label,
            clauses=", ".join(waiting) or "–",
        )
    elif decision.by is None:
        yield RecordError("record-signer-missing", path=record.path, line=record.line("decided_by"))
    if decision.by_person:
        yield from _signed(record, settings, str(decision.by), "decided_by")
    yield from _summed(record)
    for at in record.overrides:
        yield from _overridden(record, at, settings)


def _summed(record: Record) -> Iterator[RecordError]:
    """The whole is never less grave than one of its changes."""
    whole = Level(record.stored.level)
    grave = next((each for each in record.stored.changes if Level(each.level).rank > whole.rank), None)
    if grave is not None:
        yield RecordError(
            "record-total",
            path=record.path,
            line=record.line("level"),
            level=whole.value,
            clause=grave.clause,
            found=grave.level,
        )


def _signed(record: Record, settings: Settings, name: str, *way: str | int) -> Iterator[RecordError]:
    if settings.approvers and name not in settings.approvers:
        yield RecordError("record-signer", path=record.path, line=record.line(*way), name=name)


def _overridden(record: Record, at: int, settings: Settings) -> Iterator[RecordError]:
    override, change = record.overrides[at], record.stored.changes[at]
    way = ("changes", at, "override")
    line = record.line(*way)
    yield from _signed(record, settings, override.by, *way, "by")
    if override.fingerprint != change.fingerprint:
        yield RecordError("record-override-stale", path=record.path, line=line, clause=change.clause)
    applied = (
        change.level == (override.level or change.level)
        and change.direction == (override.direction or change.direction)
        and change.consent == (override.consent or change.consent)
    )
    if change.level == Level.MATERIAL and override.grounds is not None:
        applied = applied and change.grounds == override.grounds
    if not applied:
        yield RecordError("record-override-pending", path=record.path, line=line, clause=change.clause)
    found = Level(change.override.engine_level if change.override else change.level)
    decided = override.level or found
    if decided.rank < found.rank and not override.reason:
        yield RecordError(
            "record-downgrade",
            path=record.path,
            line=line,
            clause=change.clause,
            found=found.value,
            decided=decided.value,
        )


def _publishable(
    records: Sequence[Record], revisions: Sequence[Revision], problems: Sequence[RecordError]
) -> Iterator[Record]:
    """The records in their order up to the first that cannot be published, no revision passed over."""
    wrong = {problem.path for problem in problems}
    expected = iter(revision.label for revision in revisions)
    for seq, record in enumerate(records, start=1):
        if record.path in wrong or record.seq != seq:
            return
        if not record.is_act and record.label != next(expected, None):
            return
        yield record


def renumber(
    records: Iterable[Record], revisions: Sequence[Revision], *, published: int = 0
) -> tuple[Record, ...]:
    """The records of one policy that need another `seq`, with it; their files are to be written anew.

    The first `published` numbers are out there and stay. The rest is numbered in the order of the
    history; an act follows the amendments that were recorded before it.
    """
    order = {revision.label: at for at, revision in enumerate(revisions)}
    held = sorted(records, key=lambda each: (each.seq, each.path))
    recorded = [(each.stored.time, order.get(each.label, len(order))) for each in held if not each.is_act]

    def place(record: Record) -> tuple[int, bool, str, int]:
        at = order.get(record.label, len(order))
        if record.is_act:
            at = max([at, *(other for time, other in recorded if time <= record.stored.time)])
        return at, record.is_act, record.stored.time, record.seq

    kept = [each for each in held if each.seq <= published]
    rest = sorted((each for each in held if each.seq > published), key=place)
    numbered: list[Record] = []
    for seq, record in enumerate([*kept, *rest], start=1):
        numbered.append(record if record.seq <= published else _renumbered(record, seq, numbered))
    return tuple(new for new, old in zip(numbered, [*kept, *rest], strict=True) if new.stored != old.stored)


def _renumbered(record: Record, seq: int, earlier: Sequence[Record]) -> Record:
    """The record under another number; what it replaces is named by its new number too."""
    replaced = record.stored.replaces
    if replaced is not None:
        found = [
            each.seq for each in earlier if (each.label, each.stored.type) == (replaced.label, replaced.type)
        ]
        replaced = msgspec.structs.replace(replaced, seq=found[-1]) if found else replaced
    return replace(record, stored=msgspec.structs.replace(record.stored, seq=seq, replaces=replaced))
