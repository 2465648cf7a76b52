"""A policy file's front matter: title, dates and declarations, read strictly."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from redletter.errors import SourceError
from redletter.model import ImpactAssessment, Text
from redletter.yaml_lines import Value, decoded, parse

KEYS = ("title", "revision", "effective", "impact_assessment", "consent_until", "previous_paths")
REQUIRED = ("title", "revision", "effective")
RISKS = ("high", "medium", "low")

# What MkDocs and Material read from a page's front matter: never taken for a misspelt key of ours.
_FOREIGN = (
    *("author", "authors", "comments", "date", "description", "draft", "exclude", "hide", "icon"),
    *("keywords", "lang", "robots", "search", "social", "status", "subtitle", "summary", "tags", "template"),
)


def read(raw: bytes, *, path: str, policy: str, language: str) -> Text:
    """A policy's text from the bytes of its file.

    Raises SourceError with file and line where the file is no UTF-8, has no front matter or one that
    does not end, lacks `title`, `revision` or `effective`, or says something that is not so, such as
    the 31st of February. Whether `effective` may lie before `revision` is the settings' affair.
    """
    block, body, body_line = split(decoded(raw, path), path)
    keys = _value(block, path).mapping(KEYS, required=REQUIRED, ignored=_FOREIGN)
    return Text(
        policy=policy,
        language=language,
        path=path,
        title=keys["title"].text(),
        revision=keys["revision"].day(),
        effective=keys["effective"].day(),
        body=body,
        body_line=body_line,
        impact_assessment=_impact_assessment(keys.get("impact_assessment")),
        consent_until=keys["consent_until"].day() if "consent_until" in keys else None,
        previous_paths=_previous_paths(keys.get("previous_paths")),
        key_lines=tuple((key, value.line) for key, value in keys.items()),
    )


def split(text: str, path: str) -> tuple[str, str, int]:
    """The YAML between the lines of three hyphens, the body, and the body's first line in the file.

    Raises SourceError where the text does not open with front matter or it does not end.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise SourceError("front-matter-missing", path=path, line=1)
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[1:index]), "\n".join(lines[index + 1 :]), index + 2
    raise SourceError("front-matter-open", path=path, line=1)


def faults(raw: bytes, path: str) -> tuple[SourceError, ...]:
    """All that `read` could complain of, each at its line, for whoever wants the whole list."""
    try:
        value = _value(split(decoded(raw, path), path)[0], path)
        found = list(value.problems(KEYS, required=REQUIRED, ignored=_FOREIGN))
        keys = value.present(KEYS)
    except SourceError as error:
        return (error,)
    for key, reading in _READINGS.items():
        try:
            if key in keys:
                reading(keys[key])
        except SourceError as error:
            found.append(error)
    return tuple(sorted(found, key=lambda error: error.line or 0))


def _value(block: str, path: str) -> Value:
    if not block.strip():
        raise SourceError("key-missing", path=path, line=1, missing=KEYS[0])
    return parse(block, path, skipped=1)


def _impact_assessment(value: Value | None) -> ImpactAssessment | None:
    if value is None:
        return None
    keys = value.mapping(("date", "risk", "reference"), required=("date", "risk", "reference"))
    return ImpactAssessment(
        date=keys["date"].day(), risk=keys["risk"].one_of(RISKS), reference=keys["reference"].text()
    )


def _previous_paths(value: Value | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(each.text() for each in value.items())


_READINGS: Mapping[str, Callable[[Value], object]] = {
    "title": Value.text,
    "revision": Value.day,
    "effective": Value.day,
    "impact_assessment": _impact_assessment,
    "consent_until": Value.day,
    "previous_paths": _previous_paths,
}
