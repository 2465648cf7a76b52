"""Dates and what they promise: notice, consent, one date in all languages, no change under an old date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redletter.checking.remarks import Remark, remark
from redletter.model import Consent, Level, Revision, RevisionKind, Text
from redletter.settings import PolicySettings, Settings

_KEYS = ("revision", "effective", "consent_until", "impact_assessment")


@dataclass(frozen=True, slots=True)
class Course:
    """A policy's newest revision, the one before it, and how the step between them was judged.

    `decided` tells that a person has decided on it in a record.
    """

    newest: Revision
    before: Revision | None
    level: Level
    consent: Consent
    decided: bool = False


def check(
    course: Course, texts: Sequence[Text], *, settings: Settings, policy: PolicySettings
) -> Iterator[Remark]:
    """Remarks on the newest revision's dates; `texts` are the files as they stand."""
    governing = next((text for text in texts if text.language == course.newest.governing), None)
    if governing is None:
        return
    yield from _of_languages(course, governing, texts, policy)
    yield from _of_course(course, governing)
    if course.level is Level.MATERIAL and course.before is not None:
        yield from _of_notice(course, governing, settings)


def _of_languages(
    course: Course, governing: Text, texts: Sequence[Text], policy: PolicySettings
) -> Iterator[Remark]:
    for text in texts:
        if text.language in course.newest.lagging:
            # A slip mended in one language alone leaves the others as true as they were.
            mended = course.newest.kind is RevisionKind.CORRECTION and course.level is not Level.MATERIAL
            excused = policy.translation_lag or mended
            rule = "language-lags" if excused else "language-behind"
            line = text.key_line("revision")
            yield remark(rule, text.path, line, language=text.language, governing=governing.language)
            continue
        for key in _KEYS:
            own, leading = getattr(text, key), getattr(governing, key)
            if own != leading:
                yield remark(
                    "dates-differ",
                    text.path,
                    text.key_line(key),
                    name=key,
                    own=_shown(own),
                    leading=_shown(leading),
                    governing=governing.path,
                )


def _shown(value: object) -> str:
    return "–" if value is None else str(getattr(value, "date", None) or value)


def _of_course(course: Course, governing: Text) -> Iterator[Remark]:
    line = governing.key_line("revision")
    if course.before is None:
        return
    if course.newest.revision < course.before.revision:
        yield remark(
            "date-backwards",
            governing.path,
            line,
            revision=course.newest.revision,
            before=course.before.revision,
        )
    unmoved = course.newest.kind is RevisionKind.CORRECTION and course.level.rank > Level.EDITORIAL.rank
    if unmoved and not course.decided:
        yield remark(
            "date-unmoved", governing.path, line, revision=course.newest.revision, level=course.level
        )


def _of_notice(course: Course, governing: Text, settings: Settings) -> Iterator[Remark]:
    asks = course.consent is Consent.REQUIRED
    needed = settings.consent_notice_days if asks else settings.notice_days
    days = (course.newest.effective - course.newest.revision).days
    line = governing.key_line("effective")
    if course.newest.kind is RevisionKind.REVISION and days < needed:
        yield remark("notice-short", governing.path, line, days=days, needed=needed)
    if not asks:
        return
    if settings.consent_url is None:
        yield remark("consent-url-missing", governing.path, line)
    if governing.consent_until is None:
        yield remark("consent-until-missing", governing.path, line)
    elif governing.consent_until < governing.revision:
        until = governing.key_line("consent_until")
        yield remark("consent-until-early", governing.path, until, until=governing.consent_until)
