"""What the theme says around a page: languages, addresses for search engines, feeds, metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from redletter import addresses
from redletter.editions import Publication
from redletter.messages import Messages
from redletter.page import Page, PageKind
from redletter.settings import Settings
from redletter.site.navigation import Entry, navigation


@dataclass(frozen=True, slots=True)
class Switch:
    """A link of the language switch. `same` says that it leads to this very page."""

    language: str
    name: str
    path: str
    same: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What templates read, as `redletter`. Addresses are full, paths have no leading slash.

    `page` is None for what stands outside the languages: the root page and the page for errors.
    `hreflang` pairs languages (and `x-default`) with addresses. In a live preview `drafts` are the
    desks of what the page shows; `readable` tells whether the files could be read as they were saved.
    """

    language: str
    messages: Mapping[str, Messages]
    settings: Settings
    preview: bool
    page: Page | None = None
    navigation: tuple[Entry, ...] = ()
    switches: tuple[Switch, ...] = ()
    canonical: str | None = None
    indexed: bool = True
    hreflang: tuple[tuple[str, str], ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    linked_data: Mapping[str, object] | None = None
    content_security_policy: str | None = None
    drafts: tuple[Entry, ...] = ()
    readable: bool = True

    def say(self, key: str, **arguments: object) -> str:
        """A sentence in the page's language."""
        return self.messages[self.language].text(key, **arguments)

    @property
    def site_name(self) -> str:
        return self.settings.site_names.get(self.language, self.settings.site_url)

    @property
    def homes(self) -> tuple[Switch, ...]:
        """The languages' home pages, each under its own name."""
        return tuple(
            Switch(language, messages.name(language), addresses.home(language), same=False)
            for language, messages in self.messages.items()
        )


class Frames:
    """Makes the frames of a publication's pages; `pages` are all of them by path."""

    def __init__(
        self,
        publication: Publication,
        pages: Mapping[str, Page],
        messages: Mapping[str, Messages],
        *,
        readable: bool = True,
    ) -> None:
        self._publication = publication
        self._pages = pages
        self._messages = messages
        self._readable = readable
        self._navigations = {
            language: navigation(publication, pages.values(), each) for language, each in messages.items()
        }

    def around(self, page: Page | None) -> Frame:
        """The frame of a page; of None, what stands outside the languages: root page, page for errors."""
        settings = self._publication.settings
        outside = Frame(
            language=settings.governing,
            messages=self._messages,
            settings=settings,
            preview=self._publication.preview,
            canonical=settings.site_url,
            hreflang=_homes(settings),
        )
        if page is None:
            return outside
        return replace(
            outside,
            language=page.language,
            page=page,
            navigation=self._navigations[page.language],
            switches=tuple(
                _switch(page, language, self._messages[language], self._pages)
                for language in settings.languages
            ),
            canonical=settings.site_url + page.canonical,
            indexed=page.indexed,
            hreflang=_hreflang(page, settings),
            feeds=_feeds(page, self._publication, self._messages[page.language]),
            linked_data=_linked_data(page, settings),
            drafts=tuple(_drafts(page, self._pages.values())),
            readable=self._readable,
        )


def _homes(settings: Settings) -> tuple[tuple[str, str], ...]:
    """The home pages, where there is a choice."""
    if len(settings.languages) < 2:
        return ()
    homes = ((language, settings.site_url + addresses.home(language)) for language in settings.languages)
    return (*homes, ("x-default", settings.site_url))


def _switch(page: Page, language: str, messages: Messages, pages: Mapping[str, Page]) -> Switch:
    """To this page in another language, else to the policy's text there, else home."""
    path = page.path if language == page.language else page.alternates.get(language)
    same = path is not None
    if path is None and page.policy is not None:
        text = addresses.text(language, page.policy)
        path = text if text in pages else None
    return Switch(language, messages.name(language), path or addresses.home(language), same)


def _hreflang(page: Page, settings: Settings) -> tuple[tuple[str, str], ...]:
    """The page's translations, where it is its own canonical page and has any.

    A superseded text points to the text in force; to name translations of it as well would
    contradict that.
    """
    if page.canonical != page.path or len(page.alternates) < 2:
        return ()
    if page.kind is PageKind.HOME:
        return _homes(settings)
    return tuple(
        (language, settings.site_url + page.alternates[language])
        for language in settings.languages
        if language in page.alternates
    )


def _feeds(page: Page, publication: Publication, messages: Messages) -> tuple[tuple[str, str], ...]:
    """Title and path of the Atom feeds that tell of what the page shows."""
    concerned = [
        policy for policy in publication.policies if page.policy is None or policy.slug == page.policy
    ]
    found = []
    for policy in concerned:
        text = policy.current.revision.text(page.language)
        if text is not None:
            title = messages.text("frame.feed", title=text.title)
            found.append((title, addresses.atom(policy.slug, page.language)))
    return tuple(found)


def _drafts(page: Page, pages: Iterable[Page]) -> Iterator[Entry]:
    """The desks of the policies that a page is about: all of them where it is about none."""
    for each in pages:
        same = each.language == page.language and page.policy in (None, each.policy)
        if each.kind is PageKind.DRAFT and same and page.kind is not PageKind.DRAFT:
            yield Entry(each.title, each.path)


def _linked_data(page: Page, settings: Settings) -> dict[str, object]:
    """The page in the words of schema.org."""
    site: dict[str, object] = {
        "@type": "WebSite",
        "name": settings.site_names.get(page.language, ""),
        "url": settings.site_url + addresses.home(page.language),
    }
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": page.title,
        "description": page.description,
        "inLanguage": page.language,
        "url": settings.site_url + page.path,
        "isPartOf": site,
    }
    if page.revised is not None:
        data["dateModified"] = page.revised.isoformat()
    if page.label is not None and page.kind in (PageKind.POLICY, PageKind.REVISION):
        data["version"] = page.label
    if settings.contact is not None:
        data["publisher"] = {
            "@type": "Organization",
            "name": settings.contact.name,
            "email": settings.contact.email,
        }
    return data
