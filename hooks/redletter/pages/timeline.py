"""All revisions of a policy, the newest first, and what they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy, Standing
from redletter.model import Ground, Level
from redletter.page import Page, PageKind
from redletter.pages import sheet, since, telling
from redletter.pages.reader import Reader


@dataclass(frozen=True, slots=True)
class Group:
    """Editions under one heading."""

    words: str
    editions: tuple[Edition, ...]


def page(policy: PublishedPolicy, reader: Reader, languages: tuple[str, ...]) -> Page:
    """The timeline of a policy in the reader's language."""
    path = addresses.timeline(reader.language, policy.slug)
    reader = reader.at(path)
    title = reader.plain("page.timeline.title", title=telling.title(policy, reader))
    return Page(
        path=path,
        language=reader.language,
        kind=PageKind.TIMELINE,
        title=title,
        description=reader.plain(
            "page.timeline.lead",
            count=len(policy.editions),
            date=reader.time(policy.editions[0].revision.revision),
        ),
        html=sheet.fill(
            "timeline.html",
            reader,
            policy=policy,
            groups=tuple(_groups(policy, reader)),
            levels=_levels(policy),
            grounds=_grounds(policy, reader),
            agreed=since.agreed(policy, reader),
        ),
        alternates={language: addresses.timeline(language, policy.slug) for language in languages},
        canonical=path,
        indexed=not policy.settings.sample,
        policy=policy.slug,
        sample=policy.settings.sample,
    )


def _groups(policy: PublishedPolicy, reader: Reader) -> Iterator[Group]:
    """What is to come, then year by year; a year recurs where the policy's dates go back."""

    def heading(edition: Edition) -> str:
        if edition.standing is Standing.UPCOMING:
            return str(reader.t("page.standing.upcoming"))
        return str(edition.revision.revision.year)

    for words, editions in groupby(reversed(policy.editions), key=heading):
        yield Group(words, tuple(editions))


def _levels(policy: PublishedPolicy) -> tuple[tuple[Level, int], ...]:
    """The levels that occur, the highest first, with how often."""
    counted = Counter(telling.notice(each).level for each in policy.editions if telling.amended(each))
    return tuple((level, counted[level]) for level in reversed(Level) if counted[level])


def _grounds(
    policy: PublishedPolicy, reader: Reader
) -> tuple[tuple[str, Markup, int, tuple[Level, ...]], ...]:
    """The grounds that occur, in the order of section 7: title, how often, and in which levels."""
    notices = [telling.notice(each) for each in policy.editions]
    found = [(ground, Level(notice.level)) for notice in notices for ground in notice.grounds]
    counted = Counter(ground.id for ground, _ in found)
    titles = {ground.id: reader.told(ground.titles) for ground, _ in found}
    return tuple(
        (id, titles[id], counted[id], tuple(level for level in Level if (id, level) in levels))
        for levels in [{(ground.id, level) for ground, level in found}]
        for id in Ground
        if counted[id]
    )
