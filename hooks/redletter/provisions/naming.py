"""Gives every block its printed number, its id, its parent and its place."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from markdown.extensions.toc import slugify, slugify_unicode

from ..model import ClauseKind
from .blocks import Block
from .markers import bare, hangs, opening_number

_WORDS = 5  # of a block's beginning make the id where no number does


@dataclass(frozen=True, slots=True)
class Provision:
    """A block with its names; `first` and `last` are its lines in the text, counted from 0."""

    id: str
    kind: ClauseKind
    number: str | None
    words: str
    first: int
    last: int
    place: str
    parent: str | None
    depth: int
    element: Element
    links: tuple[tuple[str, str], ...] = ()  # address and text
    anchors: tuple[str, ...] = ()  # ids that the text sets within it


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading or a numbered paragraph under which blocks stand."""

    id: str | None = None
    base: str = ""  # what the ids of its blocks begin with; empty under the title of the text
    number: str | None = None
    level: int = 0
    place: str = ""


def slug(text: str) -> str:
    """Words as a part of an address, in ASCII; empty where they have neither letters nor digits."""
    if found := slugify(text.replace("ß", "ss").replace("ẞ", "SS"), "-").strip("-_"):
        return found
    other_script = slugify_unicode(text, "-")
    return hashlib.sha256(other_script.encode()).hexdigest()[:8] if other_script else ""


def named(blocks: Iterable[Block]) -> Iterator[Provision]:
    """The provisions of the blocks of a text, in reading order."""
    read = tuple(blocks)
    taken = {anchor for block in read for anchor in block.anchors}
    yield from map(_Namer(_explicit_ids(read, taken), taken).name, read)


