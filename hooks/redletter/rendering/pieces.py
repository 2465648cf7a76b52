"""A redline in the pieces a reader sees: kept, deleted and inserted text, each with its style."""

from __future__ import annotations

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


def pieces(runs: Iterable[Run]) -> Iterator[Piece]:
    """The pieces of a redline, a deletion before the insertion that replaces it.

    Kept words whose emphasis or link changed are deleted and inserted; markup that shows in no style
    (marks of headings and items, attributes, tags) is shown as written where it alone changed.
    """
    kept: list[Glyph] = []
    deleted: list[Glyph] = []
    inserted: list[Glyph] = []
    for op, old, new in _glyphs(runs):
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


def _looks_same(old: Glyph, new: Glyph) -> bool:
    return old.seen == new.seen and (old.style == new.style or not new.seen)


def _glyphs(runs: Iterable[Run]) -> Iterator[tuple[Op, Glyph | None, Glyph | None]]:
    plain = [(run.op, run.text) if isinstance(run, Segment) else (Op(run[0]), run[1]) for run in runs]
    olds = iter(read("".join(text for op, text in plain if op is not Op.INSERT)))
    news = iter(read("".join(text for op, text in plain if op is not Op.DELETE)))
    for op, text in plain:
        for _ in text:
            yield op, (None if op is Op.INSERT else next(olds)), (None if op is Op.DELETE else next(news))


def _change(deleted: list[Glyph], inserted: list[Glyph]) -> Iterator[Piece]:
    if _structure(deleted) != _structure(inserted) and (
        (deleted and inserted) or not _seen(deleted + inserted).strip(" •\n")
    ):
        deleted, inserted = _as_written(deleted), _as_written(inserted)
    elif [glyph[:2] for glyph in deleted if glyph.seen] == [glyph[:2] for glyph in inserted if glyph.seen]:
        yield from _piece(Op.KEEP, inserted)
        return
    deleted, inserted = _with_visible_breaks(deleted), _with_visible_breaks(inserted)
    old_targets = {glyph.style.target for glyph in deleted}
    new_targets = {glyph.style.target for glyph in inserted}
    both = bool(deleted and inserted)
    yield from _piece(Op.DELETE, deleted, shown=old_targets - new_targets if both else set())
    yield from _piece(Op.INSERT, inserted, shown=new_targets - old_targets if both else set())


def _with_visible_breaks(glyphs: list[Glyph]) -> list[Glyph]:
    """A break of which nothing else would be seen is shown by its sign."""
    if _seen(glyphs).strip():
        return glyphs
    return [
        glyph._replace(seen="¶" + BREAK, style=MARK) if glyph.seen == BREAK else glyph for glyph in glyphs
    ]


def _structure(glyphs: list[Glyph]) -> str:
    return "".join(glyph.source for glyph in glyphs if glyph.structure)


def _seen(glyphs: list[Glyph]) -> str:
    return "".join(glyph.seen for glyph in glyphs)


def _as_written(glyphs: list[Glyph]) -> list[Glyph]:
    return [glyph._replace(seen=glyph.source, style=MARK) if glyph.structure else glyph for glyph in glyphs]


def _piece(op: Op, glyphs: list[Glyph], *, shown: Iterable[str] = ()) -> Iterator[Piece]:
    seen = [glyph for glyph in glyphs if glyph.seen]
    if seen and seen[0].seen == " " and glyphs[0].structure and not glyphs[0].seen:
        seen = seen[1:]  # what stood between a hidden mark and the text
    targets = set(shown) - {""}
    spans = tuple(
        Span("".join(glyph.seen for glyph in group), style, style.target in targets)
        for style, group in groupby(seen, key=lambda glyph: glyph.style)
    )
    if spans:
        yield Piece(op, spans)
