"""The redline as a file for outside counsel: a Word document with tracked changes, or an HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from redletter import answers, history, printing, publication, word
from redletter.errors import SourceError
from redletter.messages import Messages
from redletter.model import Amendment, Override
from redletter.settings import Settings

FORMATS = ("docx", "html")


def redline(
    root: Path,
    form: str,
    *,
    policy: str | None = None,
    before: str | None = None,
    after: str | None = None,
    base: str | None = None,
    language: str | None = None,
    content: str = "content",
) -> bytes:
    """The file of one policy's step to a revision, else to the newest or the draft.

    In `language`, else the governing one. A person's decisions that stand in the revision's record
    are shown. Raises SourceError where several policies are meant, or the language has no text.
    """
    found = answers.amendments(root, content=content, policy=policy, before=before, after=after, base=base)
    if len(found) != 1:
        slugs = ", ".join(each.after.policy for each in found)
        raise SourceError("counsel-one-policy", known=slugs)
    past = history.read(root, content=content, worktree=True, base=base)
    settings = past.settings
    spoken = language or settings.governing
    (amendment,) = found
    if amendment.after.text(spoken) is None:
        path = f"{content}/{spoken}/{amendment.after.policy}.md"
        raise SourceError("language-missing", path=path, policy=amendment.after.policy, language=spoken)
    overrides = _overrides(past, amendment, content)
    judged = publication.amend(amendment.before, amendment.after, overrides)
    if form == "docx":
        texts = publication.pairs(judged.before, judged.after)[spoken]
        stated = settings.policy(judged.after.policy)
        return word.document(judged, texts, Messages(spoken), sample=stated is not None and stated.sample)
    return _html(judged, settings, Messages(spoken), overrides).encode()


def _overrides(past: history.History, amendment: Amendment, content: str) -> Mapping[str, Override]:
    ledger = publication.ledgers(past, content)[amendment.after.policy]
    record = ledger.amendments.get(amendment.after.label)
    return record.by_fingerprint if record is not None else {}


def _html(
    judged: Amendment, settings: Settings, messages: Messages, overrides: Mapping[str, Override]
) -> str:
    """The page made from the notice that the amendment would have."""
    time = judged.after.committed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    _, notice = publication.compose(
        settings, judged.before, judged.after, seq=1, time=time, overrides=overrides
    )
    decided = {
        at: override
        for at, each in enumerate(judged.changes)
        if (override := each.determination.override) is not None
    }
    documents = publication.pairs(judged.before, judged.after)
    return printing.redline(notice, messages, documents=documents, overrides=decided)
