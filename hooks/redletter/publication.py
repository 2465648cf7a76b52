"""The one place where the stages are put in order: from a repository to what is published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from redletter import alignment, classification, history, parsing, records, redlining
from redletter.editions import Edition, Publication, PublishedPolicy, Standing
from redletter.errors import HistoryError
from redletter.messages import Messages
from redletter.model import (
    Amendment,
    Change,
    Document,
    Edit,
    Override,
    Revision,
    RevisionKind,
)
from redletter.notices import Notice
from redletter.records import Ledger
from redletter.settings import PolicySettings, Settings


def publish(
    root: Path,
    *,
    content: str = "content",
    as_of: date | None = None,
    publish: bool = False,
    hold: bool = False,
    base: str | None = None,
) -> Publication:
    """All that a site and its feeds say of a repository's policies.

    A preview takes the work tree and computes what has no record. A publication takes HEAD and wants
    a clean tree and a decided record for every amendment; with `hold` each policy goes up to its last
    decided amendment. Raises the first error that stands against it.
    """
    past = history.read(root, content=content, worktree=not publish, base=base)
    if publish and not past.clean:
        raise HistoryError("worktree-dirty")
    return edit(past, content=content, as_of=as_of, publish=publish, hold=hold)


def edit(
    past: history.History,
    *,
    content: str = "content",
    as_of: date | None = None,
    publish: bool = False,
    hold: bool = False,
) -> Publication:
    """What `publish` makes of a history that was read."""
    on = day(past.settings, as_of)
    policies = []
    for slug, ledger in ledgers(past, content).items():
        editor = _Editor(past.settings, past.revisions[slug], ledger, on)
        if not publish:
            policies.append(editor.preview())
        elif ledger.problems and not hold:
            raise ledger.problems[0]
        else:
            policies.append(editor.publication())
    unread = tuple((each.error.place, each.commit) for each in past.unread)
    return Publication(past.settings, on, tuple(policies), preview=not publish, unread=unread)


def ledgers(past: history.History, content: str = "content") -> dict[str, Ledger]:
    """Every policy's records held against its history, in the order of policies.yml."""
    kept = [_record(raw, path) for path, raw in past.records.items() if path.endswith(".yml")]
    matched = records.match(kept, past.revisions, settings=past.settings, content=content)
    return {slug: matched[slug] for slug in past.revisions}


_record = lru_cache(maxsize=1024)(records.load)  # in a preview most records are those of the last save


def day(settings: Settings, as_of: date | None) -> date:
    """The day a build speaks of: as given, else SOURCE_DATE_EPOCH, else today where the site is."""
    if as_of is not None:
        return as_of
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.astimezone(settings.timezone).date()


@cache
def document(body: str, first_line: int = 1) -> Document:
    """A body parsed; texts recur in history, so each is parsed once."""
    return parsing.parse(body, first_line=first_line)


def documents(revision: Revision) -> dict[str, Document]:
    """The revision's texts parsed, by language."""
    return {text.language: document(text.body, text.body_line) for text in revision.texts}


def pairs(before: Revision | None, after: Revision) -> dict[str, tuple[Document | None, Document]]:
    """Each language's text before, None where there was none, and after."""
    old = documents(before) if before is not None else {}
    return {language: (old.get(language), new) for language, new in documents(after).items()}


def net(before: Revision, after: Revision) -> dict[str, tuple[Edit, ...]]:
    """The edits from one revision to a later one, by language, clause by clause."""
    return {
        language: redlining.edits(alignment.align(old, new), old, new, language=language)
        for language, (old, new) in pairs(before, after).items()
        if old is not None
    }


def amend(
    before: Revision | None, after: Revision, overrides: Mapping[str, Override] | None = None
) -> Amendment:
    """The step to a revision, compared, paired across languages and judged.

    A language that had no text before is new: there is nothing in it to compare.
    """
    return _amend(before, after, tuple((overrides or {}).items()))


@lru_cache(maxsize=4096)  # a preview judges a whole history at each save, of which only the end is new
def _amend(
    before: Revision | None, after: Revision, overrides: tuple[tuple[str, Override], ...]
) -> Amendment:
    changes: tuple[Change, ...] = ()
    if before is not None:
        both = {language: (old, new) for language, (old, new) in pairs(before, after).items() if old}
        changes = redlining.changes(net(before, after), both)
    return classification.amend(before, after, changes, overrides=dict(overrides))


