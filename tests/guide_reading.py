"""Follows README and the guides as a reader does: what they say is typed, what they show is edited.

In a ```sh block, a line that begins with `$ ` is run; the lines below it stand in what it prints, in that
order, `…` for anything; a comment `# exits with 1` names another exit code than 0. A ```diff block is an
edit that a person makes: its first line names the file, then come the lines to take out and to put in.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from growing import environment
from redletter import cli

GUIDES = Path(__file__).parents[1] / "hooks/redletter/guides"

# The day on which a guide plays, where it names dates: `init` dates the sample so, builds speak of it.
GUIDE_DAY, GUIDE_EPOCH = "2027-01-04", "1799064000"

_BLOCK = re.compile(r"^```(?P<kind>sh|diff)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_EXIT = re.compile(r"\#\ exits\ with\ (?P<code>\d)", re.VERBOSE)
_SHELL_SIGNS = frozenset("|&;<>$`*")


def surroundings(home: Path, *, dated: bool) -> dict[str, str]:
    """The environment of a reader: nothing of the host's, a home of their own, the guide's day."""
    pinned = {
        name: value
        for name, value in environment().items()
        if name.startswith(("GIT_", "LC_")) and not name.endswith("_DATE")
    }
    return pinned | {
        "HOME": str(home),
        "REDLETTER_LANGUAGE": "en",
        "NO_MKDOCS_2_WARNING": "1",
        "FILTER_BRANCH_SQUELCH_WARNING": "1",  # it waits ten seconds otherwise
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **({"SOURCE_DATE_EPOCH": GUIDE_EPOCH} if dated else {}),
    }


def is_dated(document: Path) -> bool:
    """Whether a document plays on the guide's day."""
    return GUIDE_DAY[:4] in document.read_text("utf-8")


@dataclass(frozen=True)
class Command:
    """A line to run, and what it must print and end with."""

    line: str
    shown: tuple[str, ...]
    code: int


@dataclass(frozen=True)
class Edit:
    """An edit of a file: each pair is taken out and put in."""

    path: str
    pairs: tuple[tuple[str, str], ...]


def steps(document: Path) -> Iterator[Command | Edit]:
    """What a reader who follows the document does, in order."""
    for block in _BLOCK.finditer(document.read_text("utf-8")):
        lines = block["body"].splitlines()
        if block["kind"] == "diff":
            yield Edit(lines[0], tuple(_pairs(lines[1:])))
        elif block["body"].startswith("$ "):
            yield from _commands(lines)


def _commands(lines: list[str]) -> Iterator[Command]:
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        code = _EXIT.search(lines[start])
        shown = tuple(line.rstrip() for line in lines[start + 1 : end] if line.strip())
        yield Command(lines[start].removeprefix("$ "), shown, int(code["code"]) if code else 0)


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    old: list[str] = []
    new: list[str] = []
    for line in [*lines, "-"]:
        if line.startswith("-") and new:
            yield "\n".join(old), "\n".join(new)
            old, new = [], []
        (old if line.startswith("-") else new).append(line[1:])


class Reader:
    """A person who follows a document, in a folder of their own."""

    def __init__(self, dated: bool) -> None:
        self.dated = dated

    def follow(self, step: Command | Edit) -> None:
        if isinstance(step, Edit):
            self._edit(step)
        elif step.line.startswith("cd "):
            os.chdir(step.line.removeprefix("cd "))
        else:
            code, said = self._run(step.line)
            assert code == step.code, f"{step.line}\n{said}"
            _compare(step, said)
            if self.dated and step.line.startswith("redletter init"):
                _redate(Path(step.line.split()[2]))

    def _edit(self, edit: Edit) -> None:
        path = Path(edit.path)
        text = path.read_text("utf-8")
        for old, new in edit.pairs:
            assert text.count(f"{old}\n") == 1, f"{edit.path}: {old}"
            text = text.replace(f"{old}\n", f"{new}\n")
        path.write_text(text, "utf-8")

    def _run(self, line: str) -> tuple[int, str]:
        if line.startswith("redletter ") and not _SHELL_SIGNS & set(line.partition(" # ")[0]):
            said = io.StringIO()
            return cli.main(shlex.split(line, comments=True)[1:], said, said), said.getvalue()
        finished = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False
        )
        return finished.returncode, finished.stdout + finished.stderr


def _compare(command: Command, said: str) -> None:
    """The lines shown stand in what was said, in order."""
    at, lines = 0, said.splitlines()
    for shown in command.shown:
        if shown.strip() == "…":
            continue
        wanted = re.compile(".*".join(re.escape(part) for part in shown.split("…")))
        found = next((i for i in range(at, len(lines)) if wanted.fullmatch(lines[i].rstrip())), None)
        assert found is not None, f"{command.line}\nlacks: {shown}\n{said}"
        at = found + 1


def _redate(folder: Path) -> None:
    """Give the sample the guide's day instead of today."""
    for path in folder.glob("content/*/*.md"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^(revision|effective): .*$", rf"\1: {GUIDE_DAY}", text, flags=re.M), "utf-8")
