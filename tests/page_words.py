"""Reads a rendered page as a visitor does: html5lib is the oracle that our own reading is held to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib
import markdown
from redletter.provisions import MARKDOWN_EXTENSION_CONFIGS, MARKDOWN_EXTENSIONS

_BREAKING = {
    *("p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "blockquote", "pre", "br", "hr", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "details", "summary", "dl", "dt", "dd"),
}
_UNSEEN = {"script", "style", "template", "title"}


def render(body: str) -> str:
    """The page's HTML as the site renders it."""
    return markdown.markdown(
        body,
        extensions=MARKDOWN_EXTENSIONS,
        extension_configs=MARKDOWN_EXTENSION_CONFIGS,
        output_format="html",
    )


def tree(page: str) -> Any:
    """The page as a browser's parser builds it."""
    return html5lib.parseFragment(page, namespaceHTMLElements=False)


def words(page: str) -> list[str]:
    """The words of a page's HTML in reading order, as a browser's parser builds it."""
    return "".join(_texts(tree(page))).split()


def _texts(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    space = " " if element.tag in _BREAKING else ""
    yield space + (element.text or "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield space
