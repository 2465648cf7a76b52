"""A block of a text as it was read, and the place in which blocks are being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..model import ClauseKind


@dataclass(slots=True, eq=False)
class Block:
    """A block as read: where it stands in the text and in the tree."""

    kind: ClauseKind
    first: int  # lines, counted from 0, both included
    last: int
    element: Element  # bears the id: an empty span where nothing or raw HTML is rendered
    content: Element | None = None  # bears the words
    item: Block | None = None  # the list item it stands in
    lead: Block | None = None  # the paragraph or row that leads in: before a list, above a row
    marker: str = ""  # the printed number of an item
    style: str = ""  # of the number; items of one list share it
    alone: bool = False  # the only item of its list
    under: Block | None = None  # the item above, where a list of another style goes on: (1), then a)
    raw: str = ""  # raw HTML
    label: str = ""  # names a block that shows no words
    level: int = 0  # of a heading; of an item its nesting, from 1
    words: str = ""  # what is seen of it, once the text is rendered
    links: tuple[tuple[str, str], ...] = ()  # address and text
    anchors: tuple[str, ...] = ()  # ids that stand within it

    def tighten(self) -> None:
        """Drops the `p` around an item's own text, as in lists without blank lines between items."""
        paragraph = self.content
        if paragraph is not None and paragraph is not self.element:
            self.element.text = paragraph.text
            self.element.remove(paragraph)
            self.content = self.element


@dataclass(slots=True)
class Place:
    """Where blocks are being read: the element they go to, the item they stand in."""

    element: Element
    item: Block | None = None
    items: int = 0  # lists around
    depth: int = 0  # lists and quotations around
    latest: Block | None = None  # the block before, of those that stand directly here
    loose: bool = False  # blank lines stand between blocks
    unclosed: set[str] = field(default_factory=set)  # fences and HTML known to have no end here
