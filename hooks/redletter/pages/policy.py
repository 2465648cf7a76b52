"""The text in force, and every revision at its own address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy, Standing
from redletter.page import Page, PageKind
from redletter.pages import sheet, since, telling
from redletter.pages.reader import Reader
from redletter.pages.text import told


def pages(policy: PublishedPolicy, reader: Reader, languages: tuple[str, ...]) -> Iterator[Page]:
    """The policy's page in the reader's language, then a page for each revision that has it."""
    yield _current(policy, reader.at(addresses.text(reader.language, policy.slug)), languages)
    for edition in policy.editions:
        if edition.revision.text(reader.language) is not None:
            path = addresses.text(reader.language, policy.slug, edition.label)
            yield _revision(policy, edition, reader.at(path))


def _current(policy: PublishedPolicy, reader: Reader, languages: tuple[str, ...]) -> Page:
    edition = policy.current
    text = told(policy, edition, reader)
    return Page(
        path=reader.path,
        language=reader.language,
        kind=PageKind.POLICY,
        title=telling.title(policy, reader),
        description=_status(edition, reader),
        html=sheet.fill(
            "policy.html",
            reader,
            policy=policy,
            edition=edition,
            text=text,
            agreed=since.agreed(policy, reader),
        ),
        alternates={
            language: addresses.text(language, policy.slug)
            for language in languages
            if _followed(edition, language)
        },
        canonical=reader.path,
        indexed=not policy.settings.sample,
        contents=text.contents,
        policy=policy.slug,
        label=edition.label,
        revised=edition.revision.revision,
        effective=edition.revision.effective,
        sample=policy.settings.sample,
    )


def _revision(policy: PublishedPolicy, edition: Edition, reader: Reader) -> Page:
    before, after = telling.neighbours(policy, edition)
    text = told(policy, edition, reader)
    in_force = edition.standing is Standing.IN_FORCE
    return Page(
        path=reader.path,
        language=reader.language,
        kind=PageKind.REVISION,
        title=reader.plain(
            "page.revision.title",
            title=telling.title(policy, reader, edition),
            version=telling.name(edition, reader),
        ),
        description=_status(edition, reader),
        html=sheet.fill(
            "revision.html",
            reader,
            policy=policy,
            edition=edition,
            text=text,
            until=telling.gave_way(policy, edition, reader),
            before=before,
            after=after,
            neighbour=partial(telling.text_path, policy, language=reader.language),
        ),
        alternates={
            each.language: addresses.text(each.language, policy.slug, edition.label)
            for each in edition.revision.texts
            if _followed(edition, each.language)
        },
        canonical=reader.path
        if edition.standing is Standing.UPCOMING
        else addresses.text(reader.language, policy.slug),
        indexed=in_force and not policy.settings.sample,
        contents=text.contents,
        policy=policy.slug,
        label=edition.label,
        revised=edition.revision.revision,
        effective=edition.revision.effective,
        sample=policy.settings.sample,
    )


def _followed(edition: Edition, language: str) -> bool:
    """Whether the language has this revision: a lagging translation is no alternate of it."""
    return edition.revision.text(language) is not None and language not in edition.revision.lagging


def _status(edition: Edition, reader: Reader) -> str:
    return reader.plain(
        f"page.status.{edition.standing}",
        version=telling.name(edition, reader),
        date=reader.time(edition.revision.effective),
    )
