"""The lines of a Markdown text and what they open: what CommonMark calls block starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markdown import util
from markdown.blockprocessors import ReferenceProcessor

from .markers import follows

_HEADING = re.compile(r"(?P<level>\#{1,6}) (?:\s+(?P<text>.*?))? (?:(?:^|\s+)\#+)? \s*$", re.VERBOSE)
_RULE = re.compile(r"\ {0,3} (?P<sign>[-*_]) (?:\ *(?P=sign)){2,} \ *$", re.VERBOSE)
_UNDERLINE = re.compile(r"\ {0,3} (?P<sign>=+|-+) \ *$", re.VERBOSE)
_FENCE = re.compile(r"\ * (?P<fence>`{3,}(?=[^`]*$)|~{3,}) \ * (?P<language>[^\s{]*)", re.VERBOSE)
_TAG = re.compile(r"</?(?P<tag>[a-zA-Z][a-zA-Z\d-]*)(?=[\s/>]|$)")
_ATTRIBUTES = re.compile(r"\ *\{(?: : \ * | (?=[\#.]) ) [^{}\n]+ \}\ *$", re.VERBOSE)
# HTML that ends with a sign of its own, not at a blank line (CommonMark 4.6, conditions 1 to 5).
_HTML_ENDS = {
    "<script": "</script>", "<style": "</style>", "<pre": "</pre>", "<textarea": "</textarea>",
    "<!--": "-->", "<?": "?>", "<![cdata[": "]]>",
}  # fmt: skip


class Line(NamedTuple):
    """A line of the text without the prefixes of what it stands in; `number` counts from 0."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))


def lines(texts: Iterator[str]) -> list[Line]:
    """The lines of a text, without the signs that neither Python-Markdown nor HTML can carry.

    Tabs become spaces.
    """
    return [Line(number, _clean(text)) for number, text in enumerate(texts)]


def _clean(text: str) -> str:
    text = text.replace(util.STX, "").replace(util.ETX, "").replace("\0", "")
    return text.removesuffix("\r").replace("\r", " ").expandtabs(4)


def dedented(lines: Sequence[Line], column: int) -> list[Line]:
    """An item's lines without the marker and without as much indentation as its text has."""
    first, *others = lines
    return [
        Line(first.number, first.text[column:]),
        *(Line(line.number, line.text[min(column, line.indent) :]) for line in others),
    ]


def heading(line: Line) -> tuple[int, str] | None:
    """Level and text of a heading that a line is."""
    found = _HEADING.match(line.text.lstrip(" "))
    return (len(found["level"]), found["text"] or "") if found else None


def underlined(line: Line) -> int:
    """The level of the heading that a line underlines, 0 where it underlines none."""
    found = _UNDERLINE.match(line.text)
    if found is None:
        return 0
    return 1 if found["sign"].startswith("=") else 2


def is_rule(line: Line) -> bool:
    """Whether a line draws a thematic break."""
    return _RULE.match(line.text) is not None


def is_attributes(line: Line) -> bool:
    """Whether a line is an attribute list, `{: #id }` or `{#id}`."""
    return _ATTRIBUTES.match(line.text) is not None


def definition(line: Line) -> tuple[str, str, str | None] | None:
    """Label, address and title of the link that a line defines."""
    found = ReferenceProcessor.RE.match(line.text) if line.text.lstrip(" ").startswith("[") else None
    if found is None:
        return None
    return found[1].strip().lower(), found[2].lstrip("<").rstrip(">"), found[5] or found[6]


def opens_next_provision(first: Line, line: Line) -> bool:
    """Whether a line opens with the number after the one that its paragraph opens with."""
    here, before = (each.text.split(maxsplit=1)[0].strip("*_.") for each in (line, first))
    return follows(here, before)


def fence_language(line: Line) -> str:
    """The language that a fence names."""
    found = _FENCE.match(line.text)
    return found["language"] if found else ""


def fence_end(lines: Sequence[Line], at: int, unclosed: set[str]) -> int:
    """The line after the fenced code that opens at a line, 0 where none does.

    A fence that never closes is text; `unclosed` remembers those, so that each is sought once.
    """
    opening = _FENCE.match(lines[at].text)
    if opening is None or any(opening["fence"].startswith(fence) for fence in unclosed):
        return 0
    fence = opening["fence"]
    for end in range(at + 1, len(lines)):
        text = lines[end].text.strip()
        if text.startswith(fence) and not text.strip(fence[0]):
            return end + 1
    unclosed.add(fence)
    return 0


def html_end(lines: Sequence[Line], at: int, unclosed: set[str], is_block: Callable[[str], bool]) -> int:
    """The line after the block of raw HTML that opens at a line, 0 where none does.

    It ends at a blank line, unless the tag has an end of its own; what never ends is text.
    """
    text = lines[at].text.lstrip(" ").lower()
    if not text.startswith("<"):
        return 0
    tag = _TAG.match(text)
    for opening, ending in _HTML_ENDS.items():
        if text.startswith(opening) and (tag is None or tag["tag"] == opening[1:]):
            return _line_after(ending, lines, at, unclosed)
    if text.startswith("<!") and text[2:3].isalpha():
        return _line_after(">", lines, at, unclosed)
    if tag is not None and is_block(tag["tag"]):
        return next((end for end in range(at, len(lines)) if lines[end].blank), len(lines))
    return 0


def _line_after(ending: str, lines: Sequence[Line], at: int, unclosed: set[str]) -> int:
    if ending not in unclosed:
        for end in range(at, len(lines)):
            if ending in lines[end].text.lower():
                return end + 1
        unclosed.add(ending)
    return 0
