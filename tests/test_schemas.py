"""The published JSON Schema, and a consumer that knows nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from chains import SITE, Chains, chain, numbered_steps
from jsonschema import Draft202012Validator, ValidationError
from redletter import schemas, wire

FILES = Chains(
    {"loans": chain("loans", numbered_steps(5)), "visits": chain("visits", numbered_steps(1))}
).files


def fetch(address: str) -> bytes:
    """What a consumer gets from the published site."""
    assert address.startswith(SITE)
    return FILES[address.removeprefix(SITE)]


class Consumer:
    """Knows discovery's address and JSON Schema; trusts no field that the schema does not promise."""

    def __init__(self, address: str) -> None:
        discovery = json.loads(fetch(address))
        self.schemas = {name: json.loads(fetch(each)) for name, each in discovery["schemas"].items()}
        self.discovery = self.valid("discovery", fetch(address))

    def valid(self, name: str, raw: bytes) -> Mapping[str, Any]:
        schema = self.schemas[name]
        Draft202012Validator.check_schema(schema)
        plain: Mapping[str, Any] = json.loads(raw)
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(plain)
        return plain

    def walk(self, policy: str) -> list[int]:
        """From the head to the first entry, every hash on the way checked."""
        head = self.valid("head", fetch(self.discovery["policies"][policy]["head"]))
        rows = self.valid("index", fetch(head["addresses"]["index"]))["entries"]
        paths = {row["seq"]: row["path"] for row in rows}
        address, expected = head["addresses"]["entry"], head["hash"]
        seen = []
        while True:
            raw = fetch(address)
            assert hashlib.sha256(raw).hexdigest() == expected
            data = self.valid("entry", raw)["data"]
            seen.append(data["seq"])
            if data["prev"] is None:
                return seen
            expected, address = data["prev"], SITE + paths[data["seq"] - 1]


@pytest.mark.parametrize("path", [".well-known/redletter.json", "feed/index.json"])
def test_a_consumer_walks_the_feed_from_discovery_to_the_first_entry(path: str) -> None:
    consumer = Consumer(SITE + path)
    assert consumer.walk("loans") == [5, 4, 3, 2, 1]
    assert consumer.walk("visits") == [1]


@pytest.mark.parametrize("name", ["entry", "head", "index", "discovery"])
def test_schemas_say_what_they_are(name: str) -> None:
    schema = schemas.schemas(SITE)[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{SITE}feed/schema/{name}.v1.json"
    assert schema["description"]
    for definition in schema["$defs"].values():
        assert definition["title"]
        assert definition["description"]
        for field in definition["properties"].values():
            assert "description" in field or "$ref" in field, field


ENTRY = json.loads(FILES["feed/loans/entries/000004.json"])


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("specversion",), "0.3"),
        (("type",), "rumour"),
        (("time",), "yesterday"),
        (("data", "schema"), 2),
        (("data", "seq"), 0),
        (("data", "prev"), "abc"),
        (("data", "level"), "massive"),
        (("data", "revision"), "31 October"),
        (("data", "messages", "en", "push", "title"), "x" * 51),
        (("data", "messages", "en", "push", "body"), "x" * 179),
        (("data", "changes", 0, "kind"), "vandalism"),
        (("data", "changes", 0, "fingerprint"), ""),
        (("data", "changes", 0, "edits", "en", "redline", 0), ["keep"]),
    ],
)
def test_the_schema_refuses_what_was_never_promised(way: tuple[str | int, ...], value: object) -> None:
    entry = json.loads(json.dumps(ENTRY))
    inner = entry
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(schemas.schemas(SITE)["entry"]).validate(entry)


def test_later_versions_may_add_fields() -> None:
    entry = {**ENTRY, "traceparent": "x", "data": {**ENTRY["data"], "added": 1}}
    Draft202012Validator(schemas.schemas(SITE)["entry"]).validate(entry)


ROOT = Path(__file__).parents[1]
EXAMPLES = [
    example
    for document in sorted([*ROOT.glob("*.md"), *ROOT.glob("hooks/redletter/guides/*.md")])
    for example in re.findall(r"```json\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    if '"specversion"' in example
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_documentations_example_is_an_entry(example: str) -> None:
    """Valid, written as it is served, and with the id that it must have."""
    raw = example.encode()
    entry = json.loads(raw)
    Draft202012Validator(schemas.schemas(SITE)["entry"]).validate(entry)
    assert raw == wire.serialise(entry)
    texts = {language: text["sha256"] for language, text in entry["data"]["texts"].items()}
    assert entry["id"] == wire.identify(entry["data"]["policy"], entry["data"]["prev"], texts)
