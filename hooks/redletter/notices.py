"""The wire contract: the notice that a record holds and a feed entry carries.

These structs are the one source of the published JSON Schema. Fields are only ever added, always with
a default; a field that holds its default is not written, so that an old notice keeps its bytes under
every later version.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from redletter.vocabulary import (
    SCHEMA,
    ByLanguage,
    ChangeKindName,
    ConsentName,
    Day,
    DirectionName,
    GroundName,
    LevelName,
    Major,
    Run,
    StatusName,
    Time,
    Type,
)

__all__ = ["SCHEMA", "Notice", "to_builtins"]


class GroundNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A ground of section 7 that holds."""

    id: GroundName
    titles: ByLanguage
    addresses: Annotated[
        dict[str, str], Meta(description="Where the policy itself words the ground, by language.")
    ] = {}


class FindingNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rule that fired."""

    rule: Annotated[str, Meta(description="The rule's id; ids are never used again.")]
    ground: Annotated[str | None, Meta(description="The ground that the rule speaks for, if any.")]
    words: Annotated[str, Meta(description="The words on which it fired.")]
    message: Annotated[str, Meta(description="What it found, as a sentence in the edit's language.")]


class EditNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a change does to the text of one language."""

    title: Annotated[str, Meta(description="The clause as a reader would name it: 4.2 (3), or its heading.")]
    before: Annotated[str, Meta(description="Markdown source, empty when inserted.")]
    after: Annotated[str, Meta(description="Markdown source, empty when repealed.")]
    redline: Annotated[
        tuple[Run, ...],
        Meta(description="Keep and delete joined give before to the letter, keep and insert give after."),
    ]
    address: Annotated[str, Meta(description="The change on its redline page.")]
    anchor: Annotated[
        str, Meta(description="The clause's anchor in the revision's text, empty when repealed.")
    ]
    line: Annotated[int, Meta(description="The clause's line in its file, from 1.")]
    findings: Annotated[tuple[FindingNotice, ...], Meta(description="Why it was judged so.")] = ()


class OverrideNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person decided otherwise than the engine; names stay in the record, not in the feed."""

    on: Day
    reason: Annotated[str, Meta(description="Why, in the person's words.")]
    engine_level: Annotated[str, Meta(description="The level that the rules alone had given.")]


class ChangeNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an amendment does to one clause, in all languages."""

    clause: Annotated[str, Meta(description="The clause's id: the new one, or the repealed.")]
    clause_before: Annotated[str, Meta(description="Its id in the text before, empty when inserted.")]
    kind: ChangeKindName
    moved: Annotated[bool, Meta(description="Whether the clause left its order or its section.")]
    level: LevelName
    grounds: Annotated[
        tuple[GroundName, ...], Meta(description="The grounds that hold; none if not material.")
    ]
    direction: DirectionName
    consent: ConsentName
    status: StatusName
    fingerprint: Annotated[
        str, Meta(pattern="^[0-9a-f]{64}$", description="Hash of the clause's texts in all languages.")
    ]
    edits: Annotated[dict[str, EditNotice], Meta(description="By language.")]
    override: Annotated[
        OverrideNotice | None, Meta(description="Set where a person decided otherwise than the rules.")
    ] = None


class PushMessage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A push notification."""

    title: Annotated[str, Meta(max_length=50, description="At most 50 characters.")]
    body: Annotated[str, Meta(max_length=178, description="At most 178 characters.")]


class PopupMessage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A pop-up on a site or in an app."""

    title: Annotated[str, Meta(description="A line above the text.")]
    body: Annotated[str, Meta(description="Plain text, a few sentences.")]
    action: Annotated[str, Meta(description="The button's words; it leads to the redline.")]


class EmailMessage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An e-mail."""

    subject: Annotated[str, Meta(description="The subject line.")]
    text: Annotated[str, Meta(description="Plain text.")]
    html: Annotated[str, Meta(description="The same as a whole HTML document, without any outside resource.")]


class Messages(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The texts to send, in one language; `channels` says which of them section 7 asks for."""

    push: PushMessage
    popup: PopupMessage
    email: EmailMessage


