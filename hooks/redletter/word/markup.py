"""WordprocessingML of paragraphs and tables with tracked changes (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from redletter.model import Op
from redletter.rendering.signs import visible
from redletter.word.order import Place
from redletter.word.paragraphs import Look, Paragraph
from redletter.word.runs import Run
from redletter.word.tables import Row

_INDENT = 425  # twentieths of a point, 7.5 mm
_DEEPEST_LIST = 9
Comments = tuple[int, ...]

_SAFE = ("https://", "http://", "mailto:")
_TEXT_WIDTH = 9026  # of A4 with margins of 2.54 cm, in twentieths of a point

# The element that says what happened to text. Nesting them is sound in Word, but not in LibreOffice.
_WRAPPERS: dict[tuple[Place, Op], str | None] = {
    (Place.HERE, Op.KEEP): None,
    (Place.HERE, Op.DELETE): "del",
    (Place.HERE, Op.INSERT): "ins",
    (Place.MOVED_FROM, Op.KEEP): "moveFrom",
    (Place.MOVED_FROM, Op.DELETE): "del",
    (Place.MOVED_TO, Op.KEEP): "moveTo",
    (Place.MOVED_TO, Op.INSERT): "ins",
}


@dataclass(slots=True)
class Writer:
    """Writes blocks as XML. Every tracked change gets a number, links their relationships' targets."""

    author: str
    time: str  # RFC 3339
    links: list[str] = field(default_factory=list)
    _changes: int = 0

    def paragraphs(
        self, paragraphs: Sequence[Paragraph], place: Place, *, move: int = 0, comments: Comments = ()
    ) -> str:
        """The paragraphs of one block; `comments` are the numbers of the comments on it."""
        start, end = self._range(place, move)
        last = len(paragraphs) - 1
        return (
            "".join(
                self._paragraph(
                    each,
                    place,
                    before=start + _comment_starts(comments) if at == 0 else "",
                    after=self._comment_ends(comments, deleted=each.mark is Op.DELETE) if at == last else "",
                )
                for at, each in enumerate(paragraphs)
            )
            + end
        )

    def table(self, rows: Sequence[tuple[Row, Comments]]) -> str:
        """A table of rows, each with the numbers of the comments on it."""
        columns = max(len(row.cells) for row, _ in rows)
        width = _TEXT_WIDTH // columns
        grid = f'<w:gridCol w:w="{width}"/>' * columns
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            + "".join(self._row(row, comments, columns, width) for row, comments in rows)
            + "</w:tbl>"
        )

    def _row(self, row: Row, comments: Comments, columns: int, width: int) -> str:
        tracked = self._mark(row.op, Place.HERE)
        heads = "<w:tblHeader/>" if row.heads else ""
        properties = f"<w:trPr>{heads}{tracked}</w:trPr>" if heads or tracked else ""
        cells = []
        for at in range(columns):
            runs = row.cells[at] if at < len(row.cells) else ()
            runs = tuple(map(_strong, runs)) if row.heads else runs
            content = self._runs(runs, Place.HERE)
            start = _comment_starts(comments) if at == 0 else ""
            end = (
                self._comment_ends(comments, deleted=row.op is Op.DELETE) if at == len(row.cells) - 1 else ""
            )
            cell = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            cells.append(f"<w:tc>{cell}<w:p>{start}{content}{end}</w:p></w:tc>")
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _paragraph(self, paragraph: Paragraph, place: Place, *, before: str, after: str) -> str:
        mark = self._mark(paragraph.mark, place)
        properties = _look(paragraph.look)
        if mark:
            properties += f"<w:rPr>{mark}</w:rPr>"
        if paragraph.was is not None and place is Place.HERE:
            properties += self._change("pPrChange", f"<w:pPr>{_look(paragraph.was)}</w:pPr>")
        content = self._runs(paragraph.runs, place)
        opening = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        return f"<w:p>{opening}{before}{content}{after}</w:p>"

    def _mark(self, op: Op, place: Place) -> str:
        """The mark at a paragraph's end or a row that came or went."""
        wrapper = _WRAPPERS[place, op]
        return self._change(wrapper, "") if wrapper else ""

    def _runs(self, runs: Iterable[Run], place: Place) -> str:
        return "".join(self._run(run, place) for run in runs)

    def _run(self, run: Run, place: Place) -> str:
        wrapper = _WRAPPERS[place, run.op]
        markup = f"<w:r>{_character(run)}{_text(run.text, deleted=wrapper == 'del')}</w:r>"
        if wrapper:
            markup = self._change(wrapper, markup)
        if run.style.target.lower().startswith(_SAFE):
            return f'<w:hyperlink r:id="{self._link(run.style.target)}">{markup}</w:hyperlink>'
        return markup

    def _link(self, target: str) -> str:
        if target not in self.links:
            self.links.append(target)
        return f"link{self.links.index(target) + 1}"

    def _change(self, name: str, content: str) -> str:
        """A tracked change: its number, who made it and when."""
        self._changes += 1
        facts = f'w:id="{self._changes}" w:author="{escape(self.author)}" w:date="{self.time}"'
        return f"<w:{name} {facts}>{content}</w:{name}>" if content else f"<w:{name} {facts}/>"

    def _range(self, place: Place, move: int) -> tuple[str, str]:
        """The start and the end of what moved; both places bear one name."""
        if place is Place.HERE:
            return "", ""
        name = "moveFromRange" if place is Place.MOVED_FROM else "moveToRange"
        self._changes += 1
        number = self._changes
        facts = f'w:id="{number}" w:name="move{move}" w:author="{escape(self.author)}" w:date="{self.time}"'
        return f"<w:{name}Start {facts}/>", f'<w:{name}End w:id="{number}"/>'

    def _comment_ends(self, comments: Comments, *, deleted: bool) -> str:
        """Where comments end; their signs go with a paragraph that goes."""
        return "".join(self._comment_end(comment, deleted=deleted) for comment in comments)

    def _comment_end(self, comment: int, *, deleted: bool) -> str:
        sign = (
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{comment}"/></w:r>'
        )
        sign = self._change("del", sign) if deleted else sign
        return f'<w:commentRangeEnd w:id="{comment}"/>{sign}'


