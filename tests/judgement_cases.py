"""The cases of tests/cases: an old and a new text of one clause by language, and what is to be found.

A folder is a case. `old.en.md`, `new.en.md` and their German counterparts are the texts, either may be
empty; `expected.yml` says, by language, the level, grounds, direction, need of consent, status and rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from redletter.model import Determination
from redletter.rules.judgement import judge_texts

_ROOT = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One language of one folder."""

    name: str
    language: str
    old: str
    new: str
    context: tuple[str, ...]
    expected: dict[str, object]

    def judge(self) -> Determination:
        return judge_texts(self.old, self.new, self.language, context=self.context)

    def judge_inverse(self) -> Determination:
        return judge_texts(self.new, self.old, self.language, context=self.context)


def cases() -> Iterator[Case]:
    for folder in sorted(_ROOT.iterdir()):
        by_language = yaml.safe_load((folder / "expected.yml").read_text(encoding="utf-8"))
        for language, expected in sorted(by_language.items()):
            yield Case(
                folder.name,
                language,
                _text(folder / f"old.{language}.md"),
                _text(folder / f"new.{language}.md"),
                tuple(expected.pop("context", ())),
                expected,
            )


def told(found: Determination) -> dict[str, object]:
    """A judgement in the form of expected.yml."""
    return {
        "level": found.level.value,
        "grounds": [ground.value for ground in found.grounds],
        "direction": found.direction.value,
        "consent": found.consent.value,
        "status": found.status.value,
        "findings": list(dict.fromkeys(finding.rule for finding in found.findings)),
    }


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").removesuffix("\n")
