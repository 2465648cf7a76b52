"""One list of all that stands against publication: faults to repair, decisions to take, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from redletter import checking, classification, history, parsing, publication, yaml_lines
from redletter.checking import Course, Draft, Remark, Severity, Standing
from redletter.errors import UNDECIDED, RedletterError
from redletter.memory import Memory, fingerprint
from redletter.model import Amendment, Consent, Document, Level, Revision, Text
from redletter.records import Ledger, Record
from redletter.settings import Settings


@dataclass(frozen=True, slots=True)
class Inspection:
    """`faults` are errors as a build would raise them, all at once; `remarks` what a colleague would say.

    `past` is the history that was read for it, None where it cannot be.
    """

    faults: tuple[RedletterError, ...]
    remarks: tuple[Remark, ...]
    past: history.History | None = None

    @property
    def undecided(self) -> bool:
        """Whether nothing is to be repaired, and a person must decide."""
        return bool(self.faults) and not self.broken

    @property
    def broken(self) -> bool:
        """Whether something must be repaired: a fault that no decision mends, or a grave remark."""
        repairs = [each for each in self.faults if each.key not in UNDECIDED]
        return bool(repairs) or any(each.severity is Severity.ERROR for each in self.remarks)


def inspect(root: Path, *, content: str = "content", base: str | None = None) -> Inspection:
    """Everything that is to be said of the files as they lie on disk.

    Where front matter or history cannot be read, the texts are checked all the same, and what needs
    the history is left out.
    """
    try:
        seen = history.survey(root, content=content)
    except RedletterError as error:
        return Inspection((error,), ())
    faults: list[RedletterError] = list(seen.faults)
    past: history.History | None = None
    if not faults:
        try:
            past = history.read(root, content=content, worktree=True, base=base)
        except RedletterError as error:
            faults.append(error)
    ledgers: Mapping[str, Ledger] = {}
    if past is not None:
        try:
            ledgers = publication.ledgers(past, content)
        except RedletterError as error:
            faults.append(error)
        faults += [problem for ledger in ledgers.values() for problem in ledger.problems]
    standings: list[Standing] = []
    judged: list[Remark] = []
    undrifted = Memory(root)
    for slug, texts in seen.texts.items():
        steps = _Steps(past.revisions[slug] if past else (), ledgers.get(slug))
        standings.append(_standing(seen.settings, slug, texts, steps))
        judged += [*_material(steps), *_drifted(steps, undrifted), *_unassessed(steps)]
    if all(
        each.key in UNDECIDED for each in faults
    ):  # else not all was judged, and nothing is to be forgotten
        undrifted.keep()
    lines = _ground_lines(root, content)
    remarks = checking.check(seen.settings, standings, content=content, ground_lines=lines)
    doubts = map(_doubt, past.beginnings if past else ())
    return Inspection(tuple(faults), (*remarks, *doubts, *judged), past)


def _ground_lines(root: Path, content: str) -> dict[tuple[str, str], int]:
    """Where policies.yml, read without fault before, says in which clause a policy words a ground."""
    path = f"{content}/policies.yml"
    facts = yaml_lines.parse((root / path).read_text("utf-8-sig"), path).entries()
    return {
        (slug, ground): value.line
        for slug, policy in facts["policies"].entries().items()
        if not policy.empty and (grounds := policy.present({"grounds"}))
        for ground, value in grounds["grounds"].entries().items()
    }


@dataclass(frozen=True, slots=True)
class _Steps:
    """A policy's revisions with their records; each step is judged when it is asked for."""

    revisions: Sequence[Revision]
    ledger: Ledger | None
    _judged: dict[str, Amendment] = field(default_factory=dict, init=False)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(each.label for each in self.revisions)

    def sides(self, label: str) -> tuple[Revision | None, Revision]:
        """The revision before, None where there is none, and the revision itself."""
        at = self.labels.index(label)
        return self.revisions[at - 1] if at else None, self.revisions[at]

    def amendment(self, label: str) -> Amendment:
        """The step as the engine judges it today, with the overrides of its record."""
        if label not in self._judged:
            record = self.record(label)
            overrides = record.by_fingerprint if record else None
            self._judged[label] = publication.amend(*self.sides(label), overrides)
        return self._judged[label]

    def record(self, label: str) -> Record | None:
        """The amendment's record, or that of the last act on it."""
        if self.ledger is None or label not in self.ledger.amendments:
            return None
        return (self.ledger.amendments[label], *self.ledger.acts.get(label, ()))[-1]

    def standing_record(self, label: str) -> Record | None:
        """The record that tells today what an amendment is: decided, without fault, not withdrawn."""
        record = self.record(label)
        if record is None or self.ledger is None or record.stored.type == "withdrawal":
            return None
        sound = record.decision.decided and all(each.path != record.path for each in self.ledger.problems)
        return record if sound else None


