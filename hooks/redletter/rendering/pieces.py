"""A redline in the pieces a reader sees: kept, deleted and inserted text, each with its style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from redletter.model import Op, Segment
from redletter.rendering.reading import BREAK, MARK, Glyph, Style, read

Run = Segment | tuple[str, str]


class Span(NamedTuple):
    """Text of one style. `shows_target` where the link's target is what changed."""

    text: str
    style: Style
    shows_target: bool = False


class Piece(NamedTuple):
    """What is kept, deleted or inserted in one go."""

    op: Op
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def pieces(runs: Iterable[Run]) -> tuple[Piece, ...]:
    """The pieces of a redline, a deletion before the insertion that replaces it.

    Kept words whose emphasis or link changed are deleted and inserted; markup that shows in no style
    (marks of headings and items, attributes, tags) is shown as written where it alone changed, and
    white space by signs where nothing but white space changed.
    """
    glyphs = list(steps(runs))
    found = joined(glyphs)
    changed = any(op is not Op.KEEP for op, _, _ in glyphs)
    if changed and all(piece.op is Op.KEEP for piece in found):
        return joined((op, _signed(op, old), _signed(op, new)) for op, old, new in glyphs)
    return found


Step = tuple[Op, Glyph | None, Glyph | None]


def joined(steps: Iterable[Step]) -> tuple[Piece, ...]:
    """The pieces that steps make, as far as anything is seen of them."""
    return tuple(_pieces(steps))


def _pieces(steps: Iterable[Step]) -> Iterator[Piece]:
    kept: list[Glyph] = []
    deleted: list[Glyph] = []
    inserted: list[Glyph] = []
    for op, old, new in steps:
        if op is Op.KEEP and old is not None and new is not None and _looks_same(old, new):
            if deleted or inserted:
                yield from _piece(Op.KEEP, kept)
                yield from _change(deleted, inserted)
                kept, deleted, inserted = [], [], []
            kept.append(new)
            continue
        if old is not None:
            deleted.append(old)
        if new is not None:
            inserted.append(new)
    yield from _piece(Op.KEEP, kept)
    yield from _change(deleted, inserted)


_SPACES = {" ": "␣", "\n": "↵", "\t": "⇥", "\u00a0": "⍽", "\u202f": "⍽"}


def _signed(op: Op, glyph: Glyph | None) -> Glyph | None:
    """A deleted or inserted glyph by its sign."""
    if glyph is None or op is Op.KEEP:
        return glyph
    return glyph._replace(seen=_SPACES.get(glyph.source, glyph.source), style=MARK)


def _looks_same(old: Glyph, new: Glyph) -> bool:
    return old.seen == new.seen and (old.style == new.style or not new.seen)


def steps(runs: Iterable[Run]) -> Iterator[Step]:
    """A redline glyph by glyph: each with its operation, as the old and as the new text have it."""
    plain = [(run.op, run.text) if isinstance(run, Segment) else (Op(run[0]), run[1]) for run in runs]
    olds = iter(read("".join(text for op, text in plain if op is not Op.INSERT)))
    news = iter(read("".join(text for op, text in plain if op is not Op.DELETE)))
    for op, text in plain:
        for _ in text:
            yield op, (None if op is Op.INSERT else next(olds)), (None if op is Op.DELETE else next(news))


def _change(deleted: list[Glyph], inserted: list[Glyph]) -> Iterator[Piece]:
    old, new = _as_changed(deleted, inserted)
    if _looks(old) == _looks(new):
        yield from _piece(Op.KEEP, new)
        return
    old, new = _with_visible_breaks(old), _with_visible_breaks(new)
    if _seen(old) == " ":  # where a paragraph was split or joined, the space says nothing
        yield from _piece(Op.KEEP, old)
        old = []
    elif _seen(new) == " ":
        yield from _piece(Op.DELETE, old)
        yield from _piece(Op.KEEP, new)
        return
    old, old_space = _without_last_space(old)
    new, new_space = _without_last_space(new)
    yield from _piece(Op.DELETE, old, beside=new)
    yield from _piece(Op.INSERT, new, beside=old)
    yield from _piece(Op.KEEP, new_space or old_space)


def _without_last_space(glyphs: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs, and the space that they end with, which is no part of a change of words."""
    seen = [at for at, glyph in enumerate(glyphs) if glyph.seen]
    if len(seen) < 2 or glyphs[seen[-1]].seen != " ":
        return glyphs, []
    return [*glyphs[: seen[-1]], *glyphs[seen[-1] + 1 :]], [glyphs[seen[-1]]]


def _as_changed(deleted: list[Glyph], inserted: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Both sides with markup as it is written, where the change is in the markup.

    Marks of headings and items show when they differ, attributes and tags when nothing else does. In
    a text that is new or gone as a whole neither is a change.
    """
    same_words = _seen(deleted).strip(" •\n") == _seen(inserted).strip(" •\n")
    if same_words or (deleted and inserted and _marks(deleted) != _marks(inserted)):
        return _as_written(deleted, hidden=same_words), _as_written(inserted, hidden=same_words)
    return deleted, inserted


def _marks(glyphs: list[Glyph]) -> str:
    return "".join(glyph.source for glyph in glyphs if glyph.structure)


def _seen(glyphs: list[Glyph]) -> str:
    return "".join(glyph.seen for glyph in glyphs)


def _looks(glyphs: list[Glyph]) -> list[tuple[str, Style]]:
    return [(glyph.seen, glyph.style) for glyph in glyphs if glyph.seen]


def _as_written(glyphs: list[Glyph], *, hidden: bool) -> list[Glyph]:
    return [
        glyph._replace(seen=glyph.source, style=MARK)
        if glyph.structure or (hidden and glyph.hidden)
        else glyph
        for glyph in glyphs
    ]


def _with_visible_breaks(glyphs: list[Glyph]) -> list[Glyph]:
    """A break of which nothing else would be seen is shown by its sign."""
    if _seen(glyphs).strip():
        return glyphs
    return [
        glyph._replace(seen="¶" + BREAK, style=MARK) if glyph.seen == BREAK else glyph for glyph in glyphs
    ]


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _piece(op: Op, glyphs: list[Glyph], *, beside: list[Glyph] | None = None) -> Iterator[Piece]:
    """One piece of the glyphs that are seen; `beside` is the other side of a change."""
    seen = [glyph for glyph in glyphs if glyph.seen]
    if seen and seen[0].seen == " " and glyphs[0].structure and not glyphs[0].seen:
        seen = seen[1:]  # what stood between a hidden mark and the text
    other_text = _seen(beside or [])
    other_targets = {glyph.style.target for glyph in beside or []}
    spans = []
    for style, group in groupby(seen, key=lambda glyph: glyph.style):
        text = _seen(list(group))
        # Where the words of a link are the same, its target is what changed.
        shows = bool(style.target) and style.target not in other_targets and _has(other_text, text.strip())
        spans.append(Span(text, style, shows))
    if spans:
        yield Piece(op, tuple(spans))
