"""Renames in the work tree of which git has not been told: a file gone, another like it untracked."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from redletter.history.repository import Repository
from redletter.history.steps import Entry

_LIKE = 0.5  # as git takes half of the text in common for a renamed file


def untold(
    repository: Repository, entries: Sequence[Entry], texts: Mapping[str, bytes | None]
) -> Iterator[Entry]:
    """Entries for those of `texts` (by the repository's path) that are a removed file under a new name.

    `entries` are what git sees between HEAD and the work tree.
    """
    told = {entry.path for entry in entries}
    removed = [entry.path for entry in entries if entry.blob is None]
    if not removed:
        return
    head = repository.files(repository.head)
    for path, raw in texts.items():
        if raw is None or path in told or path in head:
            continue
        likeness = {old: _likeness(repository.blob(head[old]), raw) for old in removed if old in head}
        best = max(likeness, key=lambda old: likeness[old], default=None)
        if best is not None and likeness[best] >= _LIKE:
            removed.remove(best)
            yield Entry(path, "", source=best)


def _likeness(one: bytes, other: bytes) -> float:
    return difflib.SequenceMatcher(None, one.splitlines(), other.splitlines(), autojunk=False).ratio()