def compose(
    settings: Settings,
    before: Revision | None,
    after: Revision,
    *,
    seq: int,
    time: str,
    overrides: Mapping[str, Override] | None = None,
    replaced: Notice | None = None,
    reclassified: bool = False,
    reason: Mapping[str, str] | None = None,
) -> tuple[Amendment, Notice]:
    """The judged step to a revision and its notice.

    `replaced` is what the notice replaces for people already told: of a correction, the corrected
    notice; where the same step is `reclassified`, the notice judged anew, with the `reason` by
    language.
    """
    amendment = amend(before, after, overrides)
    notice = records.compose(
        amendment,
        settings=settings,
        seq=seq,
        time=time,
        documents=pairs(before, after),
        messages=voices(settings),
        type="reclassification" if reclassified else None,
        supersedes=replaced,
        reason=reason,
    )
    return amendment, notice


def corrected(before: Revision | None, after: Revision, told: Mapping[str, Notice]) -> Notice | None:
    """The notice, by its label in `told`, that a correction replaces; None for what is no correction."""
    if before is None or after.kind is not RevisionKind.CORRECTION:
        return None
    return told.get(before.label)


def voices(settings: Settings) -> dict[str, Messages]:
    """The catalogues of the site's languages."""
    return {language: Messages(language) for language in settings.languages}


@dataclass(frozen=True, slots=True)
class _Editor:
    """Makes one policy's editions from its revisions and records."""

    settings: Settings
    revisions: Sequence[Revision]
    ledger: Ledger
    on: date

    def publication(self) -> PublishedPolicy:
        """From records alone, up to the first amendment that cannot be published."""
        chain = tuple(record.notice for record in self.ledger.chain)
        told = {notice.label: notice for notice in chain if not _is_act(notice)}
        return self._policy([each for each in self.revisions if each.label in told], told, chain)

    def preview(self) -> PublishedPolicy:
        """From records where there are sound ones; the rest is computed.

        Drafts are on no feed. What is on it is numbered by its order, whatever is wrong with records.
        """
        told = self._told()
        acts = [record.notice for each in self.ledger.acts.values() for record in each]
        drafts = {each.label for each in self.revisions if not each.commit}
        out = [each for each in (*told.values(), *acts) if each.label not in drafts]
        chain = tuple(
            msgspec.structs.replace(notice, seq=seq)
            for seq, notice in enumerate(sorted(out, key=lambda notice: notice.seq), start=1)
        )
        return self._policy(self.revisions, told, chain)

    def _told(self) -> dict[str, Notice]:
        """The notice of every revision by label, in history order."""
        unsound = {problem.path for problem in self.ledger.problems if problem.key != "record-undecided"}
        acts = (record for acts in self.ledger.acts.values() for record in acts)
        seq = max((each.seq for each in (*self.ledger.amendments.values(), *acts)), default=0)
        told: dict[str, Notice] = {}
        for before, after in zip((None, *self.revisions), self.revisions, strict=False):
            record = self.ledger.amendments.get(after.label)
            if record is not None and record.path not in unsound:
                told[after.label] = record.notice
                continue
            seq += 1
            _, told[after.label] = compose(
                self.settings,
                before,
                after,
                seq=seq,
                time=after.committed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                overrides=record.by_fingerprint if record is not None else None,
                replaced=corrected(before, after, told),
            )
        return told

    def _policy(
        self, revisions: Sequence[Revision], told: Mapping[str, Notice], chain: tuple[Notice, ...]
    ) -> PublishedPolicy:
        policy = self.settings.policy(self.ledger.policy) or PolicySettings(self.ledger.policy)
        stand = standings(revisions, self.on)
        dated = [each for each in revisions[:-1] if each.kind is RevisionKind.REVISION]
        asked = {each.label for each in dated[-self.settings.since_pages :]} if dated else set()
        editions = tuple(
            Edition(
                revision=revision,
                documents=documents(revision),
                notice=told[revision.label],
                standing=standing,
                recorded=self._recorded(told[revision.label]),
                acts=tuple(each for each in chain if _is_act(each) and each.label == revision.label),
                since=net(revision, revisions[-1]) if revision.label in asked else {},
            )
            for revision, standing in zip(revisions, stand, strict=True)
        )
        published = {revision.label for revision in revisions}
        held = tuple(each.label for each in self.revisions if each.label not in published)
        return PublishedPolicy(policy, editions, chain, held)

    def _recorded(self, notice: Notice) -> bool:
        record = self.ledger.amendments.get(notice.label)
        return record is not None and record.stored.texts == notice.texts


def _is_act(notice: Notice) -> bool:
    return notice.type in ("reclassification", "withdrawal")


def standings(revisions: Sequence[Revision], on: date) -> Iterable[Standing]:
    """In force is the last in history order whose effective date has come."""
    come = [at for at, revision in enumerate(revisions) if revision.effective <= on]
    in_force = come[-1] if come else -1
    for at in range(len(revisions)):
        if at == in_force:
            yield Standing.IN_FORCE
        else:
            yield Standing.SUPERSEDED if at < in_force else Standing.UPCOMING
