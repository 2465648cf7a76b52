"""What a reader sees of a block: the text of an element tree before it is serialised."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown, util

_ESCAPED = re.compile(rf"{util.STX}(\d+){util.ETX}")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[a-zA-Z][a-zA-Z\d]*);")
_UNSEEN = frozenset({"script", "style", "template", "title"})
_BREAKS = frozenset({"br", "td", "th", "p", "div", "li", "tr", "hr"})


class Tag(NamedTuple):
    """A tag's attributes, and what is read of it where it is a link."""

    attributes: Mapping[str, str]
    text: str


def fold(text: str) -> str:
    """White space folded to single spaces, none at the ends."""
    return " ".join(text.split())


def seen(element: Element, md: Markdown, *, without: Collection[Element] = ()) -> str:
    """The text of an element as read, white space folded; what stands in `without` is left out."""
    return fold(_restored("".join(_texts(element, without)), md))


def seen_in_html(source: str) -> str:
    """The text of raw HTML as read, white space folded."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return fold("".join(reader.texts))


def tags(element: Element, md: Markdown, *, without: Collection[Element] = ()) -> Iterator[Tag]:
    """The tags within an element, those of raw HTML in running text included."""
    for child in element:
        if child not in without:
            attributes = {name: _restored(value or "", md) for name, value in child.attrib.items()}
            yield Tag(attributes, seen(child, md) if "href" in attributes else "")
            yield from tags(child, md, without=without)
    for number in util.HTML_PLACEHOLDER_RE.findall("".join(_texts(element, tuple(element)))):
        raw = str(md.htmlStash.rawHtmlBlocks[int(number)]) if int(number) < md.htmlStash.html_counter else ""
        opening = raw[1:].partition(" ")[0]
        if raw.startswith("<") and not md.is_block_level(opening):  # those are blocks of their own
            yield from tags_of_html(raw)


def tags_of_html(source: str) -> Iterator[Tag]:
    """The tags of raw HTML, without their texts."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    yield from (Tag(attributes, "") for attributes in reader.tags)


def _texts(element: Element, without: Collection[Element]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child not in without:
            space = " " if child.tag in _BREAKS else ""
            yield space
            yield from _texts(child, without)
            yield space
        yield child.tail or ""


def _restored(text: str, md: Markdown) -> str:
    """Python-Markdown's placeholders replaced by what they stand for."""

    def stashed(found: re.Match[str]) -> str:
        number = int(found[1])
        raw = str(md.htmlStash.rawHtmlBlocks[number]) if number < md.htmlStash.html_counter else ""
        if not raw.startswith("<"):
            return raw
        tag = raw.strip("</>").partition(" ")[0]
        return " " if tag.lower() == "br" or md.is_block_level(tag) else ""

    text = util.HTML_PLACEHOLDER_RE.sub(stashed, text)
    text = text.replace(util.AMP_SUBSTITUTE, "&")
    text = _ESCAPED.sub(lambda found: chr(int(found[1])), text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


class _Reader(HTMLParser):
    """Collects the text of HTML, tags that break a line giving a space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[dict[str, str]] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append({name: value or "" for name, value in attrs})
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BREAKS:
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in _BREAKS:
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)
