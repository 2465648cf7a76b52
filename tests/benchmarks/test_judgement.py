"""Measured on labelled real changes and histories, where ../shared has them: recall, precision, review."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from redletter import evaluation, history, publication
from redletter.model import Level, Status
from test_histories import clone

pytestmark = pytest.mark.audit

_CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "changes.jsonl"


def _units(language: str | None = None) -> list[str]:
    if not _CORPUS.is_file():
        pytest.fail(f"not measured: {_CORPUS} is missing")
    lines = _CORPUS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if language is None or f'"lang": "{language}"' in line]


@pytest.mark.parametrize("language", [None, "en", "de"])
def test_the_judgement_of_labelled_changes(language: str | None) -> None:
    result = evaluation.evaluate(_units(language))
    print(result.text())
    assert result.material.recall >= 0.98
    assert result.material.precision >= 0.90
    assert result.grounds.f1 >= 0.88
    assert result.consent.recall >= 0.93 if language is None else result.consent.misses <= 1
    assert result.consent.precision >= 0.6
    assert result.review_share <= 0.20


@pytest.mark.parametrize(
    ("bundle", "languages", "policies"),
    [("basecamp", ("en",), ("privacy",)), ("mozilla-websites", ("en", "de"), ("websites", "vpn"))],
)
def test_every_material_change_of_a_history_has_a_ground(
    bundle: str, languages: tuple[str, ...], policies: tuple[str, ...], tmp_path: Path
) -> None:
    past = history.read(clone(bundle, tmp_path / bundle, languages, policies), worktree=True)
    found: Counter[tuple[Level, Status]] = Counter()
    for revisions in past.revisions.values():
        for before, after in zip((None, *revisions), revisions, strict=False):
            for judged in publication.amend(before, after).changes:
                determination = judged.determination
                found[determination.level, determination.status] += 1
                assert determination.grounds or determination.level is not Level.MATERIAL
                assert determination.level is not Level.NONE or not determination.findings
    print({f"{level.value}, {status.value}": count for (level, status), count in sorted(found.items())})
    review = sum(count for (_, status), count in found.items() if status is Status.REVIEW)
    assert review <= 0.20 * found.total()
