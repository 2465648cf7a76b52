"""What a page of the site is before the theme frames it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PageKind(StrEnum):
    """What a page is for; the theme and the tests tell pages apart by it."""

    HOME = "home"
    POLICY = "policy"
    REVISION = "revision"
    TIMELINE = "timeline"
    REDLINE = "redline"
    SINCE = "since"
    SUBSCRIBE = "subscribe"
    ABOUT = "about"
    DRAFT = "draft"  # in a live preview only


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's contents list; `depth` counts from 1."""

    depth: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, ready to be framed.

    `path` ends with a slash and has none in front. `html` is the body with its own h1. `alternates`
    holds the path of the same page in every language that has it, its own included. `canonical` is
    the path that search engines should know the page by; `indexed` lets them take it. `policy` and
    `label` say what it is about; `revised` and `effective` are the dates of the text it shows.
    """

    path: str
    language: str
    kind: PageKind
    title: str
    description: str
    html: str
    alternates: Mapping[str, str]
    canonical: str
    indexed: bool = True
    contents: tuple[Heading, ...] = ()
    policy: str | None = None
    label: str | None = None
    revised: date | None = None
    effective: date | None = None
    sample: bool = False
