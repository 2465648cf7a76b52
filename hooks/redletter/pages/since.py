"""For whoever agreed to a revision: what was amended since, and the net difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy, Standing
from redletter.model import Document, RevisionKind
from redletter.page import Page, PageKind
from redletter.pages import cards, moves, sheet, telling
from redletter.pages.reader import Reader


@dataclass(frozen=True, slots=True)
class Agreed:
    """A revision that somebody may have agreed to, and the page that tells what came after."""

    effective: date
    link: str
    words: Markup


def agreed(policy: PublishedPolicy, reader: Reader) -> tuple[Agreed, ...]:
    """The revisions that were in force until the day of the build, the newest first; never corrections."""
    return tuple(
        Agreed(
            edition.revision.effective,
            _way(policy, edition, reader),
            reader.t(
                "page.since.choice",
                version=telling.name(edition, reader),
                date=reader.time(edition.revision.effective),
            ),
        )
        for edition in reversed(policy.editions)
        if edition.revision.kind is RevisionKind.REVISION and edition.standing is not Standing.UPCOMING
    )


def _way(policy: PublishedPolicy, edition: Edition, reader: Reader) -> str:
    """To its own page; where it has none, the text in force if nothing came after, else the timeline."""
    if edition.since:
        return reader.to(_path(reader.language, policy, edition))
    if edition is policy.editions[-1]:
        return reader.to(addresses.text(reader.language, policy.slug))
    return reader.to(addresses.timeline(reader.language, policy.slug), edition.label)


def pages(policy: PublishedPolicy, reader: Reader, languages: tuple[str, ...]) -> Iterator[Page]:
    """The since pages of a policy in the reader's language: for what is or was in force."""
    for edition in policy.editions:
        if edition.since and edition.standing is not Standing.UPCOMING:
            yield _page(policy, edition, reader.at(_path(reader.language, policy, edition)), languages)


def _path(language: str, policy: PublishedPolicy, edition: Edition) -> str:
    return addresses.since(language, policy.slug, edition.label)


def _page(policy: PublishedPolicy, edition: Edition, reader: Reader, languages: tuple[str, ...]) -> Page:
    later = policy.editions[policy.editions.index(edition) + 1 :]
    net = _cards(policy, edition, reader)
    former = moves.former(net)
    title = reader.plain("page.since.title", version=telling.name(edition, reader))
    return Page(
        path=reader.path,
        language=reader.language,
        kind=PageKind.SINCE,
        title=f"{title} · {telling.title(policy, reader)}",
        description=reader.plain(
            "page.since.lead" if later else "page.since.lead.none",
            date=reader.time(edition.revision.effective),
            count=len(later),
        ),
        html=sheet.fill(
            "since.html",
            reader,
            policy=policy,
            edition=edition,
            later=later,
            newest=policy.editions[-1],
            agreed=agreed(policy, reader),
            cards=net,
            former=former,
            shown=moves.shown(former.values()),
        ),
        alternates={language: _path(language, policy, edition) for language in languages},
        canonical=reader.path,
        indexed=False,
        policy=policy.slug,
        label=edition.label,
        sample=policy.settings.sample,
    )


def _cards(policy: PublishedPolicy, edition: Edition, reader: Reader) -> tuple[cards.NetCard, ...]:
    """The net difference in the reader's language, else in another that has it."""
    found = reader.of(edition.since)
    if found is None:
        return ()
    language, edits = found
    before, after = edition.documents.get(language), policy.editions[-1].documents.get(language)
    return cards.net(edits, edition, before or Document(()), after or Document(()), reader)
