"""JSON Schema 2020-12 of the feed's files, made from the structs that write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from redletter import addresses, notices, wire

_FILES: Mapping[str, type[msgspec.Struct]] = {
    "entry": wire.Entry,
    "head": wire.Head,
    "index": wire.Index,
    "discovery": wire.Discovery,
}


def schemas(site: str) -> Mapping[str, dict[str, Any]]:
    """The schema of each kind of file, by name: entry, head, index, discovery.

    `site` is the site's full address: each schema's `$id` is where it is published, its major version
    in it. They allow fields that they do not know, since later versions only ever add some.
    """
    return {name: _schema(name, struct, site) for name, struct in _FILES.items()}


def _schema(name: str, struct: type[msgspec.Struct], site: str) -> dict[str, Any]:
    (reference,), components = msgspec.json.schema_components([struct], ref_template="#/$defs/{name}")
    definitions = dict(sorted(components.items()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site + addresses.schema(name, notices.SCHEMA),
        "title": definitions[struct.__name__]["title"],
        "description": definitions[struct.__name__]["description"],
        **reference,
        "$defs": definitions,
    }
