"""What a live preview shows while somebody writes: what can be read, and all that stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from redletter import history, inspection, pages, publication, reports
from redletter.editions import Publication
from redletter.errors import UNDECIDED, HistoryError, RedletterError
from redletter.inspection import Inspection
from redletter.messages import Messages
from redletter.page import Page
from redletter.pages import Complaint

_SINCE_PAGES = 3  # each is compared and made anew at every save, and hardly looked at


@dataclass(frozen=True, slots=True)
class Preview:
    """The site as the files on disk make it, the desk of every policy among its `pages`.

    `hindrances` are why the files cannot be read, empty where they can: `publication` is then the last
    that could be, or one without policies.
    """

    publication: Publication
    messages: Mapping[str, Messages]
    pages: tuple[Page, ...]
    hindrances: tuple[RedletterError, ...]


def preview(
    root: Path,
    voice: Callable[[str], Messages],
    *,
    content: str = "content",
    last: Publication | None = None,
) -> Preview:
    """What is to be shown of the files, in the words that `voice` has for each language.

    `last` is the publication that was shown before. Raises the error where nothing can be shown at
    all and no save would mend it: there is none before, and no history or no policies.yml.
    """
    found = inspection.inspect(root, content=content)
    read = _read(found, content)
    hindrances = () if isinstance(read, Publication) else read
    if last is None and any(isinstance(each, HistoryError) for each in hindrances):
        raise hindrances[0]
    shown = read if isinstance(read, Publication) else last or _empty(root, content)
    messages = {language: voice(language) for language in shown.settings.languages}
    said = replace(found, faults=hindrances, remarks=()) if hindrances else found
    complaints = {language: tuple(_complaints(said, words, root)) for language, words in messages.items()}
    desks = pages.desks(shown, messages, complaints, readable=not hindrances)
    return Preview(shown, messages, (*pages.render(shown, messages), *desks), hindrances)


def _read(found: Inspection, content: str) -> Publication | tuple[RedletterError, ...]:
    """The publication of the files that were inspected, or all the faults for which there is none."""
    if found.past is None:
        return found.faults
    compared = min(_SINCE_PAGES, found.past.settings.since_pages)
    settings = replace(found.past.settings, since_pages=compared)
    try:
        return publication.edit(replace(found.past, settings=settings), content=content)
    except RedletterError as error:
        return (error,)


def _empty(root: Path, content: str) -> Publication:
    """What is known where no text can be read: the site and the names of its policies."""
    settings = history.survey(root, content=content).settings
    return Publication(settings, publication.day(settings, None), (), preview=True)


def _complaints(found: Inspection, messages: Messages, root: Path) -> Iterator[Complaint]:
    for row in reports.complaints(found.faults, (), messages):
        waits = row["rule"] in UNDECIDED
        severity = "decision" if waits else row["severity"]
        source = "" if waits else _line(root, row["path"], row["line"])
        yield Complaint(**{**row, "severity": severity, "source": source})  # type: ignore[arg-type]
    for row in reports.complaints((), found.remarks, messages):
        yield Complaint(**row)  # type: ignore[arg-type]


def _line(root: Path, path: object, line: object) -> str:
    """A line of a file, for whoever has it open elsewhere; empty where there is none."""
    if not isinstance(path, str) or not isinstance(line, int) or not (root / path).is_file():
        return ""
    lines = (root / path).read_text("utf-8", errors="replace").splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""
