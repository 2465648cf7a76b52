"""Follows one text through the branch: the file it stood in at each step, renames included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redletter.history.steps import Step


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stood after a step: its path and blob; no blob where the file was gone."""

    path: str
    blob: str | None


@dataclass(frozen=True, slots=True)
class Track:
    """Which file a text is: its path at the end, and the paths before, where a person named them."""

    path: str
    previous: tuple[str, ...] | None = None

    def places(self, steps: Sequence[Step]) -> dict[int, Place]:
        """By index of step, the text's place after each step that touched it, oldest first."""
        if self.previous is None:
            return follow(self.path, steps)
        return follow_named(self.path, self.previous, steps)


def follow(path: str, steps: Sequence[Step]) -> dict[int, Place]:
    """By index of step, the text's place after each step that touched it, oldest first.

    `path` is where the text stands at the end. Read backwards, a rename leads on to the path before
    it. Where a path begins without one, the text is looked for where it stands at the end: a file
    that was removed and comes back, there or by way of another path, stays the same text's.
    """
    home = path
    found: dict[int, Place] = {}
    for index in range(len(steps) - 1, -1, -1):
        entries = steps[index].entries
        if entry := next((each for each in entries if each.path == path), None):
            found[index] = Place(path, entry.blob)
            path = home if entry.added else entry.source or path
        elif any(each.source == path for each in entries):
            # The step moved the path away to another text; a later one filled it again.
            found[index] = Place(path, None)
    return dict(sorted(found.items()))


def follow_named(path: str, previous: Sequence[str], steps: Sequence[Step]) -> dict[int, Place]:
    """As `follow`, where a person named the paths before: the first that exists is the text's."""
    candidates = (path, *previous)
    blobs: dict[str, str] = {}
    found: dict[int, Place] = {}
    for index, step in enumerate(steps):
        entries = [each for each in step.entries if {each.path, each.source} & set(candidates)]
        if not entries:
            continue
        for entry in entries:
            blobs.pop(entry.source or entry.path, None)
        blobs |= {entry.path: entry.blob for entry in entries if entry.blob is not None}
        at = next((each for each in candidates if each in blobs), path)
        found[index] = Place(at, blobs.get(at))
    return found
