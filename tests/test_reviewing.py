"""A review takes decisions one by one, keeps each, goes on where it stopped and signs at the end."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from growing import SETTINGS, Repository, policy
from redletter import cli, publication, recording, records, reviewing
from redletter.errors import RecordError, RedletterError
from redletter.history import read
from redletter.model import Consent, Direction, Ground, Level
from redletter.reviewing import Review, Verdict

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)
ADA, BOB = "Ada Example", "Bob Other"
PATH = "content/records/privacy/2026-02-01.yml"

_EN = (
    "# Plots\n\n1.1 We keep it for 14 days.\n\n1.2 We tell nobody.\n\n"
    "1.3 We do not sell your name to dealers.\n"
)
_DE = (
    "# Beete\n\n1.1 Wir speichern es 14 Tage.\n\n1.2 Wir sagen es niemandem.\n\n"
    "1.3 Wir verkaufen Ihren Namen nicht an Händler.\n"
)


def _text(body: str, day: str = "2026-01-01") -> str:
    return policy(body, revision=day)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two changes, each in one language only, so that a person must decide on both."""
    settings = SETTINGS.replace("policies:", f"approvers: [{ADA}, {BOB}]\npolicies:")
    grown = Repository(tmp_path, settings=settings)
    grown.git("config", "user.name", ADA)
    grown.commit("First", {"content/en/privacy.md": _text(_EN), "content/de/privacy.md": _text(_DE)})
    recording.record(grown.root, now=NOW)
    new = _EN.replace("We tell nobody.", "We tell the seed dealers of the region.")
    german = _DE.replace("Ihren Namen nicht", "Ihren Namen")
    grown.commit(
        "Second",
        {
            "content/en/privacy.md": _text(new, "2026-02-01"),
            "content/de/privacy.md": _text(german, "2026-02-01"),
        },
    )
    return grown


def begun(repository: Repository, **options: str) -> Review:
    (review,) = reviewing.begin(repository.root, now=NOW, **options)
    return review


def stored(repository: Repository) -> records.Record:
    return records.load((repository.root / PATH).read_bytes(), PATH)


def test_a_review_begins_by_writing_the_record(repository: Repository) -> None:
    review = begun(repository)
    assert (review.record.path, review.by, review.on) == (PATH, ADA, date(2026, 2, 3))
    assert sorted(review.change(at).clause for at in review.waiting) == ["1.2", "1.3"]
    assert stored(repository) == review.record


def test_every_decision_is_kept_and_the_review_goes_on_there(repository: Repository) -> None:
    review = begun(repository)
    reviewing.save(repository.root, review.accept(*review.find("1.2")))
    again = begun(repository)
    assert [again.change(at).clause for at in again.waiting] == ["1.3"]
    verdict = Verdict("A rule of the house", Level.CLARIFYING)
    reviewing.save(repository.root, again.decide(*again.find("1.3"), verdict))
    assert begun(repository).waiting == ()
    assert not stored(repository).decision.decided


def test_what_was_accepted_outlasts_another_run_of_record(repository: Repository) -> None:
    review = begun(repository)
    reviewing.save(repository.root, review.accept(*review.find("1.2")))
    assert recording.record(repository.root, now=NOW) == ()
    again = begun(repository)
    assert [again.change(at).clause for at in again.waiting] == ["1.3"]
    new = (repository.root / "content/en/privacy.md").read_text("utf-8").replace("seed dealers", "dealers")
    repository.write({"content/en/privacy.md": new})
    repository.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    recording.record(repository.root, now=NOW)
    assert sorted(change.clause for change in stored(repository).stored.changes) == ["1.2", "1.3"]
    assert len(begun(repository).waiting) == 2


def test_what_was_decided_is_worked_into_the_notice(repository: Repository) -> None:
    review = begun(repository)
    verdict = Verdict(
        "Dealers are recipients",
        grounds=(Ground.RECIPIENTS, Ground.RIGHTS),
        direction=Direction.ADVERSE,
        consent=Consent.REQUIRED,
    )
    review = review.decide(*review.find("1.2"), verdict).accept(*review.find("1.3"))
    settled = reviewing.settle(repository.root, review, now=NOW)
    notice = settled.record.stored
    first, second = sorted(notice.changes, key=lambda change: change.clause)
    assert (first.grounds, first.direction, first.consent) == (("7.3", "7.4"), "adverse", "required")
    assert first.override is not None
    assert (first.override.reason, first.override.on) == ("Dealers are recipients", "2026-02-03")
    assert (second.status, second.override) == ("decided", None)
    assert (notice.level, notice.consent) == ("material", "required")
    assert settled.waiting == ()


