"""Reads the blocks of a Markdown text into an element tree and keeps the lines on which each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown, util
from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor

from ..model import ClauseKind
from . import grammar
from .blocks import Block, Place
from .grammar import Line
from .markers import Marker, marker

NESTING = 40  # levels of lists and quotations; what is nested deeper is text
_LOOK_AHEAD = 50  # lines in which an item's successor is looked for


class BlockReader(BlockParser):
    """Python-Markdown's block parser, with positions.

    The grammar is CommonMark's with three liberties that legal texts need: the numbers that `marker`
    knows mark items, two spaces of indentation nest, and indentation alone makes no code. `blocks`
    holds what was read, in reading order.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.blocks: list[Block] = []
        self._table = TableProcessor(self, {"use_align_attribute": False})
        self._readers = (
            self._read_fence,
            self._read_heading,
            self._read_rule,
            self._read_html,
            self._read_quote,
            self._read_list,
            self._read_definition,
            self._read_table,
            self._read_paragraph,
        )

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        """The element tree of the lines of a text, as they stand in the file."""
        self.blocks = []
        self.root = Element(self.md.doc_tag)
        self._read(Place(self.root), grammar.lines(iter(lines)))
        return ElementTree(self.root)

    def _read(self, place: Place, lines: Sequence[Line]) -> None:
        at = 0
        after_blank = False
        while at < len(lines):
            if lines[at].blank:
                after_blank = True
                at += 1
                continue
            place.loose |= after_blank and place.latest is not None
            after_blank = False
            at = next(end for read in self._readers if (end := read(place, lines, at)))

    def _add(self, place: Place, block: Block) -> Block:
        block.item = place.item
        place.latest = block
        self.blocks.append(block)
        return block

    # Each reader takes the block that begins at a line and returns the line after it, or 0.

    def _read_fence(self, place: Place, lines: Sequence[Line], at: int) -> int:
        end = grammar.fence_end(lines, at, place.unclosed)
        if not end:
            return 0
        indent = lines[at].indent
        pre = SubElement(place.element, "pre")
        code = SubElement(pre, "code")
        if language := grammar.fence_language(lines[at]):
            code.set("class", f"language-{language}")
        text = "".join(line.text[min(indent, line.indent) :] + "\n" for line in lines[at + 1 : end - 1])
        code.text = util.AtomicString(util.code_escape(text))
        self._add(place, Block(ClauseKind.OTHER, lines[at].number, lines[end - 1].number, pre, pre))
        return end

    def _read_heading(self, place: Place, lines: Sequence[Line], at: int) -> int:
        found = grammar.heading(lines[at])
        if found is None:
            return 0
        level, text = found
        return self._heading(place, lines, at, at + 1, text, level)

    def _heading(self, place: Place, lines: Sequence[Line], at: int, end: int, text: str, level: int) -> int:
        if end < len(lines) and grammar.is_attributes(lines[end]):
            text = f"{text} {lines[end].text.strip()}"
            end += 1
        heading = SubElement(place.element, f"h{level}")
        heading.text = text.strip()
        first, last = lines[at].number, lines[end - 1].number
        self._add(place, Block(ClauseKind.HEADING, first, last, heading, heading, level=level))
        return end

    def _read_rule(self, place: Place, lines: Sequence[Line], at: int) -> int:
        if not grammar.is_rule(lines[at]):
            return 0
        rule = SubElement(place.element, "hr")
        self._add(place, Block(ClauseKind.OTHER, lines[at].number, lines[at].number, rule, label="rule"))
        return at + 1

    def _read_html(self, place: Place, lines: Sequence[Line], at: int) -> int:
        end = grammar.html_end(lines, at, place.unclosed, self.md.is_block_level)
        if not end:
            return 0
        raw = "\n".join(line.text for line in lines[at:end]).lstrip(" ")
        anchor = SubElement(place.element, "span", {"class": "anchor"})
        anchor.tail = util.AtomicString(f"\n{self.md.htmlStash.store(raw)}\n")
        first, last = lines[at].number, lines[end - 1].number
        self._add(place, Block(ClauseKind.OTHER, first, last, anchor, raw=raw, label=raw))
        return end

    def _read_quote(self, place: Place, lines: Sequence[Line], at: int) -> int:
        if place.depth >= NESTING or not lines[at].text.lstrip(" ").startswith(">"):
            return 0
        inner: list[Line] = []
        end = at
        while end < len(lines):
            text = lines[end].text.lstrip(" ")
            if text.startswith(">"):
                inner.append(Line(lines[end].number, text[1:].removeprefix(" ")))
            elif lines[end].blank or inner[-1].blank or self._interrupts(place, lines, end):
                break
            else:
                inner.append(lines[end])
            end += 1
        quote = SubElement(place.element, "blockquote")
        self._read(Place(quote, place.item, place.items, place.depth + 1), inner)
        place.latest = self.blocks[-1] if self.blocks else None
        return end

    def _read_list(self, place: Place, lines: Sequence[Line], at: int) -> int:
        opening = self._marker(place, lines[at])
        if opening is None:
            return 0
        numbered = opening.style != "-"
        lead = place.latest if place.latest and place.latest.kind is not ClauseKind.OTHER else None
        element = SubElement(place.element, "ol" if numbered else "ul")
        if numbered:
            element.set("class", "provisions")
            element.set("role", "list")  # the sign is printed as text; without markers it stays a list
        items: list[Block] = []
        loose = False
        end = at
        found: Marker | None = opening
        while found is not None:
            start, end = end, self._item_end(place, lines, end, opening)
            li = SubElement(element, "li")
            item = Block(ClauseKind.ITEM, lines[start].number, lines[start].number, li, li, lead=lead)
            item.marker, item.style, item.level = found.number, found.style, place.items + 1
            item.under = lead if numbered and opening.first and _goes_on(lead, opening) else None
            items.append(self._add(place, item))
            inner = Place(li, item, place.items + 1, place.depth + 1)
            own = len(self.blocks)
            self._read(inner, grammar.dedented(lines[start:end], found.text))
            self._take_own_text(item, own)
            found = self._marker(place, lines[end], following=opening.style) if end < len(lines) else None
            if found is not None and found.style != opening.style:
                found = None
            loose |= inner.loose or (found is not None and lines[end - 1].blank)
        items[0].alone = len(items) == 1
        if not loose:
            for item in items:
                item.tighten()
        place.latest = items[-1]
        while lines[end - 1].blank:
            end -= 1
        return end

    def _take_own_text(self, item: Block, index: int) -> None:
        """Makes the paragraph on the marker's line the item's own text."""
        own = self.blocks[index] if index < len(self.blocks) else None
        if own is None or own.first != item.first or own.kind is not ClauseKind.PARAGRAPH:
            return
        if own.item is item and own.element is item.element[0]:
            item.last, item.content = own.last, own.element
            del self.blocks[index]

    def _item_end(self, place: Place, lines: Sequence[Line], at: int, opening: Marker) -> int:
        """The line after an item, trailing blank lines included."""
        nested = opening.indent + 2
        end = at + 1
        while end < len(lines):
            line = lines[end]
            if not line.blank and line.indent < nested:
                if lines[end - 1].blank:
                    break
                if self._marker(place, line, following=opening.style):
                    break
                if self._interrupts(place, lines, end):
                    break
            end += 1
        return end

    def _marker(self, place: Place, line: Line, *, following: str | None = None) -> Marker | None:
        return marker(line.text, following=following) if place.depth < NESTING else None

    def _read_definition(self, place: Place, lines: Sequence[Line], at: int) -> int:
        found = grammar.definition(lines[at])
        if found is None:
            return 0
        label, address, title = found
        self.md.references[label] = (address, title or "")
        anchor = SubElement(place.element, "span", {"class": "anchor"})
        self._add(place, Block(ClauseKind.OTHER, lines[at].number, lines[at].number, anchor, label=label))
        return at + 1

    def _read_table(self, place: Place, lines: Sequence[Line], at: int) -> int:
        if not self._starts_table(lines, at):
            return 0
        end = at + 2
        while end < len(lines) and "|" in lines[end].text:
            end += 1
        lead = place.latest if place.latest and place.latest.kind is ClauseKind.PARAGRAPH else None
        self._table.test(place.element, "\n".join(line.text for line in lines[at : at + 2]))
        self._table.run(place.element, ["\n".join(line.text for line in lines[at:end])])
        head, *body = place.element[-1].iter("tr")
        header = self._add(
            place, Block(ClauseKind.ROW, lines[at].number, lines[at + 1].number, head, head, lead=lead)
        )
        for row, line in zip(body, lines[at + 2 : end], strict=False):
            self._add(place, Block(ClauseKind.ROW, line.number, line.number, row, row, lead=header))
        return end

    def _starts_table(self, lines: Sequence[Line], at: int) -> bool:
        if at + 1 >= len(lines) or "|" not in lines[at].text or "-" not in lines[at + 1].text:
            return False
        if not set(lines[at + 1].text) <= set("|:- "):
            return False
        rows = [line.text for line in lines[at : at + 2]]
        return self._table.test(self.root, "\n".join(rows))

    def _read_paragraph(self, place: Place, lines: Sequence[Line], at: int) -> int:
        end = at + 1
        while end < len(lines) and not lines[end].blank:
            level = grammar.underlined(lines[end])
            if level and end == at + 1:
                return self._heading(place, lines, at, end + 1, lines[at].text.strip(), level)
            if self._interrupts(place, lines, end):
                break
            if grammar.opens_next_provision(lines[at], lines[end]):
                break
            end += 1
        paragraph = SubElement(place.element, "p")
        paragraph.text = "\n".join(line.text.lstrip(" ") for line in lines[at:end]).rstrip(" ")
        first, last = lines[at].number, lines[end - 1].number
        self._add(place, Block(ClauseKind.PARAGRAPH, first, last, paragraph, paragraph))
        return end

    def _opens_list(self, place: Place, item: Marker, lines: Sequence[Line], at: int) -> bool:
        """Whether a list begins at a line that follows running text without a blank line between.

        Numbers stand at the beginning of wrapped lines too: a list begins where it is indented more
        than the item it stands in, or with its first number, where the line before has ended or the
        second number follows below.
        """
        if item.text >= len(lines[at].text):
            return False
        if place.item is not None and item.indent >= 2:
            return True
        if not item.first:
            return False
        if item.style == "-" or lines[at - 1].text.rstrip(" *_").endswith((":", ";", ".")):
            return True
        for line in lines[at + 1 : at + 1 + _LOOK_AHEAD]:
            if line.blank:
                return False
            other = self._marker(place, line)
            if other is not None and (other.indent, other.style) == (item.indent, item.style):
                return not other.first
        return False

    def _interrupts(self, place: Place, lines: Sequence[Line], at: int) -> bool:
        """Whether a block other than a paragraph begins at a line that follows running text."""
        line = lines[at]
        item = self._marker(place, line)
        return bool(
            (item is not None and self._opens_list(place, item, lines, at))
            or (place.depth < NESTING and line.text.lstrip(" ").startswith(">"))
            or grammar.heading(line)
            or grammar.is_rule(line)
            or grammar.fence_end(lines, at, place.unclosed)
            or grammar.html_end(lines, at, place.unclosed, self.md.is_block_level)
            or grammar.definition(line)
            or self._starts_table(lines, at)
        )


def _goes_on(lead: Block | None, opening: Marker) -> bool:
    """Whether a list that nobody indented stands below the item before it: (1), then a)."""
    return lead is not None and bool(lead.marker) and lead.style != opening.style
