"""Each language's own navigation: the policies with their timelines, then what serves all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from redletter.editions import Publication
from redletter.messages import Messages
from redletter.page import Page, PageKind

_COMMON = (PageKind.SUBSCRIBE, PageKind.ABOUT)
_BELOW = {PageKind.TIMELINE: "frame.nav.timeline", PageKind.DRAFT: "frame.nav.draft"}  # a policy's text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation: a page, and below it those that belong to it."""

    title: str
    path: str
    entries: tuple[Entry, ...] = ()


def navigation(publication: Publication, pages: Iterable[Page], messages: Messages) -> tuple[Entry, ...]:
    """The navigation of the language that `messages` speak.

    Revisions, redlines and comparisons stay out of it: they are reached from the timeline, and each
    line here is rendered into every page.
    """
    own = [page for page in pages if page.language == messages.language]
    lines = [Entry(messages.text("frame.nav.home"), page.path) for page in own if page.kind is PageKind.HOME]
    for policy in publication.policies:
        lines += _policy([page for page in own if page.policy == policy.slug], messages)
    lines += [Entry(page.title, page.path) for kind in _COMMON for page in own if page.kind is kind]
    return tuple(lines)


def _policy(pages: Iterable[Page], messages: Messages) -> Iterator[Entry]:
    by_kind = {page.kind: page for page in pages if page.kind in (PageKind.POLICY, *_BELOW)}
    if text := by_kind.get(PageKind.POLICY):
        below = ((by_kind[kind].path, key) for kind, key in _BELOW.items() if kind in by_kind)
        entries = tuple(Entry(messages.text(key), path) for path, key in below)
        yield Entry(text.title, text.path, entries)
