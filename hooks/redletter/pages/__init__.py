"""The pages of the site as fragments of HTML: everything but the theme around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from redletter import addresses
from redletter.editions import Publication
from redletter.messages import Messages
from redletter.page import Page
from redletter.pages import about, front, policy, redlines, since, telling, timeline
from redletter.pages.about import Figures, measured
from redletter.pages.draft import Complaint, desks
from redletter.pages.reader import Reader
from redletter.rules import TABLE, Rule

__all__ = ["Complaint", "desks", "render"]


def render(
    publication: Publication,
    messages: Mapping[str, Messages],
    *,
    rules: Sequence[Rule] = TABLE,
    figures: Figures | None = None,
) -> tuple[Page, ...]:
    """Every page in every language, in a fixed order.

    Published judgements are read, never computed; `rules` and `figures` are what the page about the
    judgement gives account of; where none are given, what the package measured of itself.
    """
    return tuple(_pages(publication, messages, rules, figures or measured()))


def _pages(
    publication: Publication,
    messages: Mapping[str, Messages],
    rules: Sequence[Rule],
    figures: Figures | None,
) -> Iterator[Page]:
    for language in publication.settings.languages:
        reader = Reader(publication, messages[language], "")
        yield front.home(reader)
        yield front.subscribe(reader)
        yield front.about(reader, **about.account(reader.at(addresses.about(language)), rules, figures))
        for each in publication.policies:
            spoken = telling.languages(each, publication.settings.languages)
            if language in spoken:
                yield from policy.pages(each, reader, spoken)
                yield timeline.page(each, reader, spoken)
                yield from redlines.pages(each, reader, spoken)
                yield from since.pages(each, reader, spoken)
