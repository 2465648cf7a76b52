"""What is found of a change: findings, determinations, and the judged amendment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from redletter.model.changes import Change
from redletter.model.terms import Consent, Direction, Ground, Level, Status
from redletter.model.texts import Revision


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired: on which words, for which ground, in which language.

    `rule` is the key of its sentence, `arguments` fill the sentence's placeholders.
    """

    rule: str
    ground: Ground | None
    words: str
    language: str
    arguments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A person's decision in place of the engine's; None means: as the engine found."""

    fingerprint: str
    by: str
    on: date
    reason: str
    level: Level | None = None
    grounds: tuple[Ground, ...] | None = None
    direction: Direction | None = None
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Determination:
    """The judgement of a change, or of an amendment as a whole."""

    level: Level
    grounds: tuple[Ground, ...] = ()
    direction: Direction = Direction.NEUTRAL
    consent: Consent = Consent.NOT_REQUIRED
    status: Status = Status.DECIDED
    findings: tuple[Finding, ...] = ()
    override: Override | None = None
    found: Level | None = None  # the rules' own level, where an override gives another


def total(determinations: Iterable[Determination]) -> Determination:
    """The judgement of an amendment from those of its changes: the gravest of each.

    Findings stay with the changes. Nothing to judge gives level `none`.
    """
    judged = tuple(determinations)
    if not judged:
        return Determination(Level.NONE)
    return Determination(
        level=max((d.level for d in judged), key=lambda level: level.rank),
        grounds=tuple(ground for ground in Ground if any(ground in d.grounds for d in judged)),
        direction=_gravest(Direction, (d.direction for d in judged)),
        consent=_gravest(Consent, (d.consent for d in judged)),
        status=_gravest(Status, (d.status for d in judged)),
    )


_Scale = TypeVar("_Scale", Direction, Consent, Status)


def _gravest(scale: type[_Scale], values: Iterable[_Scale]) -> _Scale:
    return min(values, key=list(scale).index)


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """A change with its determination."""

    change: Change
    determination: Determination


@dataclass(frozen=True, slots=True)
class Amendment:
    """The step from one revision to the next, judged. `before` is None at the first publication."""

    before: Revision | None
    after: Revision
    changes: tuple[JudgedChange, ...]
    determination: Determination
    findings: tuple[Finding, ...] = ()  # of the amendment itself: 7.6, languages that disagree
