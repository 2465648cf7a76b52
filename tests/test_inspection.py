"""The one list of all that stands against publication."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from growing import SETTINGS, Repository, policy
from redletter import (
    checking,
    history,
    inspection,
    memory,
    parsing,
    publication,
    recording,
    reports,
    reviewing,
)
from redletter.checking import Draft, Standing
from redletter.inspection import Inspection
from redletter.messages import Messages
from redletter.model import Amendment, Level, Override, Revision
from redletter.reviewing import Verdict

EN, DE = "content/en/privacy.md", "content/de/privacy.md"
ENGLISH = "1.1 We answer within 14 days.\n\n1.2 Write to us.\n"
GERMAN = "1.1 Wir antworten binnen 14 Tagen.\n\n1.2 Schreiben Sie uns.\n"


def faults(found: Inspection) -> list[tuple[str, str]]:
    return [(each.key, each.place) for each in found.faults]


def remarks(found: Inspection) -> list[tuple[str, str, int | None]]:
    return [(each.rule, each.path, each.line) for each in found.remarks]


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    wrong = policy(ENGLISH.replace("1.2", "1.3"), revision="31.02.", effective="soon", consent_untill="x")
    repository.commit("First", {EN: wrong, DE: policy(GERMAN.replace("14", "15"), effective="2020-01-01")})
    found = inspection.inspect(tmp_path)
    assert found.broken
    assert faults(found) == [
        ("date-invalid", f"{EN}:3"),
        ("date-invalid", f"{EN}:4"),
        ("key-misspelt", f"{EN}:5"),
        ("effective-before-revision", f"{DE}:4"),
    ]
    assert remarks(found) == [
        ("fact-differs", DE, 7),
        ("number-differs", DE, 9),
        ("fact-differs", EN, 8),
        ("number-differs", EN, 10),
        ("number-gap", EN, 10),
    ]


def test_a_sound_repository_waits_only_for_its_record(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("First", {EN: policy(ENGLISH), DE: policy(GERMAN)})
    found = inspection.inspect(tmp_path)
    assert faults(found) == [("record-missing", "content/records/privacy/2021-01-01.yml")]
    assert remarks(found) == []
    assert (found.broken, found.undecided) == (False, True)


def test_what_the_history_tells_is_held_against_the_dates(tmp_path: Path) -> None:
    repository = Repository(tmp_path, settings=SETTINGS.replace("governing: en", "notice_days: 30"))
    repository.commit("First", {EN: policy(ENGLISH), DE: policy(GERMAN)})
    longer = {EN: policy(ENGLISH.replace("14", "60")), DE: policy(GERMAN.replace("14", "60"))}
    repository.commit("Second", {name: text.replace("2021", "2022") for name, text in longer.items()})
    assert ("notice-short", EN, 4) in remarks(inspection.inspect(tmp_path))
    repository.write({EN: policy(ENGLISH.replace("14", "90")).replace("2021", "2022")})
    found = remarks(inspection.inspect(tmp_path))
    assert ("date-unmoved", EN, 3) in found
    assert ("language-behind", DE, 3) in found


def test_a_text_that_may_be_another_renamed_and_rewritten_is_asked_about(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("First", {"content/en/data.md": policy("Old words.\n" * 30), DE: policy(GERMAN)})
    repository.commit("Renamed and rewritten", {"content/en/data.md": None, EN: policy(ENGLISH)})
    assert ("history-begins", EN, 1) in remarks(inspection.inspect(tmp_path))
    repository.write({EN: policy(ENGLISH, previous_paths="[]")})
    assert ("history-begins", EN, 1) not in remarks(inspection.inspect(tmp_path))


NOW = datetime(2021, 5, 1, 9, tzinfo=UTC)
SECOND = "content/records/privacy/2021-04-01.yml"


@pytest.fixture
def recorded(tmp_path: Path) -> Repository:
    """Two revisions, the second with a longer period, both recorded and decided by the rules."""
    repository = Repository(tmp_path)
    repository.git("config", "user.name", "Ada Example")
    repository.commit("First", {EN: policy(ENGLISH), DE: policy(GERMAN)})
    longer = {EN: policy(ENGLISH.replace("14", "60")), DE: policy(GERMAN.replace("14", "60"))}
    repository.commit("Second", {name: text.replace("2021-01", "2021-04") for name, text in longer.items()})
    recording.record(tmp_path, now=NOW)
    return repository


def edited(repository: Repository, *pairs: tuple[str, str]) -> None:
    path = repository.root / SECOND
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def told(found: Inspection, rule: str, language: str = "en") -> Sequence[Mapping[str, object]]:
    rows = reports.complaints(found.faults, found.remarks, Messages(language))
    return [row for row in rows if row["rule"] == rule]


def test_a_record_that_the_engine_would_write_today_has_not_drifted(recorded: Repository) -> None:
    assert told(inspection.inspect(recorded.root), "record-drift") == []


def test_a_record_judged_otherwise_than_today_is_named_with_its_clauses(recorded: Repository) -> None:
    edited(
        recorded,
        ("grounds: ['7.4']", "grounds: ['7.1']"),
        ("direction: adverse", "direction: favourable"),
    )
    found = inspection.inspect(recorded.root)
    assert found.faults == ()
    (row,) = told(found, "record-drift")
    line = (recorded.root / SECOND).read_text("utf-8").splitlines().index("- clause: '1.1'") + 1
    assert (row["severity"], row["path"], row["line"]) == ("warning", SECOND, line)
    assert row["message"] == (
        "The record of 2021-04-01 says otherwise than the rules of today: "
        "clause 1.1: record: grounds 7.1, favourable; today: grounds 7.4, adverse; "
        "the whole: record: favourable; today: adverse."
    )
    (german,) = told(found, "record-drift", "de")
    assert "Ziffer 1.1: Protokoll: Gründe 7.1, vorteilhaft; heute: Gründe 7.4, " in str(german["message"])
    assert "--reclassify privacy/2021-04-01" in str(row["remedy"])


def test_a_change_that_is_cut_otherwise_today_is_drift_on_both_sides(recorded: Repository) -> None:
    fingerprint = next(
        line for line in (recorded.root / SECOND).read_text("utf-8").splitlines() if "fingerprint: " in line
    )
    edited(recorded, (fingerprint, f"  fingerprint: {'f' * 64}"))
    (row,) = told(inspection.inspect(recorded.root), "record-drift")
    assert "clause 1.1: record: material, grounds 7.4, " in str(row["message"])
    assert "; today: no such change; clause 1.1: record: no such change; today: " in str(row["message"])


def test_what_a_person_decided_and_what_was_withdrawn_is_no_drift(recorded: Repository) -> None:
    (review,) = reviewing.begin(recorded.root, now=NOW, label="2021-04-01")
    review = review.decide(0, Verdict("Agreed before", level=Level.CLARIFYING))
    signed = reviewing.settle(recorded.root, review, now=NOW).sign()
    reviewing.save(recorded.root, signed)
    assert told(inspection.inspect(recorded.root), "record-drift") == []
    edited(recorded, ("direction: neutral", "direction: favourable"))
    assert len(told(inspection.inspect(recorded.root), "record-drift")) == 1
    reason = {"en": "A mistake.", "de": "Ein Versehen."}
    recording.withdraw(recorded.root, "privacy", "2021-04-01", reason=reason, by="Ada Example", now=NOW)
    assert told(inspection.inspect(recorded.root), "record-drift") == []


def test_a_missing_or_undecided_record_is_no_drift(recorded: Repository) -> None:
    edited(recorded, ("direction: adverse", "direction: favourable"), ("decided: true", "decided: false"))
    assert told(inspection.inspect(recorded.root), "record-drift") == []
    (recorded.root / SECOND).unlink()
    assert told(inspection.inspect(recorded.root), "record-drift") == []


def test_what_did_not_drift_is_judged_once(recorded: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    amend = publication.amend

    def counted(
        before: Revision | None, after: Revision, overrides: Mapping[str, Override] | None
    ) -> Amendment:
        judged.append(after.label)
        return amend(before, after, overrides)

    monkeypatch.setattr(publication, "amend", counted)
    for expected in (["2021-01-01", "2021-04-01"], ["2021-04-01"]):  # the newest is not signed by a person
        judged.clear()
        assert told(inspection.inspect(recorded.root), "record-drift") == []
        assert judged == expected
    edited(recorded, ("direction: adverse", "direction: ["))  # one unreadable save forgets nothing
    inspection.inspect(recorded.root)
    edited(recorded, ("direction: [", "direction: adverse"))
    judged.clear()
    inspection.inspect(recorded.root)
    assert judged == ["2021-04-01"]


def test_an_edited_record_a_text_and_another_engine_are_judged_anew(
    recorded: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(inspection.inspect(recorded.root), "record-drift") == []
    edited(recorded, ("direction: adverse", "direction: favourable"))
    assert len(told(inspection.inspect(recorded.root), "record-drift")) == 1
    assert len(told(inspection.inspect(recorded.root), "record-drift")) == 1
    edited(recorded, ("direction: favourable", "direction: adverse"))
    assert told(inspection.inspect(recorded.root), "record-drift") == []
    seen = (recorded.root / ".git/redletter/undrifted").read_text("ascii").split()
    assert len(seen) == 2
    monkeypatch.setattr(memory, "_engine", lambda: "another")
    assert told(inspection.inspect(recorded.root), "record-drift") == []
    assert set((recorded.root / ".git/redletter/undrifted").read_text("ascii").split()).isdisjoint(seen)


@pytest.mark.parametrize("place", [".git/redletter", ".git/redletter/undrifted"])
def test_where_nothing_can_be_remembered_all_is_judged(recorded: Repository, place: str) -> None:
    wrong = recorded.root / place
    wrong.parent.mkdir(parents=True, exist_ok=True)
    if place == ".git/redletter":
        wrong.write_text("a file")
    else:
        wrong.write_bytes(b"\xff\x00 no fingerprints")
    assert told(inspection.inspect(recorded.root), "record-drift") == []


FACES = ("1.3 We use facial recognition at the gate.\n", "1.3 Am Tor setzen wir Gesichtserkennung ein.\n")


def test_a_change_that_may_call_for_an_impact_assessment_is_named_until_a_person_signs(
    recorded: Repository,
) -> None:
    files = {
        EN: policy(f"{ENGLISH}\n{FACES[0]}", revision="2021-07-01"),
        DE: policy(f"{GERMAN}\n{FACES[1]}", revision="2021-07-01"),
    }
    recorded.commit("Third", files)
    rule = "impact-assessment-missing"
    (row,) = told(inspection.inspect(recorded.root), rule)
    assert (row["severity"], row["path"], row["line"]) == ("warning", EN, 11)
    assert "facial recognition" in str(row["message"])
    declared = "{date: 2021-06-01, risk: low, reference: Gate}"
    recorded.write(
        {
            name: text.replace("---\n\n", f"impact_assessment: {declared}\n---\n\n")
            for name, text in files.items()
        }
    )
    assert told(inspection.inspect(recorded.root), rule) == []
    recorded.write(dict(files))
    for review in reviewing.begin(recorded.root, now=NOW, label="2021-07-01"):
        reviewing.save(recorded.root, review.accept(*review.waiting).sign())
    assert told(inspection.inspect(recorded.root), rule) == []


def test_an_annotation_names_any_file() -> None:
    row = {"severity": "error", "rule": "x", "path": "a,b:c%.md", "line": 3, "message": "100 %: no, never"}
    shown = reports.complaint_list([{**row, "why": None, "remedy": "Mend it."}], "github", Messages("en"))
    assert shown == "::error file=a%2Cb%3Ac%25.md,line=3::100 %25: no, never%0AMend it."
    assert json.loads(reports.complaint_list([row], "json", Messages("en"))) == [row]


def test_without_a_repository_the_texts_are_checked_all_the_same(tmp_path: Path) -> None:
    folder = Repository(tmp_path / "elsewhere").root
    (folder / ".git").rename(tmp_path / "gone")
    for name, text in {EN: policy(ENGLISH), DE: policy(GERMAN.replace("14", "15"))}.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = inspection.inspect(folder)
    assert faults(found) == [("no-repository", str(folder))]
    assert [rule for rule, _, _ in remarks(found)] == ["fact-differs", "fact-differs"]


def test_settings_that_cannot_be_read_are_all_that_is_told(tmp_path: Path) -> None:
    assert faults(inspection.inspect(tmp_path)) == [("settings-missing", "content/policies.yml")]


def test_our_own_policies_leave_nothing_to_say() -> None:
    seen = history.survey(Path(__file__).parents[1])
    standings = []
    for each in seen.settings.policies:
        drafts = []
        for text in seen.texts[each.slug]:
            document = parsing.parse(text.body, first_line=text.body_line)
            drafts.append(Draft(text, document, parsing.references(document), parsing.links(document)))
        standings.append(Standing(each, tuple(drafts)))
    assert seen.faults == ()
    assert checking.check(seen.settings, standings) == ()
