"""Proves a publication: its feed holds by itself, its pages are there, and nothing said before is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from redletter import addresses, notices, receiving, wire
from redletter.errors import FeedError
from redletter.receiving import Patience, Position
from redletter.sources import Found, Source, source

Problem = FeedError

_NO_PATIENCE = Patience(waits=())
_SHOWN = 60  # characters of a value that a difference shows


def verify(
    new: str | Path | Source, against: str | Path | Source | None = None, *, key: str | None = None
) -> tuple[Problem, ...]:
    """What is wrong with a publication, by itself and against the last one; empty where all holds.

    Both are folders or http(s) addresses. By itself: both discoveries are the same bytes, every chain
    holds from its head to its first entry, index and head say what the entries say, heads are signed
    where discovery (or `key`, Base64) names a public key, and the pages and anchors that entries point
    at exist. Against the last: its entries are the first ones here, byte for byte, and no policy that
    it had is missing. Days are not judged: an old publication is no broken one.
    """
    place = source(new)
    problems = list(_gathered(_itself(place, key)))
    if against is not None:
        problems += _gathered(_against(place, source(against)))
    return tuple(problems)


def _gathered(problems: Iterator[Problem]) -> Iterator[Problem]:
    """The problems, the one that ended the search included."""
    try:
        yield from problems
    except FeedError as error:
        yield error


def _discovery(place: Source) -> tuple[wire.Discovery, bytes]:
    for path in addresses.DISCOVERY:
        reply = place.read(path)
        if reply.found is Found.BODY:
            return receiving.discovery(reply.body, path), reply.body
    raise FeedError("feed-missing", path=addresses.DISCOVERY[0])


def _itself(place: Source, key: str | None) -> Iterator[Problem]:
    discovery, raw = _discovery(place)
    for path in addresses.DISCOVERY:
        reply = place.read(path)
        if reply.found is Found.MISSING:
            yield Problem("feed-missing", path=path)
        elif reply.body != raw:
            yield Problem("feed-discoveries-differ", path=path)
    yield from _wrong_discovery(place, discovery)
    key = key or (discovery.signing.public_key if discovery.signing else None)
    for policy in discovery.policies:
        yield from _gathered(_policy(place, discovery, policy, key))


def _wrong_discovery(place: Source, discovery: wire.Discovery) -> Iterator[Problem]:
    """Addresses that lead nowhere."""
    named = [*discovery.schemas.values(), *discovery.calendar.values()]
    for policy in discovery.policies.values():
        named += [policy.head, policy.index, *policy.atom.values(), *policy.material.values()]
    for address in named:
        path = address.removeprefix(discovery.site)
        if path == address or place.read(path).found is Found.MISSING:
            yield Problem("feed-address", path=addresses.DISCOVERY[1], address=address)


def _policy(place: Source, discovery: wire.Discovery, policy: str, key: str | None) -> Iterator[Problem]:
    path = addresses.head(policy)
    reply = place.read(path)
    if reply.found is Found.MISSING:
        raise FeedError("feed-missing", path=path)
    if key is not None:
        receiving.signed(place, reply.body, policy, key)
    head = receiving.head(reply.body, policy)
    rows: list[wire.IndexRow] = []
    for entry in receiving.walk(place, policy, Position(), Position(head.seq, head.hash), _NO_PATIENCE):
        plain = json.loads(entry.raw)
        rows.append(_row(plain, entry.hash))
        yield from _missing_pages(place, plain["data"], discovery.site)
    index = place.read(addresses.index(policy)).body
    expected = wire.serialise(wire.Index(schema=notices.SCHEMA, entries=tuple(rows)))
    if index != expected:
        yield Problem("feed-index", path=addresses.index(policy), difference=difference(expected, index))
    said = wire.serialise(_head(discovery, policy, rows[-1]))
    if reply.body != said:
        yield Problem("feed-head", path=path, difference=difference(said, reply.body))
    found = discovery.policies[policy]
    if (found.seq, found.hash) != (head.seq, head.hash):
        yield Problem("feed-head", path=addresses.DISCOVERY[1], difference=f"/policies/{policy}")


def _row(entry: Mapping[str, Any], digest: str) -> wire.IndexRow:
    data = entry["data"]
    return wire.IndexRow(
        seq=data["seq"],
        id=entry["id"],
        type=entry["type"],
        label=data["label"],
        revision=data["revision"],
        effective=data["effective"],
        level=data["level"],
        consent=data["consent"],
        hash=digest,
        path=addresses.entry(data["policy"], data["seq"]),
    )


def _head(discovery: wire.Discovery, policy: str, newest: wire.IndexRow) -> wire.Head:
    """The head as discovery and the newest entry have it."""
    return wire.Head(
        schema=notices.SCHEMA,
        policy=policy,
        seq=newest.seq,
        hash=newest.hash,
        valid_until=discovery.valid_until,
        addresses=wire.HeadAddresses(
            entry=discovery.site + newest.path,
            index=discovery.site + addresses.index(policy),
            atom=discovery.policies[policy].atom,
        ),
    )


def _missing_pages(place: Source, data: Mapping[str, Any], site: str) -> Iterator[Problem]:
    """Pages and anchors that an entry points at and that are not there."""
    pages: dict[str, frozenset[str] | None] = {}
    home = data.get("site", site)
    for address in _pointed_at(data):
        page, _, anchor = address.removeprefix(home).partition("#")
        if page not in pages:
            raw = place.page(page)
            pages[page] = None if raw is None else _anchors(raw)
            if raw is None:
                path = addresses.entry(data["policy"], data["seq"])
                yield Problem("feed-page-missing", path=path, page=page)
        anchors = pages[page]
        if anchors is not None and anchor and anchor not in anchors:
            path = addresses.entry(data["policy"], data["seq"])
            yield Problem("feed-anchor-missing", path=path, page=page, anchor=anchor)


def _pointed_at(data: Mapping[str, Any]) -> Iterator[str]:
    for language, each in data["addresses"].items():
        yield each["text"]
        if each["redline"]:
            yield each["redline"]
        for change in data["changes"]:
            edit = change["edits"].get(language)
            if edit:
                yield edit["address"]
                if edit["anchor"]:
                    yield f"{each['text']}#{edit['anchor']}"


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(value for name, value in attrs if name == "id" and value)


def _anchors(page: bytes) -> frozenset[str]:
    parser = _Ids()
    parser.feed(page.decode("utf-8", "replace"))
    return frozenset(parser.found)


def _against(new: Source, old: Source) -> Iterator[Problem]:
    before, _ = _discovery(old)
    after, _ = _discovery(new)
    if before.signing is not None and after.signing is None:
        yield Problem("feed-unsigned", path=addresses.DISCOVERY[1])
    for policy in before.policies:
        if policy not in after.policies:
            yield Problem("feed-policy-gone", path=addresses.DISCOVERY[1], policy=policy)
        else:
            yield from _gathered(_kept(new, old, policy))


def _kept(new: Source, old: Source, policy: str) -> Iterator[Problem]:
    """Entries of the last publication that are not here as they were."""
    reached = _end(old, policy)
    end = _end(new, policy)
    if end < reached:
        path = addresses.head(policy)
        yield Problem("feed-rollback", path=path, policy=policy, seq=end, reached=reached)
    for seq in range(1, reached + 1):
        path = addresses.entry(policy, seq)
        was, found = old.read(path), new.read(path)
        if found.found is Found.MISSING:
            yield Problem("feed-entry-dropped", path=path, policy=policy, seq=seq)
        elif found.body != was.body:
            words = difference(was.body, found.body)
            yield Problem("feed-entry-changed", path=path, policy=policy, seq=seq, difference=words)


def _end(place: Source, policy: str) -> int:
    reply = place.read(addresses.head(policy))
    if reply.found is Found.MISSING:
        raise FeedError("feed-missing", path=addresses.head(policy))
    return receiving.head(reply.body, policy).seq


def difference(before: bytes, after: bytes) -> str:
    """Where two JSON files first differ, as a JSON pointer with both values; else at which byte."""
    try:
        found = next(_differences(json.loads(before), json.loads(after), ""), None)
    except ValueError:
        found = None
    if found is not None:
        return found
    at = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    return f"[{min(len(before), len(after)) if at is None else at}]"


def _differences(before: Any, after: Any, pointer: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from _differences(before.get(key), after.get(key), f"{pointer}/{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differences(one, other, f"{pointer}/{at}")
    elif before != after:
        yield f"{pointer}: {_short(before)} → {_short(after)}"


def _short(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
