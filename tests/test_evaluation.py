"""The evaluation: what it reads, what it counts, what it prints."""

from __future__ import annotations

import json
import time

import pytest
from redletter import evaluation
from redletter.errors import SourceError
from redletter.messages import Messages


def _unit(id: str, before: str, after: str, **labels: object) -> str:
    unit = {"id": id, "lang": "en", "kind": "modified", "before": before, "after": after, **labels}
    return json.dumps(unit)


_LONGER = ("We keep log files for 30 days.", "We keep log files for 90 days.")
_UNITS = [
    _unit("hit", *_LONGER, material=True, grounds=["7.1"], reduces_rights=True),
    _unit("typo", "We recieve it.", "We receive it.", material=False, grounds=[], reduces_rights=False),
    _unit("alarm", *_LONGER, material=False, grounds=[], reduces_rights=False),
    _unit("missed", "We recieve it.", "We receive it.", material=True, grounds=["7.3"], reduces_rights=True),
    _unit("disputed", *_LONGER, material=False, grounds=[], reduces_rights=False, disputed=True),
]


def test_figures() -> None:
    result = evaluation.evaluate(_UNITS)
    assert (result.material.recall, result.material.precision) == (0.5, 0.5)
    assert (result.consent.recall, result.consent.precision) == (0.5, 0.5)
    assert (result.grounds.hits, result.grounds.alarms, result.grounds.misses) == (1, 1, 1)
    assert result.grounds.f1 == 0.5
    assert result.purity == 0.5
    assert result.review_share == 0.0
    assert [(fault, unit.id) for fault, unit, _ in result.faults()] == [
        ("false-material", "alarm"),
        ("false-consent", "alarm"),
        ("missed-material", "missed"),
        ("missed-consent", "missed"),
    ]


def test_disputed_units_are_predicted_but_not_counted() -> None:
    result = evaluation.evaluate(_UNITS)
    assert (len(result.judged), len(result.counted)) == (5, 4)
    predictions = result.plain()["predictions"]
    assert isinstance(predictions, list)
    assert [each["id"] for each in predictions] == ["hit", "typo", "alarm", "missed", "disputed"]


def test_a_prediction_says_all_that_was_found() -> None:
    (prediction,) = evaluation.evaluate(_UNITS[:1]).plain()["predictions"]  # type: ignore[misc]
    assert prediction == {
        "id": "hit",
        "level": "material",
        "grounds": ["7.1"],
        "direction": "adverse",
        "consent": "required",
        "status": "decided",
        "findings": [{"rule": "time-longer", "ground": "7.1", "words": "30 days, 90 days"}],
    }


def test_what_a_unit_hangs_on_counts() -> None:
    unit = _unit("item", "- erasure", "", clause="You have the right to:", heading="Your rights")
    (prediction,) = evaluation.evaluate([unit]).plain()["predictions"]  # type: ignore[misc]
    assert (prediction["grounds"], prediction["consent"]) == (["7.4"], "required")


@pytest.mark.parametrize(("hits", "count", "bound"), [(59, 59, 0.95), (93, 94, 0.95), (0, 5, 0.0)])
def test_the_lower_bound_of_recall(hits: int, count: int, bound: float) -> None:
    units = [_unit(str(i), *_LONGER, material=True) for i in range(hits)]
    units += [_unit(f"m{i}", "We recieve it.", "We receive it.", material=True) for i in range(count - hits)]
    assert evaluation.evaluate(units).recall_bound == pytest.approx(bound, abs=0.002)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_report_lists_every_fault(language: str) -> None:
    report = evaluation.evaluate(_UNITS).text(Messages(language))
    assert "0.500" in report
    assert [line.split(":")[0] for line in report.splitlines()[-4:]] == ["alarm", "alarm", "missed", "missed"]


def test_blank_lines_are_skipped_and_bad_ones_named() -> None:
    assert len(evaluation.evaluate(["", _UNITS[0], "\n"]).judged) == 1
    with pytest.raises(SourceError) as caught:
        evaluation.evaluate([_UNITS[0], "{"], "units.jsonl")
    assert (caught.value.key, caught.value.place) == ("units-invalid", "units.jsonl:2")
    with pytest.raises(SourceError) as caught:
        evaluation.evaluate(['{"id": "x"}'])
    assert caught.value.line == 1


def test_it_is_quick() -> None:
    units = [
        _unit(
            f"u{i}", f"We keep file {i} of your account for {i} days.", f"We keep file {i} for {i + 1} days."
        )
        for i in range(250)
    ]
    start = time.process_time()
    evaluation.evaluate(units)
    assert time.process_time() - start < 10
