"""Reads a record's file back, strictly: whatever is wrong is named with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from redletter.errors import RecordError
from redletter.model import Consent, Direction, Ground, Level, Override
from redletter.notices import Notice
from redletter.records.record import Decision, Record

Way = tuple[str | int, ...]
_T = TypeVar("_T")
_DECISION = ("decided", "decided_by", "decided_on", "signature")
_OVERRIDE = (
    "level",
    "grounds",
    "direction",
    "consent",
    "reason",
    "by",
    "on",
    "fingerprint",
    "engine_level",
)

# Where msgspec says a value does not fit: `$.changes[0].level`
_WAY = re.compile(r"\.(?P<key>[^.\[\]`]+)|\[(?P<index>\d+)\]")


class _Builder:
    """Plain values from YAML nodes, each key's line kept; days stay as written."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[Way, int] = {}

    def build(self, node: yaml.Node, way: Way = ()) -> Any:
        self.lines.setdefault(way, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, way))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*way, at)) for at, item in enumerate(node.value)]
        match node.tag.rpartition(":")[2]:
            case "null":
                return None
            case "bool":
                return node.value.lower() in ("true", "yes", "on")
            case "int":
                return int(node.value)
            case _:
                return node.value

    def _pairs(self, node: yaml.MappingNode, way: Way) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                raise RecordError("record-key-twice", path=self.path, line=line, name=name)
            seen.add(name)
            self.lines[*way, name] = line
            yield name, self.build(value, (*way, name))


def load(raw: bytes, path: str) -> Record:
    """The record of a file's bytes; `path` is relative to the repository.

    Raises RecordError where it is no UTF-8, no YAML, or not a record.
    """
    plain, lines = _parsed(raw, path)
    decision = Decision(
        decided=_value(plain, lines, path, "decided", bool) or False,
        by=_value(plain, lines, path, "decided_by", str | None),
        on=_value(plain, lines, path, "decided_on", date | None),
    )
    overrides = {
        at: override
        for at, change in enumerate(_changes(plain))
        if (override := _override(change, ("changes", at, "override"), lines, path)) is not None
    }
    told = {key: value for key, value in plain.items() if key not in _DECISION}
    for key in told.keys() - set(Notice.__struct_fields__):
        raise RecordError("record-key-unknown", path=path, line=_line(lines, (key,)), name=key)
    notice = _converted(told, Notice, (), lines, path)
    for way in _unknown(told, notice, ()):
        raise RecordError("record-key-unknown", path=path, line=_line(lines, way), name=str(way[-1]))
    signature = _value(plain, lines, path, "signature", Literal["required"] | None)
    return Record(path, notice, decision, overrides, to_sign=signature is not None, lines=lines)


def _parsed(raw: bytes, path: str) -> tuple[dict[str, Any], dict[Way, int]]:
    builder = _Builder(path)
    try:
        node = yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        broken = raw[: error.start].count(b"\n") + 1
        raise RecordError("record-encoding", path=path, line=broken) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        words = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else None
        raise RecordError("record-yaml", path=path, line=line, words=words) from error
    if not isinstance(node, yaml.MappingNode):
        raise RecordError("record-shape", path=path, line=1)
    return builder.build(node), builder.lines


def _changes(plain: Mapping[str, Any]) -> list[dict[str, Any]]:
    changes = plain.get("changes")
    return [each for each in changes if isinstance(each, dict)] if isinstance(changes, list) else []


def _override(change: dict[str, Any], way: Way, lines: Mapping[Way, int], path: str) -> Override | None:
    """Takes a person's override out of a change and leaves what is told of it."""
    written = change.pop("override", None)
    if written is None:
        return None
    if not isinstance(written, dict):
        raise RecordError("record-override-shape", path=path, line=_line(lines, way))
    for key in written:
        if key not in _OVERRIDE:
            raise RecordError("record-key-unknown", path=path, line=_line(lines, (*way, key)), name=str(key))
    override = Override(
        fingerprint=str(written.get("fingerprint") or change.get("fingerprint", "")),
        by=_value(written, lines, path, "by", str, way),
        on=_value(written, lines, path, "on", date, way),
        reason=(_value(written, lines, path, "reason", str | None, way) or "").strip(),
        level=_value(written, lines, path, "level", Level | None, way),
        grounds=_value(written, lines, path, "grounds", tuple[Ground, ...] | None, way),
        direction=_value(written, lines, path, "direction", Direction | None, way),
        consent=_value(written, lines, path, "consent", Consent | None, way),
    )
    change["override"] = {
        "on": override.on.isoformat(),
        "reason": override.reason,
        "engine_level": str(written.get("engine_level") or change.get("level", "")),
    }
    return override


def _value(
    plain: Mapping[str, Any], lines: Mapping[Way, int], path: str, key: str, type: Any, way: Way = ()
) -> Any:
    return _converted(plain.get(key), type, (*way, key), lines, path)


def _converted(value: Any, type: type[_T], way: Way, lines: Mapping[Way, int], path: str) -> _T:
    try:
        return msgspec.convert(value, type)
    except msgspec.ValidationError as error:
        words, _, place = str(error).partition(" - at ")
        inner = tuple(
            int(found["index"]) if found["index"] else found["key"] for found in _WAY.finditer(place)
        )
        line = _line(lines, (*way, *inner))
        name = ".".join(map(str, (*way, *inner))) or "."
        raise RecordError("record-value", path=path, line=line, name=name, words=words) from error


def _line(lines: Mapping[Way, int], way: Way) -> int | None:
    while way not in lines and way:
        way = way[:-1]
    return lines.get(way)


def _unknown(plain: Any, value: Any, way: Way) -> Iterator[Way]:
    """Ways to keys that the contract does not know, a slip of the hand most likely."""
    if isinstance(value, msgspec.Struct):
        for key, inner in plain.items():
            if key not in value.__struct_fields__:
                yield (*way, key)
            else:
                yield from _unknown(inner, getattr(value, key), (*way, key))
    elif isinstance(value, dict):
        for key, inner in plain.items():
            yield from _unknown(inner, value[key], (*way, key))
    elif isinstance(value, tuple):
        for at, inner in enumerate(plain):
            yield from _unknown(inner, value[at], (*way, at))
