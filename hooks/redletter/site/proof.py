"""Proves a built site: what must stand there does, no source does, nothing loads from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from redletter import addresses
from redletter.editions import Publication, PublishedPolicy
from redletter.errors import SiteError

_COMMON = ("index.html", "404.html", "robots.txt", "sitemap.xml")
_SHOWN = 10  # how many paths an error names
_FOLLOWED = frozenset({"a", "area"})  # addresses a reader must choose to follow
_LOADING = frozenset({"src", "srcset", "href", "poster", "data", "action", "background"})


def prove(site: Path, publication: Publication) -> None:
    """Raise SiteError unless the folder holds the whole publication and nothing that is not for readers.

    A site generator that does not run our hook says nothing and leaves the pages out: this notices.
    """
    missing = [path for path in expected(publication) if not (site / path).is_file()]
    if missing:
        raise SiteError("site-file-missing", paths=_listed(missing))
    leaked = sorted(str(path.relative_to(site)) for path in _leaks(site, publication))
    if leaked:
        raise SiteError("site-leak", paths=_listed(leaked))
    for path in sorted(site.rglob("*")):
        for address in _foreign(path, publication.settings.site_url):
            raise SiteError("site-third-party", file=str(path.relative_to(site)), address=address)


def expected(publication: Publication) -> Iterator[str]:
    """The paths of all files that a site of the publication must have."""
    yield from _COMMON
    yield from addresses.DISCOVERY
    for language in publication.settings.languages:
        yield addresses.home(language) + "index.html"
        yield addresses.subscribe(language) + "index.html"
        yield f"{language}/search/search_index.json"
        for policy in publication.policies:
            yield from (path + "index.html" for path in _pages(policy, language))
    for policy in (each for each in publication.policies if each.chain):
        yield addresses.head(policy.slug)
        yield addresses.index(policy.slug)
        yield from (addresses.entry(policy.slug, notice.seq) for notice in policy.chain)
        for language in publication.settings.languages:
            yield addresses.atom(policy.slug, language)
            yield addresses.atom(policy.slug, language, material=True)


def _pages(policy: PublishedPolicy, language: str) -> Iterator[str]:
    if policy.current.revision.text(language) is not None:
        yield addresses.text(language, policy.slug)
        yield addresses.timeline(language, policy.slug)
    for edition in policy.editions:
        if edition.revision.text(language) is None:
            continue
        yield addresses.text(language, policy.slug, edition.label)
        if not edition.notice.initial:
            yield addresses.redline(language, policy.slug, edition.label)


def _leaks(site: Path, publication: Publication) -> Iterator[Path]:
    """Drafts, sources and records; a `.md` or `.yml` file is never for readers."""
    for language in publication.settings.languages:
        for policy in publication.settings.policies:
            if (desk := site / addresses.draft(language, policy.slug)).exists():
                yield desk
    for path in site.rglob("*"):
        if path.suffix in {".md", ".yml", ".yaml", ".py", ".po"} or path.name == "records":
            yield path


def _foreign(path: Path, site_url: str) -> Iterator[str]:
    """Addresses on other hosts that a browser would load with a page or a style sheet."""
    if path.suffix == ".html":
        reader = _Loads()
        reader.feed(path.read_text(encoding="utf-8"))
        addresses_loaded = reader.found
    elif path.suffix == ".css":
        addresses_loaded = CSS_URL.findall(path.read_text(encoding="utf-8"))
    else:
        return
    for address in addresses_loaded:
        if address.startswith(("http:", "https:", "//")) and not address.startswith(site_url):
            yield address


CSS_URL = re.compile(
    r"""
    (?: url\( \s* | @import \s+ )   # url(…) or @import "…" (CSS Values 4, section 4.5)
    ["']?
    ( [^"')\s;]+ )                  # the address, up to a quote, bracket, space or semicolon
    """,
    re.VERBOSE | re.IGNORECASE,
)


class _Loads(HTMLParser):
    """Collects the addresses that elements other than links carry."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FOLLOWED:
            return
        for name, value in attrs:
            if name == "srcset" and value:
                self.found.extend(part.split()[0] for part in value.split(",") if part.strip())
            elif name in _LOADING and value:
                self.found.append(value.strip())
            elif name == "style" and value:
                self.found.extend(CSS_URL.findall(value))


def _listed(paths: list[str]) -> str:
    more = ["…"] if len(paths) > _SHOWN else []
    return ", ".join([*paths[:_SHOWN], *more])
