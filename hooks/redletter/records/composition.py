"""Composes the notice of an amendment: everything as people and programs will read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

import redletter
from redletter import addresses, letters, notices
from redletter.messages import Messages
from redletter.model import Amendment, Consent, Ground, Level, Revision
from redletter.notices import Notice
from redletter.records.changes import Documents, changes, finding
from redletter.settings import Contact, PolicySettings, Settings


def compose(
    amendment: Amendment,
    *,
    settings: Settings,
    seq: int,
    time: str,
    documents: Documents,
    messages: Mapping[str, Messages],
    type: str | None = None,
    supersedes: Notice | None = None,
    reason: Mapping[str, str] | None = None,
) -> Notice:
    """The notice of a judged amendment, complete but for its place in the chain (`prev`, `id`).

    `time` is RFC 3339. `documents` holds each language's text before (None where there was none) and
    after. `messages` has every language of the site, so that each notice says everything in all of
    them. `type` is the revision's kind unless told otherwise; `supersedes` is the notice that this one
    replaces for people already told: the corrected, or the one judged anew, with the `reason` by
    language.
    """
    draft = _facts(amendment, settings, seq, time, type or amendment.after.kind.value, messages)
    draft = msgspec.structs.replace(
        draft,
        changes=tuple(changes(amendment, settings, documents, messages)),
        replaces=_replaced(supersedes),
        reason=dict(reason or {}),
    )
    return tell(draft, messages)


def tell(notice: Notice, messages: Mapping[str, Messages]) -> Notice:
    """The notice with its summary and its texts to send, in every language of the site."""
    return msgspec.structs.replace(
        notice,
        summary={language: letters.summary(notice, each) for language, each in messages.items()},
        messages={language: letters.write(notice, each) for language, each in messages.items()},
    )


def withdraw(
    withdrawn: Notice, *, seq: int, time: str, reason: Mapping[str, str], messages: Mapping[str, Messages]
) -> Notice:
    """The notice that an earlier one does not stand: its facts again, under the channels it was told on."""
    return tell(
        msgspec.structs.replace(
            withdrawn,
            type="withdrawal",
            seq=seq,
            time=time,
            engine=_engine(),
            changes=tuple(msgspec.structs.replace(each, override=None) for each in withdrawn.changes),
            replaces=_replaced(withdrawn),
            reason=dict(reason),
        ),
        messages,
    )


def _replaced(notice: Notice | None) -> notices.ReplacedNotice | None:
    if notice is None:
        return None
    return notices.ReplacedNotice(
        seq=notice.seq,
        type=notice.type,
        label=notice.label,
        level=notice.level,
        channels=notice.channels,
    )


def _engine() -> str:
    return f"redletter {redletter.__version__}"


def _facts(
    amendment: Amendment,
    settings: Settings,
    seq: int,
    time: str,
    type: str,
    messages: Mapping[str, Messages],
) -> Notice:
    """All that is known before a word is written."""
    after, total = amendment.after, amendment.determination
    policy = settings.policy(after.policy) or PolicySettings(after.policy)
    asked = total.consent is not Consent.NOT_REQUIRED
    consent_until = after.governing_text.consent_until
    material = total.level is Level.MATERIAL
    return Notice(
        schema=notices.SCHEMA,
        policy=after.policy,
        seq=seq,
        type=type,
        label=after.label,
        before=amendment.before.label if amendment.before else None,
        initial=amendment.before is None,
        sample=policy.sample,
        applies_to=dict(policy.applies_to or {}),
        governing=after.governing,
        revision=after.revision.isoformat(),
        effective=after.effective.isoformat(),
        level=total.level.value,
        grounds=tuple(_ground(each, after, policy, settings, messages) for each in total.grounds),
        direction=total.direction.value,
        consent=total.consent.value,
        consent_url=settings.consent_url if asked else None,
        consent_until=consent_until.isoformat() if asked and consent_until else None,
        impact_assessment=_impact_assessment(after),
        channels=settings.channels if material else (),
        notice_days=(after.effective - after.revision).days,
        texts={
            text.language: notices.TextNotice(
                title=text.title,
                revision=text.revision.isoformat(),
                effective=text.effective.isoformat(),
                sha256=text.sha256,
                lagging=text.language in after.lagging,
            )
            for text in after.texts
        },
        summary={},
        changes=(),
        findings={
            language: tuple(finding(each, messages[language]) for each in amendment.findings)
            for language in messages
            if amendment.findings
        },
        messages={},
        addresses=dict(_addresses(amendment, settings)),
        engine=_engine(),
        time=time,
        site=settings.site_url,
        languages=tuple(_changed_languages(amendment)),
        contact=_contact(settings.contact),
    )


def _contact(contact: Contact | None) -> notices.ContactNotice | None:
    if contact is None:
        return None
    return notices.ContactNotice(name=contact.name, email=contact.email, address=contact.address or None)


def _changed_languages(amendment: Amendment) -> Iterator[str]:
    """Where the text or its dates are not what they were, in the order of policies.yml."""
    for text in amendment.after.texts:
        earlier = amendment.before.text(text.language) if amendment.before else None
        if earlier is None or earlier.sha256 != text.sha256:
            yield text.language


def _addresses(amendment: Amendment, settings: Settings) -> Iterator[tuple[str, notices.Addresses]]:
    policy, label = amendment.after.policy, amendment.after.label
    for text in amendment.after.texts:
        redline = settings.site_url + addresses.redline(text.language, policy, label)
        yield (
            text.language,
            notices.Addresses(
                text=settings.site_url + addresses.text(text.language, policy, label),
                redline=redline if amendment.before is not None else None,
            ),
        )


def _ground(
    ground: Ground,
    after: Revision,
    policy: PolicySettings,
    settings: Settings,
    messages: Mapping[str, Messages],
) -> notices.GroundNotice:
    """The ground with its titles and, where policies.yml says so, the place where a policy words it."""
    place = (policy.grounds or {}).get(ground)
    found = {}
    if place is not None:
        slug, clause = place
        label = after.label if slug == after.policy else None
        for language in messages if label is None else [text.language for text in after.texts]:
            found[language] = settings.site_url + addresses.text(language, slug, label) + f"#{clause}"
    return notices.GroundNotice(
        id=ground.value,
        titles={language: each.text(f"ground.{ground}") for language, each in messages.items()},
        addresses=found,
    )


def _impact_assessment(after: Revision) -> notices.ImpactAssessmentNotice | None:
    declared = after.governing_text.impact_assessment
    if declared is None:
        return None
    return notices.ImpactAssessmentNotice(
        date=declared.date.isoformat(), risk=declared.risk, reference=declared.reference
    )
