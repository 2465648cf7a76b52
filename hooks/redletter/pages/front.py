"""The pages of the site itself: home, subscribing, and how changes are judged."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, Publication, PublishedPolicy
from redletter.page import Page, PageKind
from redletter.pages import sheet, telling
from redletter.pages.reader import Reader

_LATELY = 6  # amendments on the home page


def home(reader: Reader) -> Page:
    """The policies, and what changed lately."""
    lately = _lately(reader.publication)
    return _page(reader, PageKind.HOME, addresses.home, "page.home.lead", title=None, lately=lately)


def subscribe(reader: Reader) -> Page:
    """How to be told of changes, for people who never saw a feed."""
    return _page(
        reader,
        PageKind.SUBSCRIBE,
        addresses.subscribe,
        "page.subscribe.lead",
        title="page.subscribe.title",
        channels=[reader.t(f"page.channel.{channel}") for channel in reader.settings.channels],
        snippet=_snippet(reader),
    )


def about(reader: Reader, **account: object) -> Page:
    """How changes are judged, how well, and what people decide."""
    return _page(
        reader, PageKind.ABOUT, addresses.about, "page.about.lead", title="page.about.title", **account
    )


def _page(
    reader: Reader,
    kind: PageKind,
    address: Callable[[str], str],
    lead: str,
    *,
    title: str | None,
    **context: object,
) -> Page:
    path = address(reader.language)
    reader = reader.at(path)
    site_name = str(reader.told(reader.settings.site_names).striptags())
    return Page(
        path=path,
        language=reader.language,
        kind=kind,
        title=reader.plain(title) if title else site_name,
        description=reader.plain(lead),
        html=sheet.fill(
            f"{kind}.html",
            reader,
            policies=_published(reader),
            site_name=site_name,
            **context,
        ),
        alternates={language: address(language) for language in reader.settings.languages},
        canonical=path,
        indexed=not all(policy.settings.sample for policy in reader.publication.policies),
    )


def _published(reader: Reader) -> tuple[PublishedPolicy, ...]:
    """The policies that the reader's language has."""
    return tuple(
        policy
        for policy in reader.publication.policies
        if reader.language in telling.languages(policy, reader.settings.languages)
    )


def _lately(publication: Publication) -> tuple[tuple[PublishedPolicy, Edition], ...]:
    """The last amendments of all policies, the latest revision date first."""
    amended = (
        (policy, edition)
        for policy in publication.policies
        for edition in reversed(policy.editions)
        if telling.amended(edition)
    )
    newest_first = sorted(amended, key=lambda each: each[1].revision.revision, reverse=True)
    return tuple(newest_first[:_LATELY])


def _snippet(reader: Reader) -> str:
    """The tag that puts the notice of changes on another page of the company, to be shown as code."""
    tag = Markup('<script src="{}" data-feed="{}" data-language="{}" data-label="{}" data-close="{}" defer>')
    filled = tag.format(
        reader.full("assets/notice.js"),
        reader.settings.site_url,
        reader.language,
        reader.plain("page.popup.label"),
        reader.plain("page.popup.close"),
    )
    return str(filled) + "</script>"