def test_a_signed_record_can_be_published(repository: Repository) -> None:
    review = begun(repository)
    settled = reviewing.settle(repository.root, review.accept(*review.waiting), now=NOW)
    reviewing.save(repository.root, settled.sign())
    decision = stored(repository).decision
    assert (decision.decided, decision.by, decision.on) == (True, ADA, date(2026, 2, 3))
    repository.commit("Record")
    ledger = publication.ledgers(read(repository.root, worktree=False))["privacy"]
    assert ledger.problems == ()
    assert [record.label for record in ledger.chain] == ["2026-01-01", "2026-02-01"]
    assert recording.record(repository.root, now=NOW) == ()


def test_a_decided_record_is_reviewed_again_by_its_label_and_loses_its_signature(
    repository: Repository,
) -> None:
    review = begun(repository)
    reviewing.save(repository.root, review.accept(*review.waiting).sign())
    assert reviewing.begin(repository.root, now=NOW) == ()
    again = begun(repository, label="2026-02-01", by=BOB)
    changed = again.decide(*again.find("1.2"), Verdict("On second thoughts", consent=Consent.REQUIRED))
    settled = reviewing.settle(repository.root, changed, now=NOW)
    assert not settled.record.decision.by_person
    assert settled.record.stored.consent == "required"
    assert [each.by for each in settled.record.overrides.values()] == [BOB]


def test_a_run_of_record_before_the_signature_decides_in_the_name_of_who_overrode(
    repository: Repository,
) -> None:
    review = begun(repository)
    for at in review.waiting:
        review = review.decide(at, Verdict("As agreed with the dealers", Level.CLARIFYING))
    unsigned = reviewing.settle(repository.root, review, now=NOW)
    assert unsigned.record.decision == records.Decision()
    recording.record(repository.root, now=NOW)
    assert stored(repository).decision == records.Decision(True, ADA, date(2026, 2, 3))


def test_a_record_whose_override_lost_its_words_waits_for_a_signature(repository: Repository) -> None:
    review = begun(repository)
    for at in review.waiting:
        review = review.decide(at, Verdict("As agreed with the dealers", Level.CLARIFYING))
    reviewing.settle(repository.root, review, now=NOW)
    shorter = {
        "content/en/privacy.md": _text(_EN.replace("14", "7"), "2026-02-01"),
        "content/de/privacy.md": _text(_DE.replace("14", "7"), "2026-02-01"),
    }
    repository.write(dict(shorter))
    repository.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    for _ in range(2):  # nor does a further run sign it
        recording.record(repository.root, now=NOW)
        kept = stored(repository)
        assert (kept.overrides, kept.decision, kept.to_sign) == ({}, records.Decision(), True)
        assert [change.status for change in kept.stored.changes] == ["decided"]
    reviewing.save(repository.root, begun(repository).sign())
    assert recording.record(repository.root, now=NOW) == ()
    assert stored(repository).decision.by == ADA


def test_the_texts_to_send_can_be_reworded(repository: Repository) -> None:
    review = begun(repository)
    texts = review.texts()
    subject = review.record.stored.messages["en"].email.subject
    reworded = review.reword(texts.replace(subject, "Seeds and dealers", 1))
    assert reworded.record.stored.messages["en"].email.subject == "Seeds and dealers"
    reviewing.save(repository.root, reworded)
    assert stored(repository).stored == reworded.record.stored


@pytest.mark.parametrize(
    "texts",
    ["", "en: [", "en: {}\nde: {}\n", "fr: {}\n"],
    ids=["nothing", "no YAML", "keys missing", "another language"],
)
def test_texts_that_are_no_longer_texts_are_refused(repository: Repository, texts: str) -> None:
    with pytest.raises(RecordError) as caught:
        begun(repository).reword(texts)
    assert caught.value.key == "review-texts"


def test_a_push_title_stays_within_its_limit(repository: Repository) -> None:
    review = begun(repository)
    title = review.record.stored.messages["en"].push.title
    with pytest.raises(RecordError) as caught:
        review.reword(review.texts().replace(title, "x" * 51, 1))
    assert caught.value.key == "review-texts"


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"by": "Mallory"}, "review-signer"),
        ({"policy": "cookies"}, "policy-unknown"),
        ({"label": "1999-01-01"}, "label-unknown"),
    ],
)
def test_who_or_what_is_not_known_is_refused(
    repository: Repository, options: dict[str, str], key: str
) -> None:
    with pytest.raises(RedletterError) as caught:
        reviewing.begin(repository.root, now=NOW, **options)  # type: ignore[arg-type]
    assert caught.value.key == key


