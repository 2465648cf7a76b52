"""How well the engine judges: its judgements of labelled changes held against the labels."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import comb
from time import perf_counter

from redletter.errors import SourceError
from redletter.messages import Messages
from redletter.model import Consent, Determination, Ground, Level, Status
from redletter.rules.judgement import judge_texts

_CONFIDENCE = 0.95
_KEYS = frozenset({"id", "lang", "before", "after"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A labelled change: two texts of one clause and what a person said of it."""

    id: str
    language: str
    before: str
    after: str
    context: tuple[str, ...]
    material: bool
    grounds: frozenset[str]
    reduces_rights: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, false alarms and misses; a share of nothing is 1."""

    hits: int
    alarms: int
    misses: int

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        return _share(2 * self.hits, 2 * self.hits + self.alarms + self.misses)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Units with their judgements. Figures leave disputed units out; predictions do not."""

    judged: tuple[tuple[Unit, Determination], ...]
    seconds: float

    @property
    def counted(self) -> tuple[tuple[Unit, Determination], ...]:
        return tuple((unit, found) for unit, found in self.judged if not unit.disputed)

    @property
    def material(self) -> Score:
        return _score((unit.material, _is_material(found)) for unit, found in self.counted)

    @property
    def consent(self) -> Score:
        return _score((unit.reduces_rights, _needs_consent(found)) for unit, found in self.counted)

    def ground(self, ground: Ground) -> Score:
        return _score((ground.value in unit.grounds, ground in found.grounds) for unit, found in self.counted)

    @property
    def grounds(self) -> Score:
        """All grounds pooled: its f1 is the micro F1."""
        scores = [self.ground(ground) for ground in Ground]
        return Score(
            sum(s.hits for s in scores), sum(s.alarms for s in scores), sum(s.misses for s in scores)
        )

    @property
    def recall_bound(self) -> float:
        """The recall on material that holds at least, one-sided at 95 % (Clopper and Pearson)."""
        return _lower_bound(self.material.hits, self.material.hits + self.material.misses)

    @property
    def purity(self) -> float:
        """The share of judged editorial that is not material."""
        editorial = [unit for unit, found in self.counted if found.level in (Level.NONE, Level.EDITORIAL)]
        return _share(sum(not unit.material for unit in editorial), len(editorial))

    @property
    def review_share(self) -> float:
        counted = self.counted
        return sum(found.status is Status.REVIEW for _, found in counted) / max(1, len(counted))

    def faults(self) -> Iterator[tuple[str, Unit, Determination]]:
        """Every unit judged otherwise than labelled, with the kind of fault."""
        for unit, found in self.counted:
            if unit.material != _is_material(found):
                yield ("missed-material" if unit.material else "false-material"), unit, found
            elif unit.grounds != {ground.value for ground in found.grounds}:
                yield "wrong-grounds", unit, found
            if unit.reduces_rights != _needs_consent(found):
                yield ("missed-consent" if unit.reduces_rights else "false-consent"), unit, found

    def plain(self) -> dict[str, object]:
        """The evaluation as plain dicts and lists, ready for JSON."""
        return to_builtins(self)

    def text(self, messages: Messages | None = None) -> str:
        """The evaluation as a report, English unless told otherwise."""
        return to_text(self, messages or Messages("en"))


def evaluate(lines: Iterable[str], path: str | None = None) -> Evaluation:
    """Judges units, one JSON object a line, each by its two texts (and its context) alone.

    A line needs id, lang, before and after; material, grounds, reduces_rights and disputed default to
    no; `clause` or `heading` is what it hangs on. `path` says in errors where they come from.
    Raises SourceError with the line that is no unit.
    """
    units = [_unit(line, number, path) for number, line in enumerate(lines, start=1) if line.strip()]
    start = perf_counter()
    judged = tuple(
        (unit, judge_texts(unit.before, unit.after, unit.language, context=unit.context)) for unit in units
    )
    return Evaluation(judged, perf_counter() - start)


def to_builtins(result: Evaluation) -> dict[str, object]:
    """The evaluation as plain dicts and lists, ready for JSON."""
    return {
        "units": len(result.judged),
        "counted": len(result.counted),
        "seconds": round(result.seconds, 3),
        "material": {**_figures(result.material), "recall_lower_bound": round(result.recall_bound, 4)},
        "consent": _figures(result.consent),
        "grounds": {
            "micro_f1": round(result.grounds.f1, 4),
            **{ground.value: _figures(result.ground(ground)) for ground in Ground},
        },
        "editorial_purity": round(result.purity, 4),
        "review_share": round(result.review_share, 4),
        "faults": [{"fault": fault, "id": unit.id} for fault, unit, _ in result.faults()],
        "predictions": [_prediction(unit, found) for unit, found in result.judged],
    }