def _comment_starts(comments: Comments) -> str:
    return "".join(f'<w:commentRangeStart w:id="{comment}"/>' for comment in comments)


def _strong(run: Run) -> Run:
    return run._replace(style=replace(run.style, strong=True))


def _look(look: Look) -> str:
    """A paragraph's properties, in the order of the schema."""
    style = f'<w:pStyle w:val="{look.style}"/>' if look.style else ""
    if look.style != "ListParagraph":
        return style
    level = min(max(look.depth, 1), _DEEPEST_LIST) - 1
    if look.bullet:
        return f'{style}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f'{style}<w:ind w:left="{(level + 1) * _INDENT}" w:hanging="{_INDENT}"/>'


def _character(run: Run) -> str:
    """A run's properties, in the order of the schema."""
    found = "".join(_character_properties(run))
    return f"<w:rPr>{found}</w:rPr>" if found else ""


def _character_properties(run: Run) -> Iterator[str]:
    style = run.style
    if style.target:
        yield '<w:rStyle w:val="Hyperlink"/>'
    elif style.code:
        yield '<w:rStyle w:val="CodeCharacters"/>'
    yield from (
        f"<w:{name}/>"
        for is_set, name in ((style.strong, "b"), (style.emphasis, "i"), (style.struck, "strike"))
        if is_set
    )


def _text(text: str, *, deleted: bool) -> str:
    name = "delText" if deleted else "t"
    lines = (escape(visible(line), quote=False) for line in text.split("\n"))
    return "<w:br/>".join(f'<w:{name} xml:space="preserve">{line}</w:{name}>' for line in lines)
