"""The command line keeps its promises: streams, exit codes, and the shape of `compare`."""

from __future__ import annotations

import io
import json
import socket
from pathlib import Path

import pytest
from redletter import cli

OLD = """---
title: Notice
revision: 2024-01-01
effective: 2024-01-01
---

# Notice

4.2 We share your data with:

(1) our affiliates;
(2) our hosting company.

5.1 We answer within 14 days.
"""
NEW = """# Notice

4.2 We share your data with:

(1) our affiliates;
(2) an advertising network;
(3) our hosting company.

5.1 We answer within 30 days.
"""


def run(*arguments: str) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return cli.main(list(arguments), stdout, stderr), stdout.getvalue(), stderr.getvalue()


@pytest.fixture
def compared(tmp_path: Path) -> dict[str, object]:
    """`compare --format json` of the two texts above."""
    (tmp_path / "old.md").write_text(OLD, "utf-8")
    (tmp_path / "new.md").write_text(NEW, "utf-8")
    code, out, err = run(
        "compare", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--lang", "en", "--format", "json"
    )
    assert (code, err) == (0, "")
    result: dict[str, object] = json.loads(out)
    return result


def test_compare_prints_totals_and_changed_clauses_in_order(compared: dict[str, object]) -> None:
    assert set(compared) == {"level", "grounds", "direction", "consent", "status", "changes"}
    rows = [(each["clause"], each["clause_before"], each["kind"]) for each in compared["changes"]]  # type: ignore[attr-defined]
    assert rows == [
        ("4.2-2", "", "insertion"),
        ("4.2-3", "4.2-2", "renumbering"),
        ("5.1", "5.1", "substitution"),
    ]
    assert compared["level"] == "material"


def test_compare_gives_each_clause_to_the_letter(compared: dict[str, object]) -> None:
    for change in compared["changes"]:  # type: ignore[attr-defined]
        redline = change["redline"]
        assert "".join(text for op, text in redline if op != "insert") == change["before"]
        assert "".join(text for op, text in redline if op != "delete") == change["after"]
        assert change["before"] in OLD
        assert change["after"] in NEW
        assert set(change) == {
            *("clause", "clause_before", "kind", "before", "after", "level", "grounds"),
            *("direction", "consent", "status", "redline", "findings"),
        }
        for finding in change["findings"]:
            assert set(finding) == {"rule", "ground", "words", "message"}


@pytest.mark.parametrize(
    ("old", "new", "level", "kinds"),
    [
        ("", "", "none", []),
        (OLD, OLD, "none", []),
        ("", "Only a line.\n", "material", ["insertion"]),
        ("Only a line.\n", "", "material", ["repeal"]),
    ],
)
def test_compare_takes_any_two_files(
    tmp_path: Path, old: str, new: str, level: str, kinds: list[str]
) -> None:
    (tmp_path / "old.md").write_text(old, "utf-8")
    (tmp_path / "new.md").write_text(new, "utf-8")
    code, out, _ = run("compare", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--format", "json")
    result = json.loads(out)
    assert (code, result["level"], [each["kind"] for each in result["changes"]]) == (0, level, kinds)


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    code, out, err = run("compare", str(tmp_path / "old.md"), str(tmp_path / "new.md"))
    assert (code, out) == (2, "")
    assert "does not exist" in err


def test_invalid_utf8_names_file_line_and_remedy(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_bytes(b"one\ntwo \xff\n")
    (tmp_path / "new.md").write_text("one\n", "utf-8")
    code, out, err = run("compare", str(tmp_path / "old.md"), str(tmp_path / "new.md"))
    assert (code, out) == (2, "")
    first, remedy = err.splitlines()
    assert first.startswith(f"{tmp_path / 'old.md'}:2: ")
    assert remedy.startswith("  ")


def test_help_names_every_command() -> None:
    code, out, _ = run("--help")
    assert code == 0
    for command in (
        "init",
        "build",
        "serve",
        "diff",
        "compare",
        "record",
        "log",
        "verify",
        "follow",
        "check",
    ):
        assert f"  {command} " in out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("new privacy", "Geben Sie --revision TAG und --effective TAG an oder --correction."),
        ("new privacy --correction --revision 2027-06-01", "lassen Sie --revision und --effective weg."),
        ("new privacy --revision 1.6.2027", "„1.6.2027“ ist kein Tag; schreiben Sie ihn so: 2027-06-01."),
        ("show privacy --on 2027-02-30", "„2027-02-30“ ist kein Tag"),
        ("show privacy --on 20270601", "„20270601“ ist kein Tag"),
        ("record --withdraw privacy/2027-06-01", "braucht den Namen dessen, der freigibt: --by NAME."),
        ("record --withdraw privacy/2027-06-01 --by A --reason Irrtum", '--reason "de=…".'),
        ("diff --format docx", "braucht eine Datei, in die geschrieben wird: -o DATEI."),
        ("review --level material", "Ergänzen Sie --clause ID."),
        ("follow . --state s --exec a --post b", "--exec und --post schließen einander aus."),
    ],
)
def test_a_command_line_that_cannot_be_is_refused_in_the_readers_language(
    line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDLETTER_LANGUAGE", "de")
    code, out, err = run(*line.split())
    assert (code, out) == (2, "")
    assert said in err


def test_a_first_run_of_follow_is_told_to_say_where_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLETTER_LANGUAGE", "de")
    discovery = {
        "schema": 1,
        "site": "https://policies.example/",
        "languages": ["de"],
        "signing": None,
        "valid_until": "2099-01-01",
        "policies": {},
        "schemas": {},
        "calendar": {},
    }
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "index.json").write_text(f"{json.dumps(discovery)}\n", "utf-8")
    code, out, err = run("follow", str(tmp_path), "--state", str(tmp_path / "seen.json"), "--once")
    assert (code, out) == (2, "")
    assert f"{tmp_path}/seen.json: Dies ist der erste Lauf mit dieser Zustandsdatei" in err


@pytest.mark.parametrize("address", ["garden", "127.0.0.1:99999", ":8000", "127.0.0.1:"])
def test_serve_refuses_what_is_no_address(address: str) -> None:
    code, out, err = run("serve", "--address", address)
    assert (code, out) == (2, "")
    assert f"“{address}” is no address to listen on" in err


def test_serve_says_where_another_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        code, out, err = run("serve", "--address", address)
    assert (code, out) == (2, "")
    assert f"Nothing can listen on {address}: Address already in use." in err
