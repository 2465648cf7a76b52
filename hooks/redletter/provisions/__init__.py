"""The Python-Markdown extension that prints a text's own numbers and gives every block its id.

Classes for the style sheet: `ol.provisions` is a list whose numbers are printed as text, in
`span.number`; it wants `list-style: none`. `span.anchor` is empty and bears the id of what renders
nothing of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from .blocks import Block
from .naming import Provision, named
from .reading import BlockReader
from .words import fold, seen, seen_in_html, tags, tags_of_html

__all__ = ["MARKDOWN_EXTENSIONS", "MARKDOWN_EXTENSION_CONFIGS", "Provision", "ProvisionsExtension", "read"]

# The one list with which the site and the parser render. Ours reads blocks itself, tables, fences
# and raw HTML included; `toc` keeps the ids it finds and only collects the table of contents.
MARKDOWN_EXTENSIONS = ["attr_list", "toc", "redletter.provisions"]
MARKDOWN_EXTENSION_CONFIGS: dict[str, dict[str, object]] = {"toc": {"permalink": False, "marker": ""}}

_CONTAINERS = frozenset({"ol", "ul", "blockquote", "table"})

# Preprocessors that would move lines or take blocks away before ours reads them.
_REPLACED = ("normalize_whitespace", "html_block", "fenced_code_block")


class ProvisionsExtension(Extension):
    """Reads blocks by `BlockReader`, prints item numbers and sets ids; to be loaded last."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Registers the block reader and the tree processor."""
        for preprocessor in _REPLACED:
            md.preprocessors.deregister(preprocessor, strict=False)
        md.parser = reader = BlockReader(md)
        # after attr_list (8), so that ids from the text are known, and before toc (5)
        md.treeprocessors.register(_ProvisionsTreeprocessor(md, reader), "provisions", 6)


def makeExtension(**options: object) -> ProvisionsExtension:  # noqa: N802
    """Python-Markdown's way to an extension by the name of its module."""
    return ProvisionsExtension(**options)


def read(body: str) -> tuple[Provision, ...]:
    """The provisions of a text as its page is rendered, in reading order."""
    md = Markdown(
        extensions=MARKDOWN_EXTENSIONS, extension_configs=MARKDOWN_EXTENSION_CONFIGS, output_format="html"
    )
    md.convert(body)
    processor = md.treeprocessors["provisions"]
    return processor.provisions if isinstance(processor, _ProvisionsTreeprocessor) else ()


class _ProvisionsTreeprocessor(Treeprocessor):
    """Prints the numbers of items and gives the rendered elements their ids."""

    def __init__(self, md: Markdown, reader: BlockReader) -> None:
        super().__init__(md)
        self._reader = reader
        self.provisions: tuple[Provision, ...] = ()

    def run(self, root: Element) -> None:
        """Names the blocks of the text just read."""
        blocks = tuple(self._reader.blocks)
        for block in blocks:
            if block.marker and block.content is not None:
                _print_number(block.content, block.marker)
        others = {element for element in root.iter() if element.tag in _CONTAINERS}
        others |= {block.element for block in blocks}
        for block in blocks:
            self._observe(block, others)
        self.provisions = tuple(named(_joined(blocks)))
        for provision in self.provisions:
            provision.element.set("id", provision.id)

    def _observe(self, block: Block, others: Collection[Element]) -> None:
        """Notes what is seen of a block; `others` are the elements of other blocks."""
        if block.content is not None:
            block.words = seen(block.content, self.md, without=others)
            inside = tuple(tags(block.content, self.md, without=others))
        else:
            block.words = seen_in_html(block.raw)
            inside = tuple(tags_of_html(block.raw))
        block.links = tuple(
            (tag.attributes[name], tag.text)
            for tag in inside
            for name in ("href", "src")
            if name in tag.attributes
        )
        block.anchors = tuple(tag.attributes["id"] for tag in inside if "id" in tag.attributes)


def _print_number(element: Element, number: str) -> None:
    span = Element("span", {"class": "number"})
    span.text = number
    span.tail = f" {element.text or ''}"
    element.text = ""
    element.insert(0, span)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that share a line made one: `- - item`, `1. # Heading`."""
    stands_in: dict[Block, Block] = {}
    latest: Block | None = None
    for block in blocks:
        block.item = stands_in.get(block.item, block.item) if block.item is not None else None
        if latest is not None and block.first <= latest.last:
            stands_in[block] = latest
            _merge(block, latest)
            continue
        if latest is not None:
            yield latest
        latest = block
    if latest is not None:
        yield latest


def _merge(block: Block, heir: Block) -> None:
    heir.last = max(heir.last, block.last)
    heir.marker = heir.marker or block.marker
    heir.words = fold(f"{heir.words} {block.words}")
    heir.links += block.links
    heir.anchors += block.anchors
    own = block.element.attrib.pop("id", None)
    if own and "id" not in heir.element.attrib:
        heir.element.set("id", own)
