"""A redline as plain text: for terminals, and as Markdown for comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from redletter.model import Op
from redletter.rendering.pieces import Piece, Run, Span, pieces
from redletter.rendering.reading import BREAK
from redletter.rendering.signs import visible

# Brackets besides the colours: nothing is said by colour alone, and a log keeps them.
_ANSI = {
    Op.DELETE: ("\x1b[31;9m[-", "-]\x1b[0m"),
    Op.INSERT: ("\x1b[32;4m{+", "+}\x1b[0m"),
    Op.KEEP: ("", ""),
}
_TAGS = {Op.DELETE: ("<del>", "</del>"), Op.INSERT: ("<ins>", "</ins>"), Op.KEEP: ("", "")}
_SPECIAL = re.compile(r"[\\`*_{}\[\]()+\-.!|~]")
_ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "#": "&#35;"})
_SAFE = ("https://", "http://", "mailto:")


def ansi(runs: Iterable[Run]) -> str:
    """For a terminal: `[-deleted-]` red and struck, `{+inserted+}` green and underlined."""
    return "".join(_bracketed(piece, _ANSI, _plain) for piece in pieces(runs))


def markdown(runs: Iterable[Run]) -> str:
    """Markdown with `<del>` and `<ins>`, on one line; everything else is escaped.

    Mentions and references to issues in a policy's text do not come alive in a comment.
    """
    return "".join(_bracketed(piece, _TAGS, _marked) for piece in pieces(runs))


def _bracketed(piece: Piece, brackets: Mapping[Op, tuple[str, str]], written: Callable[[Span], str]) -> str:
    start, end = brackets[piece.op]
    return start + "".join(map(written, piece.spans)) + end


def _plain(span: Span) -> str:
    """As Markdown writes it: emphasis shows by its marks, which a terminal would not."""
    style = span.style
    core = span.text.strip()
    if not core:
        return span.text
    lead, trail = span.text.split(core, 1)
    marks = "`" * style.code + "~~" * style.struck + "*" * style.emphasis + "**" * style.strong
    text = marks[::-1] + visible(core) + marks
    return f"{lead}{text}{trail} ({visible(style.target)})" if span.shows_target else lead + text + trail


def _marked(span: Span) -> str:
    """Space at the edges stays outside of emphasis, where Markdown would not take it."""
    style = span.style
    core = span.text.strip()
    if not core:
        return span.text.replace(BREAK, "<br>")
    lead, trail = span.text.split(core, 1)
    text = _escaped(core)
    if style.code or style.mark:
        text = f"<code>{text}</code>"
    for is_set, mark in ((style.struck, "~~"), (style.emphasis, "*"), (style.strong, "**")):
        if is_set:
            text = f"{mark}{text}{mark}"
    if style.target.lower().startswith(_SAFE):
        text = f"[{text}](<{_address(style.target)}>)"
    if span.shows_target:
        text += f" ({_escaped(style.target)})"
    return (lead + text + trail).replace(BREAK, "<br>")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", visible(text)).translate(_ENTITIES)


def _address(target: str) -> str:
    return visible(target).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
