"""Records are written once, take in what a person writes, and follow a draft until it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from growing import SETTINGS, Repository
from redletter import publication, recording
from redletter.errors import RecordError, SourceError
from test_publication import texts

NOW = datetime(2021, 5, 1, 9, tzinfo=UTC)
LATER = datetime(2021, 5, 2, 9, tzinfo=UTC)
PATH = "content/records/privacy/2021-04-01.yml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    grown = Repository(tmp_path / "policies", settings=SETTINGS)
    grown.commit("First", texts(30, "2021-01-01"))
    grown.commit("Slower", texts(60, "2021-04-01"))
    return grown


def override(repository: Repository, **decision: str) -> None:
    """Write an override under the only change of the record, as a person at an editor would."""
    path = repository.root / PATH
    lines = path.read_text("utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("  status: "))
    block = ["  override:", *(f"    {key}: {value}" for key, value in decision.items())]
    path.write_text("\n".join([*lines[: at + 1], *block, *lines[at + 1 :]]) + "\n", "utf-8")


def plain(repository: Repository, path: str = PATH) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((repository.root / path).read_text("utf-8"))
    return found


def test_each_amendment_gets_one_record_and_then_is_left_alone(repository: Repository) -> None:
    written = recording.record(repository.root, now=NOW)
    assert [(each.label, each.seq) for each in written] == [("2021-01-01", 1), ("2021-04-01", 2)]
    before = (repository.root / PATH).read_bytes()
    assert recording.record(repository.root, now=LATER) == ()
    assert (repository.root / PATH).read_bytes() == before


def test_a_correction_says_what_it_replaces(repository: Repository) -> None:
    repository.commit("Not sixty", texts(66, "2021-04-01"))
    *_, corrected, correction = recording.record(repository.root, now=NOW)
    assert (correction.label, correction.stored.type) == ("2021-04-01.1", "correction")
    assert correction.stored.replaces is not None
    assert (correction.stored.replaces.seq, correction.stored.replaces.label) == (2, corrected.label)


def test_a_longer_deletion_period_needs_consent(repository: Repository) -> None:
    recording.record(repository.root, now=NOW)
    assert (plain(repository)["level"], plain(repository)["consent"]) == ("material", "required")


def test_an_override_words_the_notice_anew(repository: Repository) -> None:
    recording.record(repository.root, now=NOW)
    override(repository, consent="not_required", by="Ada Example", on="2021-05-02", reason="Agreed before.")
    (again,) = recording.record(repository.root, now=LATER)
    assert (again.stored.consent, again.stored.seq) == ("not_required", 2)
    assert "consent" not in again.stored.messages["en"].push.body
    assert recording.record(repository.root, now=LATER) == ()


def test_a_record_follows_its_draft(repository: Repository) -> None:
    repository.write(texts(90, "2021-07-01"))
    recording.record(repository.root, now=NOW)
    repository.write(texts(80, "2021-07-01"))
    (again,) = recording.record(repository.root, now=LATER)
    assert (again.label, again.seq, "80 days" in again.stored.changes[0].edits["en"].after) == (
        "2021-07-01",
        3,
        True,
    )


def test_a_reclassification_is_a_notice_of_its_own(repository: Repository) -> None:
    recording.record(repository.root, now=NOW)
    repository.commit("Records")
    reason = {"en": "We overlooked a longer period.", "de": "Wir haben eine längere Frist übersehen."}
    act = recording.reclassify(repository.root, "privacy", "2021-04-01", reason=reason, now=LATER)
    assert (act.path, act.seq, act.stored.type) == (
        "content/records/privacy/2021-04-01.reclassification-1.yml",
        3,
        "reclassification",
    )
    repository.commit("Judged anew")
    chain = publication.publish(repository.root, as_of=date(2021, 6, 1), publish=True).policies[0].chain
    assert [(each.seq, each.type, each.reason) for each in chain][-1] == (3, "reclassification", reason)


def test_a_withdrawal_is_signed(repository: Repository) -> None:
    recording.record(repository.root, now=NOW)
    reason = {"en": "Published by mistake.", "de": "Versehentlich veröffentlicht."}
    act = recording.withdraw(
        repository.root, "privacy", "2021-04-01", reason=reason, by="Ada Example", now=LATER
    )
    assert (act.path, act.stored.type, act.decision.by) == (
        "content/records/privacy/2021-04-01.withdrawal.yml",
        "withdrawal",
        "Ada Example",
    )
    repository.commit("Withdrawn")
    chain = publication.publish(repository.root, as_of=date(2021, 6, 1), publish=True).policies[0].chain
    assert [each.type for each in chain] == ["revision", "revision", "withdrawal"]


def test_acts_want_a_record_and_a_policy(repository: Repository) -> None:
    with pytest.raises(RecordError, match="record-missing"):
        recording.reclassify(repository.root, "privacy", "2021-04-01", reason={}, now=NOW)
    with pytest.raises(SourceError, match="policy-unknown"):
        recording.reclassify(repository.root, "terms", "2021-04-01", reason={}, now=NOW)


def test_numbers_that_two_branches_gave_alike_are_mended(repository: Repository) -> None:
    recording.record(repository.root, now=NOW)
    path = repository.root / PATH
    path.write_text(path.read_text("utf-8").replace("seq: 2", "seq: 1"), "utf-8")
    (mended,) = recording.renumber(repository.root)
    assert (mended.label, mended.seq) == ("2021-04-01", 2)
