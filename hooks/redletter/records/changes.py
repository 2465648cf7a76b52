"""Composes the changes of a notice: titles, redlines, addresses and what was found in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from redletter import addresses, notices
from redletter.messages import Messages
from redletter.model import (
    Amendment,
    Change,
    Determination,
    Document,
    Edit,
    Finding,
    JudgedChange,
    Override,
)
from redletter.naming import clause_title
from redletter.reasons import reason
from redletter.settings import Settings

Documents = Mapping[str, tuple[Document | None, Document]]


def changes(
    amendment: Amendment, settings: Settings, documents: Documents, messages: Mapping[str, Messages]
) -> Iterator[notices.ChangeNotice]:
    """Each judged change as printed, in the order of the amendment."""
    standing = {edit.clause.id for judged in amendment.changes for edit in judged.change.edits if edit.new}
    for judged in amendment.changes:
        yield _change(judged, amendment, settings, documents, messages, standing)


def _change(
    judged: JudgedChange,
    amendment: Amendment,
    settings: Settings,
    documents: Documents,
    messages: Mapping[str, Messages],
    standing: set[str],
) -> notices.ChangeNotice:
    change, found = judged.change, judged.determination
    edit = _leading(change, amendment.after.governing)
    return notices.ChangeNotice(
        clause=edit.clause.id,
        clause_before=edit.old[0].id if edit.old else "",
        kind=edit.kind.value,
        moved=edit.moved,
        level=found.level.value,
        grounds=tuple(ground.value for ground in found.grounds),
        direction=found.direction.value,
        consent=found.consent.value,
        status=found.status.value,
        fingerprint=change.fingerprint,
        edits={
            each.language: _edit(each, found, amendment, settings, documents, messages, standing)
            for each in change.edits
        },
        override=_override(found.override, found),
    )


def _leading(change: Change, governing: str) -> Edit:
    return change.edit(governing) or change.edits[0]


def _override(override: Override | None, found: Determination) -> notices.OverrideNotice | None:
    if override is None:
        return None
    return notices.OverrideNotice(
        on=override.on.isoformat(),
        reason=override.reason,
        engine_level=(found.found or found.level).value,
    )


def _edit(
    edit: Edit,
    found: Determination,
    amendment: Amendment,
    settings: Settings,
    documents: Documents,
    messages: Mapping[str, Messages],
    standing: set[str],
) -> notices.EditNotice:
    before, after = documents[edit.language]
    document = after if edit.new or before is None else before
    page = addresses.redline(edit.language, amendment.after.policy, amendment.after.label)
    anchor = addresses.change_anchor(edit.clause.id)
    if not edit.new and edit.clause.id in standing:
        anchor = addresses.repeal_anchor(edit.clause.id)
    return notices.EditNotice(
        title=clause_title(document, edit.clause, messages[edit.language]),
        before=edit.before,
        after=edit.after,
        redline=tuple((segment.op.value, segment.text) for segment in edit.redline),
        address=f"{settings.site_url}{page}#{anchor}",
        anchor=edit.clause.id if edit.new else "",
        line=edit.clause.line,
        findings=tuple(
            finding(each, messages[edit.language])
            for each in found.findings
            if each.language == edit.language
        ),
    )


def finding(found: Finding, messages: Messages) -> notices.FindingNotice:
    """A finding with its rule's sentence in the language of `messages`."""
    return notices.FindingNotice(
        rule=found.rule,
        ground=found.ground.value if found.ground else None,
        words=found.words,
        message=reason(found, messages),
    )
