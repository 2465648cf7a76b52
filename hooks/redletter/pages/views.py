"""The ways in which a page shows one redline: as one text or side by side, a table's row in its cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from redletter import rendering
from redletter.messages import Messages
from redletter.model import Clause, Document

Runs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """A redline as one phrase; as `cells` where it is a table's row, under the table's `columns`.

    `is_head` where the row is the table's head itself.
    """

    words: Markup | None = None
    cells: tuple[Markup, ...] = ()
    columns: tuple[Markup, ...] = ()
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Views:
    """Both texts in one, the old one, the new one."""

    inline: View
    before: View
    after: View


def head(document: Document | None, clause: Clause | None) -> str | None:
    """The head of the table in which a clause stands, where there is one."""
    return document.head(clause) if document is not None and clause is not None else None


@lru_cache(maxsize=4096)  # one difference recurs on every page that compares with the newest text
def views(runs: Runs, old_head: str | None, new_head: str | None, messages: Messages) -> Views:
    """The views of a redline; the heads are those of the tables that have the row before and after."""
    row = rendering.row(runs, messages) if (old_head, new_head) != (None, None) else None
    if row is not None and row.inline:
        both = new_head if new_head is not None else old_head
        return Views(
            _row(row.inline, both, messages),
            _row(row.before, old_head, messages),
            _row(row.after, new_head, messages),
        )
    before, after = rendering.side_by_side(runs, messages)
    return Views(*(View(_html(words)) for words in (rendering.inline(runs, messages), before, after)))


def _row(cells: tuple[str, ...], head: str | None, messages: Messages) -> View:
    columns = rendering.row((("keep", head),), messages).inline if head else ()
    fitting = columns if len(columns) == len(cells) else ()
    return View(cells=_all(cells), columns=_all(fitting), is_head=head == "")


def _all(cells: tuple[str, ...]) -> tuple[Markup, ...]:
    return tuple(_html(cell) for cell in cells)


def _html(words: str) -> Markup:
    return Markup(words)  # noqa: S704 - `rendering` escapes the policy's text
