"""Where commands print: data to one stream, talk to the other, sentences from the catalogues."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

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

    def error(self, error: RedletterError) -> None:
        """Say what is wrong, where, and what to do about it."""
        self.stderr.write(self.messages.told(error) + "\n")
