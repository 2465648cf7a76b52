"""A redline as HTML phrasing content. Policy text is escaped and links are limited to safe schemes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from redletter.messages import Messages
from redletter.model import Op
from redletter.rendering.cells import Cell, cells
from redletter.rendering.pieces import Piece, Run, Span, pieces
from redletter.rendering.reading import BREAK
from redletter.rendering.signs import visible

_SAFE = ("https://", "http://", "mailto:")


def inline(runs: Iterable[Run], messages: Messages) -> str:
    """One text with what was deleted and inserted marked, in the language of `messages`."""
    return "".join(_piece(piece, messages) for piece in pieces(runs))


def side_by_side(runs: Iterable[Run], messages: Messages) -> tuple[str, str]:
    """The old text with its deletions marked, and the new one with its insertions."""
    found = pieces(runs)
    return _without(Op.INSERT, found, messages), _without(Op.DELETE, found, messages)


class Row(NamedTuple):
    """A table's row by its cells: both texts in one, the old one, the new one."""

    inline: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def row(runs: Iterable[Run], messages: Messages) -> Row:
    """The content of a row's cells, marked as the other renderings are.

    Nothing where the redline is not of one row, or shows in no cell: render it as text then.
    """
    found = cells(runs)
    return Row(
        tuple("".join(_piece(piece, messages) for piece in cell.pieces) for cell in found),
        tuple(_side(Op.INSERT, cell, messages) for cell in found if cell.old),
        tuple(_side(Op.DELETE, cell, messages) for cell in found if cell.new),
    )


def _side(without: Op, cell: Cell, messages: Messages) -> str:
    return _without(without, cell.pieces, messages)


def _without(without: Op, found: Iterable[Piece], messages: Messages) -> str:
    return "".join(_piece(piece, messages) for piece in found if piece.op is not without)


def _piece(piece: Piece, messages: Messages) -> str:
    if piece.op is Op.KEEP:
        return "".join(map(_span, piece.spans))
    tag, name = ("ins", "insertion") if piece.op is Op.INSERT else ("del", "deletion")
    lead, spans = _trimmed(piece.spans)
    start = escape(messages.text(f"redline.{name}.start"))
    end = escape(messages.text(f"redline.{name}.end"))
    said = f'<span class="rl-sr" lang="{messages.language}">'
    return (
        f'{lead}<{tag} class="rl-{tag}">{said}{start} </span>{"".join(map(_span, spans))}'
        f"{said} {end}</span></{tag}>"
    )


def _trimmed(spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The space at the start apart: it stays outside of the mark, unless it is all there is."""
    first = spans[0]
    if not first.text.startswith(" ") or not "".join(span.text for span in spans).strip():
        return "", spans
    rest = (first._replace(text=first.text[1:]), *spans[1:])
    return " ", tuple(span for span in rest if span.text)


def _span(span: Span) -> str:
    style = span.style
    content = "<br>".join(escape(visible(line)) for line in span.text.split(BREAK))
    if style.mark:
        return f'<code class="rl-mark">{content}</code>'
    for is_set, tag in (
        (style.code, "code"),
        (style.strong, "strong"),
        (style.emphasis, "em"),
        (style.struck, "s"),
    ):
        if is_set:
            content = f"<{tag}>{content}</{tag}>"
    if not style.target:
        return content
    if style.target.lower().startswith(_SAFE):
        content = f'<a class="rl-link" href="{escape(style.target)}" rel="nofollow">{content}</a>'
    else:
        content = f'<span class="rl-link">{content}</span>'
    if span.shows_target:
        content += f' <span class="rl-target">({escape(visible(style.target))})</span>'
    return content
