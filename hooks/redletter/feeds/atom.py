"""Atom (RFC 4287) for people, in archived pages (RFC 5005) so that nothing drops out of reach.

A subscription document holds the newest entries; archive pages of a fixed size hold all of them in
full and never change once they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from xml.etree import ElementTree as ET

from redletter import addresses
from redletter.editions import Publication, PublishedPolicy
from redletter.feeds.chain import Link
from redletter.messages import Messages
from redletter.model import Level
from redletter.wire import EntryData

PAGE = 20  # entries of an archive page, and at most of a subscription document

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot carry, not even escaped.
_UNSPEAKABLE = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])


def files(
    chain: Sequence[Link],
    publication: Publication,
    policy: PublishedPolicy,
    messages: Messages,
    *,
    material: bool,
) -> Iterator[tuple[str, bytes]]:
    """The feed of all changes, or of the material ones, in one language: its pages by path."""
    language, site = messages.language, publication.settings.site_url
    shown = [link for link in chain if not material or is_material(link.entry.data)]
    current = addresses.atom(policy.slug, language, material=material)

    def archive(page: int) -> str:
        return addresses.atom_archive(policy.slug, language, page, material=material)

    full = len(shown) // PAGE
    for page in range(1, full + 1):
        links = {"self": archive(page), "current": current}
        if page > 1:
            links["prev-archive"] = archive(page - 1)
        held = shown[(page - 1) * PAGE : page * PAGE]
        document = _feed(held, held[-1], links, site, policy.slug, messages, material=material)
        document.insert(0, ET.Element(f"{{{_HISTORY}}}archive"))
        yield archive(page), _bytes(document)
    links = {"self": current} | ({"prev-archive": archive(full)} if full else {})
    newest = (shown or chain)[-1]
    yield (
        current,
        _bytes(_feed(shown[-PAGE:], newest, links, site, policy.slug, messages, material=material)),
    )


def is_material(data: EntryData) -> bool:
    """Whether those who are told of material changes only must hear of it, or must hear better."""
    told = data.replaces is not None and data.type in ("reclassification", "withdrawal")
    return data.level == Level.MATERIAL or (
        told and data.replaces is not None and data.replaces.level == Level.MATERIAL
    )


def _feed(
    chain: Sequence[Link],
    newest: Link,
    links: dict[str, str],
    site: str,
    slug: str,
    messages: Messages,
    *,
    material: bool,
) -> ET.Element:
    language, data = messages.language, newest.entry.data
    feed = ET.Element(f"{{{_ATOM}}}feed", {_LANG: language})
    title = (data.texts.get(language) or data.texts[data.governing]).title
    _text(feed, "id", site + links.get("current", links["self"]))
    _text(feed, "title", messages.text(f"feed.title.{'material' if material else 'all'}", title=title))
    _text(feed, "updated", newest.entry.time)
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", data.contact.name if data.contact else title)
    page = site + addresses.timeline(language, slug)
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": page})
    for relation, path in links.items():
        attributes = {"rel": relation, "type": "application/atom+xml", "href": site + path}
        ET.SubElement(feed, f"{{{_ATOM}}}link", attributes)
    for link in reversed(chain):
        feed.append(_entry(link, language, site))
    return feed


def _entry(link: Link, language: str, site: str) -> ET.Element:
    """An entry as it was recorded; in the governing language where it does not speak the feed's."""
    data = link.entry.data
    spoken = language if language in data.messages else data.governing
    entry = ET.Element(f"{{{_ATOM}}}entry", {} if spoken == language else {_LANG: spoken})
    _text(entry, "id", f"urn:uuid:{link.entry.id}")
    _text(entry, "title", data.messages[spoken].email.subject)
    _text(entry, "published", link.entry.time)
    _text(entry, "updated", link.entry.time)
    page_language = spoken if spoken in data.addresses else data.governing
    for each in sorted(data.addresses, key=lambda each: (each != page_language, each)):
        page = data.addresses[each].redline or data.addresses[each].text
        # Readers take any alternate for the entry's page, whatever its language.
        relation = "alternate" if each == page_language else "related"
        attributes = {"rel": relation, "type": "text/html", "hreflang": each, "href": page}
        ET.SubElement(entry, f"{{{_ATOM}}}link", attributes)
    machine = (data.site or site) + addresses.entry(data.policy, data.seq)
    attributes = {"rel": "via", "type": "application/cloudevents+json", "href": machine}
    ET.SubElement(entry, f"{{{_ATOM}}}link", attributes)
    for name, terms in (
        ("type", [data.type]),
        ("level", [data.level]),
        ("ground", [ground.id for ground in data.grounds]),
        ("consent", [data.consent]),
    ):
        for term in terms:
            ET.SubElement(
                entry, f"{{{_ATOM}}}category", {"term": term, "scheme": f"{link.entry.source}#{name}"}
            )
    _text(entry, "summary", data.summary[spoken])
    content = _text(entry, "content", _content(data, spoken))
    content.set("type", "html")
    return entry


def _content(data: EntryData, language: str) -> str:
    """What changed, clause by clause, each leading to its redline."""
    parts = [f"<p>{escape(data.summary[language])}</p>"]
    items = []
    for change in data.changes:
        edit = change.edits.get(language) or next(iter(change.edits.values()))
        found = " ".join(finding.message for finding in edit.findings)
        link = f'<a href="{escape(edit.address)}">{escape(edit.title)}</a>'
        items.append(f"<li>{link}{f': {escape(found)}' if found else ''}</li>")
    return "\n".join([*parts, *([f"<ul>{''.join(items)}</ul>"] if items else [])])


def _text(parent: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = words.translate(_UNSPEAKABLE)
    return element


def _bytes(document: ET.Element) -> bytes:
    ET.register_namespace("", _ATOM)
    ET.register_namespace("fh", _HISTORY)
    ET.indent(document)
    raw: bytes = ET.tostring(document, encoding="utf-8", xml_declaration=True)
    return raw + b"\n"
