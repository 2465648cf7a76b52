"""Signs that must not act: control characters and those that turn the direction of writing."""

from __future__ import annotations

import unicodedata

_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """The text with control characters and overrides of direction shown as `U+202E`."""
    if text.isprintable():
        return text
    return "".join(f"U+{ord(sign):04X}" if _acts(sign) else sign for sign in text)


def _acts(sign: str) -> bool:
    return sign in _DIRECTION or (unicodedata.category(sign) == "Cc" and sign not in "\n\t")
