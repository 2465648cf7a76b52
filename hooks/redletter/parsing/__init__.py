"""Parses a text into its clauses: what stands on the page, and where it stands in the source."""

from __future__ import annotations

from collections.abc import Iterator

from .. import provisions
from ..model import Clause, Document
from .references import Link, Reference, anchors, links, references

__all__ = ["Link", "Reference", "anchors", "links", "parse", "references"]


def parse(body: str, *, first_line: int = 1) -> Document:
    """The clauses of a text's Markdown, in reading order; none for an empty text.

    `first_line` is the line of the file on which the body begins. The document's gaps, sources and
    tail joined give the body back, whatever it is.
    """
    clauses: list[Clause] = []
    starts = tuple(_line_starts(body))
    end = 0  # of the clause before
    for provision in provisions.read(body):
        start = starts[provision.first]
        while body[start : start + 1] in (" ", "\t"):
            start += 1
        gap, end = body[end:start], starts[provision.last + 1] - 1
        clauses.append(
            Clause(
                id=provision.id,
                kind=provision.kind,
                number=provision.number,
                source=body[start:end],
                words=provision.words,
                line=first_line + provision.first,
                place=provision.place,
                parent=provision.parent,
                depth=provision.depth,
                gap=gap,
            )
        )
    return Document(tuple(clauses), body[end:])


def _line_starts(body: str) -> Iterator[int]:
    """Where each line begins; last, where a line after the last would."""
    start = 0
    for line in body.split("\n"):
        yield start
        start += len(line) + 1
    yield start
