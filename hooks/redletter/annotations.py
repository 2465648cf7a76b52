"""What an inspection found, told to people: as text, as JSON, as annotations of a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from redletter.checking import Remark, Severity
from redletter.errors import RedletterError
from redletter.inspection import Inspection
from redletter.messages import Messages

FORMS = ("text", "json", "github")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One finding in sentences: what is wrong, why it matters (empty for faults), what to do."""

    severity: Severity
    rule: str
    path: str
    line: int | None
    wrong: str
    why: str
    remedy: str

    @property
    def place(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


def annotate(found: Inspection, messages: Messages) -> tuple[Annotation, ...]:
    """All findings in one language's sentences: by file and line, the faults of no file first."""
    told = [
        *(_fault(each, messages) for each in found.faults),
        *(_remark(each, messages) for each in found.remarks),
    ]
    return tuple(sorted(told, key=lambda each: (each.path, each.line or 0)))


def render(found: Inspection, messages: Messages, form: str = "text") -> str:
    """The findings as `text`, `json` (one object a finding) or `github` (workflow commands)."""
    told = annotate(found, messages)
    if form == "json":
        return json.dumps([_plain(each) for each in told], ensure_ascii=False, indent=2)
    if form == "github":
        return "\n".join(map(_command, told))
    return "\n".join(line for each in told for line in _lines(each, messages))


def _fault(error: RedletterError, messages: Messages) -> Annotation:
    key = f"error.{error.key}"
    wrong = messages.text(key, **error.arguments)
    remedy = messages.text(f"{key}.remedy", **error.arguments)
    return Annotation(Severity.ERROR, error.key, error.path or "", error.line, wrong, "", remedy)


def _remark(remark: Remark, messages: Messages) -> Annotation:
    arguments: Mapping[str, object] = dict(remark.arguments)
    wrong, why, remedy = (
        messages.text(f"check.{remark.rule}{part}", **arguments) for part in ("", ".why", ".remedy")
    )
    return Annotation(remark.severity, remark.rule, remark.path, remark.line, wrong, why, remedy)


def _lines(each: Annotation, messages: Messages) -> Iterator[str]:
    severity = messages.text(f"check.severity.{each.severity}")
    yield f"{each.place}: {severity}: {each.wrong}" if each.place else f"{severity}: {each.wrong}"
    if each.why:
        yield f"  {each.why}"
    yield f"  {each.remedy}"


def _plain(each: Annotation) -> dict[str, object]:
    return {
        "severity": each.severity,
        "rule": each.rule,
        "path": each.path or None,
        "line": each.line,
        "wrong": each.wrong,
        "why": each.why or None,
        "remedy": each.remedy,
    }


def _command(each: Annotation) -> str:
    """A workflow command as GitHub Actions reads it: its signs in values are escaped by percent."""
    properties = {"file": each.path, "line": each.line, "title": each.rule}
    written = ",".join(f"{key}={_value(str(value))}" for key, value in properties.items() if value)
    message = " ".join(part for part in (each.wrong, each.why, each.remedy) if part)
    return f"::{each.severity} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
