"""How changes are judged, in the site's own words: levels, grounds, rules, people, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from redletter.editions import Publication
from redletter.messages import Messages
from redletter.model import Ground, Level
from redletter.notices import ChangeNotice
from redletter.pages import grounds, telling
from redletter.pages.grounds import GroundTold
from redletter.pages.reader import Reader
from redletter.rules import Rule


class Score(msgspec.Struct, frozen=True):
    """Shares between 0 and 1."""

    recall: float
    precision: float


class Figures(msgspec.Struct, frozen=True):
    """What the engine measured of itself: `redletter evaluate --format json`, with date and set.

    `set` says in each language which changes these were, `counted` how many.
    """

    date: date
    set: dict[str, str]
    counted: int
    material: Score
    consent: Score
    editorial_purity: float
    review_share: float


def measured(file: Path = Path(__file__).parents[1] / "figures.json") -> Figures | None:
    """The figures that the package carries; None where it was not measured."""
    return msgspec.json.decode(file.read_bytes(), type=Figures) if file.is_file() else None


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules for one ground, each with its id and what it says."""

    title: str
    rules: tuple[tuple[str, str], ...]


def account(reader: Reader, rules: Sequence[Rule], figures: Figures | None) -> dict[str, object]:
    """What the page says, ready for its template."""
    changes = tuple(_recorded(reader.publication))
    return {
        "grounds": tuple(_grounds(reader)),
        "rules": tuple(_groups(rules, reader.messages)),
        "count": len(rules),
        "changes": len(changes),
        "overridden": sum(change.override is not None for change in changes),
        "figures": figures,
        "shares": tuple(_shares(figures, reader.messages)) if figures else (),
    }


def _shares(figures: Figures, messages: Messages) -> Iterator[tuple[str, str]]:
    for name, share in (
        ("recall", figures.material.recall),
        ("precision", figures.material.precision),
        ("consent", figures.consent.recall),
        ("consent.precision", figures.consent.precision),
        ("purity", figures.editorial_purity),
        ("review", figures.review_share),
    ):
        yield messages.text(f"page.figure.{name}"), messages.percent(share)


def _recorded(publication: Publication) -> Iterator[ChangeNotice]:
    for policy in publication.policies:
        for edition in policy.editions:
            if edition.recorded:
                yield from telling.changes(edition)


def _grounds(reader: Reader) -> Iterator[GroundTold]:
    """The grounds as the first policy that has them words them."""
    worded = next((policy for policy in reader.publication.policies if policy.settings.grounds), None)
    if worded is not None:
        for ground in Ground:
            if ground in (worded.settings.grounds or {}):
                yield grounds.worded(ground, reader.t(f"ground.{ground}"), worded, reader)


def _groups(rules: Sequence[Rule], messages: Messages) -> Iterator[RuleGroup]:
    """Proofs first, then ground by ground, then the rules that follow what the passage is about."""

    def group(title: str, wanted: Sequence[Rule]) -> Iterator[RuleGroup]:
        if wanted:
            rows = tuple((rule.id, messages.text(f"rule.{rule.id}.about")) for rule in wanted)
            yield RuleGroup(messages.text(title), rows)

    proofs = [rule for rule in rules if rule.level in (Level.EDITORIAL, Level.CLARIFYING)]
    others = [rule for rule in rules if rule not in proofs]
    yield from group("page.about.rules.proofs", proofs)
    for ground in Ground:
        yield from group(f"ground.{ground}", [rule for rule in others if rule.ground is ground])
    yield from group("page.about.rules.any", [rule for rule in others if rule.ground is None])
