"""What Word makes of a document with tracked changes, once all are accepted or all rejected.

Written from ECMA-376 part 1 (17.13.5), without the code that writes such documents.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GOES = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}


def part(document: bytes, name: str) -> Element:
    """A part of the package, parsed."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - made here


def accepted(document: bytes) -> list[str]:
    """The paragraphs that stand when all changes are accepted, empty ones left out."""
    return _resolved(document, accept=True)


def rejected(document: bytes) -> list[str]:
    """The paragraphs that stand when all changes are rejected, empty ones left out."""
    return _resolved(document, accept=False)


def _resolved(document: bytes, *, accept: bool) -> list[str]:
    goes = {_W + name for name in _GOES[accept]}
    paragraphs: list[str] = []
    open_text = ""
    for block in _blocks(part(document, "word/document.xml")[0], goes):
        open_text += _text(block, goes)
        if not any(mark.tag in goes for mark in block.findall(f"{_W}pPr/{_W}rPr/*")):
            paragraphs.append(open_text)
            open_text = ""
    assert open_text == "", "the last paragraph's end is gone"
    return [text for text in (" ".join(each.split()) for each in paragraphs) if text]


def _blocks(body: Element, goes: set[str]) -> list[Element]:
    """Paragraphs in order, those of rows that stay among them."""
    found: list[Element] = []
    for child in body:
        if child.tag == f"{_W}p":
            found.append(child)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if not any(mark.tag in goes for mark in row.findall(f"{_W}trPr/*")):
                    found += row.iter(f"{_W}p")
    return found


def _text(element: Element, goes: set[str]) -> str:
    if element.tag in goes or element.tag in (f"{_W}pPr", f"{_W}rPr"):
        return ""
    if element.tag in (f"{_W}t", f"{_W}delText"):
        return element.text or ""
    if element.tag == f"{_W}br":
        return " "
    return "".join(_text(child, goes) for child in element)
