"""From a repository to what is published: records rule, previews compute, publications refuse."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from growing import SETTINGS, Repository, policy
from redletter import answers, publication, recording
from redletter.editions import Standing
from redletter.errors import HistoryError, RecordError, SourceError

NOW = datetime(2021, 5, 1, 9, tzinfo=UTC)
EN = "## 1. Data\n\n1.1 We delete your data within {} days of your request.\n"
DE = "## 1. Daten\n\n1.1 Wir löschen Ihre Daten innerhalb von {} Tagen nach Ihrem Verlangen.\n"


def texts(days: int, revision: str, effective: str | None = None) -> dict[str, str | bytes | None]:
    return {
        "content/en/privacy.md": policy(EN.format(days), revision=revision, effective=effective),
        "content/de/privacy.md": policy(
            DE.format(days), revision=revision, effective=effective, title="Datenschutzrichtlinie"
        ),
    }


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two revisions: 30 days, and 10 days from 2021-06-01 on."""
    grown = Repository(tmp_path / "policies", settings=SETTINGS)
    grown.commit("First", texts(30, "2021-01-01"))
    grown.commit("Faster", texts(10, "2021-04-01", "2021-06-01"))
    return grown


def standings(repository: Repository, on: date) -> list[tuple[str, str]]:
    published = publication.publish(repository.root, as_of=on)
    return [(each.label, each.standing.value) for each in published.policies[0].editions]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2020, 12, 31), [Standing.UPCOMING, Standing.UPCOMING]),
        (date(2021, 1, 1), [Standing.IN_FORCE, Standing.UPCOMING]),
        (date(2021, 5, 31), [Standing.IN_FORCE, Standing.UPCOMING]),
        (date(2021, 6, 1), [Standing.SUPERSEDED, Standing.IN_FORCE]),
    ],
)
def test_what_is_in_force_depends_on_the_day_alone(
    repository: Repository, on: date, expected: list[Standing]
) -> None:
    assert [standing for _, standing in standings(repository, on)] == expected


def test_the_day_is_as_of_or_the_epoch_or_today(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1609459200")  # 2021-01-01T00:00:00Z
    assert publication.publish(repository.root).as_of == date(2021, 1, 1)
    assert publication.publish(repository.root, as_of=date(2022, 2, 2)).as_of == date(2022, 2, 2)


def test_a_preview_computes_what_has_no_record(repository: Repository) -> None:
    published = publication.publish(repository.root, as_of=date(2021, 5, 1))
    (privacy,) = published.policies
    assert published.preview
    assert [each.recorded for each in privacy.editions] == [False, False]
    assert [(notice.seq, notice.initial, notice.level) for notice in privacy.chain] == [
        (1, True, "none"),
        (2, False, "material"),
    ]


def test_a_draft_is_the_last_revision_of_a_preview(repository: Repository) -> None:
    repository.write(texts(5, "2021-07-01"))
    assert standings(repository, date(2021, 5, 1))[-1] == ("2021-07-01", "upcoming")


def test_a_draft_is_on_no_feed(repository: Repository) -> None:
    repository.write(texts(5, "2021-07-01"))
    (privacy,) = publication.publish(repository.root, as_of=date(2021, 5, 1)).policies
    assert [each.label for each in privacy.editions][-1] == "2021-07-01"
    assert [notice.label for notice in privacy.chain] == ["2021-01-01", "2021-04-01"]


def test_a_publication_wants_records_and_a_clean_tree(repository: Repository) -> None:
    with pytest.raises(RecordError, match="record-missing"):
        publication.publish(repository.root, publish=True)
    recording.record(repository.root, now=NOW)
    with pytest.raises(HistoryError, match="worktree-dirty"):
        publication.publish(repository.root, publish=True)


def test_a_record_is_read_and_never_computed_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.record(repository.root, now=NOW)
    repository.commit("Records")
    before = publication.publish(repository.root, as_of=date(2021, 5, 1), publish=True)

    def judge(*arguments: object, **options: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr("redletter.classification.amend", judge)
    again = publication.publish(repository.root, as_of=date(2021, 5, 1), publish=True)
    assert again.policies[0].chain == before.policies[0].chain
    assert all(each.recorded for each in again.policies[0].editions)


def test_hold_publishes_up_to_the_last_decided_amendment(repository: Repository) -> None:
    recording.record(repository.root, now=NOW)
    repository.commit("Records")
    repository.commit("Slower", texts(20, "2021-08-01"))
    with pytest.raises(RecordError, match="record-missing"):
        publication.publish(repository.root, publish=True)
    held = publication.publish(repository.root, publish=True, hold=True).policies[0]
    assert ([each.label for each in held.editions], held.held) == (
        ["2021-01-01", "2021-04-01"],
        ("2021-08-01",),
    )


def test_since_pages_are_for_the_newest_revisions_and_not_for_the_last(repository: Repository) -> None:
    repository.commit("Slower", texts(20, "2021-08-01"))
    repository.commit("Typo", texts(21, "2021-08-01"))
    repository.write({"content/policies.yml": SETTINGS.replace("policies:", "since_pages: 1\npolicies:")})
    editions = publication.publish(repository.root).policies[0].editions
    assert [sorted(each.since) for each in editions] == [[], [], ["de", "en"], []]


def test_answers_name_what_applied_on_a_day(repository: Repository) -> None:
    text, revision = answers.applying(repository.root, "privacy", date(2021, 5, 31), "de")
    assert (revision.label, text.language, "30 Tagen" in text.body) == ("2021-01-01", "de", True)
    with pytest.raises(SourceError, match="nothing-applied"):
        answers.applying(repository.root, "privacy", date(2020, 1, 1))
    with pytest.raises(SourceError, match="policy-unknown"):
        answers.applying(repository.root, "terms")


def test_amendments_between_any_two_labels(repository: Repository) -> None:
    (newest,) = answers.amendments(repository.root)
    assert (newest.before and newest.before.label, newest.after.label) == ("2021-01-01", "2021-04-01")
    (back,) = answers.amendments(repository.root, before="2021-04-01", after="2021-01-01")
    assert back.after.label == "2021-01-01"
    with pytest.raises(SourceError, match="label-unknown"):
        answers.amendments(repository.root, before="1999-01-01")
