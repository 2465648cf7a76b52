"""A policy's text as HTML: permalinks on its numbers, marks beside what changed last, links that hold."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy
from redletter.model import ChangeKind, ClauseKind, Document
from redletter.page import Heading
from redletter.pages import telling
from redletter.pages.reader import Reader, way
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


def told(
    policy: PublishedPolicy, edition: Edition, reader: Reader, *, marks: Mapping[str, Marked] | None = None
) -> TextTold:
    """The edition's text in the reader's language, else the governing one.

    `marks` are the changes to mark beside it, by anchor; where none are given, what changed last.
    """
    text = edition.revision.text(reader.language) or edition.revision.governing_text
    document = edition.documents[text.language]
    if marks is None:
        marks = telling.marked(policy, edition, text.language)
    opening = _opening_title(document)
    apparatus = _Apparatus(
        body=text.body,
        source=text.path,
        page=reader.path,
        language=reader.language,
        clauses=tuple((clause.id, clause.number) for clause in document.clauses),
        opening=opening,
        marks=tuple((anchor, _mark(each, reader)) for anchor, each in marks.items()),
        permalink=reader.plain("page.permalink.heading"),
        texts=frozenset(_texts(reader)),
    )
    return TextTold(
        title=document.clauses[0].words if opening else text.title,
        title_id=opening,
        language=text.language,
        html=_html(apparatus),
        contents=tuple(_contents(document, opening)),
        marked=bool(marks),
    )


def _texts(reader: Reader) -> Iterator[tuple[str, str]]:
    """Language and slug of every policy that has a page."""
    for policy in reader.publication.policies:
        for language in reader.settings.languages:
            yield language, policy.slug


def _mark(marked: Marked, reader: Reader) -> _Mark:
    kind = "insertion" if marked.change.kind == ChangeKind.INSERTION else "changed"
    word = reader.plain(f"page.marker.{kind}")
    label = reader.plain(
        "page.marker.label",
        title=marked.edit.title,
        kind=word,
        date=reader.messages.date(telling.day(marked.edition, reader)),
    )
    return _Mark(word, label, reader.to_address(marked.edit.address))


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


@dataclass(frozen=True, slots=True)
class _Mark:
    """The link beside a changed clause: what it says, shows a screen reader, and where it leads."""

    word: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class _Apparatus:
    """All on which a text's HTML depends: its Markdown, and what a page adds without adding words to it.

    `source` is the file of the text, `page` the path on which it is shown, `clauses` the id and the
    printed number of each, `texts` the language and slug of every text to which links may lead.
    """

    body: str
    source: str
    page: str
    language: str
    clauses: tuple[tuple[str, str | None], ...]
    opening: str
    marks: tuple[tuple[str, _Mark], ...]
    permalink: str
    texts: frozenset[tuple[str, str]]


@lru_cache(maxsize=256)  # in a preview most texts are those of the last save
def _html(apparatus: _Apparatus) -> Markup:
    markdown = Markdown(
        extensions=[*MARKDOWN_EXTENSIONS, _ApparatusExtension(apparatus)],
        extension_configs=MARKDOWN_EXTENSION_CONFIGS,
        output_format="html",
    )
    return Markup(markdown.convert(apparatus.body))  # noqa: S704 - the company's own text, as its Markdown says


class _ApparatusExtension(Extension):
    def __init__(self, given: _Apparatus) -> None:
        super().__init__()
        self._given = given

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Registers the tree processor, after every other that names or links (toc has 5)."""
        md.treeprocessors.register(_ApparatusTreeprocessor(md, self._given), "apparatus", 4)


class _ApparatusTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, given: _Apparatus) -> None:
        super().__init__(md)
        self._given = given

    def run(self, root: Element) -> None:
        """Lifts the title out, orders headings below it, adds permalinks and marks, mends links."""
        given = self._given
        if len(root) and root[0].tag == "h1" and root[0].get("id") == given.opening:
            root.remove(root[0])
        _order_headings(root)
        elements = {id: element for element in root.iter() if (id := element.get("id"))}
        marks = dict(given.marks)
        for id, number in given.clauses:
            element = elements.get(id)
            if element is not None:
                if not (number and _link_number(element, number, id)):
                    self._permalink(element, id)
                if mark := marks.get(id):
                    self._mark(element, mark)
        for link in root.iter("a"):
            link.set("href", self._mended(link.get("href", "")))

    def _permalink(self, heading: Element, id: str) -> None:
        """An unnumbered heading's own link; its sign is the style sheet's, so that no word is added."""
        if heading.tag in _HEADINGS:
            label = self._given.permalink
            SubElement(heading, "a", {"class": "rl-permalink", "href": f"#{id}", "aria-label": label})

    def _mark(self, element: Element, mark: _Mark) -> None:
        element.set("class", " ".join(filter(None, (element.get("class"), "rl-changed"))))
        link = Element("a", {"class": "rl-changed-link", "href": mark.href})
        link.set("aria-label", mark.label)
        link.set("lang", self._given.language)
        link.text = mark.word
        _append_to_own_text(element, link)

    def _mended(self, href: str) -> str:
        """A link to another policy's source leads to its page."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc or not parts.path.endswith(".md"):
            return href
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._given.source), parts.path))
        language = posixpath.basename(posixpath.dirname(path))
        slug = posixpath.basename(path).removesuffix(".md")
        if (language, slug) not in self._given.texts:
            return href
        return way(self._given.page, addresses.text(language, slug), parts.fragment)


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
