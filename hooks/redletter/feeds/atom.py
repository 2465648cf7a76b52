"""Atom (RFC 4287) for people, in archived pages (RFC 5005) so that nothing drops out of reach.

A subscription document holds the newest entries; archive pages of a fixed size hold all of them in
full and never change once they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    feed = _Feed(publication.settings.site_url, policy.slug, messages.language, material)
    shown = [link for link in chain if not material or is_material(link.entry.data)]
    full = len(shown) // PAGE
    for page in range(1, full + 1):
        links = {"self": feed.archive(page), "current": feed.current}
        if page > 1:
            links["prev-archive"] = feed.archive(page - 1)
        held = shown[(page - 1) * PAGE : page * PAGE]
        # Titled by what was recorded alone: other catalogues must not change an archived page.
        document = feed.document(held, held[-1], links, feed.title(held[-1]))
        document.insert(0, ET.Element(f"{{{_HISTORY}}}archive"))
        yield feed.archive(page), _bytes(document)
    links = {"self": feed.current} | ({"prev-archive": feed.archive(full)} if full else {})
    newest = (shown or chain)[-1]
    title = messages.text(f"feed.title.{'material' if material else 'all'}", title=feed.title(newest))
    yield feed.current, _bytes(feed.document(shown[-PAGE:], newest, links, title))


def is_material(data: EntryData) -> bool:
    """Whether those who are told of material changes only must hear of it, or must hear better."""
    if data.level == Level.MATERIAL:
        return True
    mends = data.type in ("reclassification", "withdrawal")
    return mends and data.replaces is not None and data.replaces.level == Level.MATERIAL


@dataclass(frozen=True, slots=True)
class _Feed:
    """A policy's feed in one language, of all changes or of the material ones."""

    site: str
    policy: str
    language: str
    material: bool

    @property
    def current(self) -> str:
        return addresses.atom(self.policy, self.language, material=self.material)

    def archive(self, page: int) -> str:
        return addresses.atom_archive(self.policy, self.language, page, material=self.material)

    def title(self, newest: Link) -> str:
        """The policy's title as of an entry."""
        data = newest.entry.data
        return (data.texts.get(self.language) or data.texts[data.governing]).title

    def document(self, chain: Sequence[Link], newest: Link, links: dict[str, str], title: str) -> ET.Element:
        """A page of the feed: its entries, the newest first; `newest` tells when and by whom."""
        feed = ET.Element(f"{{{_ATOM}}}feed", {_LANG: self.language})
        _text(feed, "id", self.site + self.current)
        _text(feed, "title", title)
        _text(feed, "updated", newest.entry.time)
        contact = newest.entry.data.contact
        author = ET.SubElement(feed, f"{{{_ATOM}}}author")
        _text(author, "name", contact.name if contact else title)
        page = self.site + addresses.timeline(self.language, self.policy)
        _link(feed, rel="alternate", type="text/html", href=page)
        for relation, path in links.items():
            _link(feed, rel=relation, type="application/atom+xml", href=self.site + path)
        for link in reversed(chain):
            feed.append(_entry(link, self.language, self.site))
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
        _link(entry, rel=relation, type="text/html", hreflang=each, href=page)
    machine = (data.site or site) + addresses.entry(data.policy, data.seq)
    _link(entry, rel="via", type="application/cloudevents+json", href=machine)
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


def _link(parent: ET.Element, **attributes: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", attributes)


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
