"""Changes judged in two languages, and amendments: 7.6, overrides, lagging and one-sided languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from redletter import classification
from redletter.model import (
    Change,
    ChangeKind,
    Clause,
    ClauseKind,
    Consent,
    Determination,
    Direction,
    Edit,
    Ground,
    ImpactAssessment,
    Level,
    Override,
    Revision,
    RevisionKind,
    Status,
    Text,
)

_STORED = ("We keep log files for 30 days.", "We keep log files for 90 days.")
_GESPEICHERT = ("Wir bewahren Protokolldateien 30 Tage auf.", "Wir bewahren Protokolldateien 90 Tage auf.")
_TYPO = ("We recieve your order.", "We receive your order.")


def _edit(language: str, old: str, new: str) -> Edit:
    def clause(source: str) -> tuple[Clause, ...]:
        if not source:
            return ()
        return (Clause("3.1", ClauseKind.PARAGRAPH, "3.1", source, source, 1, "3.1"),)

    kind = ChangeKind.SUBSTITUTION if old and new else ChangeKind.INSERTION if new else ChangeKind.REPEAL
    return Edit(language, kind, clause(old), clause(new), old, new, ())


def _change(**texts: tuple[str, str]) -> Change:
    return Change(tuple(_edit(language, *pair) for language, pair in texts.items()))


def _revision(label: str, *, kind: RevisionKind = RevisionKind.REVISION, **texts: str) -> Revision:
    day = date.fromisoformat(label[:10])
    found = tuple(
        Text("privacy", language, f"content/{language}/privacy.md", "Privacy", day, day, body)
        for language, body in texts.items()
    )
    return Revision("privacy", label, kind, found, "", datetime(2024, 1, 1, tzinfo=UTC), "en")


def _declaring(revision: Revision, risk: str, day: str = "2024-02-01") -> Revision:
    assessment = ImpactAssessment(date.fromisoformat(day), risk, "IA-1")
    return replace(revision, texts=tuple(replace(t, impact_assessment=assessment) for t in revision.texts))


_BEFORE = _revision("2023-01-01", en="a\n", de="a\n")
_AFTER = _revision("2024-03-01", en="b\n", de="b\n")


def _rules(found: Determination) -> list[str]:
    return list(dict.fromkeys(finding.rule for finding in found.findings))


def test_two_languages_that_agree_are_one_judgement() -> None:
    found = classification.judge(_change(en=_STORED, de=_GESPEICHERT))
    assert (found.level, found.grounds) == (Level.MATERIAL, (Ground.SERVICE_MODEL,))
    assert (found.direction, found.consent, found.status) == (
        Direction.ADVERSE,
        Consent.REQUIRED,
        Status.DECIDED,
    )
    assert {finding.language for finding in found.findings} == {"en", "de"}


def test_one_language_editorial_the_other_material_goes_to_a_person() -> None:
    found = classification.judge(_change(en=_STORED, de=("Wir bewahren sie auf", "Wir bewahren sie auf.")))
    assert (found.level, found.status) == (Level.MATERIAL, Status.REVIEW)
    assert "languages-disagree" in _rules(found)


def test_a_spelling_mistake_in_one_language_only_is_decided() -> None:
    found = classification.judge(_change(en=_TYPO))
    assert (found.level, found.status) == (Level.EDITORIAL, Status.DECIDED)


@pytest.mark.parametrize(
    ("english", "german", "rule"),
    [
        (
            _STORED,
            (_GESPEICHERT[0], "Wir bewahren Protokolldateien 60 Tage auf."),
            "languages-differ-in-facts",
        ),
        (
            ("", "We sell addresses to publishers."),
            ("", "Wir verkaufen Anschriften nicht an Verlage."),
            "languages-differ-in-polarity",
        ),
        (
            ("", "We must tell the authority."),
            ("", "Wir können die Behörde informieren."),
            "languages-differ-in-modality",
        ),
        (
            ("", "Write to a@lumen.example."),
            ("", "Schreiben Sie an b@lumen.example."),
            "languages-differ-in-facts",
        ),
        (
            ("", "Partners must not read your letters."),
            ("", "Partner müssen Ihre Briefe nicht lesen."),
            "languages-differ-in-modality",
        ),
        (
            ("", "Our processors are in Norway."),
            ("", "Unsere Auftragsverarbeiter sitzen in Island."),
            "languages-differ-in-facts",
        ),
        (
            ("", "We use Zahlio to count visits."),
            ("", "Wir nutzen Wertio, um Besuche zu zählen."),
            "languages-differ-in-facts",
        ),
    ],
)
def test_differing_texts_go_to_a_person(english: tuple[str, str], german: tuple[str, str], rule: str) -> None:
    found = classification.judge(_change(en=english, de=german))
    assert rule in _rules(found)
    assert found.status is Status.REVIEW


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("We answer within 48 hours.", "Wir antworten innerhalb von zwei Tagen."),
        (
            "We transfer data to the USA and Switzerland.",
            "Wir übermitteln Daten in die USA und in die Schweiz.",
        ),
        ("Partners must not use Zahlio.", "Partner dürfen Zahlio nicht verwenden."),
        ("Lumen Ltd's lawyers answer.", "Es antworten die Anwälte der Lumen Ltd."),
    ],
)
def test_faithful_translations_do_not(english: str, german: str) -> None:
    found = classification.judge(_change(en=("", english), de=("", german)))
    lints = {f"languages-differ-in-{what}" for what in ("facts", "polarity", "modality")}
    assert not lints & set(_rules(found))


def test_a_language_without_a_lexicon_is_material_and_for_a_person() -> None:
    found = classification.judge(_change(fr=("Bonjour.", "Bonsoir.")))
    assert (found.level, found.status, found.consent) == (Level.MATERIAL, Status.REVIEW, Consent.UNKNOWN)
    assert _rules(found) == ["no-lexicon"]


def test_a_first_publication_amends_nothing() -> None:
    amendment = classification.amend(None, _declaring(_AFTER, "high"), ())
    assert (amendment.changes, amendment.determination) == ((), Determination(Level.NONE))


def test_a_declared_high_risk_is_ground_7_6() -> None:
    amendment = classification.amend(_BEFORE, _declaring(_AFTER, "high"), ())
    assert amendment.determination.level is Level.MATERIAL
    assert amendment.determination.grounds == (Ground.IMPACT_ASSESSMENT,)
    assert [finding.rule for finding in amendment.findings] == ["impact-assessment-high-risk"] * 2


@pytest.mark.parametrize("risk", ["low", "medium"])
def test_a_lower_risk_is_no_ground(risk: str) -> None:
    amendment = classification.amend(_BEFORE, _declaring(_AFTER, risk), (_change(en=_TYPO),))
    assert (amendment.determination.level, amendment.findings) == (Level.EDITORIAL, ())


def test_a_high_risk_that_was_declared_before_is_not_declared_again() -> None:
    amendment = classification.amend(
        _declaring(_BEFORE, "high"), _declaring(_AFTER, "high"), (_change(en=_TYPO),)
    )
    assert amendment.determination.level is Level.EDITORIAL


def test_moved_dates_alone_are_editorial() -> None:
    after = _revision("2024-03-01", en="a\n", de="a\n")
    amendment = classification.amend(_BEFORE, after, ())
    assert amendment.determination.level is Level.EDITORIAL
    assert {finding.rule for finding in amendment.findings} == {"dates-only"}


def test_nothing_changed_is_level_none() -> None:
    amendment = classification.amend(_BEFORE, replace(_BEFORE, label="2023-01-01.1"), ())
    assert amendment.determination == Determination(Level.NONE)


def test_a_change_that_one_language_lacks_goes_to_a_person() -> None:
    amendment = classification.amend(_BEFORE, _AFTER, (_change(en=_STORED),))
    (judged,) = amendment.changes
    assert "language-one-sided" in _rules(judged.determination)
    assert amendment.determination.status is Status.REVIEW


def test_a_lagging_language_is_not_missed() -> None:
    after = replace(_AFTER, lagging=("de",))
    amendment = classification.amend(_BEFORE, after, (_change(en=_STORED),))
    (judged,) = amendment.changes
    assert "language-one-sided" not in _rules(judged.determination)
    assert judged.determination.status is Status.DECIDED


def test_what_changed_in_a_lagging_language_is_judged() -> None:
    after = replace(_AFTER, lagging=("de",))
    amendment = classification.amend(_BEFORE, after, (_change(de=_GESPEICHERT),))
    assert amendment.determination.level is Level.MATERIAL


def test_a_translation_is_judged_without_the_governing_language() -> None:
    after = replace(_AFTER, kind=RevisionKind.TRANSLATION)
    amendment = classification.amend(_BEFORE, after, (_change(de=_GESPEICHERT),))
    assert (amendment.determination.level, amendment.determination.status) == (
        Level.MATERIAL,
        Status.DECIDED,
    )


def test_totals_are_the_gravest_of_all_changes() -> None:
    amendment = classification.amend(
        _BEFORE, _AFTER, (_change(en=_TYPO), _change(en=_STORED, de=_GESPEICHERT))
    )
    found = amendment.determination
    assert (found.level, found.direction, found.consent) == (
        Level.MATERIAL,
        Direction.ADVERSE,
        Consent.REQUIRED,
    )


def _override(change: Change, **decision: object) -> dict[str, Override]:
    override = Override(change.fingerprint, "A. Counsel", date(2024, 3, 1), "no longer period in fact")
    return {change.fingerprint: replace(override, **decision)}  # type: ignore[arg-type]


def test_a_person_decides_in_place_of_the_engine() -> None:
    change = _change(en=_STORED)
    amendment = classification.amend(
        _BEFORE, _AFTER, (change,), overrides=_override(change, level=Level.CLARIFYING)
    )
    found = amendment.changes[0].determination
    assert (found.level, found.grounds, found.direction, found.consent, found.status) == (
        Level.CLARIFYING,
        (),
        Direction.NEUTRAL,
        Consent.NOT_REQUIRED,
        Status.DECIDED,
    )
    assert found.override is not None
    assert found.findings  # what the engine found stays visible


def test_an_override_that_only_confirms_leaves_everything_as_found() -> None:
    change = _change(en=_STORED)
    engine = classification.judge(change)
    amendment = classification.amend(_BEFORE, _AFTER, (change,), overrides=_override(change))
    found = amendment.changes[0].determination
    assert (found.level, found.grounds, found.consent) == (engine.level, engine.grounds, engine.consent)
    assert found.status is Status.DECIDED


def test_an_override_of_another_text_does_not_apply() -> None:
    change, other = _change(en=_STORED), _change(en=_TYPO)
    amendment = classification.amend(
        _BEFORE, _AFTER, (change,), overrides=_override(other, level=Level.EDITORIAL)
    )
    assert amendment.changes[0].determination.override is None


def test_what_may_call_for_an_assessment_is_named_where_none_is_declared() -> None:
    change = _change(en=("We store your name.", "We store your name and biometric data."))
    amendment = classification.amend(_BEFORE, _AFTER, (change,))
    assert [finding.words for finding in classification.unassessed(amendment)] == ["biometric"]
    declared = classification.amend(_BEFORE, _declaring(_AFTER, "medium"), (change,))
    assert classification.unassessed(declared) == ()
