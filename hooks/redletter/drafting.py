"""Opens a revision: writes its dates into every language's front matter and touches nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from redletter import frontmatter, history
from redletter.errors import SourceError
from redletter.history import History
from redletter.model import Revision, Text
from redletter.settings import Settings

# What the revision before declared for itself and the next one does not inherit.
_OF_ONE_REVISION = ("impact_assessment", "consent_until")


@dataclass(frozen=True, slots=True)
class Opened:
    """A revision that was opened: the files now carry its dates.

    `notice_days` lie between the dates; `wanted` are those of policies.yml for a material change,
    and for one that needs consent.
    """

    label: str
    paths: tuple[str, ...]
    notice_days: int
    wanted: tuple[int, int]

    @property
    def short(self) -> bool:
        """Whether a material change could not take effect so soon."""
        return self.notice_days < self.wanted[0]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction under the revision's own date will be labelled, and the files to edit."""

    label: str
    paths: tuple[str, ...]


def revise(root: Path, policy: str, *, revision: date, effective: date, content: str = "content") -> Opened:
    """Put the dates of a new revision into the policy's files, in every language.

    Raises SourceError where the policy or one of its languages is not there, where the date is one of
    the policy's history or before its newest, or where the text would be effective before it.
    """
    past, newest = _newest(root, policy, content)
    settings = past.settings.policy(policy)
    retroactive = settings is not None and settings.allow_retroactive
    if effective < revision and not retroactive:
        raise SourceError("effective-before-revision", effective=effective, revision=revision)
    published = [each for each in past.revisions[policy] if each.commit]
    if published and revision <= max(each.revision for each in published):
        latest = max(each.revision for each in published)
        raise SourceError("draft-date-taken", policy=policy, revision=revision, latest=latest)
    for text in newest:
        path = root / text.path
        path.write_bytes(dated(path.read_bytes(), text.path, revision=revision, effective=effective))
    return Opened(
        label=revision.isoformat(),
        paths=tuple(text.path for text in newest),
        notice_days=(effective - revision).days,
        wanted=(past.settings.notice_days, past.settings.consent_notice_days),
    )


def correct(root: Path, policy: str, *, content: str = "content") -> Correction:
    """What to do for a correction: edit the texts and leave the dates. Nothing is written.

    Raises SourceError where a draft already has a date of its own, which a correction must not.
    """
    past, newest = _newest(root, policy, content)
    published = [each for each in past.revisions[policy] if each.commit]
    if not published:
        raise SourceError("draft-nothing-to-correct", policy=policy)
    governing = published[-1].governing_text
    for text in newest:
        if text.language == governing.language and text.revision != governing.revision:
            dates = {"revision": governing.revision, "effective": governing.effective}
            raise SourceError("draft-date-moved", path=text.path, line=text.key_line("revision"), **dates)
    return Correction(_next_label(published), tuple(text.path for text in newest))


def _newest(root: Path, policy: str, content: str) -> tuple[History, tuple[Text, ...]]:
    """The history with the policy's texts as they lie on disk, one in every language that it must have."""
    past = history.read(root, content=content, worktree=True)
    if policy not in past.newest:
        raise SourceError("policy-unknown", policy=policy, known=", ".join(past.newest))
    newest = past.newest[policy]
    missing = _missing(past.settings, policy, newest)
    if missing is not None:
        path = f"{content}/{missing}/{policy}.md"
        raise SourceError("language-missing", path=path, policy=policy, language=missing)
    return past, newest


def _missing(settings: Settings, policy: str, newest: Sequence[Text]) -> str | None:
    stated = settings.policy(policy)
    lag = stated is not None and stated.translation_lag
    required = (settings.governing,) if lag else settings.languages
    present = {text.language for text in newest}
    return next((language for language in required if language not in present), None)


def _next_label(published: Sequence[Revision]) -> str:
    labels = {each.label for each in published}
    base = published[-1].revision.isoformat()
    number = 1
    while f"{base}.{number}" in labels:
        number += 1
    return f"{base}.{number}"


def dated(raw: bytes, path: str, *, revision: date, effective: date) -> bytes:
    """The file with other dates in its front matter; every other byte stays.

    An impact assessment and `consent_until`, which the revision before declared, go with their lines.
    Line ends, BOM, order, comments and unknown keys are kept. Raises SourceError as reading does.
    """
    frontmatter.read(raw, path=path, policy="", language="")
    text = raw.decode("utf-8")
    lines = re.split(r"(?<=\n)", text)  # ends kept as they are; front matter is read line by line
    block, _, _ = frontmatter.split(text.removeprefix("\ufeff").replace("\r\n", "\n"), path)
    keys = dict(_keys(block))
    for name, day in (("revision", revision), ("effective", effective)):
        _, value = keys[name]
        at = value.start_mark.line + 1
        start, end = value.start_mark.column, value.end_mark.column
        lines[at] = lines[at][:start] + day.isoformat() + lines[at][end:]
    gone = {at for name in _OF_ONE_REVISION if name in keys for at in _lines(*keys[name])}
    return "".join(line for at, line in enumerate(lines) if at not in gone).encode()


def _keys(block: str) -> Iterator[tuple[str, tuple[yaml.Node, yaml.Node]]]:
    node = yaml.compose(block, Loader=yaml.SafeLoader)
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 - it was read before
    for key, value in node.value:
        yield str(key.value), (key, value)


def _lines(key: yaml.Node, value: yaml.Node) -> range:
    """The lines of the file, from 0, that a key and its value take, comments after them left out."""
    return range(key.start_mark.line + 1, _last(value) + 2)


def _last(node: yaml.Node) -> int:
    """The last line of the YAML on which something of a value stands."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return max(_last(each) for pair in node.value for each in pair)
    # A block scalar ends where the next line begins.
    ends_before = node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
    return int(node.end_mark.line) - ends_before
