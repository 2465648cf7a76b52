"""Word documents with tracked changes: what outside counsel works in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

from redletter.archives import pack
from redletter.messages import Messages
from redletter.model import Amendment, ClauseKind, Document, Op
from redletter.word import comments
from redletter.word.markup import Writer
from redletter.word.order import Block, Place, blocks
from redletter.word.paragraphs import paragraphs
from redletter.word.tables import Row, rows

_PARTS = Path(__file__).parent / "parts"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAGS = {"en": "en-GB", "de": "de-DE"}


def document(
    amendment: Amendment,
    texts: tuple[Document | None, Document],
    messages: Messages,
    *,
    author: str = "",
    sample: bool = False,
) -> bytes:
    """The whole text in the language of `messages` as a .docx file, what the amendment does tracked.

    `texts` are that language's text before (None where there was none) and after. All changes accepted
    give the new text, all rejected the old one. Each change bears a comment with its judgement. The
    changes are dated by the revision; `author` stands for them, else the program's name. A `sample`
    says so at the head of every page.
    """
    writer = Writer(author or messages.text("word.author"), f"{amendment.after.revision}T00:00:00Z")
    body = _Body(writer, messages)
    if amendment.before is not None:
        body.opening = body.remark(comments.whole(amendment, messages))
    written = "".join(body.write(blocks(amendment, texts[0], texts[1], messages.language)))
    return pack(
        {
            "[Content_Types].xml": (_PARTS / "content-types.xml").read_bytes(),
            "_rels/.rels": (_PARTS / "package-relationships.xml").read_bytes(),
            "docProps/core.xml": _core(amendment, messages, writer),
            "word/_rels/document.xml.rels": _relationships(writer.links),
            "word/footer1.xml": (_PARTS / "footer.xml").read_bytes(),
            "word/numbering.xml": (_PARTS / "numbering.xml").read_bytes(),
            "word/settings.xml": (_PARTS / "settings.xml").read_bytes(),
            "word/styles.xml": _styles(messages.language),
            "word/comments.xml": _comments(body.remarks, writer),
            "word/header1.xml": _header(amendment, messages, sample=sample),
            "word/document.xml": _document(written),
        }
    )


@dataclass(slots=True)
class _Body:
    """Writes the flow of blocks and keeps what is remarked on them, by number."""

    writer: Writer
    messages: Messages
    remarks: list[tuple[str, ...]] = field(default_factory=list)
    opening: tuple[int, ...] = ()  # remarks on the whole, which the first block carries

    def remark(self, lines: Iterable[str]) -> tuple[int, ...]:
        """The number of a new remark."""
        self.remarks.append(tuple(lines))
        return (len(self.remarks) - 1,)

    def write(self, flow: Iterable[Block]) -> Iterator[str]:
        """Paragraphs one by one, the rows of a table together."""
        for in_tables, group in groupby(flow, key=_is_row):
            yield from (self._tables if in_tables else self._paragraphs)(group)

    def _paragraphs(self, group: Iterable[Block]) -> Iterator[str]:
        for block in group:
            if found := paragraphs(block):
                numbers = self._numbers(block)
                yield self.writer.paragraphs(found, block.place, move=block.move, comments=numbers)

    def _tables(self, group: Iterable[Block]) -> Iterator[str]:
        """Tables that follow one another, each begun by its head; Word wants a paragraph after each."""
        table: list[tuple[Row, tuple[int, ...]]] = []
        for block in group:
            numbers = self._numbers(block)
            for row in rows(block):
                if row.heads and row.op is Op.KEEP and table:
                    yield self.writer.table(table) + "<w:p/>"
                    table = []
                table.append((row, numbers))
                numbers = ()
        yield self.writer.table(table) + "<w:p/>"

    def _numbers(self, block: Block) -> tuple[int, ...]:
        """The numbers of the remarks on a block: on the whole, and on what changed in it."""
        numbers, self.opening = self.opening, ()
        if block.judged is None or block.place is Place.MOVED_FROM:
            return numbers
        return numbers + self.remark(comments.judgement(block.judged, self.messages))


def _is_row(block: Block) -> bool:
    return all(clause.kind is ClauseKind.ROW for clause in (*block.old, *block.new))


def _document(body: str) -> bytes:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="709" w:footer="709" '
        'w:gutter="0"/></w:sectPr>'
    )
    return f"{_DECLARATION}<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>".encode()


def _comments(remarks: Iterable[tuple[str, ...]], writer: Writer) -> bytes:
    said = "".join(
        f'<w:comment w:id="{number}" w:author="{escape(writer.author)}" w:date="{writer.time}" '
        f'w:initials="{escape(writer.author[:1].upper())}">{"".join(map(_remark_line, lines))}</w:comment>'
        for number, lines in enumerate(remarks)
    )
    return f"{_DECLARATION}<w:comments {_NAMESPACES}>{said}</w:comments>".encode()


def _remark_line(line: str) -> str:
    text = f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>'
    return f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r>{text}</w:r></w:p>'


def _header(amendment: Amendment, messages: Messages, *, sample: bool) -> bytes:
    """The page's head: which texts these are; it is no part of the text."""
    after, before = amendment.after, amendment.before
    text = after.text(messages.language) or after.governing_text
    dates = {"revision": messages.date(text.revision), "effective": messages.date(text.effective)}
    key = "word.header.first" if before is None else "word.header"
    compared = {} if before is None else {"before": before.label}
    told = messages.text(key, title=text.title, label=after.label, **dates, **compared)
    words = escape(f"{messages.text('print.sample')} {told}" if sample else told, quote=False)
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
    return f"{_DECLARATION}<w:hdr {_NAMESPACES}>{paragraph}</w:hdr>".encode()


def _relationships(links: Iterable[str]) -> bytes:
    parts = ("styles", "numbering", "settings", "comments", "header1", "footer1")
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for at, name in enumerate(parts, start=1)
    )
    outer = "".join(
        f'<Relationship Id="link{at}" Type="{_OFFICE}/hyperlink" Target="{escape(target)}" '
        'TargetMode="External"/>'
        for at, target in enumerate(links, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_DECLARATION}<Relationships xmlns="{namespace}">{inner}{outer}</Relationships>'.encode()


def _styles(language: str) -> bytes:
    styles = (_PARTS / "styles.xml").read_text("utf-8")
    return styles.replace("{language}", _TAGS.get(language, language)).encode()


def _core(amendment: Amendment, messages: Messages, writer: Writer) -> bytes:
    text = amendment.after.text(messages.language) or amendment.after.governing_text
    namespaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return (
        f"{_DECLARATION}<cp:coreProperties {namespaces}>"
        f"<dc:title>{escape(text.title, quote=False)}</dc:title>"
        f"<dc:creator>{escape(writer.author, quote=False)}</dc:creator>"
        f"<dc:language>{_TAGS.get(messages.language, messages.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{writer.time}</dcterms:created></cp:coreProperties>'
    ).encode()
