"""One list of all that stands against publication: faults to repair, decisions to take, remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redletter import checking, history, parsing, publication
from redletter.checking import Course, Draft, Remark, Severity, Standing
from redletter.errors import RedletterError
from redletter.model import Consent, Document, Level, Revision, Text
from redletter.records import Ledger
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
    standings = [
        _standing(seen.settings, slug, texts, past.revisions[slug] if past else (), ledgers.get(slug))
        for slug, texts in seen.texts.items()
    ]
    remarks = checking.check(seen.settings, standings, content=content)
    return Inspection(tuple(faults), (*remarks, *map(_doubt, past.beginnings if past else ())))


def _standing(
    settings: Settings,
    slug: str,
    texts: Sequence[Text],
    revisions: Sequence[Revision],
    ledger: Ledger | None,
) -> Standing:
    policy = next(each for each in settings.policies if each.slug == slug)
    newest = revisions[-1] if revisions else None
    before = revisions[-2] if len(revisions) > 1 else None
    drafts = tuple(_draft(text, before.text(text.language) if before else None) for text in texts)
    return Standing(policy, drafts, _course(newest, before, ledger) if newest else None)


def _doubt(beginning: history.Beginning) -> Remark:
    removed = ", ".join(beginning.removed)
    return checking.remark(
        "history-begins", beginning.text.path, 1, commit=beginning.commit[:10], removed=removed
    )


def _draft(text: Text, before: Text | None) -> Draft:
    document = publication.document(text.body, text.body_line)
    earlier: Document | None = publication.document(before.body, before.body_line) if before else None
    return Draft(text, document, parsing.references(document), parsing.links(document), earlier)


def _course(newest: Revision, before: Revision | None, ledger: Ledger | None) -> Course:
    """The newest step as its record has it, else as the engine judges it."""
    record = ledger.amendments.get(newest.label) if ledger else None
    if record is not None and ledger is not None and newest.label not in ledger.held:
        return Course(
            newest, before, Level(record.notice.level), Consent(record.notice.consent), decided=True
        )
    determination = publication.amend(before, newest).determination
    return Course(newest, before, determination.level, determination.consent)
