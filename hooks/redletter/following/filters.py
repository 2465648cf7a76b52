"""Which notices a service wants handed on; what is left out still counts as taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redletter.model import Level


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty or None lets everything through.

    `level` is the least level wanted. A reclassification or withdrawal also passes where the notice that
    it replaces had passed: whoever was told must hear that it no longer stands.
    """

    policies: frozenset[str] = frozenset()
    channel: str | None = None
    language: str | None = None
    level: Level | None = None

    def want(self, data: Mapping[str, Any]) -> bool:
        """Whether an entry's `data` is to be handed on."""
        return (
            (not self.policies or data["policy"] in self.policies)
            and (self.language is None or self.language in data.get("languages", data["texts"]))
            and any(self._told(each) for each in (data, _replaced(data)) if each is not None)
        )

    def _told(self, told: Mapping[str, Any]) -> bool:
        return (self.channel is None or self.channel in told["channels"]) and (
            self.level is None or Level(told["level"]).rank >= self.level.rank
        )


def _replaced(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if data["type"] not in ("reclassification", "withdrawal"):
        return None
    replaced: Mapping[str, Any] | None = data.get("replaces")
    return replaced
