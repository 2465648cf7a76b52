"""Answers to single questions: what differs between two states, what applied on a day."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from redletter import frontmatter, history, publication
from redletter.editions import Standing
from redletter.errors import SourceError
from redletter.model import Amendment, Revision, RevisionKind, Text
from redletter.yaml_lines import decoded


def amendments(
    root: Path,
    *,
    content: str = "content",
    policy: str | None = None,
    before: str | None = None,
    after: str | None = None,
    base: str | None = None,
) -> tuple[Amendment, ...]:
    """The step between two labelled revisions, else to the newest, of one policy or of all.

    Raises SourceError where a policy or label is not there.
    """
    past = history.read(root, content=content, worktree=True, base=base)
    if policy is not None and policy not in past.revisions:
        raise SourceError("policy-unknown", policy=policy, known=", ".join(past.revisions))
    found = []
    for slug, revisions in past.revisions.items():
        if policy in (None, slug) and revisions:
            end = _labelled(slug, revisions, after, default=len(revisions) - 1)
            start = _labelled(slug, revisions, before, default=end - 1)
            found.append(publication.amend(revisions[start] if start >= 0 else None, revisions[end]))
    return tuple(found)


def _labelled(slug: str, revisions: Sequence[Revision], label: str | None, *, default: int) -> int:
    if label is None:
        return default
    for at, revision in enumerate(revisions):
        if revision.label == label:
            return at
    raise SourceError("label-unknown", policy=slug, label=label)


def applying(
    root: Path, policy: str, on: date | None = None, language: str | None = None, *, content: str = "content"
) -> tuple[Text, Revision]:
    """The text that applied on a day, and its revision.

    Raises SourceError where there was none, or none in that language.
    """
    past = history.read(root, content=content, worktree=False)
    if policy not in past.revisions:
        raise SourceError("policy-unknown", policy=policy, known=", ".join(past.revisions))
    asked = publication.day(past.settings, on)
    revisions = past.revisions[policy]
    for revision, standing in zip(revisions, publication.standings(revisions, asked), strict=True):
        text = revision.text(language or past.settings.governing)
        if standing is Standing.IN_FORCE and text is not None:
            return text, revision
    raise SourceError("nothing-applied", policy=policy, day=asked)


def compare(old: bytes, new: bytes, *, language: str, paths: tuple[str, str] = ("old", "new")) -> Amendment:
    """The step between any two Markdown files, with or without front matter.

    What front matter states counts only where both files state it rightly; else the bodies alone are
    compared.
    """
    texts = [_bare(raw, language, path) for raw, path in zip((old, new), paths, strict=True)]
    with contextlib.suppress(SourceError):
        texts = [
            frontmatter.read(raw, path=path, policy="", language=language)
            for raw, path in zip((old, new), paths, strict=True)
        ]
    before, after = (
        Revision("", "", RevisionKind.REVISION, (text,), "", datetime.min.replace(tzinfo=UTC), language)
        for text in texts
    )
    return publication.amend(before, after)


def _bare(raw: bytes, language: str, path: str) -> Text:
    """The body alone, whatever stands in front of it; SourceError only where it is not UTF-8."""
    whole = Text("", language, path, "", date.min, date.min, decoded(raw, path))
    with contextlib.suppress(SourceError, yaml.YAMLError):
        block, body, line = frontmatter.split(whole.body, path)
        if isinstance(yaml.safe_load(block), dict):
            return replace(whole, body=body, body_line=line)
    return whole
