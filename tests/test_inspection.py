"""The one list of all that stands against publication."""

from __future__ import annotations

from pathlib import Path

from growing import SETTINGS, Repository, policy
from redletter import checking, history, inspection, parsing
from redletter.checking import Draft, Standing
from redletter.inspection import Inspection

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
