"""A ground as the policy itself words it: title, quotation, and the link to the clause."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy
from redletter.model import Clause, Document, Ground
from redletter.notices import GroundNotice
from redletter.pages import telling
from redletter.pages.reader import Reader


@dataclass(frozen=True, slots=True)
class GroundTold:
    """A ground for a reader; quote, link and number are empty where no policy words it."""

    id: str
    title: Markup
    number: str = ""
    quote: str = ""
    language: str = ""
    link: str = ""
    policy_title: str = ""


def told(ground: GroundNotice, policy: PublishedPolicy, edition: Edition, reader: Reader) -> GroundTold:
    """The ground of a notice, quoted from the text it is about, or from the other policy's current text."""
    title = reader.told(ground.titles)
    place = (policy.settings.grounds or {}).get(Ground(ground.id))
    if place is None:
        return GroundTold(ground.id, title)
    return _quoted(ground.id, title, place, policy, edition, reader)


def worded(ground: Ground, title: Markup, policy: PublishedPolicy, reader: Reader) -> GroundTold:
    """A ground quoted from the text in force."""
    place = (policy.settings.grounds or {}).get(ground)
    if place is None:
        return GroundTold(ground, title)
    return _quoted(ground, title, place, policy, policy.current, reader)


def _quoted(
    id: str, title: Markup, place: tuple[str, str], policy: PublishedPolicy, edition: Edition, reader: Reader
) -> GroundTold:
    slug, number = place
    if slug != policy.slug:
        source = reader.publication.policy(slug)
        if source is None:
            return GroundTold(id, title)
        policy, edition = source, source.current
    found = reader.of(edition.documents)
    clause = _numbered(found[1], number) if found else None
    if found is None or clause is None:
        return GroundTold(id, title, number)
    language = found[0]
    return GroundTold(
        id,
        title,
        number=number,
        quote=clause.words,
        language=language,
        link=reader.to(addresses.text(language, policy.slug, edition.label), clause.id),
        policy_title=telling.title(policy, reader, edition),
    )


def _numbered(document: Document, number: str) -> Clause | None:
    return next((clause for clause in document.clauses if clause.number == number), None)
