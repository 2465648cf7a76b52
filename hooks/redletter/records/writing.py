"""Writes a record as YAML that a lawyer can read and edit: decisions first, texts as they are."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import yaml

from redletter.messages import Messages
from redletter.model import Override, Status
from redletter.records.record import Record

_LONG = 60  # characters; longer texts stand in a block of their own

# What a person decides and reads first, then the rest by the alphabet.
_ORDER = (
    ("policy", "label", "type", "before", "seq", "revision", "effective", "level", "grounds"),
    ("direction", "consent", "consent_url", "consent_until", "channels", "summary", "reason", "findings"),
    ("changes", "messages"),
)
_CHANGE_ORDER = ("clause", "kind", "level", "grounds", "direction", "consent", "status", "override", "edits")


class _Dumper(yaml.CSafeDumper):
    """Long and many-lined texts as blocks, runs of a redline one a line."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.CSafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text or (len(text) > _LONG and " " in text) else None
    if text.endswith("\n\n") or not text.strip():
        style = '"' if text else None  # blank lines at a block's end would run into what follows
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_list(dumper: yaml.CSafeDumper, items: Sequence[object]) -> yaml.Node:
    flat = all(isinstance(item, str | int) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flat)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(tuple, _represent_list)


def dump(record: Record) -> str:
    """The record's file. Reading it back gives the record again; comments are in the governing language."""
    messages = Messages(record.stored.governing)
    return "\n".join(_lines(record, messages)) + "\n"


def _lines(record: Record, messages: Messages) -> Iterator[str]:
    plain = msgspec.to_builtins(record.stored)
    changes = plain.pop("changes")
    yield from _comment(messages.text("record.comment.file"))
    yield ""
    yield from _comment(messages.text("record.comment.decided"))
    yield from _yaml(
        {
            "decided": record.decision.decided,
            "decided_by": record.decision.by,
            "decided_on": record.decision.on.isoformat() if record.decision.on else None,
            **({"signature": "required"} if record.to_sign else {}),
        }
    )
    yield ""
    first, second, third = (_ordered(plain, order) for order in _ORDER)
    yield from _yaml(first)
    yield from _yaml(second)
    yield ""
    yield from _comment(messages.text("record.comment.changes"))
    if not changes:
        yield "changes: []"
    else:
        yield "changes:"
    for at, change in enumerate(changes):
        yield ""
        yield from _change(change, record.overrides.get(at), messages)
    yield ""
    yield from _comment(messages.text("record.comment.messages"))
    yield from _yaml(third)
    yield ""
    yield from _comment(messages.text("record.comment.rest"))
    yield from _yaml(plain)


def _ordered(plain: dict[str, object], order: tuple[str, ...]) -> dict[str, object]:
    """The keys of an order, taken out of the rest."""
    return {key: plain.pop(key) for key in order if key in plain}


def _change(change: dict[str, object], override: Override | None, messages: Messages) -> Iterator[str]:
    """A change as an item of the list, with the override or, where one is due, how to write it."""
    told = change.pop("override", None)
    head = _ordered(change, _CHANGE_ORDER)
    edits = head.pop("edits")
    lines = [*_yaml(head)]
    if override is not None:
        lines += _yaml({"override": _override(override, told)})
    elif _waits(head):
        lines += _comment(messages.text("record.comment.review", fingerprint=change["fingerprint"]))
    lines += _yaml(change)
    lines += _yaml({"edits": edits})
    yield f"- {lines[0]}"
    yield from (f"  {line}" if line else "" for line in lines[1:])


def _waits(change: Mapping[str, object]) -> bool:
    """Whether a person must decide on the change."""
    return change["status"] == Status.REVIEW.value


def _override(override: Override, told: object) -> dict[str, object]:
    decided = {
        "level": override.level,
        "grounds": override.grounds,
        "direction": override.direction,
        "consent": override.consent,
    }
    return {
        **{key: _plain(value) for key, value in decided.items() if value is not None},
        "reason": override.reason,
        "by": override.by,
        "on": override.on.isoformat(),
        "fingerprint": override.fingerprint,
        **({"engine_level": told["engine_level"]} if isinstance(told, Mapping) else {}),
    }


def _plain(value: object) -> object:
    return [str(each) for each in value] if isinstance(value, tuple) else str(value)


def _yaml(value: object) -> list[str]:
    if not value:
        return []
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text.removesuffix("\n").split("\n")


def _comment(words: str) -> list[str]:
    lines = (textwrap.wrap(line, 96) or [""] for line in words.split("\n"))
    return [f"# {each}".rstrip() for wrapped in lines for each in wrapped]
