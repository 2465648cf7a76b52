"""What a reader sees of Markdown, and where its links lead."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser

import markdown

MARKER = re.compile(
    r"""^(?P<head>\s*(?:\#{1,6}\s+)?(?:\*\*|__)?)(?:
        [-*+]\s+                          # a bullet
      | \(?\d{1,3}[.)]\s+                 # 2.  2)  (2)
      | \(?[a-z]{1,3}\)\s+                # a)  (iv)
      | (?:§\s*)?\d{1,3}(?:\.\d{1,3})+\.?\s+  # 7.1
      | (?<=\#\s)\d{1,3}\s+               # 7, in a heading
      | (?<=\#\s)(?:§|Section|Article|Part|Chapter|Abschnitt|Artikel|Teil|Kapitel|Ziffer)\s*\d{1,3}[.:)]?\s+
    )""",
    re.VERBOSE | re.MULTILINE,
)


_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*[#.=:][^{}\n]*\}")  # kramdown's inline attribute list


_DEFINITION = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*(\S+).*$", re.MULTILINE)  # a link definition


_REFERENCE = re.compile(r"\[([^\]\[]+)\]\s?\[([^\]\[]*)\]")  # a link by reference


# UTF-8 that somebody read as Windows-1252: â€œ for “, Ã¼ for ü.
_MISREAD = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a-\u201e\u2020-\u203a\u0152-\u0192\u02c6\u02dc\u2122]{0,3}"
)


def _reread(match: re.Match[str]) -> str:
    try:
        return b"".join(map(_byte, match[0])).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return {"â€": "”"}.get(match[0], match[0])


def _byte(character: str) -> bytes:
    """The byte that was read as this character; Windows-1252 leaves a few bytes undefined."""
    return bytes([ord(character)]) if "\x80" <= character < "\xa0" else character.encode("cp1252")


def mended(source: str) -> str:
    """A text in one form of Unicode, without byte order marks, misread characters put right."""
    return unicodedata.normalize("NFC", _MISREAD.sub(_reread, source.replace("\ufeff", "")))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.targets: list[str] = []
        self.heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or dict(attrs).get("src")
        if target:
            self.targets.append(target)
        if tag in ("p", "li", "br", "td", "div"):
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


_MARKDOWN = markdown.Markdown()
# One line without a sign that Markdown or HTML reads: most clauses, which need no parser.
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ .,;:()'’“”„‚‘\"–—/%§€$?@-])*")


@lru_cache(maxsize=4096)
def visible(source: str) -> tuple[str, tuple[str, ...]]:
    definitions = tuple(_DEFINITION.findall(source))
    text = _DEFINITION.sub("", source)
    text = _ATTRIBUTES.sub("", text)
    text = MARKER.sub(lambda m: m["head"], text)
    text = _REFERENCE.sub(lambda m: f"[{m[1]}](ref:{(m[2] or m[1]).lower().replace(' ', '-')})", text)
    if not definitions and _PLAIN.fullmatch(text.strip()):
        return " ".join(text.split()), ()
    page = _MARKDOWN.reset().convert(text)
    parser = _Text()
    parser.feed(page)
    parser.close()
    return " ".join("".join(parser.parts).split()), definitions + tuple(parser.targets)
