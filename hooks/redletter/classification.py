"""Judges changes and amendments: each language alone by the rules, then the languages together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from redletter.model import (
    Amendment,
    Change,
    Consent,
    Determination,
    Direction,
    Edit,
    Finding,
    Ground,
    ImpactAssessment,
    JudgedChange,
    Level,
    Override,
    Revision,
    RevisionKind,
    Status,
    total,
)
from redletter.rules.agreement import disagreements
from redletter.rules.judgement import judge_texts, triggers


def judge(change: Change) -> Determination:
    """The judgement of a change in all its languages: the gravest of each, with their findings.

    Where one language's change is material and another's is not, or the new texts differ in facts,
    negation or modal strength, the higher level stands and a person must decide.
    """
    judged = {edit.language: _judge_edit(edit) for edit in change.edits}
    together = total(judged.values())
    findings = tuple(finding for each in judged.values() for finding in each.findings)
    if together.level in (Level.NONE, Level.EDITORIAL):
        return replace(together, findings=findings)
    lints = (*_levels_disagree(judged), *disagreements({e.language: e.after for e in change.edits}))
    status = Status.REVIEW if lints else together.status
    grounds = _grounds_differ(judged)
    return replace(together, status=status, findings=(*findings, *grounds, *lints))


def amend(
    before: Revision | None,
    after: Revision,
    changes: tuple[Change, ...],
    *,
    overrides: Mapping[str, Override] | None = None,
) -> Amendment:
    """The step from one revision to the next, judged; `overrides` by the fingerprint of their change.

    A first publication amends nothing. Ground 7.6 comes from a declared impact assessment that shows
    a high risk and was not declared before. A language whose text lags is not missed; what did change
    in it is judged. Where no clause changed, moved dates or another title are editorial: neither
    states a practice.
    """
    if before is None:
        return Amendment(None, after, (), Determination(Level.NONE))
    expected = _expected(before, after)
    judged = tuple(
        JudgedChange(change, _decided(change, expected, (overrides or {}).get(change.fingerprint)))
        for change in changes
    )
    findings = tuple(_high_risk(before, after))
    determinations = [each.determination for each in judged]
    if findings:
        determinations.append(_of_high_risk(findings))
    elif not judged and (findings := tuple(_front_matter(before, after))):
        determinations.append(Determination(Level.EDITORIAL))
    return Amendment(before, after, judged, total(determinations), findings)


def unassessed(amendment: Amendment) -> tuple[Finding, ...]:
    """Changes that may call for an impact assessment where the revision declares none: for `check`."""
    if any(text.impact_assessment for text in amendment.after.texts):
        return ()
    return tuple(
        Finding("impact-assessment-missing", None, ", ".join(words), edit.language)
        for each in amendment.changes
        if each.determination.level is Level.MATERIAL
        for edit in each.change.edits
        if (words := triggers(edit.before, edit.after, edit.language))
    )


def _judge_edit(edit: Edit) -> Determination:
    return judge_texts(edit.before, edit.after, edit.language, context=edit.context, moved=edit.moved)


def _decided(change: Change, expected: tuple[str, ...], override: Override | None) -> Determination:
    """The engine's judgement, and a person's in its place where there is one."""
    found = judge(change)
    missing = [language for language in expected if change.edit(language) is None]
    if missing and found.level not in (Level.NONE, Level.EDITORIAL):
        lint = Finding(
            "language-one-sided", None, "", change.edits[0].language, (("missing", ", ".join(missing)),)
        )
        found = replace(found, status=Status.REVIEW, findings=(*found.findings, lint))
    return _overridden(found, override) if override else found


def _overridden(found: Determination, override: Override) -> Determination:
    level = override.level or found.level
    material = level is Level.MATERIAL
    grounds = found.grounds if override.grounds is None else override.grounds
    direction = override.direction or (found.direction if material else Direction.NEUTRAL)
    consent = override.consent or (found.consent if material else Consent.NOT_REQUIRED)
    return replace(
        found,
        level=level,
        grounds=grounds if material else (),
        direction=direction,
        consent=consent,
        status=Status.DECIDED,
        override=override,
        found=found.level,
    )


def _expected(before: Revision, after: Revision) -> tuple[str, ...]:
    """The languages in which every change should stand: those that have both texts and keep pace."""
    if after.kind is RevisionKind.TRANSLATION:
        return ()
    kept = [text.language for text in after.texts if before.text(text.language) is not None]
    return tuple(language for language in kept if language not in (*after.lagging, *before.lagging))


def _levels_disagree(judged: Mapping[str, Determination]) -> Iterator[Finding]:
    graded = sorted(judged.items(), key=lambda item: -item[1].level.rank)
    (first, high), (second, low) = graded[0], graded[-1]
    if high.level is Level.MATERIAL and low.level is not Level.MATERIAL:
        arguments = (
            ("first", first),
            ("first_level", high.level.value),
            ("second", second),
            ("second_level", low.level.value),
        )
        yield Finding("languages-disagree", None, "", second, arguments)


def _grounds_differ(judged: Mapping[str, Determination]) -> tuple[Finding, ...]:
    material = [(language, d.grounds) for language, d in judged.items() if d.level is Level.MATERIAL]
    if len({grounds for _, grounds in material}) < 2:
        return ()
    return (Finding("languages-differ-in-grounds", None, "", material[-1][0]),)


def _high_risk(before: Revision, after: Revision) -> Iterator[Finding]:
    """High-risk impact assessments that the revision declares and the one before did not."""
    known = {text.impact_assessment for text in before.texts}
    for text in after.texts:
        assessment = text.impact_assessment
        if text.language in after.lagging or assessment is None or assessment in known:
            continue
        if assessment.risk == "high":
            yield Finding(
                "impact-assessment-high-risk",
                Ground.IMPACT_ASSESSMENT,
                assessment.reference,
                text.language,
                _facts(assessment),
            )


def _facts(assessment: ImpactAssessment) -> tuple[tuple[str, str], ...]:
    return (("date", assessment.date.isoformat()), ("reference", assessment.reference))


def _of_high_risk(findings: tuple[Finding, ...]) -> Determination:
    return Determination(
        Level.MATERIAL, (Ground.IMPACT_ASSESSMENT,), direction=Direction.ADVERSE, findings=findings
    )


def _front_matter(before: Revision, after: Revision) -> Iterator[Finding]:
    """What changed beside the clauses: title, dates, layout."""
    for text in after.texts:
        old = before.text(text.language)
        if old is None or old.sha256 == text.sha256:
            continue
        if old.title != text.title:
            yield Finding("title-changed", None, text.title, text.language)
        if (old.revision, old.effective) != (text.revision, text.effective):
            yield Finding("dates-only", None, text.revision.isoformat(), text.language)
        if old.identity != text.identity:
            yield Finding("layout", None, "", text.language)
