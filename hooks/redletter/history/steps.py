"""The branch's history as steps: which paths each commit touched, read from one `git log --raw`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A path that a step touched. `blob` is None where the step removed it.

    `source` is the path from which the file was renamed, else None; `added` that it was not there.
    """

    path: str
    blob: str | None
    source: str | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One state of the branch after another: a commit, or several that count as one.

    `commit` is empty for edits that are not committed.
    """

    commit: str
    committed: datetime
    entries: tuple[Entry, ...]


# What `git log` is asked for; the parser below reads nothing else. Merges are compared with their
# first parent; -z leaves paths unquoted.
LOG_OPTIONS = (
    "--first-parent",
    "--diff-merges=first-parent",
    "--reverse",
    "--raw",
    "--no-abbrev",
    "--find-renames",
    "-z",
    "--no-color",
    "--no-show-signature",
    "--format=commit %H %ct",
)
DIFF_OPTIONS = ("--raw", "--no-abbrev", "--find-renames", "-z", "--no-color")


def parse_log(output: bytes) -> tuple[Step, ...]:
    """Steps in the order of the output of `git log` with LOG_OPTIONS."""
    steps: list[Step] = []
    header: tuple[str, datetime] | None = None
    entries: list[Entry] = []
    fields = _fields(output)
    for field in fields:
        if field.startswith("commit "):
            if header is not None:
                steps.append(Step(*header, tuple(entries)))
            _, commit, seconds = field.split(" ")
            header, entries = (commit, datetime.fromtimestamp(int(seconds), UTC)), []
        else:
            entries.append(_entry(field, fields))
    if header is not None:
        steps.append(Step(*header, tuple(entries)))
    return tuple(steps)


def parse_diff(output: bytes) -> tuple[Entry, ...]:
    """Entries from the output of `git diff` with DIFF_OPTIONS."""
    fields = _fields(output)
    return tuple(_entry(field, fields) for field in fields)


def _fields(output: bytes) -> Iterator[str]:
    for field in output.decode("utf-8", "surrogateescape").split("\0"):
        if stripped := field.lstrip("\n"):
            yield stripped


def _entry(field: str, fields: Iterator[str]) -> Entry:
    """An entry from `:modes blobs status`, and one path, two for a rename, from the fields after it."""
    _, _, _, blob, status = field.split(" ")
    path = next(fields)
    if status.startswith("R"):
        return Entry(next(fields), blob, source=path)
    return Entry(path, None if status == "D" else blob, added=status == "A")
