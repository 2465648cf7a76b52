"""The project's own policies are published as planned, in both languages, and stay so."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from redletter import history, parsing, publication
from redletter.history import History
from redletter.model import Ground, RevisionKind
from redletter.notices import Notice

ROOT = Path(__file__).parents[1]

# label: kind, grounds, direction, consent, as the records have it. A later text adds a line.
PRIVACY = {
    "2021-10-31": ("revision", "none", "", "neutral", "not_required"),
}
COOKIES: dict[str, tuple[str, str, str, str, str]] = {}


@cache
def past() -> History:
    return history.read(ROOT, worktree=False)


@cache
def chains() -> dict[str, tuple[Notice, ...]]:
    published = publication.publish(ROOT, publish=False)
    return {policy.slug: policy.chain for policy in published.policies}


@pytest.mark.parametrize(("policy", "planned"), [("privacy", PRIVACY), ("cookies", COOKIES)])
def test_labels_and_judgements_are_exactly_these(
    policy: str, planned: dict[str, tuple[str, str, str, str, str]]
) -> None:
    found = {
        notice.label: (
            notice.type,
            notice.level,
            " ".join(ground.id for ground in notice.grounds),
            notice.direction,
            notice.consent,
        )
        for notice in chains()[policy]
    }
    assert found == planned
