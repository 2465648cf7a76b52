"""Rendering: one redline as HTML, side by side, in a terminal and as Markdown.

All four are made of the same runs: (operation, Markdown source). The HTML is phrasing content, so
that it may stand in a paragraph, an item, a heading or a cell; `row` gives a table's row cell by cell.
Its classes:

- `ins.rl-ins`, `del.rl-del`: inserted and deleted text;
- `span.rl-sr[lang]`: words for screen readers at the start and the end of either, in the language of
  the page, to be hidden visually;
- `code.rl-mark`: markup that changed and shows in no style, as it is written (`##`, `*`, `{#id}`), and
  white space (`␣`, `↵`) where it alone changed, `¶` where a paragraph was split or joined;
- `a.rl-link` a link, `span.rl-link` one that is not followed from here (relative or unsafe);
- `span.rl-target`: the target of a link, where the target is what changed.
"""

from __future__ import annotations

from redletter.rendering.html import Row, inline, row, side_by_side
from redletter.rendering.pieces import Run
from redletter.rendering.text import ansi, markdown

__all__ = ["Row", "Run", "ansi", "inline", "markdown", "row", "side_by_side"]
