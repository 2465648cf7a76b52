"""Asserts that an error can be told to people: what is wrong and what to do, in every language."""

from __future__ import annotations

from redletter.errors import RedletterError
from redletter.messages import Messages


def assert_told(error: RedletterError) -> None:
    """Both sentences of the error exist in both languages and its arguments fill them."""
    for language in ("en", "de"):
        messages = Messages(language)
        for key in (f"error.{error.key}", f"error.{error.key}.remedy"):
            assert messages.text(key, **error.arguments)