class Addresses(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a revision stands, in one language."""

    text: Annotated[str, Meta(description="The revision's own page, for good.")]
    redline: Annotated[str | None, Meta(description="What changed; null at a first publication.")]


class TextNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The text of one language that the notice is about."""

    title: Annotated[str, Meta(description="The policy's title in this language.")]
    revision: Day
    effective: Day
    sha256: Annotated[
        str,
        Meta(
            pattern="^[0-9a-f]{64}$",
            description="Hash, in hex, of the normalised text with its title and dates.",
        ),
    ]
    lagging: Annotated[
        bool, Meta(description="Whether this language's text has not followed the governing one.")
    ] = False


class ImpactAssessmentNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A declared impact assessment."""

    date: Day
    risk: Annotated[str, Meta(description="high, medium or low.")]
    reference: Annotated[str, Meta(description="How to find it.")]


class ContactNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom to ask or to object to."""

    name: Annotated[str, Meta(description="Who answers.")]
    email: Annotated[str, Meta(description="By e-mail.")]
    address: Annotated[str | None, Meta(description="By post.")] = None


class ReplacedNotice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The earlier notice that this one replaces, for people already told of it."""

    seq: Annotated[int, Meta(ge=1, description="Its place in the chain.")]
    type: Type
    label: Annotated[str, Meta(description="The label of its revision.")]
    level: LevelName
    channels: Annotated[tuple[str, ...], Meta(description="The channels on which it asked to be told.")]


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a record holds: all that a notification service needs, from no other source."""

    schema: Major
    policy: Annotated[str, Meta(description="The policy's slug.")]
    seq: Annotated[int, Meta(ge=1, description="Gap-free, from 1, one chain a policy.")]
    type: Type
    label: Annotated[
        str, Meta(description="The revision's label: its date; further states of a date have .1, .2, …")
    ]
    before: Annotated[str | None, Meta(description="The label of the revision that was amended.")]
    initial: Annotated[bool, Meta(description="A first publication; it has no changes.")]
    sample: Annotated[bool, Meta(description="A specimen that binds nobody.")]
    applies_to: Annotated[dict[str, str], Meta(description="Whom or what the policy is for, by language.")]
    governing: Annotated[str, Meta(description="The language whose text prevails.")]
    revision: Day
    effective: Day
    level: LevelName
    grounds: Annotated[tuple[GroundNotice, ...], Meta(description="All grounds that hold, in their order.")]
    direction: DirectionName
    consent: ConsentName
    consent_url: Annotated[str | None, Meta(description="Where people give or refuse consent.")]
    consent_until: Annotated[
        str | None,
        Meta(description="Until this day the earlier text applies to those who have not consented."),
    ]
    impact_assessment: Annotated[
        ImpactAssessmentNotice | None, Meta(description="Declared with the revision, if there is one.")
    ]
    channels: Annotated[tuple[str, ...], Meta(description="Channels section 7 asks for; none for editorial.")]
    notice_days: Annotated[int, Meta(description="Days from the revision date to the effective date.")]
    texts: Annotated[dict[str, TextNotice], Meta(description="By language.")]
    summary: Annotated[dict[str, str], Meta(description="What changed, in plain words, by language.")]
    changes: Annotated[
        tuple[ChangeNotice, ...],
        Meta(description="In the order of the new text; none at a first publication."),
    ]
    findings: Annotated[
        dict[str, tuple[FindingNotice, ...]],
        Meta(description="Findings on the amendment as a whole, by language."),
    ] = {}
    messages: Annotated[dict[str, Messages], Meta(description="The texts to send, by language.")]
    addresses: Annotated[dict[str, Addresses], Meta(description="By language.")]
    supersedes: Annotated[str | None, Meta(description="The id of the entry this one replaces.")] = None
    reason: Annotated[
        dict[str, str], Meta(description="Why it was reclassified or withdrawn, by language.")
    ] = {}
    engine: Annotated[str, Meta(description="The program and version that determined it.")]
    time: Time
    site: Annotated[str | None, Meta(description="The site's full address when it was recorded.")] = None
    languages: Annotated[
        tuple[str, ...], Meta(description="The languages whose text changed; at a first publication all.")
    ] = ()
    contact: Annotated[ContactNotice | None, Meta(description="Whom to ask or to object to.")] = None
    replaces: Annotated[
        ReplacedNotice | None, Meta(description="What people were told before, where this supersedes it.")
    ] = None


def to_builtins(notice: Notice) -> dict[str, object]:
    """The notice as plain dicts and lists, ready for JSON or YAML."""
    plain: dict[str, object] = msgspec.to_builtins(notice)
    return plain
