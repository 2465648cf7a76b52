"""What the terminal, a pull request or a program is shown of amendments, revisions and rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from redletter import rendering
from redletter.checking import Difference, Remark, Severity
from redletter.editions import Publication
from redletter.errors import RedletterError
from redletter.messages import Messages
from redletter.model import Amendment, Consent, Determination, Edit, JudgedChange, Status
from redletter.reasons import reason, reasons
from redletter.rules import TABLE


def comparison(amendment: Amendment, language: str, messages: Messages) -> dict[str, object]:
    """An amendment in one language as plain values: the promise of `compare --format json`."""
    return {
        **_judgement(amendment.determination),
        "changes": [
            _change(judged, edit, messages)
            for judged in amendment.changes
            if (edit := judged.change.edit(language)) is not None
        ],
    }


def steps(amendment: Amendment, messages: Mapping[str, Messages]) -> dict[str, object]:
    """An amendment in all its languages as plain values: the promise of `diff --format json`."""
    languages = [text.language for text in amendment.after.texts]
    return {
        "policy": amendment.after.policy,
        "label": amendment.after.label,
        "languages": {each: comparison(amendment, each, messages[each]) for each in languages},
    }


def _judgement(determination: Determination) -> dict[str, object]:
    return {
        "level": determination.level.value,
        "grounds": [ground.value for ground in determination.grounds],
        "direction": determination.direction.value,
        "consent": determination.consent.value,
        "status": determination.status.value,
    }


def _change(judged: JudgedChange, edit: Edit, messages: Messages) -> dict[str, object]:
    """`clause` points at the new clause, or at the repealed one; `clause_before` is empty when inserted."""
    return {
        "clause": edit.clause.id,
        "clause_before": edit.old[0].id if edit.old else "",
        "kind": edit.kind.value,
        "before": edit.before,
        "after": edit.after,
        **_judgement(judged.determination),
        "redline": [[segment.op.value, segment.text] for segment in edit.redline],
        "findings": [
            {
                "rule": finding.rule,
                "ground": finding.ground.value if finding.ground else None,
                "words": finding.words,
                "message": reason(finding, messages),
            }
            for finding in judged.determination.findings
            if finding.language == edit.language
        ],
    }


def amendment(amended: Amendment, messages: Mapping[str, Messages], form: str, *, color: bool = False) -> str:
    """An amendment to read: `text` for a terminal (coloured or not), `markdown` for a comment."""
    blocks = [block for language in messages for block in _blocks(amended, messages[language], form, color)]
    return "\n\n".join(blocks)


def _blocks(amended: Amendment, messages: Messages, form: str, color: bool) -> Iterable[str]:
    heading = messages.text(
        "report.heading",
        policy=amended.after.policy,
        label=amended.after.label,
        verdict=_verdict(amended.determination, messages),
    )
    yield f"## {heading}" if form == "markdown" else heading
    for judged in amended.changes:
        edit = judged.change.edit(messages.language)
        if edit is not None:
            yield _block(judged, edit, messages, form, color)


def _block(judged: JudgedChange, edit: Edit, messages: Messages, form: str, color: bool) -> str:
    runs = tuple((segment.op.value, segment.text) for segment in edit.redline)
    title = messages.text(
        "report.change",
        clause=edit.clause.number or edit.clause.id,
        line=edit.clause.line,
        kind=messages.text(f"report.kind.{edit.kind}"),
        verdict=_verdict(judged.determination, messages),
    )
    found = (each for each in judged.determination.findings if each.language == edit.language)
    told = [f"- {sentence}" for sentence in reasons(found, messages)]
    if form == "markdown":
        return "\n\n".join([f"### {title}", rendering.markdown(runs), *(["\n".join(told)] if told else [])])
    shown = rendering.ansi(runs) if color else _plain(runs)
    return "\n".join(
        [title, *(f"    {line}" for line in shown.splitlines()), *(f"  {line}" for line in told)]
    )


def _plain(runs: Iterable[tuple[str, str]]) -> str:
    """A redline without colour, in the signs of `git --word-diff`."""
    signs = {"keep": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
    return "".join(text.join(signs[op]) for op, text in runs)


def _verdict(determination: Determination, messages: Messages) -> str:
    """Level, grounds, consent and what is undecided, in words."""
    words = [messages.text(f"report.level.{determination.level}")]
    if determination.grounds:
        words.append(messages.list(ground.value for ground in determination.grounds))
    if determination.consent == "required":
        words.append(messages.text("report.consent"))
    if determination.status == "review":
        words.append(messages.text("report.review"))
    return " · ".join(words)


def log(published: Publication, policy: str | None) -> list[dict[str, str]]:
    """A row a revision, oldest first: policy, label, kind, dates, level, grounds, consent, standing."""
    return [
        {
            "policy": each.slug,
            "label": edition.label,
            "kind": edition.revision.kind.value,
            "effective": edition.revision.effective.isoformat(),
            "level": edition.notice.level,
            "grounds": " ".join(ground.id for ground in edition.notice.grounds),
            "consent": edition.notice.consent,
            "standing": edition.standing.value,
            "commit": edition.revision.commit[:12],
        }
        for each in published.policies
        if policy in (None, each.slug)
        for edition in each.editions
    ]


def rules(messages: Messages) -> list[dict[str, str]]:
    """A row a rule, in the order in which they are tried."""
    return [
        {
            "rule": rule.id,
            "ground": rule.ground.value if rule.ground else "-",
            "level": rule.level.value,
            "direction": rule.direction.value,
            "consent": Consent.REQUIRED.value if rule.consent else "-",
            "status": Status.DECIDED.value if rule.sure else Status.REVIEW.value,
            "fires when": messages.text(f"rule.{rule.id}.about"),
            "source": rule.source,
        }
        for rule in TABLE
    ]


def complaints(
    faults: Iterable[RedletterError], remarks: Iterable[Remark], messages: Messages
) -> list[dict[str, object]]:
    """A row a fault or remark: severity, rule, path, line, what is wrong, why it matters, what to do."""
    rows: list[dict[str, object]] = [
        {
            "severity": Severity.ERROR.value,
            "rule": fault.key,
            "path": fault.path,
            "line": fault.line,
            "message": messages.text(f"error.{fault.key}", **fault.arguments),
            "why": None,
            "remedy": messages.text(f"error.{fault.key}.remedy", **fault.arguments),
        }
        for fault in faults
    ]
    for remark in remarks:
        arguments = {name: _spoken(value, messages) for name, value in remark.arguments}
        wrong, why, remedy = (
            messages.text(f"check.{remark.rule}{ending}", **arguments) for ending in ("", ".why", ".remedy")
        )
        rows.append(
            {
                "severity": remark.severity.value,
                "rule": remark.rule,
                "path": remark.path,
                "line": remark.line,
                "message": wrong,
                "why": why,
                "remedy": remedy,
            }
        )
    return rows


def _spoken(value: object, messages: Messages) -> object:
    """An argument of a remark; what differs between a record and today is put into words."""
    if not isinstance(value, tuple):
        return value
    return "; ".join(_difference(each, messages) for each in value if isinstance(each, Difference))


def _difference(found: Difference, messages: Messages) -> str:
    key = "check.record-drift.clause" if found.clause else "check.record-drift.whole"
    return messages.text(
        key,
        clause=found.clause,
        recorded=_differing(found.recorded, found.today, messages),
        today=_differing(found.today, found.recorded, messages),
    )


def _differing(shown: Determination | None, other: Determination | None, messages: Messages) -> str:
    """What one judgement says otherwise than the other; all of it where there is no other."""
    if shown is None:
        return messages.text("check.record-drift.absent")
    grounds = messages.list(ground.value for ground in shown.grounds) or "–"
    said = {
        "level": messages.text(f"level.{shown.level}"),
        "grounds": messages.text("check.record-drift.grounds", grounds=grounds),
        "direction": messages.text(f"direction.{shown.direction}"),
        "consent": messages.text(f"consent.{shown.consent}"),
    }
    return ", ".join(
        words
        for aspect, words in said.items()
        if other is None or getattr(shown, aspect) != getattr(other, aspect)
    )


def complaint_list(rows: Sequence[Mapping[str, object]], form: str, messages: Messages) -> str:
    """Complaints as `text`, `json`, or `github` annotations."""
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2)
    return "\n".join(_annotation(row) if form == "github" else _complaint(row, messages) for row in rows)


def _complaint(row: Mapping[str, object], messages: Messages) -> str:
    place = ":".join(str(row[key]) for key in ("path", "line") if row[key] is not None)
    words = [row["message"], *(row[key] for key in ("why", "remedy") if row[key])]
    severity = messages.text(f"check.severity.{row['severity']}")
    return "\n  ".join([f"{place}: {severity} {row['rule']}: {words[0]}", *map(str, words[1:])])


def _annotation(row: Mapping[str, object]) -> str:
    """A workflow command of GitHub Actions; its escapes are theirs, in properties more than in the text."""
    text = "\n".join(str(row[key]) for key in ("message", "why", "remedy") if row[key])
    where = ",".join(
        f"{name}={_escaped(str(row[key])).replace(':', '%3A').replace(',', '%2C')}"
        for name, key in (("file", "path"), ("line", "line"))
        if row[key]
    )
    return f"::{row['severity']} {where}::{_escaped(text)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def table(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as aligned columns under their names."""
    if not rows:
        return ""
    names = list(rows[0])
    cells = [names, *([row[name] for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )
