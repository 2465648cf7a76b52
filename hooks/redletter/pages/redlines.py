"""What one amendment did: a plain summary, then each change with its redline and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy, Standing
from redletter.notices import Notice
from redletter.page import Heading, Page, PageKind
from redletter.pages import cards, grounds, moves, sheet, telling
from redletter.pages.reader import Reader


def pages(policy: PublishedPolicy, reader: Reader, languages: tuple[str, ...]) -> Iterator[Page]:
    """A redline page for each amendment, in the reader's language."""
    for edition in policy.editions:
        if telling.amended(edition):
            path = addresses.redline(reader.language, policy.slug, edition.label)
            yield _page(policy, edition, reader.at(path), languages)


def _page(policy: PublishedPolicy, edition: Edition, reader: Reader, languages: tuple[str, ...]) -> Page:
    before, after = telling.neighbours(policy, edition)
    notice = telling.notice(edition)
    held = {ground.id: grounds.told(ground, policy, edition, reader) for ground in notice.grounds}
    changes = cards.judged(policy, edition, reader, held)
    findings = reader.of(notice.findings)
    former = moves.former(changes)
    title = reader.plain(
        "page.redline.title-upcoming" if edition.standing is Standing.UPCOMING else "page.redline.title",
        title=telling.title(policy, reader, edition),
        version=telling.name(edition, reader),
    )

    def neighbour(other: Edition) -> tuple[str, str] | None:
        if telling.amended(other):
            return reader.language, addresses.redline(reader.language, policy.slug, other.label)
        return telling.text_path(policy, other, reader.language)

    return Page(
        path=reader.path,
        language=reader.language,
        kind=PageKind.REDLINE,
        title=title,
        description=str(reader.told(notice.summary).striptags()) or title,
        html=sheet.fill(
            "redline.html",
            reader,
            policy=policy,
            edition=edition,
            cards=changes,
            grounds=tuple(held.values()),
            former=former,
            shown=moves.shown(former.values()),
            findings=tuple(dict.fromkeys(finding.message for finding in findings[1])) if findings else (),
            links=_links,
            until=_until(notice, reader),
            earlier=telling.text_path(policy, before, reader.language) if before else None,
            before=before,
            after=after,
            neighbour=neighbour,
        ),
        alternates={
            language: addresses.redline(language, policy.slug, edition.label) for language in languages
        },
        canonical=reader.path,
        indexed=not policy.settings.sample,
        contents=tuple(Heading(3, card.id, card.title) for card in changes),
        policy=policy.slug,
        label=edition.label,
        revised=edition.revision.revision,
        effective=edition.revision.effective,
        sample=policy.settings.sample,
    )


def _until(notice: Notice, reader: Reader) -> str:
    """The sentence on how long the earlier text applies to those who have not consented."""
    if notice.consent_until is None:
        return "page.consent.until-given"
    is_past = notice.consent_until < reader.publication.as_of.isoformat()
    return "page.consent.until-past" if is_past else "page.consent.until"


def _links(changes: Sequence[cards.Card]) -> list[str]:
    """The changes by name, each leading to its card on the page."""
    return [Markup('<a href="#{}">{}</a>').format(card.id, card.title) for card in changes]
