"""The legal desk from an empty folder to a published second revision, by documented commands alone."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from growing import environment
from redletter import cli, records
from word_reading import accepted, rejected

ERIKA, JOHN = "Erika Example", "John Example"


class Desk:
    """A folder, git, and the command line, as a person at the desk has them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str, code: int = 0) -> str:
        """What a command prints and says; it must end with `code`."""
        said = io.StringIO()
        found = cli.main(list(arguments), said, said)
        assert found == code, said.getvalue()
        return said.getvalue()

    def git(self, *arguments: str) -> str:
        finished = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment(), capture_output=True, text=True, check=True
        )
        return finished.stdout.strip()

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", f"--message={message}")

    def edit(self, path: str, *changes: tuple[str, str]) -> None:
        text = (self.root / path).read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (self.root / path).write_text(text, "utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty folder to stand in, git's person set, nothing of the host's."""
    root = tmp_path / "policies"
    root.mkdir()
    monkeypatch.chdir(root)
    for name, value in environment().items():
        if name.startswith("GIT_CONFIG"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("REDLETTER_LANGUAGE", "en")
    return Desk(root)


def test_from_an_empty_folder_to_a_published_second_revision(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk)
    first = date.fromisoformat(_front_matter(desk)["revision"])
    desk.run("record")
    desk.commit("Record of the first revision")
    site = tmp_path / "site"
    desk.run("build", "--publish", "--as-of", str(first), "--site-dir", str(site))
    earlier = tmp_path / "earlier"
    subprocess.run(["cp", "-RL", f"{site}/.", str(earlier)], check=True)

    revision, effective = first + timedelta(days=30), first + timedelta(days=90)
    label = revision.isoformat()
    draft(desk, revision, effective)
    look_at_it(desk, tmp_path, label)
    decide(desk, label, monkeypatch)
    desk.commit("Longer logs, and data sold to dealers")

    day = revision + timedelta(days=3)
    desk.run(*("build", "--publish", "--as-of", str(day), "--site-dir", str(site), "--last", str(earlier)))
    desk.run("verify", str(site), "--against", str(earlier))
    what_is_published(desk, site, label, effective)
    what_applied(desk, first, effective, label)
    hand_over(desk, tmp_path, label)


def begin(desk: Desk) -> None:
    """init, git, the facts of the desk."""
    desk.run("init")
    desk.git("init", "--quiet", "--initial-branch=main")
    desk.git("config", "user.name", ERIKA)
    desk.edit(
        "content/policies.yml",
        ("# consent_url:", "consent_url:"),
        ("# approvers: [Jane Doe]", f"approvers: [{ERIKA}, {JOHN}]"),
        ("notice_days: 0", "notice_days: 28"),
    )
    desk.commit("First revision")


def draft(desk: Desk, revision: date, effective: date) -> None:
    """A revision opened in both languages, and edited: longer logs, a promise withdrawn."""
    said = desk.run("new", "privacy", "--revision", str(revision), "--effective", str(effective))
    assert said.count(f"revision {revision}, effective {effective}") == 2
    until = f"\nconsent_until: {effective}\neffective:"
    desk.edit(
        "content/en/privacy.md",
        ("\neffective:", until),
        ("after 14 days", "after 30 days"),
        ("We do not sell your information.", "We sell your information to dealers."),
    )
    desk.edit(
        "content/de/privacy.md",
        ("\neffective:", until),
        ("nach 14 Tagen", "nach 30 Tagen"),
        ("Wir verkaufen Ihre Daten nicht.", "Wir verkaufen Ihre Daten an Händler."),
    )


def look_at_it(desk: Desk, tmp_path: Path, label: str) -> None:
    """check, diff in every form, and what stands in the way."""
    assert "record-missing" in desk.run("check", code=1)
    desk.run("build", "--publish", "--site-dir", str(tmp_path / "no"), code=2)  # the work tree is a draft
    assert not (tmp_path / "no").exists()
    shown = desk.run("diff", "privacy")
    assert label in shown
    (plain,) = json.loads(desk.run("diff", "privacy", "--format", "json"))
    assert plain["languages"]["de"]["level"] == "material"
    for language, old, new in (
        ("en", "We do not sell your information.", "We sell your information to dealers."),
        ("de", "Wir verkaufen Ihre Daten nicht.", "Wir verkaufen Ihre Daten an Händler."),
    ):
        target = tmp_path / f"{language}.docx"
        desk.run("diff", "privacy", "--format", "docx", "--lang", language, "-o", str(target))
        document = target.read_bytes()
        assert f"4.1 {old}" in rejected(document)
        assert f"4.1 {new}" in accepted(document)


def decide(desk: Desk, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """record, an override by flags, the rest at the terminal, and the signature."""
    desk.run("record", code=_undecided(desk, label))
    said = desk.run(
        *("review", "--label", label, "--clause", "1.2", "--level", "clarifying"),
        *("--reason", "The logs were announced with 30 days on the site", "--by", "Mallory"),
        code=2,
    )
    assert "approvers" in said
    desk.run(
        *("review", "--label", label, "--clause", "1.2", "--level", "clarifying"),
        *("--reason", "The logs were announced with 30 days on the site", "--by", JOHN),
        code=1,
    )
    assert "\ndecided: false\n" in desk.read(f"content/records/privacy/{label}.yml")
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n" * _waiting(desk, label) + "y\n"))
    said = desk.run("review")
    assert "What people will be told (de):" in said
    assert f"Signed by {ERIKA}" in said
    record = desk.read(f"content/records/privacy/{label}.yml")
    assert f"\ndecided: true\ndecided_by: {ERIKA}\n" in record
    assert f"by: {JOHN}" in record
    assert "The logs were announced with 30 days on the site" in record
    assert "error" not in desk.run("check")
    assert desk.run("review") == "Nothing is awaiting a decision.\n"


def _waiting(desk: Desk, label: str) -> int:
    """How many changes of the record still wait for a person."""
    path = f"content/records/privacy/{label}.yml"
    record = records.load(desk.read(path).encode(), path)
    changes = enumerate(record.stored.changes)
    return sum(change.status == "review" and at not in record.overrides for at, change in changes)


def _undecided(desk: Desk, label: str) -> int:
    """What `record` ends with: 1 where the rules leave a change to a person."""
    (plain,) = json.loads(desk.run("diff", "privacy", "--format", "json"))
    return int(plain["languages"]["en"]["status"] == "review")


def what_is_published(desk: Desk, site: Path, label: str, effective: date) -> None:
    """Pages, feed and consumer agree on an upcoming revision that takes something from people."""
    in_force = (site / "en" / "privacy" / "index.html").read_text("utf-8")
    assert "We do not sell your information." in in_force
    assert label in in_force
    for language in ("en", "de"):
        assert (site / language / "privacy" / label / "index.html").is_file()
        assert (site / language / "privacy" / "changes" / label / "index.html").is_file()
    entry = json.loads((site / "feed/privacy/entries/000002.json").read_text("utf-8"))
    data = entry["data"]
    assert (data["label"], data["level"], data["direction"], data["consent"]) == (
        *(label, "material", "adverse", "required"),
    )
    assert data["consent_until"] == effective.isoformat()
    levels = {change["clause"]: change["level"] for change in data["changes"]}
    assert (levels["1.2"], levels["4.1"]) == ("clarifying", "material")
    overridden = {change["clause"]: change.get("override") for change in data["changes"]}
    assert overridden["1.2"]["engine_level"] == "material"
    assert overridden["4.1"] is None
    assert JOHN not in json.dumps(entry)  # names stay in the record
    told = desk.run("follow", str(site), "--state", "../state.json", "--from", "first", "--once")
    assert [json.loads(line)["data"]["seq"] for line in told.splitlines() if line[:1] == "{"] == [1, 2]


def what_applied(desk: Desk, first: date, effective: date, label: str) -> None:
    """log and show answer for any day."""
    log = json.loads(desk.run("log", "privacy", "--format", "json"))
    assert [row["label"] for row in log] == [first.isoformat(), label]
    before = desk.run("show", "privacy", "--on", str(effective - timedelta(days=1)))
    after = desk.run("show", "privacy", "--on", str(effective), "--lang", "de")
    assert "We do not sell your information." in before
    assert "Wir verkaufen Ihre Daten an Händler." in after


def hand_over(desk: Desk, tmp_path: Path, label: str) -> None:
    """export, for a regulator."""
    target = tmp_path / "dossier.zip"
    desk.run("export", "privacy", "--label", label, "-o", str(target))
    with zipfile.ZipFile(target) as archive:
        assert f"{label}/record.yml" in archive.namelist()
        assert JOHN in archive.read(f"{label}/redline.en.html").decode()


def _front_matter(desk: Desk) -> dict[str, str]:
    lines = desk.read("content/en/privacy.md").split("---")[1].strip().splitlines()
    return dict(line.split(": ", 1) for line in lines)
