"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from redletter.model import Direction, Ground, Level
from redletter.rules.comparison import Comparison

Evidence = Callable[[Comparison], tuple[str, ...]]
Effect = Callable[[Comparison], Direction]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table.

    `ground` None means: the ground, or grounds, that the changed passage is about; `also` is one that
    holds beside it: 7.3 beside 7.1 alone, 7.4 beside whatever the passage tells. `level` is what the
    finding proves: editorial, clarifying, material.
    `direction` is what it does to the reader, `consent` says that it takes away what protects people.
    `effect` tells the direction from what the words stand beside, where `direction` is unknown.
    `sure` is false where a person must look, unless the effect is known. `mirror` names the rule that
    fires on the inverse edit; `source` a law or guideline that speaks.
    """

    id: str
    ground: Ground | None
    evidence: Evidence
    level: Level = Level.MATERIAL
    direction: Direction = Direction.NEUTRAL
    consent: bool = False
    sure: bool = True
    mirror: str | None = None
    source: str = ""
    also: Ground | None = None
    effect: Effect | None = None
