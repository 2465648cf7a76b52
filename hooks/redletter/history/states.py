"""From the branch's steps to the states of a policy's texts."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redletter import frontmatter
from redletter.errors import SourceError
from redletter.history.repository import Repository
from redletter.history.revisions import State
from redletter.history.steps import Step
from redletter.history.tracks import Place, Track
from redletter.model import Text


@dataclass(frozen=True, slots=True)
class Unread:
    """A text of the past that cannot be read: it is no revision, and its policy stays as it stood."""

    commit: str
    error: SourceError


@dataclass(frozen=True, slots=True)
class Beginning:
    """A text that begins in the commit that removed others beside it: it may be one of them.

    Git takes a file for a renamed one by likeness, so a text that was renamed and rewritten at once is
    lost to it. `previous_paths` says what it was; an empty list says that it is new.
    """

    text: Text
    commit: str
    removed: tuple[str, ...]


@dataclass(slots=True)
class States:
    """Reads every policy along the same steps; a text is parsed once a blob.

    `joined` tells that the last committed step stands for a branch not yet merged, so that what is
    not yet committed belongs to the same state.
    """

    repository: Repository
    steps: Sequence[Step]
    joined: bool
    worktree: bool
    unread: list[Unread] = field(default_factory=list)
    beginnings: list[Beginning] = field(default_factory=list)
    _texts: dict[tuple[str, str, str, str], Text | SourceError] = field(default_factory=dict)

    def of(self, policy: str, tracks: Mapping[str, Track], newest: Sequence[Text]) -> tuple[State, ...]:
        """A policy's states in the branch's order; `newest` are its texts on disk."""
        steps = self.steps
        places = {language: self._own(track).places(steps) for language, track in tracks.items()}
        for text in newest:
            self._doubt(text, tracks[text.language], places[text.language])
        touched = sorted({index for each in places.values() for index in each})
        states = [
            self._state(
                steps[index], policy, {lang: each[index] for lang, each in places.items() if index in each}
            )
            for index in touched
            if steps[index].commit
        ]
        if self.worktree:
            on_disk: dict[str, Text | None] = dict.fromkeys(tracks) | {text.language: text for text in newest}
            self._add_work_tree(states, on_disk)
        return tuple(states)

    def _doubt(self, text: Text, track: Track, places: Mapping[int, Place]) -> None:
        if track.previous is not None or not places:
            return
        index, first = next(iter(places.items()))
        step = self.steps[index]
        folder = posixpath.dirname(first.path)
        removed = tuple(
            self.repository.relative(entry.path)
            for entry in step.entries
            if entry.blob is None and posixpath.dirname(entry.path) == folder
        )
        if removed and step.commit:
            self.beginnings.append(Beginning(text, step.commit, removed))

    def _own(self, track: Track) -> Track:
        own = self.repository.own
        return Track(own(track.path), None if track.previous is None else tuple(map(own, track.previous)))

    def _state(self, step: Step, policy: str, places: Mapping[str, Place]) -> State:
        texts: dict[str, Text | None] = {}
        for language, place in places.items():
            text = self._text(policy, language, place) if place.blob else None
            if isinstance(text, SourceError):
                self._report(Unread(step.commit, text))
            else:
                texts[language] = text
        return State(step.commit, step.committed, texts)

    def _text(self, policy: str, language: str, place: Place) -> Text | SourceError:
        path, blob = self.repository.relative(place.path), place.blob or ""
        key = (blob, path, policy, language)
        if key not in self._texts:
            raw = self.repository.blob(blob)
            try:
                self._texts[key] = frontmatter.read(raw, path=path, policy=policy, language=language)
            except SourceError as error:
                self._texts[key] = error
        return self._texts[key]

    def _report(self, unread: Unread) -> None:
        if all(unread.error is not other.error for other in self.unread):
            self.unread.append(unread)

    def _add_work_tree(self, states: list[State], on_disk: Mapping[str, Text | None]) -> None:
        committed: dict[str, Text | None] = {}
        for state in states:
            committed |= state.texts
        edited = any(_differ(text, committed.get(language)) for language, text in on_disk.items())
        step = self.steps[-1]
        if not self.joined:
            states.append(State(step.commit, step.committed, on_disk))
            return
        head = self.steps[-2]
        last = states.pop() if states and states[-1].commit == head.commit else None
        commit = step.commit if edited else head.commit
        states.append(State(commit, head.committed, {**(last.texts if last else {}), **on_disk}))


def _differ(one: Text | None, other: Text | None) -> bool:
    if one is None or other is None:
        return one is not other
    return one.sha256 != other.sha256
