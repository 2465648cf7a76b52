"""Follows one text through the branch: the file it stood in at each step, renames included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redletter.history.steps import Entry, Step


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
    it. Where a path begins without one, its file may have been there before, or at the end's own path:
    a text that was taken down and comes back stays the same text.
    """
    home = path
    found: dict[int, Place] = {}
    names: tuple[str, ...] = (path,)
    for index in range(len(steps) - 1, -1, -1):
        entries = steps[index].entries
        if entry := _first(names, ((each.path, each) for each in entries)):
            found[index] = Place(entry.path, entry.blob)
            names = (entry.path, home) if entry.added else (entry.source or entry.path,)
        elif entry := _first(names, ((each.source, each) for each in entries)):
            # The step moved the file away to another text; a later one filled the path again.
            found[index] = Place(entry.source or home, None)
    return dict(sorted(found.items()))


def _first(names: Sequence[str], entries: Iterable[tuple[str | None, Entry]]) -> Entry | None:
    """The entry under the first of the names that has one."""
    by_name = dict(entries)
    return next((by_name[name] for name in names if name in by_name), None)


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