def to_text(result: Evaluation, messages: Messages) -> str:
    """The evaluation as a report: the figures, then every fault."""
    return "\n".join((*_summary(result, messages), *_faults(result, messages))) + "\n"


def _summary(result: Evaluation, messages: Messages) -> Iterator[str]:
    seconds = f"{result.seconds:.1f}"
    yield messages.text("evaluation.title", count=len(result.counted), seconds=seconds)
    yield messages.text(
        "evaluation.material",
        recall=_decimal(result.material.recall),
        bound=_decimal(result.recall_bound),
        precision=_decimal(result.material.precision),
    )
    yield messages.text(
        "evaluation.consent",
        recall=_decimal(result.consent.recall),
        precision=_decimal(result.consent.precision),
    )
    yield messages.text("evaluation.grounds", f1=_decimal(result.grounds.f1))
    for ground in Ground:
        score = result.ground(ground)
        if score.hits + score.alarms + score.misses:
            yield messages.text(
                "evaluation.ground",
                ground=ground.value,
                precision=_decimal(score.precision),
                recall=_decimal(score.recall),
                f1=_decimal(score.f1),
            )
    yield messages.text("evaluation.purity", purity=_decimal(result.purity))
    yield messages.text("evaluation.review", share=_decimal(result.review_share))


def _faults(result: Evaluation, messages: Messages) -> Iterator[str]:
    for fault, unit, found in result.faults():
        yield messages.text(
            f"evaluation.{fault}",
            id=unit.id,
            level=messages.text(f"level.{found.level}"),
            expected=", ".join(sorted(unit.grounds)) or "–",
            found=", ".join(found.grounds) or "–",
            findings=", ".join(dict.fromkeys(finding.rule for finding in found.findings)) or "–",
        )


def _unit(line: str, number: int, path: str | None) -> Unit:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceError("units-invalid", path=path, line=number, reason=error.msg) from error
    if not isinstance(raw, Mapping) or not raw.keys() >= _KEYS:
        raise SourceError("units-invalid", path=path, line=number, reason=", ".join(sorted(_KEYS)))
    context = tuple(str(raw[key]) for key in ("clause", "heading") if raw.get(key))
    return Unit(
        id=str(raw["id"]),
        language=str(raw["lang"]),
        before=str(raw["before"] or ""),
        after=str(raw["after"] or ""),
        context=context,
        material=bool(raw.get("material")),
        grounds=frozenset(map(str, raw.get("grounds") or ())),
        reduces_rights=bool(raw.get("reduces_rights")),
        disputed=bool(raw.get("disputed")),
    )


def _prediction(unit: Unit, found: Determination) -> dict[str, object]:
    return {
        "id": unit.id,
        "level": found.level.value,
        "grounds": [ground.value for ground in found.grounds],
        "direction": found.direction.value,
        "consent": found.consent.value,
        "status": found.status.value,
        "findings": [
            {"rule": each.rule, "ground": each.ground.value if each.ground else None, "words": each.words}
            for each in found.findings
        ],
    }


def _score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    counts = Counter(pairs)
    return Score(counts[True, True], counts[False, True], counts[True, False])


def _figures(score: Score) -> dict[str, object]:
    return {
        "recall": round(score.recall, 4),
        "precision": round(score.precision, 4),
        "f1": round(score.f1, 4),
        "hits": score.hits,
        "false_alarms": score.alarms,
        "misses": score.misses,
    }


def _lower_bound(hits: int, count: int) -> float:
    """The smallest share under which so many hits would still be seen once in twenty times."""
    if hits == 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(50):
        share = (low + high) / 2
        at_least = sum(comb(count, k) * share**k * (1 - share) ** (count - k) for k in range(hits, count + 1))
        low, high = (share, high) if at_least < 1 - _CONFIDENCE else (low, share)
    return low


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _decimal(share: float) -> str:
    return f"{share:.3f}"


def _is_material(found: Determination) -> bool:
    return found.level is Level.MATERIAL


def _needs_consent(found: Determination) -> bool:
    return found.consent is Consent.REQUIRED
