"""A text with many faults at once: each is found at its line, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from growing import Repository
from redletter import inspection, recording, reports
from redletter.checking import Severity
from redletter.messages import Messages

CASES = Path(__file__).parent / "cases_planted"
FAULTS = yaml.safe_load((CASES / "faults.yml").read_text("utf-8"))
FILES = {
    "en": "content/en/toys.md",
    "de": "content/de/toys.md",
    "facts": "content/policies.yml",
    "record": "content/records/toys/2024-03-01.yml",
}
SOUND = {
    "en": (CASES / "en.md").read_text("utf-8"),
    "de": (CASES / "de.md").read_text("utf-8"),
    "facts": (CASES / "policies.yml").read_text("utf-8"),
}
NOW = datetime(2024, 2, 1, 9, tzinfo=UTC)

Row = tuple[str, str, int | None]


@pytest.fixture
def sound(tmp_path: Path) -> Repository:
    """The texts without a fault, recorded."""
    repository = Repository(tmp_path, settings=SOUND["facts"])
    repository.commit("First", {FILES[name]: SOUND[name] for name in ("en", "de")})
    recording.record(repository.root, now=NOW)
    repository.commit("Record")
    return repository


def found(repository: Repository) -> list[Row]:
    """What `check` says, in every language that it can say it in."""
    seen = inspection.inspect(repository.root)
    remarks = [each for each in seen.remarks if each.severity is not Severity.NOTICE]
    rows = [reports.complaints(seen.faults, remarks, Messages(each)) for each in ("en", "de")]
    assert all(row["message"] and row["remedy"] for language in rows for row in language)
    names = {path: name for name, path in FILES.items()}
    told = [*seen.faults, *remarks]
    assert [row["path"] for row in rows[0]] == [each.path for each in told]
    return [
        (str(row["rule"]), names.get(str(each.path), str(each.path)), each.line)
        for row, each in zip(rows[0], told, strict=True)
    ]


def test_the_sound_texts_leave_nothing_to_say(sound: Repository) -> None:
    assert found(sound) == []


@pytest.fixture
def faulty(sound: Repository) -> Repository:
    """A revision with every fault of the table, and the first record tampered with."""
    texts = {name: (sound.root / path).read_text("utf-8") for name, path in FILES.items()}
    for fault in FAULTS:
        assert texts[fault["in"]].count(fault["for"]) == 1, fault
        texts[fault["in"]] = texts[fault["in"]].replace(fault["for"], fault["put"])
    sound.commit("Second", {FILES[name]: text for name, text in texts.items()})
    return sound


def expected() -> set[Row]:
    rows = (row for fault in FAULTS if fault["found"] for row in fault["found"].split(", "))
    return {_row(*row.split(" ")) for row in rows}


def _row(rule: str, place: str) -> Row:
    name, _, line = place.partition(":")
    return rule, name, int(line) if line else None


def test_the_table_has_thirty_faults_of_fifteen_kinds() -> None:
    assert len([fault for fault in FAULTS if fault["found"]]) >= 30
    assert len({fault["kind"] for fault in FAULTS}) >= 15


def test_every_planted_fault_is_found_at_its_line_and_nothing_else(faulty: Repository) -> None:
    unrecorded = ("record-missing", "content/records/toys/2024-06-01.yml", None)
    assert set(found(faulty)) == {*expected(), unrecorded}


FRONT_MATTER = [
    ("revision: 2024-03-01", "revision: 31.02.2024", "date-invalid en:3"),
    ("effective: 2024-05-01", "effective: 2023-05-01", "effective-before-revision en:4"),
    ("effective: 2024-05-01", "efective: 2024-05-01", "key-missing en:2, key-misspelt en:4"),
    ("consent_until: 2024-04-15", "consent_until: soon", "date-invalid en:5"),
    ("title: Toy library privacy policy", "title: [", "yaml-broken en:4"),
]


@pytest.mark.parametrize(("old", "new", "rows"), FRONT_MATTER)
def test_a_fault_in_the_front_matter_is_found_at_its_line(
    sound: Repository, old: str, new: str, rows: str
) -> None:
    sound.write({FILES["en"]: SOUND["en"].replace(old, new)})
    assert found(sound) == [_row(*row.split(" ")) for row in rows.split(", ")]


def test_our_own_policies_have_none_of_these_faults() -> None:
    """What depends on our records is held only where they are decided; drift after that is no fault."""
    root = Path(__file__).parents[1]
    seen = inspection.inspect(root)
    assert {each.key for each in seen.faults} <= {"record-missing", "record-undecided"}
    if not seen.faults:
        assert [each for each in seen.remarks if each.rule != "record-drift"] == []
