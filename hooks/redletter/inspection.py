"""One list of all that stands against publication: faults to repair, decisions to take, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from redletter import checking, classification, history, parsing, publication, yaml_lines
from redletter.checking import Course, Draft, Remark, Severity, Standing
from redletter.errors import RedletterError
from redletter.model import Amendment, Consent, Document, Level, Revision, Text
from redletter.records import Ledger, Record
from redletter.settings import Settings

# Faults that wait for a person's decision rather than for a repair.
_DECISIONS = frozenset({"record-missing", "record-undecided"})


@dataclass(frozen=True, slots=True)
class Inspection:
    """`faults` are errors as a build would raise them, all at once; `remarks` what a colleague would say."""

    faults: tuple[RedletterError, ...]
    remarks: tuple[Remark, ...]

    @property
    def undecided(self) -> bool:
        """Whether nothing is to be repaired, and a person must decide."""
        return bool(self.faults) and not self.broken

    @property
    def broken(self) -> bool:
        """Whether something must be repaired: a fault that no decision mends, or a grave remark."""
        repairs = [each for each in self.faults if each.key not in _DECISIONS]
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
    for slug, texts in seen.texts.items():
        revisions, ledger = past.revisions[slug] if past else (), ledgers.get(slug)
        amendments = _amendments(revisions, ledger)
        standings.append(_standing(seen.settings, slug, texts, revisions, ledger, amendments))
        judged += _material(amendments, ledger)
        judged += [*_drifted(amendments, ledger), *_unassessed(revisions, amendments, ledger)]
    lines = _ground_lines(root, content)
    remarks = checking.check(seen.settings, standings, content=content, ground_lines=lines)
    doubts = map(_doubt, past.beginnings if past else ())
    return Inspection(tuple(faults), (*remarks, *doubts, *judged))


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


def _amendments(revisions: Sequence[Revision], ledger: Ledger | None) -> dict[str, Amendment]:
    """The steps as the engine judges them today, with the overrides of their records, by label."""
    records = {each.label: _last_record(each.label, ledger) for each in revisions}
    return {
        after.label: publication.amend(before, after, record.by_fingerprint if record else None)
        for before, after in zip((None, *revisions), revisions, strict=False)
        for record in (records[after.label],)
    }


def _last_record(label: str, ledger: Ledger | None) -> Record | None:
    """The amendment's record, or that of the last act on it."""
    if ledger is None or label not in ledger.amendments:
        return None
    return (ledger.amendments[label], *ledger.acts.get(label, ()))[-1]


def _stands(record: Record | None, ledger: Ledger | None) -> bool:
    """Whether a record tells today what an amendment is: decided, without fault, not withdrawn."""
    if record is None or ledger is None or record.stored.type == "withdrawal":
        return False
    return record.decision.decided and all(problem.path != record.path for problem in ledger.problems)


def _material(amendments: Mapping[str, Amendment], ledger: Ledger | None) -> Iterator[Remark]:
    """Every material change of a step that no record has decided yet, with its grounds."""
    for label, amendment in amendments.items():
        if _stands(_last_record(label, ledger), ledger):
            continue
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


def _drifted(amendments: Mapping[str, Amendment], ledger: Ledger | None) -> Iterator[Remark]:
    """Where a record and the engine of today differ. A missing record is no drift."""
    for label, amendment in amendments.items():
        record = _last_record(label, ledger)
        if record is not None and _stands(record, ledger):
            yield from checking.drift(record.path, record.notice, amendment, line=record.line)


def _unassessed(
    revisions: Sequence[Revision], amendments: Mapping[str, Amendment], ledger: Ledger | None
) -> Iterator[Remark]:
    """Changes of the newest step that may call for an impact assessment, until a person signed without.

    Of earlier steps nobody can declare one any more.
    """
    if not revisions:
        return
    newest = revisions[-1]
    record = _last_record(newest.label, ledger)
    if record is not None and record.decision.by_person:
        return
    amendment = amendments[newest.label]
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


def _standing(
    settings: Settings,
    slug: str,
    texts: Sequence[Text],
    revisions: Sequence[Revision],
    ledger: Ledger | None,
    amendments: Mapping[str, Amendment],
) -> Standing:
    policy = next(each for each in settings.policies if each.slug == slug)
    newest = revisions[-1] if revisions else None
    before = revisions[-2] if len(revisions) > 1 else None
    drafts = tuple(_draft(text, before.text(text.language) if before else None) for text in texts)
    course = _course(newest, before, ledger, amendments[newest.label]) if newest else None
    return Standing(policy, drafts, course)


def _doubt(beginning: history.Beginning) -> Remark:
    removed = ", ".join(beginning.removed)
    return checking.remark(
        "history-begins", beginning.text.path, 1, commit=beginning.commit[:10], removed=removed
    )


def _draft(text: Text, before: Text | None) -> Draft:
    document = publication.document(text.body, text.body_line)
    earlier: Document | None = publication.document(before.body, before.body_line) if before else None
    return Draft(text, document, parsing.references(document), parsing.links(document), earlier)


def _course(newest: Revision, before: Revision | None, ledger: Ledger | None, amendment: Amendment) -> Course:
    """The newest step as its record has it, else as the engine judges it."""
    record = ledger.amendments.get(newest.label) if ledger else None
    if record is not None and ledger is not None and newest.label not in ledger.held:
        return Course(
            newest, before, Level(record.notice.level), Consent(record.notice.consent), decided=True
        )
    determination = amendment.determination
    return Course(newest, before, determination.level, determination.consent)
