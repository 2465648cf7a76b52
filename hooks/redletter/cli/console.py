"""Where commands print: data to one stream, talk to the other, sentences from the catalogues."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from redletter.errors import RedletterError
    from redletter.messages import Messages


def _talk_language() -> str:
    """The language of the person at the terminal; what is published never depends on it."""
    for name in ("REDLETTER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "de" if value.startswith("de") else "en"
    return "en"


@dataclass(frozen=True, slots=True)
class Console:
    """The two streams of a command and the language of its talk."""

    stdout: TextIO
    stderr: TextIO
    language: str = field(default_factory=_talk_language)

    @property
    def messages(self) -> Messages:
        from redletter.messages import Messages

        return Messages(self.language)

    def data(self, text: str) -> None:
        """Print what was asked for, ending with a newline."""
        self.stdout.write(text if text.endswith("\n") else text + "\n")

    def say(self, key: str, **arguments: object) -> None:
        """Tell how it goes."""
        self.stderr.write(self.messages.text(key, **arguments) + "\n")

    def misuse(self, key: str, **arguments: object) -> click.UsageError:
        """The error of a command line that asks for what cannot be."""
        return click.UsageError(self.messages.text(key, **arguments))

    def error(self, error: RedletterError) -> None:
        """Say what is wrong, where, and what to do about it."""
        self.stderr.write(self.messages.told(error) + "\n")


class Day(click.ParamType):  # type: ignore[type-arg] # generic in newer versions of click only
    """A calendar day, written 2027-06-01."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        written = str(value)
        try:
            day = date.fromisoformat(written)
            if written == day.isoformat():  # a week's day is a date of ISO 8601 as well
                return day
        except ValueError:
            pass  # no such day, or not written so
        console = ctx.obj if ctx is not None else Console(sys.stdout, sys.stderr)
        raise click.BadParameter(console.messages.text("usage.day", value=written), ctx, param)
