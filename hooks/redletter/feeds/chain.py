"""A policy's notices as a chain of entries, each naming the hash of the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from redletter import addresses, notices, wire
from redletter.editions import Publication, PublishedPolicy


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the chain, its bytes as served and their hash."""

    entry: wire.Entry
    raw: bytes
    hash: str

    @property
    def seq(self) -> int:
        return self.entry.data.seq


def links(policy: PublishedPolicy, site: str) -> Iterator[Link]:
    """The policy's chain from seq 1 on.

    An entry's source is the feed's address when it was recorded, so that a site that moves keeps the
    bytes of what it has said.
    """
    prev: str | None = None
    ids: dict[int, str] = {}
    for notice in policy.chain:
        source = (notice.site or site) + addresses.feed(policy.slug)
        supersedes = ids.get(notice.replaces.seq) if notice.replaces else None
        entry = wire.entry(notice, source=source, prev=prev, supersedes=supersedes)
        raw = wire.serialise(entry)
        prev = wire.digest(raw)
        ids[notice.seq] = entry.id
        yield Link(entry, raw, prev)


def index(chain: Sequence[Link]) -> wire.Index:
    """All entries in short, in order."""
    return wire.Index(
        schema=notices.SCHEMA,
        entries=tuple(
            wire.IndexRow(
                seq=link.seq,
                id=link.entry.id,
                type=link.entry.type,
                label=link.entry.data.label,
                revision=link.entry.data.revision,
                effective=link.entry.data.effective,
                level=link.entry.data.level,
                consent=link.entry.data.consent,
                hash=link.hash,
                path=addresses.entry(link.entry.data.policy, link.seq),
            )
            for link in chain
        ),
    )


def head(policy: PublishedPolicy, chain: Sequence[Link], publication: Publication) -> wire.Head:
    """The chain's end, as of the publication's day."""
    site, newest = publication.settings.site_url, chain[-1]
    return wire.Head(
        schema=notices.SCHEMA,
        policy=policy.slug,
        seq=newest.seq,
        hash=newest.hash,
        valid_until=valid_until(publication),
        addresses=wire.HeadAddresses(
            entry=site + addresses.entry(policy.slug, newest.seq),
            index=site + addresses.index(policy.slug),
            atom={
                language: site + addresses.atom(policy.slug, language)
                for language in publication.settings.languages
            },
        ),
    )


def valid_until(publication: Publication) -> str:
    """The last day on which this publication's heads may be believed."""
    return (publication.as_of + timedelta(days=publication.settings.valid_days)).isoformat()