def _material(steps: _Steps) -> Iterator[Remark]:
    """Every material change of a step that no record has decided yet, with its grounds."""
    for label in steps.labels:
        if steps.standing_record(label):
            continue
        amendment = steps.amendment(label)
        for judged in amendment.changes:
            edit = judged.change.edit(amendment.after.governing) or judged.change.edits[0]
            text = amendment.after.text(edit.language)
            if judged.determination.level is Level.MATERIAL and text is not None:
                grounds = ", ".join(ground.value for ground in judged.determination.grounds)
                yield checking.remark(
                    "change-material",
                    text.path,
                    edit.clause.line,
                    label=label,
                    clause=edit.clause.id,
                    grounds=grounds,
                )


def _drifted(steps: _Steps, undrifted: Memory) -> Iterator[Remark]:
    """Where a record and the engine of today differ. A missing record is no drift."""
    for label in steps.labels:
        record = steps.standing_record(label)
        if record is None:
            continue
        seen = fingerprint(record.notice, record.by_fingerprint, steps.sides(label))
        if not undrifted.holds(seen):
            drifts = tuple(
                checking.drift(record.path, record.notice, steps.amendment(label), line=record.line)
            )
            yield from drifts
            if drifts:
                continue
        undrifted.add(seen)


def _unassessed(steps: _Steps) -> Iterator[Remark]:
    """Changes of the newest step that may call for an impact assessment, until a person signed without.

    Of earlier steps nobody can declare one any more.
    """
    if not steps.revisions:
        return
    newest = steps.revisions[-1]
    record = steps.record(newest.label)
    if record is not None and record.decision.by_person:
        return
    amendment = steps.amendment(newest.label)
    for judged in amendment.changes:
        found = {
            each.language: each for each in classification.unassessed(replace(amendment, changes=(judged,)))
        }
        finding = found.get(newest.governing) or next(iter(found.values()), None)
        if finding is None:
            continue
        edit, text = judged.change.edit(finding.language), newest.text(finding.language)
        if edit is not None and text is not None:
            yield checking.remark(
                "impact-assessment-missing", text.path, edit.clause.line, words=finding.words
            )


def _standing(settings: Settings, slug: str, texts: Sequence[Text], steps: _Steps) -> Standing:
    policy = next(each for each in settings.policies if each.slug == slug)
    before = steps.revisions[-2] if len(steps.revisions) > 1 else None
    drafts = tuple(_draft(text, before.text(text.language) if before else None) for text in texts)
    return Standing(policy, drafts, _course(steps) if steps.revisions else None)


def _doubt(beginning: history.Beginning) -> Remark:
    removed = ", ".join(beginning.removed)
    return checking.remark(
        "history-begins", beginning.text.path, 1, commit=beginning.commit[:10], removed=removed
    )


def _draft(text: Text, before: Text | None) -> Draft:
    document = publication.document(text.body, text.body_line)
    earlier: Document | None = publication.document(before.body, before.body_line) if before else None
    return Draft(text, document, parsing.references(document), parsing.links(document), earlier)


def _course(steps: _Steps) -> Course:
    """The newest step as its record has it, else as the engine judges it."""
    before, newest = steps.sides(steps.labels[-1])
    ledger = steps.ledger
    record = ledger.amendments.get(newest.label) if ledger else None
    if record is not None and ledger is not None and newest.label not in ledger.held:
        return Course(
            newest, before, Level(record.notice.level), Consent(record.notice.consent), decided=True
        )
    determination = steps.amendment(newest.label).determination
    return Course(newest, before, determination.level, determination.consent)