class _Namer:
    """Walks the blocks of a text and knows under which heading and number it is."""

    def __init__(self, explicit: dict[Block, str], taken: Collection[str]) -> None:
        self._explicit = explicit
        self._used = {*explicit.values(), *taken}
        self._repeats: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._headings = [_Section()]
        self._section = self._headings[0]  # heading or numbered paragraph around
        self._numbered: dict[str, _Section] = {}
        self._provisions: dict[Block, Provision] = {}
        self._bases: dict[Block, str] = {}  # what ids begin with that hang on a block

    def name(self, block: Block) -> Provision:
        """The next block's names."""
        number = _number(block, self._section.number)
        opens = block.item is None and self._opens(block, number)
        if opens:
            self._leave(block, number)
        around = self._around(block, opens)
        wanted = _wanted(block, number, around)
        provision = Provision(
            id=self._explicit.get(block) or self._unused(wanted),
            kind=block.kind,
            number=number,
            words=block.words,
            first=block.first,
            last=block.last,
            place=self._place(block, section=opens and block.kind is ClauseKind.HEADING),
            parent=self._parent(block),
            depth=block.level or (block.item.level if block.item is not None else 0),
            element=block.element,
            links=block.links,
            anchors=block.anchors,
        )
        is_title = block.kind is ClauseKind.HEADING and block.level == 1 and not self._provisions
        names_others = number is not None or (block.kind is ClauseKind.HEADING and not is_title)
        self._bases[block] = wanted if names_others else around
        self._provisions[block] = provision
        if opens:
            self._enter(block, provision)
        elif number is not None and wanted == bare(number):  # "1." as an item, above "1.1" paragraphs
            self._numbered[wanted] = replace(self._section, id=provision.id, base=wanted, number=number)
        return provision

    def _around(self, block: Block, opens: bool) -> str:
        """What the id of a block that hangs on others begins with."""
        if opens and block.kind is ClauseKind.ITEM:
            return ""
        if block.under in self._bases:
            return self._bases[block.under]
        return self._section.base if block.item is None else self._bases[block.item]

    def _opens(self, block: Block, number: str | None) -> bool:
        """Whether others hang on a block: a heading, a numbered paragraph, a title written `2. Use`."""
        if block.kind is not ClauseKind.ITEM or not block.alone:
            numbered = number is not None and not hangs(number)
            return block.kind is ClauseKind.HEADING or (block.kind is ClauseKind.PARAGRAPH and numbered)
        lead = self._provisions.get(block.lead) if block.lead is not None else None
        if not block.marker.rstrip(".").isdecimal() or (lead is not None and lead.words.endswith(":")):
            return False
        around = bare(self._section.number or "").partition(".")[0]
        return not self._section.base or around == str(int(block.marker.rstrip(".")) - 1)

    def _leave(self, block: Block, number: str | None) -> None:
        """Leaves the sections that a heading or a numbered paragraph ends."""
        if block.kind is ClauseKind.HEADING:
            while len(self._headings) > 1 and self._headings[-1].level >= block.level:
                self._headings.pop()
            self._section = self._headings[-1]
        elif number is not None:
            self._section = self._enclosing(bare(number)) or self._headings[-1]

    def _enter(self, block: Block, provision: Provision) -> None:
        section = _Section(
            provision.id, self._bases[block], provision.number, block.level, self._headings[-1].place
        )
        if block.kind is ClauseKind.HEADING:
            section = _Section(section.id, section.base, section.number, block.level, provision.place)
            self._headings.append(section)
        self._section = section
        if section.number is not None:
            self._numbered[bare(section.number)] = section

    def _enclosing(self, number: str) -> _Section | None:
        """The section whose number a number continues: 7.1 for 7.1.2, else 7."""
        while "." in number:
            number = number.rpartition(".")[0]
            if number in self._numbered:
                return self._numbered[number]
        return None

    def _unused(self, wanted: str) -> str:
        """An id nothing else has: the wanted one, on a clash with `_2`, `_3`."""
        name = wanted
        while name in self._used:
            self._repeats[wanted] = self._repeats.get(wanted, 1) + 1
            name = f"{wanted}_{self._repeats[wanted]}"
        self._used.add(name)
        return name

    def _place(self, block: Block, *, section: bool) -> str:
        around = self._headings[-1].place if block.item is None else self._provisions[block.item].place
        stem = around if section else f"{around}/{block.kind}"
        self._counts[stem] = self._counts.get(stem, 0) + 1
        joint = "." if section and around else ""
        return f"{stem}{joint}{self._counts[stem]}".removeprefix("/")

    def _parent(self, block: Block) -> str | None:
        lead = self._provisions.get(block.lead) if block.lead is not None else None
        beside = block.lead is not None and block.lead.item is block.item
        leads = lead is not None and (lead.kind is ClauseKind.ROW or lead.words.endswith(":"))
        if lead is not None and beside and (leads or block.under is not None):
            return lead.id
        if block.item is not None:
            return self._provisions[block.item].id
        return self._section.id


def _number(block: Block, section: str | None) -> str | None:
    if block.marker:
        return block.marker
    if block.kind in (ClauseKind.HEADING, ClauseKind.PARAGRAPH, ClauseKind.ITEM):
        return opening_number(block.words, heading=block.kind is ClauseKind.HEADING, section=section)
    return None


def _first_words(text: str) -> str:
    return slug(" ".join(text.split()[:_WORDS]))


def _wanted(block: Block, number: str | None, around: str) -> str:
    """The id a block should have: from its number, else from its first words."""
    if number is not None:
        return f"{around}-{bare(number)}" if around and hangs(block.marker or number) else bare(number)
    if block.kind is ClauseKind.HEADING:
        return slug(block.words) or "heading"
    own = _first_words(block.words) or _first_words(block.label) or str(block.kind)
    return f"{around}-{own}" if around else own


def _explicit_ids(blocks: Sequence[Block], taken: Collection[str]) -> dict[Block, str]:
    """Ids that the text gives itself; a second block that claims one gets none from it."""
    found: dict[Block, str] = {}
    used = set(taken)
    for block in blocks:
        for element in (block.element, block.content):
            own = element.attrib.pop("id", None) if element is not None else None
            if own and own not in used and not any(sign.isspace() for sign in own):
                used.add(found.setdefault(block, own))
    return found
