"""README and the guides do what they say: commands are run, outputs compared, names looked up.

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

import click
import pytest
from growing import environment
from redletter import cli, settings_file
from redletter.messages import Messages

ROOT = Path(__file__).parents[1]
GUIDES = ROOT / "hooks/redletter/guides"
DOCUMENTS = [ROOT / "README.md", *sorted(GUIDES.glob("*.md"))]

# The day on which a guide plays, where it names dates: `init` dates the sample so, builds speak of it.
GUIDE_DAY, GUIDE_EPOCH = "2027-01-04", "1799064000"

_BLOCK = re.compile(r"^```(?P<kind>sh|diff)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_EXIT = re.compile(r"\#\ exits\ with\ (?P<code>\d)", re.VERBOSE)
_SHELL_SIGNS = frozenset("|&;<>$`*")

_CODE_BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CODE_SPAN = re.compile(r"`(?P<code>[^`\n]+)`")
_CALL = re.compile(
    r"""
    (?<![\w./-]) (?<!from[ ]) redletter [ ]  # not the end of a path, and no import
    (?P<command>[a-z]+)
    (?P<rest>[^`\n|#]*)                      # to the end of the line, of the span or of this command
    """,
    re.VERBOSE,
)
_LINK = re.compile(r"\]\((?![a-z]+:)(?P<path>[^)#\s]*)(?:\#(?P<anchor>[^)\s]+))?\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*")


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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_reader_who_does_what_it_says_sees_what_it_shows(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in environment().items():
        if name.startswith(("GIT_", "LC_")) and not name.endswith("_DATE"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REDLETTER_LANGUAGE", "en")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")  # it waits ten seconds otherwise
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    dated = GUIDE_DAY[:4] in document.read_text("utf-8")
    if dated:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", GUIDE_EPOCH)
    reader = Reader(dated)
    for step in steps(document):
        reader.follow(step)


def _code(document: Path) -> Iterator[str]:
    """All that is set as code."""
    text = document.read_text("utf-8")
    yield from (block[0] for block in _CODE_BLOCK.finditer(text))
    yield from (span["code"] for span in _CODE_SPAN.finditer(_CODE_BLOCK.sub("", text)))


def _options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_command_and_option_that_it_names_exists(document: Path) -> None:
    commands = cli.redletter.commands
    every = {name for command in commands.values() for name in _options(command)}
    for code in _code(document):
        for call in _CALL.finditer(code):
            assert call["command"] in commands, call[0]
            named = set(_OPTION.findall(call["rest"].partition("&&")[0]))
            assert named <= _options(commands[call["command"]]), call[0]
        if code.startswith("--"):
            assert set(_OPTION.findall(code)) <= every, code


def test_the_tables_of_policies_yml_have_every_key() -> None:
    rows = re.findall(r"^\| (`.*?) \|", (GUIDES / "engineers.md").read_text("utf-8"), re.MULTILINE)
    named = {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}
    assert {*settings_file.KEYS, *settings_file.POLICY_KEYS} <= named


@pytest.mark.parametrize("key", ["review.ask", "review.ask.sign"])
def test_questions_are_shown_as_they_are_asked(key: str) -> None:
    asked = Messages("en").text(key, **({"name": "Jane Doe"} if key.endswith("sign") else {}))
    assert f"\n    {asked}:\n" in (GUIDES / "lawyers.md").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_link_to_a_place_of_our_own_leads_there(document: Path) -> None:
    for path, anchor in _LINK.findall(document.read_text("utf-8")):
        target = document.parent / path if path else document
        assert target.is_file(), path
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("name", sorted(cli.redletter.commands))
def test_the_help_of_every_command_has_an_example_that_it_takes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = cli.redletter.commands[name]
    examples = re.findall(rf"Example: redletter {name}\b(.*?)(?:\n\n|\Z)", command.help or "", re.DOTALL)
    assert examples, name
    for example in examples:
        arguments = shlex.split(example.partition(" && ")[0])
        for file in arguments:
            if re.fullmatch(r"[a-z]+\.(md|jsonl)", file):
                Path(file).touch()
        with command.make_context(name, arguments):
            pass
