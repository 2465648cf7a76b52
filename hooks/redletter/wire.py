"""The feed's files as values: envelope, head, index and discovery, and the bytes they are served as."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from redletter.notices import Notice
from redletter.vocabulary import Address, ConsentName, Day, LevelName, Major, Sha256, Time, Type

Seq = Annotated[int, Meta(ge=1, description="Gap-free, from 1, one chain a policy.")]


class EntryData(Notice, frozen=True, kw_only=True, omit_defaults=True):
    """The recorded notice and its place in the chain."""

    prev: Annotated[
        Sha256 | None,
        Meta(description="The hash of the entry before, as served; null at the first."),
    ]


class Entry(Struct, frozen=True, kw_only=True):
    """A notice in the CloudEvents 1.0 JSON form; the file never changes."""

    specversion: Annotated[Literal["1.0"], Meta(description="The version of CloudEvents.")]
    id: Annotated[
        str,
        Meta(
            description="Derived from the policy, the entry before and the texts; what has been dealt with "
            "under this id needs no second dealing.",
            extra_json_schema={"format": "uuid"},
        ),
    ]
    source: Annotated[str, Meta(description="The policy's feed.", extra_json_schema={"format": "uri"})]
    subject: Annotated[str, Meta(description="The revision: policy/label.")]
    type: Type
    time: Time
    data: EntryData


class HeadAddresses(Struct, frozen=True, kw_only=True):
    """Where to read on."""

    entry: Annotated[str, Meta(description="The newest entry.", extra_json_schema={"format": "uri"})]
    index: Annotated[str, Meta(description="All entries.", extra_json_schema={"format": "uri"})]
    atom: Annotated[dict[str, str], Meta(description="For people, by language.")]


class Head(Struct, frozen=True, kw_only=True):
    """The end of a policy's chain; changes with every build."""

    schema: Major
    policy: Annotated[str, Meta(description="The policy's slug.")]
    seq: Seq
    hash: Annotated[
        str,
        Meta(pattern="^[0-9a-f]{64}$", description="The newest entry's SHA-256, in hex, as served."),
    ]
    valid_until: Annotated[
        str,
        Meta(
            pattern=r"^\d{4}-\d{2}-\d{2}$",
            description="After this day (UTC) the head is stale: the publication is frozen or withheld.",
        ),
    ]
    addresses: HeadAddresses


class IndexRow(Struct, frozen=True, kw_only=True):
    """One entry in short."""

    seq: Seq
    id: Annotated[str, Meta(description="The entry's id.")]
    type: Type
    label: Annotated[str, Meta(description="The revision's label.")]
    revision: Day
    effective: Day
    level: LevelName
    consent: ConsentName
    hash: Sha256
    path: Annotated[str, Meta(description="From the site's root, without a slash in front.")]


class Index(Struct, frozen=True, kw_only=True):
    """All entries of a policy's chain in short, in order."""

    schema: Major
    entries: Annotated[tuple[IndexRow, ...], Meta(description="From seq 1 on.")]


class PolicyDiscovery(Struct, frozen=True, kw_only=True):
    """Where a policy's feed stands, and what its head says."""

    titles: Annotated[dict[str, str], Meta(description="The policy's title, by language.")]
    sample: Annotated[bool, Meta(description="A specimen that binds nobody.")]
    governing: Annotated[str, Meta(description="The language whose text prevails.")]
    seq: Seq
    hash: Sha256
    head: Address
    index: Address
    pages: Annotated[dict[str, str], Meta(description="The text in force, by language.")]
    atom: Annotated[dict[str, str], Meta(description="All changes for people, by language.")]
    material: Annotated[dict[str, str], Meta(description="Material changes for people, by language.")]


class Signing(Struct, frozen=True, kw_only=True):
    """How heads are signed: the signature stands beside each, at its address with .sig at the end."""

    algorithm: Annotated[Literal["Ed25519"], Meta(description="RFC 8032.")]
    public_key: Annotated[str, Meta(description="The 32 bytes in Base64.")]


class Discovery(Struct, frozen=True, kw_only=True):
    """Where to begin; served at /.well-known/redletter.json and at /feed/index.json, the same bytes."""

    schema: Major
    site: Annotated[
        str,
        Meta(description="What all addresses begin with; a mirror replaces it by its own."),
    ]
    languages: Annotated[tuple[str, ...], Meta(description="The site's languages (BCP 47).")]
    valid_until: Day
    policies: Annotated[dict[str, PolicyDiscovery], Meta(description="By slug.")]
    schemas: Annotated[dict[str, str], Meta(description="entry, head, index, discovery.")]
    calendar: Annotated[dict[str, str], Meta(description="Effective dates as iCalendar, by language.")]
    signing: Annotated[Signing | None, Meta(description="Null where heads are not signed.")]


def serialise(value: object) -> bytes:
    """The bytes a value is served as: UTF-8, sorted keys, two-space indent, one newline at the end."""
    plain = msgspec.to_builtins(value)
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def digest(raw: bytes) -> str:
    """SHA-256 of a file as served, in hex."""
    return hashlib.sha256(raw).hexdigest()


def identify(policy: str, prev: str | None, texts: Mapping[str, str]) -> str:
    """An entry's id from the policy, the hash of the entry before and the texts' hashes by language.

    A UUID of version 8 (RFC 9562: the bits are ours), so that Atom can name the same thing `urn:uuid:`.
    """
    parts = [
        policy,
        prev or "",
        *(part for language in sorted(texts) for part in (language, texts[language])),
    ]
    bits = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:16], "big")
    bits = bits & ~(0xF << 76) | 0x8 << 76  # version
    bits = bits & ~(0x3 << 62) | 0x2 << 62  # variant
    return str(uuid.UUID(int=bits))


def entry(notice: Notice, *, source: str, prev: str | None, supersedes: str | None) -> Entry:
    """The notice in its envelope, linked to the entry before and to the one that it supersedes."""
    fields = {name: getattr(notice, name) for name in Notice.__struct_fields__}
    return Entry(
        specversion="1.0",
        id=identify(notice.policy, prev, {language: text.sha256 for language, text in notice.texts.items()}),
        source=source,
        subject=f"{notice.policy}/{notice.label}",
        type=notice.type,
        time=notice.time,
        data=EntryData(**{**fields, "prev": prev, "supersedes": supersedes or notice.supersedes}),
    )
