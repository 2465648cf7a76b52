"""A policy's text as HTML: permalinks on its numbers, marks beside what changed last, links that hold."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy
from redletter.model import ChangeKind, ClauseKind, Document, Text
from redletter.page import Heading
from redletter.pages import telling
from redletter.pages.reader import Reader
from redletter.pages.telling import Marked
from redletter.provisions import MARKDOWN_EXTENSION_CONFIGS, MARKDOWN_EXTENSIONS

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({"ol", "ul", "p", "blockquote", "pre", "table"})


@dataclass(frozen=True, slots=True)
class TextTold:
    """A text for a reader. `title_id` is the anchor of a title that the text itself opens with."""

    title: str
    title_id: str
    language: str
    html: Markup
    contents: tuple[Heading, ...]
    marked: bool


def told(policy: PublishedPolicy, edition: Edition, reader: Reader) -> TextTold:
    """The edition's text in the reader's language, else the governing one."""
    text = edition.revision.text(reader.language) or edition.revision.governing_text
    document = edition.documents[text.language]
    marks = telling.marked(policy, edition, text.language)
    extension = _Apparatus(text, document, marks, reader)
    markdown = Markdown(
        extensions=[*MARKDOWN_EXTENSIONS, extension],
        extension_configs=MARKDOWN_EXTENSION_CONFIGS,
        output_format="html",
    )
    html = Markup(markdown.convert(text.body))  # noqa: S704 - the company's own text, as its Markdown says
    opening = _opening_title(document)
    return TextTold(
        title=document.clauses[0].words if opening else text.title,
        title_id=opening,
        language=text.language,
        html=html,
        contents=tuple(_contents(document, opening)),
        marked=bool(marks),
    )


def _opening_title(document: Document) -> str:
    """The anchor of the heading of the first degree with which a text opens, if it does."""
    first = document.clauses[0] if document.clauses else None
    return first.id if first and first.kind is ClauseKind.HEADING and first.depth == 1 else ""


def _contents(document: Document, without: str) -> Iterator[Heading]:
    headings = [
        clause
        for clause in document.clauses
        if clause.kind is ClauseKind.HEADING and clause.id != without and clause.words
    ]
    ranks = _ranks({clause.depth for clause in headings})
    for clause in headings:
        if ranks[clause.depth] <= 2:
            yield Heading(ranks[clause.depth], clause.id, clause.words)


def _ranks(depths: set[int]) -> dict[int, int]:
    """The depths that occur, counted from 1 without gaps."""
    return {depth: rank for rank, depth in enumerate(sorted(depths), 1)}


class _Apparatus(Extension):
    """What a page adds to a text without adding words to it."""

    def __init__(self, text: Text, document: Document, marks: Mapping[str, Marked], reader: Reader) -> None:
        super().__init__()
        self.text, self.document, self.marks, self.reader = text, document, marks, reader

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Registers the tree processor, after every other that names or links (toc has 5)."""
        md.treeprocessors.register(_ApparatusTreeprocessor(md, self), "apparatus", 4)


class _ApparatusTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, apparatus: _Apparatus) -> None:
        super().__init__(md)
        self._given = apparatus

    def run(self, root: Element) -> None:
        """Lifts the title out, orders headings below it, adds permalinks and marks, mends links."""
        given = self._given
        if len(root) and root[0].tag == "h1" and root[0].get("id") == _opening_title(given.document):
            root.remove(root[0])
        _order_headings(root)
        elements = {id: element for element in root.iter() if (id := element.get("id"))}
        for clause in given.document.clauses:
            element = elements.get(clause.id)
            if element is not None:
                if not (clause.number and _link_number(element, clause.number, clause.id)):
                    self._permalink(element, clause.id)
                if mark := given.marks.get(clause.id):
                    self._mark(element, mark)
        for link in root.iter("a"):
            link.set("href", self._mended(link.get("href", "")))

    def _permalink(self, heading: Element, id: str) -> None:
        """An unnumbered heading's own link; its sign is the style sheet's, so that no word is added."""
        if heading.tag in _HEADINGS:
            label = self._given.reader.plain("page.permalink.heading")
            SubElement(heading, "a", {"class": "rl-permalink", "href": f"#{id}", "aria-label": label})

    def _mark(self, element: Element, marked: Marked) -> None:
        reader = self._given.reader
        element.set("class", " ".join(filter(None, (element.get("class"), "rl-changed"))))
        kind = "insertion" if marked.change.kind == ChangeKind.INSERTION else "changed"
        word = reader.plain(f"page.marker.{kind}")
        label = reader.plain(
            "page.marker.label",
            title=marked.edit.title,
            kind=word,
            date=reader.messages.date(telling.day(marked.edition, reader)),
        )
        link = Element("a", {"class": "rl-changed-link", "href": reader.to_address(marked.edit.address)})
        link.set("aria-label", label)
        link.set("lang", reader.language)
        link.text = word
        _append_to_own_text(element, link)

    def _mended(self, href: str) -> str:
        """A link to another policy's source leads to its page."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or not parts.path.endswith(".md"):
            return href
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._given.text.path), parts.path))
        language = posixpath.basename(posixpath.dirname(path))
        slug = posixpath.basename(path).removesuffix(".md")
        reader = self._given.reader
        if reader.publication.policy(slug) is None or language not in reader.settings.languages:
            return href
        return reader.to(addresses.text(language, slug), parts.fragment)


def _order_headings(root: Element) -> None:
    """Makes the highest heading of the text a second one, under the page's title, and leaves no gaps."""
    headings = [element for element in root.iter() if element.tag in _HEADINGS]
    ranks = _ranks({_HEADINGS.index(element.tag) for element in headings})
    above = 0
    for element in headings:
        above = min(ranks[_HEADINGS.index(element.tag)], above + 1, len(_HEADINGS) - 1)
        element.tag = _HEADINGS[above]


def _link_number(element: Element, number: str, id: str) -> bool:
    """Makes the printed number with which a clause opens the link to it."""
    own = element[0] if len(element) else None
    if element.text and element.text.strip():
        return _link_opening_words(element, number, id)
    if own is None:
        return False
    if own.get("class") == "number":
        own.tag = "a"
        own.attrib.update({"class": "number rl-number", "href": f"#{id}"})
        return True
    return own.tag not in {"a", "ol", "ul"} and _link_number(own, number, id)


def _link_opening_words(element: Element, number: str, id: str) -> bool:
    words = (element.text or "").lstrip()
    if not words.startswith(number):
        return False
    rest = words.removeprefix(number)
    closing = rest[:1] if rest[:1] in {".", ":", ")"} else ""
    link = Element("a", {"class": "rl-number", "href": f"#{id}"})
    link.text, link.tail = number + closing, rest.removeprefix(closing)
    element.text = ""
    element.insert(0, link)
    return True


def _append_to_own_text(element: Element, link: Element) -> None:
    """Puts the link at the end of a clause's own text: before what hangs on it, in a row's last cell."""
    if element.tag == "tr" and len(element):
        element = element[-1]
    if element.tag == "li" and len(element) and element[0].tag == "p":
        element = element[0]
    if element.tag in {"pre", "hr", "table"}:
        return
    at = next((i for i, child in enumerate(element) if child.tag in _BLOCKS), len(element))
    if at == 0:
        element.text = f"{(element.text or '').rstrip()} "
    else:
        element[at - 1].tail = f"{(element[at - 1].tail or '').rstrip()} "
    element.insert(at, link)
