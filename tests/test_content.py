"""The project's own policies are published as planned, in both languages, and stay so."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from redletter import history, parsing, publication
from redletter.editions import Publication, Standing
from redletter.history import History
from redletter.model import Document, Text

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 25)

# label: type, level, grounds, direction, consent, as recorded. A later text adds a line.
PLANNED = {
    "privacy": {
        "2021-10-31": ("revision", "none", "", "neutral", "not_required"),
        "2022-05-16": ("revision", "material", "7.1 7.3", "adverse", "not_required"),
        "2023-02-01": ("revision", "editorial", "", "neutral", "not_required"),
        "2023-02-01.1": ("correction", "editorial", "", "neutral", "not_required"),
        "2023-09-01": ("revision", "material", "7.1 7.3", "adverse", "not_required"),
        "2024-04-15": ("revision", "material", "7.1 7.3 7.4 7.6", "adverse", "not_required"),
        "2025-01-20": ("revision", "material", "7.2 7.3 7.4 7.5", "adverse", "not_required"),
        "2025-10-01": ("revision", "material", "7.4", "adverse", "required"),
        "2026-10-15": ("revision", "material", "7.1 7.3 7.4 other", "adverse", "not_required"),
    },
    "cookies": {
        "2023-09-01": ("revision", "none", "", "neutral", "not_required"),
        "2025-06-02": ("revision", "material", "7.1 7.4 7.5", "adverse", "not_required"),
    },
}


@cache
def past() -> History:
    return history.read(ROOT, worktree=False)


@cache
def published() -> Publication:
    """From the records alone: nothing of this is computed."""
    return publication.publish(ROOT, as_of=DAY, publish=False)


@pytest.mark.parametrize("policy", list(PLANNED))
def test_labels_and_judgements_are_exactly_these(policy: str) -> None:
    found = published().policy(policy)
    assert found is not None
    assert {
        notice.label: (
            notice.type,
            notice.level,
            " ".join(ground.id for ground in notice.grounds),
            notice.direction,
            notice.consent,
        )
        for notice in found.chain
    } == PLANNED[policy]
    assert all(edition.recorded for edition in found.editions)


def test_between_them_the_revisions_meet_every_ground() -> None:
    met = {ground for rows in PLANNED.values() for row in rows.values() for ground in row[2].split()}
    assert met >= {"7.1", "7.2", "7.3", "7.4", "7.5", "7.6"}


def test_one_revision_lies_ahead_and_one_is_in_force() -> None:
    privacy = published().policy("privacy")
    assert privacy is not None
    standing = {edition.label: edition.standing for edition in privacy.editions[-2:]}
    assert standing == {"2025-10-01": Standing.IN_FORCE, "2026-10-15": Standing.UPCOMING}


def test_every_record_is_decided() -> None:
    for ledger in publication.ledgers(past()).values():
        assert [problem.key for problem in ledger.problems] == []


def texts() -> list[tuple[Text, Text]]:
    return [
        (english, german)
        for revisions in past().revisions.values()
        for revision in revisions
        if (english := revision.text("en")) and (german := revision.text("de"))
    ]


def shape(document: Document) -> list[tuple[str, str, str | None]]:
    return [(clause.kind.value, clause.place, clause.number) for clause in document.clauses]


@pytest.mark.parametrize("pair", texts(), ids=lambda pair: f"{pair[0].policy}-{pair[0].revision}")
def test_both_languages_have_the_same_clauses(pair: tuple[Text, Text]) -> None:
    english, german = (parsing.parse(text.body) for text in pair)
    assert shape(english) == shape(german)


def test_recipients_made_up_say_so() -> None:
    for pair, fictitious in (
        (text, word) for both in texts() for text, word in zip(both, ("fictitious", "fiktiv"), strict=True)
    ):
        rows = [clause.words for clause in parsing.parse(pair.body).clauses if clause.kind.value == "row"]
        named = [row for row in rows if any(form in row for form in ("GmbH", "Ltd.", "Inc.", "B.V.", "Oy"))]
        assert all(f"({fictitious})" in row for row in named)
