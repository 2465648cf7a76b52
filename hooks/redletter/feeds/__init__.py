"""The change feed: every file that programs and feed readers fetch, from a publication's notices."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from redletter import addresses, notices, schemas, signing, wire
from redletter.editions import Publication, PublishedPolicy
from redletter.feeds import atom, calendar, chain
from redletter.messages import Messages


def files(
    publication: Publication,
    messages: Mapping[str, Messages],
    *,
    environment: Mapping[str, str] = os.environ,
) -> Mapping[str, bytes]:
    """All feed files by path from the site's root, to be put in place in this order, heads last.

    `messages` has every language of the site. Heads are signed where `environment` holds a key
    (REDLETTER_SIGNING_KEY); a policy without a notice has no feed yet.
    """
    signer = signing.from_environment(environment)
    return dict(_files(publication, messages, signer))


def _files(
    publication: Publication, messages: Mapping[str, Messages], signer: signing.Signer | None
) -> Iterator[tuple[str, bytes]]:
    site, languages = publication.settings.site_url, publication.settings.languages
    policies = [policy for policy in publication.policies if policy.chain]
    for name, schema in schemas.schemas(site).items():
        yield addresses.schema(name, notices.SCHEMA), wire.serialise(schema)
    chains = {policy.slug: tuple(chain.links(policy, site)) for policy in policies}
    for policy in policies:
        for link in chains[policy.slug]:
            yield addresses.entry(policy.slug, link.seq), link.raw
        yield addresses.index(policy.slug), wire.serialise(chain.index(chains[policy.slug]))
        for language in languages:
            for material in (False, True):
                yield from atom.files(
                    chains[policy.slug], publication, policy, messages[language], material=material
                )
    for language in languages:
        yield addresses.calendar(language), calendar.file(policies, chains, messages[language])
    discovery = wire.serialise(_discovery(publication, policies, chains, signer))
    for path in addresses.DISCOVERY:
        yield path, discovery
    for policy in policies:
        head = wire.serialise(chain.head(policy, chains[policy.slug], publication))
        if signer is not None:
            yield addresses.signature(policy.slug), signer.sign(head)
        yield addresses.head(policy.slug), head


def _discovery(
    publication: Publication,
    policies: list[PublishedPolicy],
    chains: Mapping[str, tuple[chain.Link, ...]],
    signer: signing.Signer | None,
) -> wire.Discovery:
    settings = publication.settings
    return wire.Discovery(
        schema=notices.SCHEMA,
        site=settings.site_url,
        languages=settings.languages,
        valid_until=chain.valid_until(publication),
        policies={policy.slug: _policy(policy, chains[policy.slug], publication) for policy in policies},
        schemas={
            name: settings.site_url + addresses.schema(name, notices.SCHEMA)
            for name in schemas.schemas(settings.site_url)
        },
        calendar={each: settings.site_url + addresses.calendar(each) for each in settings.languages},
        signing=_signing(signer),
    )


def _signing(signer: signing.Signer | None) -> wire.Signing | None:
    return None if signer is None else wire.Signing(algorithm="Ed25519", public_key=signer.public_key)


def _policy(
    policy: PublishedPolicy, links: tuple[chain.Link, ...], publication: Publication
) -> wire.PolicyDiscovery:
    site, languages = publication.settings.site_url, publication.settings.languages
    newest = links[-1].entry.data
    slug = policy.slug
    return wire.PolicyDiscovery(
        titles={language: text.title for language, text in newest.texts.items()},
        sample=policy.settings.sample,
        governing=newest.governing,
        seq=links[-1].seq,
        hash=links[-1].hash,
        head=site + addresses.head(slug),
        index=site + addresses.index(slug),
        pages={language: site + addresses.text(language, slug) for language in newest.texts},
        atom={language: site + addresses.atom(slug, language) for language in languages},
        material={language: site + addresses.atom(slug, language, material=True) for language in languages},
    )
