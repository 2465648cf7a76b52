"""What a reader sees of Markdown source, character by character."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from redletter.tokens import Token, tokenize


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set. `target` is where it links to, `mark` that it shows markup itself."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    struck: bool = False
    target: str = ""
    mark: bool = False


PLAIN = Style()
MARK = Style(mark=True)
BREAK = "\n"  # a line break that a reader sees


class Glyph(NamedTuple):
    """A character of source: what is seen of it (often nothing), how it is set, and the character.

    `structure` says that it belongs to markup that shows in no style: the mark of a heading or an
    item. `hidden` says the same of attributes and tags, which a reader never sees.
    """

    seen: str
    style: Style
    source: str
    structure: bool = False
    hidden: bool = False


def read(source: str) -> list[Glyph]:
    """One glyph for each character of the source."""
    tokens = tokenize(source)
    styles, hidden = _styles(tokens)
    glyphs: list[Glyph] = []
    for at, token in enumerate(tokens):
        after_start = bool(glyphs)
        glyphs.extend(_space(token.lead, styles[at] if at and styles[at] == styles[at - 1] else PLAIN))
        at_line_start = not after_start or "\n" in token.lead or not token.text[:1].strip()
        glyphs.extend(_token(token.text, styles[at], hidden=at in hidden, at_line_start=at_line_start))
    return glyphs


def _space(lead: str, style: Style) -> list[Glyph]:
    """White space reads as one space; an empty line, or two spaces at a line's end, as a break."""
    if not lead:
        return []
    seen = BREAK if lead.count("\n") > 1 or "  \n" in lead else " "
    seen = lead if lead in {"\u00a0", "\u202f"} else seen
    return [Glyph(seen if at == 0 else "", style, sign) for at, sign in enumerate(lead)]


def _token(text: str, style: Style, *, hidden: bool, at_line_start: bool) -> list[Glyph]:
    if hidden:
        return _as_one("", style, text)
    bare = text.strip()
    if at_line_start and bare and (bare.strip("#>") == "" and bare[0] in "#>"):
        return _as_one("", style, text, structure=True)
    if at_line_start and bare in {"*", "+", "-", "•"}:
        return _as_one("•", style, text, structure=True)
    if text.startswith("`") and len(text) > 2:
        return _as_one(text[1:-1], replace(style, code=True), text)
    if text.startswith("\\") and len(text) == 2:
        return _as_one(text[1], style, text)
    if text.startswith("&") and text.endswith(";"):
        return _as_one(html.unescape(text), style, text)
    if text.startswith("<") and text.endswith(">"):
        return _tag(text, style)
    if text.startswith("{") and text.endswith("}"):
        return _as_one("", style, text, hidden=True)
    return [Glyph(sign, style, sign) for sign in text]


def _tag(text: str, style: Style) -> list[Glyph]:
    inner = text[1:-1]
    if "://" in inner or inner.startswith("mailto:") or ("@" in inner and " " not in inner):
        target = inner if ":" in inner else f"mailto:{inner}"
        return _as_one(inner, replace(style, target=target), text)
    is_break = inner.strip(" /").lower() == "br"
    return _as_one(BREAK if is_break else "", style, text, hidden=True)


def _as_one(
    seen: str, style: Style, text: str, *, structure: bool = False, hidden: bool = False
) -> list[Glyph]:
    """The glyphs of a token that shows as something else than it is written."""
    return [Glyph(seen if at == 0 else "", style, sign, structure, hidden) for at, sign in enumerate(text)]


def _styles(tokens: Sequence[Token]) -> tuple[list[Style], set[int]]:
    """Each token's style, and which tokens are marks of emphasis or links that took effect."""
    styles = [PLAIN] * len(tokens)
    hidden: set[int] = set()
    open_links: list[int] = []
    open_marks: list[int] = []
    for at, token in enumerate(tokens):
        if token.lead.count("\n") > 1:  # neither reaches over a paragraph's end
            open_links.clear()
            open_marks.clear()
        if token.text in {"[", "!["}:
            open_links.append(at)
        elif token.text.startswith("]"):
            if open_links and len(token.text) > 1:
                start = open_links.pop()
                target = token.text[2:-1].split(" ")[0].strip("<>")
                for inside in range(start + 1, at):
                    styles[inside] = replace(styles[inside], target=target or "#")
                hidden.update((start, at))
            elif open_links:
                open_links.pop()
        elif token.text in _SETS:
            _emphasise(tokens, at, open_marks, styles, hidden)
    return styles, hidden


def _emphasise(
    tokens: Sequence[Token], at: int, open_marks: list[int], styles: list[Style], hidden: set[int]
) -> None:
    text = tokens[at].text
    opens = tokens[at + 1].lead == "" and tokens[at + 1].text != ""
    closes = tokens[at].lead == "" and at > 0
    start = next((mark for mark in reversed(open_marks) if tokens[mark].text == text), None)
    if closes and start is not None and start + 1 < at:
        for inside in range(start + 1, at):
            styles[inside] = _SETS[text](styles[inside])
        hidden.update((start, at))
        del open_marks[open_marks.index(start) :]
    elif opens:
        open_marks.append(at)


_SETS = {
    "*": lambda style: replace(style, emphasis=True),
    "_": lambda style: replace(style, emphasis=True),
    "**": lambda style: replace(style, strong=True),
    "__": lambda style: replace(style, strong=True),
    "***": lambda style: replace(style, strong=True, emphasis=True),
    "___": lambda style: replace(style, strong=True, emphasis=True),
    "~~": lambda style: replace(style, struck=True),
}
