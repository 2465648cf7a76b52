"""Printable HTML files that stand alone: a redline with its judgement, a text, the cover of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import jinja2
from markdown import Markdown
from markupsafe import Markup

from redletter import rendering
from redletter.messages import Messages
from redletter.model import Override, Text
from redletter.notices import ChangeNotice, EditNotice, Notice
from redletter.provisions import MARKDOWN_EXTENSION_CONFIGS, MARKDOWN_EXTENSIONS


def redline(
    notice: Notice,
    messages: Messages,
    *,
    overrides: Mapping[int, Override] | None = None,
    signed: str = "",
) -> str:
    """What an amendment changes in the language of `messages`, each change with its judgement.

    `overrides` are persons' decisions by the change's place, `signed` says who decided the whole. A
    language without a text of its own is shown in the governing one.
    """
    language = messages.language if messages.language in notice.texts else notice.governing
    found = [
        (change, edit, (overrides or {}).get(at))
        for at, change in enumerate(notice.changes)
        if (edit := _edit(change, language)) is not None
    ]
    return _fill(
        "redline.html",
        messages,
        notice=notice,
        sample=notice.sample,
        text=notice.texts[language],
        changes=[(*each, _html(each[1], messages)) for each in found],
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
    rows: Sequence[Mapping[str, object]],
    held: Sequence[str],
    sample: bool,
) -> str:
    """The first page of a dossier: a row a revision with what proves it, and how to check that."""
    return _fill("cover.html", messages, title=title, rows=rows, held=held, sample=sample)


def _edit(change: ChangeNotice, language: str) -> EditNotice | None:
    """The change in a language; in another where only that one changed."""
    if language in change.edits:
        return change.edits[language]
    return next(iter(change.edits.values()), None)


def _html(edit: EditNotice, messages: Messages) -> Markup:
    return Markup(rendering.inline(edit.redline, messages))  # noqa: S704 - escaped there


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
    filled = _environment().get_template(sheet).render(t=messages.text, messages=messages, **facts)
    return "\n".join(line.rstrip() for line in filled.splitlines() if line.strip()) + "\n"
