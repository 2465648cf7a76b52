"""README and the guides do what they say: commands are run, outputs compared, names looked up."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from guide_reading import GUIDES, Reader, is_dated, steps, surroundings
from redletter import cli, settings_file
from redletter.messages import Messages

DOCUMENTS = [
    Path(__file__).parents[1] / "README.md",
    *sorted(GUIDES.glob("*.md")),
    GUIDES.parent / "starter/README.md",
]

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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_reader_who_does_what_it_says_sees_what_it_shows(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dated = is_dated(document)
    for name, value in surroundings(tmp_path, dated=dated).items():
        monkeypatch.setenv(name, value)
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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
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
