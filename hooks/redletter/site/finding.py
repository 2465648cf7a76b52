"""How texts are found: a search index per language over texts in force, the sitemap, robots.txt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from textwrap import shorten
from xml.etree import ElementTree as ET

from redletter import addresses
from redletter.editions import Publication, PublishedPolicy
from redletter.model import Clause, ClauseKind, Document
from redletter.page import Page

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_TITLE_LENGTH = 60  # characters


def search_index(publication: Publication, language: str) -> bytes:
    """What the search worker (theme/assets/search.js) knows: one language's clauses, as JSON.

    `docs` has for each policy its page, then its clauses: location below the site's root, title, text
    and the heading above. Only texts in force are in it: a search that finds what applied years ago misleads.
    """
    docs = [doc for policy in publication.policies for doc in _policy_docs(policy, language)]
    return json.dumps({"docs": docs}, ensure_ascii=False, separators=(",", ":")).encode()


def _policy_docs(policy: PublishedPolicy, language: str) -> Iterator[dict[str, str]]:
    edition = policy.in_force
    text = edition.revision.text(language) if edition else None
    if edition is None or text is None or language not in edition.documents:
        return
    location = addresses.text(language, policy.slug)
    yield {"location": location, "title": text.title, "text": ""}
    document = edition.documents[language]
    for head, followers in _passages(document):
        yield {
            "location": f"{location}#{head.id}",
            "title": _title(head),
            "above": _above(head, document),
            "text": " ".join(_text(head, followers)),
        }


def _passages(document: Document) -> Iterator[tuple[Clause, list[Clause]]]:
    """What one hit shows: a heading or a numbered paragraph, with what follows it."""
    head: Clause | None = None
    followers: list[Clause] = []
    for clause in document.clauses:
        opens = clause.kind is ClauseKind.HEADING or (
            clause.kind is ClauseKind.PARAGRAPH and clause.number is not None
        )
        if head is not None and not opens:
            followers.append(clause)
            continue
        if head is not None:
            yield head, followers
        head, followers = clause, []
    if head is not None:
        yield head, followers


def _title(clause: Clause) -> str:
    """A heading in full; of a paragraph its number, or its first words."""
    if clause.kind is ClauseKind.HEADING:
        return clause.words
    return clause.number or shorten(clause.words, _TITLE_LENGTH, placeholder=" …")


def _above(clause: Clause, document: Document) -> str:
    """The heading that a paragraph stands under: shown beside its number, not searched."""
    if clause.kind is ClauseKind.HEADING:
        return ""
    above = (each.words for each in document.ancestors(clause) if each.kind is ClauseKind.HEADING)
    return next(above, "")


def _text(head: Clause, followers: Iterable[Clause]) -> Iterator[str]:
    if head.kind is not ClauseKind.HEADING:
        yield head.words
    for clause in followers:
        yield clause.words


def sitemap(pages: Iterable[Page], site_url: str) -> bytes:
    """The pages that search engines may take, with translations and effective dates, as sitemap.xml.

    No date of the build is in it: a page is as new as the text it shows. (sitemaps.org, protocol 0.9)
    """
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        if not page.indexed or page.canonical != page.path:
            continue
        url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
        ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = site_url + page.path
        if page.effective is not None:
            ET.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = page.effective.isoformat()
        for language, path in page.alternates.items() if len(page.alternates) > 1 else ():
            link = {"rel": "alternate", "hreflang": language, "href": site_url + path}
            ET.SubElement(url, f"{{{_XHTML}}}link", link)
    ET.indent(root)
    raw: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return raw + b"\n"


def robots(site_url: str) -> bytes:
    """robots.txt: everything may be read; what is not to be listed says so itself. (RFC 9309)"""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n".encode()
