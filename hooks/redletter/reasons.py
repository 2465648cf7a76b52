"""A finding as a sentence: its rule's words in a language, with the facts said in that language too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from redletter.messages import Messages
from redletter.model import Finding

_LONGEST = 120  # characters of words that a sentence quotes
_LANGUAGES = frozenset({"first", "second", "missing"})


def reason(finding: Finding, messages: Messages) -> str:
    """Why a rule fired. Languages, levels and days among the arguments are codes; they are spelt out."""
    spoken = {name: _spoken(name, value, messages) for name, value in finding.arguments}
    return messages.text(f"rule.{finding.rule}", **{"words": _shortened(finding.words), **spoken})


def reasons(findings: Iterable[Finding], messages: Messages) -> tuple[str, ...]:
    """Why rules fired, each sentence once: a finding on two grounds has one reason."""
    return tuple(dict.fromkeys(reason(finding, messages) for finding in findings))


def _spoken(name: str, value: str, messages: Messages) -> str:
    if name in _LANGUAGES:
        return messages.list(messages.name(each) for each in value.split(", "))
    if name.endswith("_level"):
        return messages.text(f"level.{value}")
    if name == "date":
        return messages.date(date.fromisoformat(value))
    return value


def _shortened(words: str) -> str:
    """Words without an item's last stop, cut at the end of one where a rule had too much to say."""
    if words.startswith("|"):  # a table's row: its cells, without the line below the head
        words = ", ".join(cell.strip() for cell in words.split("|") if cell.strip(" :-"))
    words = words.rstrip(" ;,")
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
