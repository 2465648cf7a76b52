"""Printable HTML files that stand alone: a redline with its judgement, a text, the cover of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import jinja2
from markdown import Markdown
from markupsafe import Markup

from redletter import rendering
from redletter.messages import Messages
from redletter.model import Document, Override, Text
from redletter.notices import ChangeNotice, EditNotice, Notice
from redletter.provisions import MARKDOWN_EXTENSION_CONFIGS, MARKDOWN_EXTENSIONS

Pairs = Mapping[str, tuple[Document | None, Document]]  # by language: the text before, and after


@dataclass(frozen=True, slots=True)
class Shown:
    """A redline as one phrase, or in the `cells` of a table's row below its `columns`."""

    words: Markup
    cells: tuple[Markup, ...] = ()
    columns: tuple[Markup, ...] = ()


def redline(
    notice: Notice,
    messages: Messages,
    *,
    documents: Pairs | None = None,
    overrides: Mapping[int, Override] | None = None,
    signed: str = "",
) -> str:
    """What an amendment changes in the language of `messages`, each change with its judgement.

    `documents` tell which clauses are rows of tables; without them a row reads as its source.
    `overrides` are persons' decisions by the change's place, `signed` says who decided the whole. A
    language without a text of its own is shown in the governing one.
    """
    language = messages.language if messages.language in notice.texts else notice.governing
    found = [
        (change, edit, (overrides or {}).get(at), _shown(change, edit, spoken, documents or {}, messages))
        for at, change in enumerate(notice.changes)
        for spoken, edit in _edits(change, language)
    ]
    return _fill(
        "redline.html",
        messages,
        notice=notice,
        sample=notice.sample,
        text=notice.texts[language],
        changes=found,
        findings=notice.findings.get(messages.language, ()),
        signed=signed,
    )


def text(text: Text, messages: Messages, *, label: str, commit: str, sample: bool) -> str:
    """One language's text of a revision, with its dates, label, commit and hash."""
    markdown = Markdown(
        extensions=MARKDOWN_EXTENSIONS, extension_configs=MARKDOWN_EXTENSION_CONFIGS, output_format="html"
    )
    body = Markup(markdown.convert(text.body))  # noqa: S704 - the company's own text
    return _fill("text.html", messages, text=text, body=body, label=label, commit=commit, sample=sample)


def cover(
    messages: Messages,
    *,
    title: str,
    others: Mapping[str, str],
    rows: Sequence[Mapping[str, object]],
    held: Sequence[str],
    sample: bool,
) -> str:
    """The first page of a dossier: a row a revision with what proves it, and how to check that.

    `others` are the covers in other languages: the file by the language.
    """
    return _fill("cover.html", messages, title=title, others=others, rows=rows, held=held, sample=sample)


def _edits(change: ChangeNotice, language: str) -> tuple[tuple[str, EditNotice], ...]:
    """The change in a language; in another where only that one changed."""
    found = change.edits if language not in change.edits else {language: change.edits[language]}
    return tuple(found.items())[:1]


def _shown(
    change: ChangeNotice, edit: EditNotice, language: str, documents: Pairs, messages: Messages
) -> Shown:
    words = _html(rendering.inline(edit.redline, messages))
    head = _head(change, edit, *documents[language]) if language in documents else None
    if head is None:
        return Shown(words)
    cells = rendering.row(edit.redline, messages).inline
    columns = rendering.row((("keep", head),), messages).inline if head else ()
    fitting = columns if len(columns) == len(cells) else ()
    return Shown(words, tuple(map(_html, cells)), tuple(map(_html, fitting)))


def _head(change: ChangeNotice, edit: EditNotice, before: Document | None, after: Document) -> str | None:
    """The source of the head of the table in which the clause stands, or stood; None for no row."""
    if edit.anchor:
        new = after.clause(edit.anchor)
        return after.head(new) if new else None
    old = before.clause(change.clause_before) if before else None
    return before.head(old) if before and old and old.source == edit.before else None


def _html(rendered: str) -> Markup:
    return Markup(rendered)  # noqa: S704 - `rendering` escapes the policy's text


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("redletter", "printing/sheets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _fill(sheet: str, messages: Messages, **facts: object) -> str:
    def day(written: str) -> str:
        return messages.date(date.fromisoformat(written))

    filled = _environment().get_template(sheet).render(t=messages.text, messages=messages, day=day, **facts)
    return "\n".join(line.rstrip() for line in filled.splitlines() if line.strip()) + "\n"
