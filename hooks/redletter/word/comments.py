"""The judgement of a change in words, for the comment beside it."""

from __future__ import annotations

from collections.abc import Iterator

from redletter.messages import Messages
from redletter.model import Amendment, Determination, Ground, JudgedChange, Status
from redletter.reasons import reasons


def verdict(determination: Determination, messages: Messages) -> str:
    """Level, direction and consent in one line."""
    return messages.text(
        "word.verdict",
        level=messages.text(f"level.{determination.level}"),
        direction=messages.text(f"direction.{determination.direction}"),
        consent=messages.text(f"consent.{determination.consent}"),
    )


def judgement(judged: JudgedChange, messages: Messages) -> Iterator[str]:
    """A change's verdict, grounds, reasons, and what a person decided or must decide."""
    found = judged.determination
    yield verdict(found, messages)
    for ground in found.grounds:
        other = ground is Ground.OTHER
        name = messages.text("print.ground.other" if other else "print.ground", ground=ground.value)
        yield messages.text("word.ground", ground=name, title=messages.text(f"ground.{ground}"))
    yield from reasons((each for each in found.findings if each.language == messages.language), messages)
    if found.override is not None:
        yield messages.text(
            "word.decided",
            by=found.override.by,
            on=messages.date(found.override.on),
            reason=found.override.reason or "–",
        )
    elif found.status is Status.REVIEW:
        yield messages.text("word.review")


def whole(amendment: Amendment, messages: Messages) -> Iterator[str]:
    """What holds for the amendment as a whole."""
    yield messages.text("word.whole", verdict=verdict(amendment.determination, messages))
    yield from reasons(amendment.findings, messages)
