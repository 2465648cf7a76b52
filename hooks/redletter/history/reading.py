"""Composes the history: today's settings, the branch's steps, each policy's texts, its revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from redletter import frontmatter, settings_file
from redletter.errors import HistoryError, SourceError
from redletter.history import branches
from redletter.history.newest import Files, Head, WorkTree
from redletter.history.renames import untold
from redletter.history.repository import Repository, open_repository
from redletter.history.revisions import revisions
from redletter.history.states import Beginning, States, Unread
from redletter.history.steps import Step
from redletter.history.survey import retroactive
from redletter.history.tracks import Track
from redletter.model import Revision, Text
from redletter.settings import Settings

# Files are followed through renames from anywhere in the repository, as long as they are Markdown.
_MARKDOWN = ":(top,glob)**/*.md"


@dataclass(frozen=True, slots=True)
class History:
    """A repository's policies through time. Paths are relative to `root`.

    `revisions` are in the branch's order, by slug in the order of policies.yml; `newest` are the
    texts as they stand, to the letter and the line; `records` are the files below content/records.
    `unread` and `beginnings` are what a person should know of the past.
    `commit` is HEAD, `branch` None where it is detached; `clean` tells whether the work tree is HEAD.
    """

    root: Path
    settings: Settings
    revisions: Mapping[str, tuple[Revision, ...]]
    newest: Mapping[str, tuple[Text, ...]]
    records: Mapping[str, bytes]
    commit: str
    branch: str | None
    clean: bool
    unread: tuple[Unread, ...] = ()
    beginnings: tuple[Beginning, ...] = ()


def read(root: Path, *, content: str = "content", worktree: bool, base: str | None = None) -> History:
    """The history of all policies that policies.yml names.

    A preview (`worktree`) takes the files as they lie on disk, and edits that are not committed make
    a last revision without a commit; a publication takes HEAD and wants every declared language.
    `base` names a commit since which everything is one revision. Settings are always the newest.

    Raises SourceError where a file as it stands is wrong or missing, HistoryError where git does not
    give the history. What was wrong in the past is told in `unread`: it can no longer be mended.
    """
    with open_repository(root) as repository:
        files = _files(repository, root, content, worktree=worktree)
        settings = _settings(files, content)
        newest = _newest(files, content, settings)
        _must_stand(newest, content, settings, publication=not worktree)
        tracks = _tracks(settings, newest, content)
        steps, joined = _steps(repository, settings, tracks, files, worktree=worktree, base=base)
        states = States(repository, steps, joined=joined, worktree=worktree)
        found = {
            policy.slug: revisions(
                policy.slug,
                states.of(policy.slug, tracks[policy.slug], newest[policy.slug]),
                languages=settings.languages,
                governing=settings.governing,
            )
            for policy in settings.policies
        }
        return History(
            root=root,
            settings=settings,
            revisions=found,
            newest=newest,
            records={path: files.read(path) or b"" for path in files.below(f"{content}/records")},
            commit=repository.head,
            branch=repository.branch,
            clean=repository.clean(repository.own(content)),
            unread=tuple(states.unread),
            beginnings=tuple(states.beginnings),
        )


def _files(repository: Repository, root: Path, content: str, *, worktree: bool) -> Files:
    files: Files = WorkTree(root) if worktree else Head(repository, content)
    if not files.below(content):
        raise HistoryError("content-missing", path=content)
    return files


def _settings(files: Files, content: str) -> Settings:
    path = f"{content}/policies.yml"
    raw = files.read(path)
    if raw is None:
        raise SourceError("settings-missing", path=path)
    return settings_file.load(raw, path)


def _path(content: str, language: str, slug: str) -> str:
    return f"{content}/{language}/{slug}.md"


def _newest(files: Files, content: str, settings: Settings) -> dict[str, tuple[Text, ...]]:
    """The texts as they stand; an effective date before the revision's is an error here only."""
    found: dict[str, tuple[Text, ...]] = {}
    for policy in settings.policies:
        texts = []
        for language in settings.languages:
            path = _path(content, language, policy.slug)
            raw = files.read(path)
            if raw is None:
                continue
            text = frontmatter.read(raw, path=path, policy=policy.slug, language=language)
            fault = None if policy.allow_retroactive else retroactive(text)
            if fault is not None:
                raise fault
            texts.append(text)
        found[policy.slug] = tuple(texts)
    return found


def _must_stand(
    newest: Mapping[str, tuple[Text, ...]], content: str, settings: Settings, *, publication: bool
) -> None:
    """A policy has a text; a publication has the governing one and, unless they may lag, all others."""
    for policy in settings.policies:
        present = {text.language for text in newest[policy.slug]}
        required = (settings.governing,) if policy.translation_lag else settings.languages
        missing = [language for language in required if language not in present]
        if missing and (publication or not present):
            path = _path(content, missing[0], policy.slug)
            raise SourceError("language-missing", path=path, policy=policy.slug, language=missing[0])


def _tracks(
    settings: Settings, newest: Mapping[str, tuple[Text, ...]], content: str
) -> dict[str, dict[str, Track]]:
    """By policy and language, where a text stands and, if a person said so, where it stood."""
    found: dict[str, dict[str, Track]] = {}
    for policy in settings.policies:
        declared = {text.language: text.previous_paths for text in newest[policy.slug]}
        found[policy.slug] = {
            language: Track(
                _path(content, language, policy.slug),
                (policy.previous_paths or {}).get(language, declared.get(language)),
            )
            for language in settings.languages
        }
    return found


def _steps(
    repository: Repository,
    settings: Settings,
    tracks: Mapping[str, Mapping[str, Track]],
    files: Files,
    *,
    worktree: bool,
    base: str | None,
) -> tuple[tuple[Step, ...], bool]:
    """The branch's steps, the work tree's own as the last where it counts; whether HEAD is a joined one."""
    every = [track for by_language in tracks.values() for track in by_language.values()]
    named = sorted({repository.own(path) for track in every for path in track.previous or ()})
    paths = [_MARKDOWN, *(f":(top,literal){path}" for path in named)]
    line = branches.line(repository, published=settings.branch, base=base)
    steps = branches.steps(repository, line, paths)
    if worktree:
        entries = repository.difference(repository.head, None, paths)
        texts = {repository.own(track.path): files.read(track.path) for track in every}
        entries += tuple(untold(repository, entries, texts))
        steps += (Step("", repository.committed(repository.head), entries),)
    return steps, bool(line.joined)
