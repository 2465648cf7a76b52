"""The reader of one page: their language, and what sentences, dates and links look like from there."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from markupsafe import Markup, escape

from redletter.editions import Publication
from redletter.messages import Messages
from redletter.settings import Settings

# Stand in a sentence for what must not be escaped with it; no text contains them (Unicode noncharacters).
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"

_Told = TypeVar("_Told")


def way(page: str, target: str, fragment: str = "") -> str:
    """The relative link from a page to a path of the site."""
    relative = posixpath.relpath(target or ".", page or ".")
    relative += "/" if target.endswith("/") or not target else ""
    return f"{relative}#{fragment}" if fragment else relative


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads the page at `path` in the language of `messages`."""

    publication: Publication
    messages: Messages
    path: str

    @property
    def language(self) -> str:
        return self.messages.language

    @property
    def settings(self) -> Settings:
        return self.publication.settings

    def t(self, key: str, **arguments: object) -> Markup:
        """A sentence, escaped; arguments that are markup keep their elements."""
        marked = {name: value for name, value in arguments.items() if isinstance(value, Markup)}
        plain = {name: f"{_OPEN}{name}{_CLOSE}" for name in marked}
        sentence = str(escape(self.messages.text(key, **{**arguments, **plain})))
        for name, value in marked.items():
            sentence = sentence.replace(f"{_OPEN}{name}{_CLOSE}", value)
        return Markup(sentence)  # noqa: S704 - escaped above

    def plain(self, key: str, **arguments: object) -> str:
        """A sentence without markup, for titles and descriptions; not escaped."""
        return self.t(key, **arguments).striptags()

    def at(self, path: str) -> Reader:
        """The same reader on another page."""
        return replace(self, path=path)

    def time(self, day: date | str) -> Markup:
        """A day written out for people and marked for machines."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), self.messages.date(day))

    def list(self, items: list[str]) -> Markup:
        """Items, markup or not, joined as the language joins them."""
        marks = [f"{_OPEN}{index}{_CLOSE}" for index in range(len(items))]
        joined = str(escape(self.messages.list(marks)))
        for mark, item in zip(marks, items, strict=True):
            joined = joined.replace(mark, str(escape(item)))
        return Markup(joined)  # noqa: S704 - escaped above

    def to(self, target: str, fragment: str = "") -> str:
        """The relative link from this page to a path of the site, so that it may stand in any folder."""
        return way(self.path, target, fragment)

    def to_address(self, address: str) -> str:
        """The link to a full address as a record prints it: relative where it is on this site."""
        if not address.startswith(self.settings.site_url):
            return address
        path, _, fragment = address.removeprefix(self.settings.site_url).partition("#")
        return self.to(path, fragment)

    def full(self, path: str) -> str:
        """The full address of a path, for print and for copying."""
        return self.settings.site_url + path

    def of(self, by_language: Mapping[str, _Told]) -> tuple[str, _Told] | None:
        """What is told in the reader's language, else the governing one, else any; with that language."""
        for language in (self.language, self.settings.governing, *by_language):
            if language in by_language:
                return language, by_language[language]
        return None

    def told(self, by_language: Mapping[str, str]) -> Markup:
        """The words in the reader's language; marked with their own where they are in another."""
        found = self.of(by_language)
        if found is None:
            return Markup()
        language, words = found
        if language == self.language:
            return escape(words)
        return Markup('<span lang="{}">{}</span>').format(language, words)