def test_nobody_signs_where_git_knows_no_name(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("config", "--unset", "user.name")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    with pytest.raises(RecordError) as caught:
        reviewing.begin(repository.root, now=NOW)
    assert caught.value.key == "review-signer-missing"


def test_a_decision_wants_a_reason_a_signature_wants_decisions(repository: Repository) -> None:
    review = begun(repository)
    for act, key in (
        (lambda: review.decide(0, Verdict(" ", Level.MATERIAL)), "review-reason-missing"),
        (review.sign, "record-undecided"),
        (lambda: review.find("9.9"), "review-clause-unknown"),
    ):
        with pytest.raises(RecordError) as caught:
            act()
        assert caught.value.key == key


def run(
    monkeypatch: pytest.MonkeyPatch, repository: Repository, *arguments: str, answers: str = ""
) -> tuple[int, str]:
    """The command with what a person types; its exit code and all that it says."""
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    said = io.StringIO()
    code = cli.main(["review", "--root", str(repository.root), *arguments], io.StringIO(), said)
    return code, said.getvalue()


def test_the_command_asks_shows_and_signs(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = "o\nmaterial\n7.3\nadverse\nrequired\nOther recipients\na\ny\n"
    code, said = run(monkeypatch, repository, answers=answers)
    assert code == 0, said
    for shown in ("[-nobody-]{+the seed dealers of the region+}", "[en] 1.2", "Push: ", "Signed by Ada"):
        assert shown in said
    record = stored(repository)
    assert record.decision.by == ADA
    assert record.stored.consent == "required"
    assert run(monkeypatch, repository) == (0, "Nothing is awaiting a decision.\n")


def test_the_command_stops_when_told_or_when_nobody_answers(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = run(monkeypatch, repository, answers="a\nq\n")
    assert code == 1, said
    assert said.endswith("1 change still awaits a decision; run `redletter review` again to continue.\n")
    code, said = run(monkeypatch, repository)
    assert code == 1
    assert "Changes that wait for your decision: 1 of 2." in said


def test_the_texts_are_edited_before_signing(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/subject: .*/subject: Seeds and dealers/' \"$1\"\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    code, said = run(monkeypatch, repository, answers="a\na\ne\ny\n")
    assert code == 0, said
    texts = stored(repository).stored.messages
    assert {each.email.subject for each in texts.values()} == {"Seeds and dealers"}
    assert stored(repository).decision.by == ADA
    assert recording.record(repository.root, now=NOW) == ()


def test_a_decided_record_can_be_gone_through_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, repository, "--accept-all")[0] == 0
    answers = "a\no\nclarifying\nSaid before\ny\n"
    code, said = run(monkeypatch, repository, "--label", "2026-02-01", "--by", BOB, answers=answers)
    assert code == 0, said
    record = stored(repository)
    assert (record.decision.by, [each.by for each in record.overrides.values()]) == (BOB, [BOB])


def test_the_command_works_by_flags_alone(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _ = run(
        monkeypatch,
        repository,
        *("--policy", "privacy", "--label", "2026-02-01", "--clause", "1.2", "--level", "clarifying"),
        *("--reason", "We told them before", "--by", BOB),
    )
    assert code == 1
    assert [each.by for each in stored(repository).overrides.values()] == [BOB]
    code, said = run(monkeypatch, repository, "--accept-all")
    assert code == 0, said
    assert stored(repository).decision.by == ADA
    levels = {change.clause: change.level for change in stored(repository).stored.changes}
    assert levels == {"1.2": "clarifying", "1.3": "material"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--clause", "1.2", "--grounds", "7.9", "--reason", "x"), "7.9"),
        (("--level", "editorial", "--reason", "x"), "--clause"),
        (("--reason", "x"), "--clause"),
        (("--clause", "9.9"), "1.2"),
    ],
)
def test_what_is_asked_for_wrongly(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    code, told = run(monkeypatch, repository, *options)
    assert (code, said in told) == (2, True)


def test_a_clause_is_one_records(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | bytes | None] = {}
    for path, old, new in (
        ("content/en/privacy.md", "We tell the seed dealers", "We tell the banks and the seed dealers"),
        ("content/de/privacy.md", "an Händler", "an Händler und Banken"),
    ):
        files[path] = (repository.root / path).read_text("utf-8").replace(old, new)
    repository.commit("Third", files)
    code, told = run(monkeypatch, repository, "--clause", "1.2")
    assert code == 2, told
    assert "privacy 2026-02-01, privacy 2026-02-01.1" in told
