"""Takes a published feed in, file by file, and names whatever does not hold.

Nothing here trusts a file: an entry counts once the chain from a position that was reached before to
the head has been walked without a break.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import msgspec

from redletter import addresses, notices, signing, wire
from redletter.errors import FeedError
from redletter.sources import Found, Source

WAITS = (0.5, 1.0, 2.0, 4.0)  # seconds between attempts

# What a cache that lags, or an upload under way, can look like.
_MAY_PASS = frozenset(
    {"feed-unreachable", "feed-truncated", "feed-missing", "feed-gap", "feed-signature", "feed-tampered"}
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Position:
    """How far a chain has been taken in: the last entry's seq and hash; 0 and None before the first."""

    seq: int = 0
    hash: str | None = None


class _Text(msgspec.Struct):
    sha256: str


class _Data(msgspec.Struct):
    policy: str
    seq: int
    prev: str | None
    texts: dict[str, _Text]


class _Entry(msgspec.Struct):
    id: str
    data: _Data


@dataclass(frozen=True, slots=True)
class Received:
    """An entry as it was served, and what its place in the chain depends on."""

    raw: bytes
    seq: int
    prev: str | None
    id: str

    @property
    def hash(self) -> str:
        return wire.digest(self.raw)

    @property
    def position(self) -> Position:
        return Position(self.seq, self.hash)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often, and how long apart, to ask again for what a cache may not have yet."""

    waits: tuple[float, ...] = WAITS
    sleep: Callable[[float], None] = time.sleep

    def until_sound(self, attempt: Callable[[], _T]) -> _T:
        """What an attempt gives, once it meets nothing that may pass or waiting is over."""
        for wait in self.waits:
            try:
                return attempt()
            except FeedError as error:
                if error.key not in _MAY_PASS:
                    raise
                self.sleep(wait)
        return attempt()


def parsed(raw: bytes, path: str) -> dict[str, Any]:
    """The JSON object of a file. Raises FeedError where it is cut short, or nothing of the kind."""
    if not raw.endswith(b"}\n"):
        raise FeedError("feed-truncated", path=path)
    try:
        plain = json.loads(raw)
    except ValueError as error:
        raise FeedError("feed-tampered", path=path, words=str(error)) from error
    if not isinstance(plain, dict):
        raise FeedError("feed-tampered", path=path, words=type(plain).__name__)
    return plain


def _known_schema(plain: dict[str, Any], path: str) -> None:
    schema = plain.get("schema")
    if schema != notices.SCHEMA:
        raise FeedError("feed-schema", path=path, schema=schema, known=notices.SCHEMA)


def discovery(raw: bytes, path: str) -> wire.Discovery:
    """The discovery file."""
    plain = parsed(raw, path)
    _known_schema(plain, path)
    return _converted(plain, wire.Discovery, path)


def head(raw: bytes, policy: str, *, today: date | None = None) -> wire.Head:
    """A policy's head; with `today` (UTC), one that may still be believed on that day."""
    path = addresses.head(policy)
    plain = parsed(raw, path)
    _known_schema(plain, path)
    found = _converted(plain, wire.Head, path)
    if found.policy != policy:
        raise FeedError("feed-misplaced", path=path, policy=found.policy)
    try:
        valid_until = date.fromisoformat(found.valid_until)
    except ValueError as error:
        raise FeedError("feed-tampered", path=path, words=str(error)) from error
    if today is not None and today > valid_until:
        raise FeedError("feed-stale", path=path, valid_until=found.valid_until)
    return found


def signed(source: Source, raw: bytes, policy: str, key: str) -> None:
    """Raises FeedError unless the head's bytes carry the signature of the key."""
    reply = source.read(addresses.signature(policy))
    if reply.found is not Found.BODY or not signing.holds(reply.body, raw, key):
        raise FeedError("feed-signature", path=addresses.signature(policy))


def located(source: Source, policy: str, seq: int) -> Received:
    """The entry of a place in the chain as the source serves it."""
    path = addresses.entry(policy, seq)
    reply = source.read(path)
    if reply.found is Found.MISSING:
        raise FeedError("feed-gap", path=path, policy=policy, seq=seq)
    return entry(reply.body, policy, seq)


def entry(raw: bytes, policy: str, seq: int) -> Received:
    """The entry of a place in the chain, as far as it can be checked by itself."""
    path = addresses.entry(policy, seq)
    plain = parsed(raw, path)
    data = plain.get("data")
    if not isinstance(data, dict):
        raise FeedError("feed-tampered", path=path, words="data")
    _known_schema(data, path)
    found = _converted(plain, _Entry, path)
    if found.data.policy != policy:
        raise FeedError("feed-misplaced", path=path, policy=found.data.policy)
    if found.data.seq != seq:
        fault = "feed-replayed" if found.data.seq < seq else "feed-reordered"
        raise FeedError(fault, path=path, seq=seq, found=found.data.seq)
    texts = {language: text.sha256 for language, text in found.data.texts.items()}
    if found.id != wire.identify(policy, found.data.prev, texts):
        raise FeedError("feed-tampered", path=path, words=f"id {found.id}")
    return Received(raw, seq, found.data.prev, found.id)


def walk(
    source: Source, policy: str, reached: Position, end: Position, patience: Patience
) -> Iterator[Received]:
    """The entries after the position reached, up to the end that the head names.

    Each is given before it is proved: only when the walk has ended without an error is every entry
    that it gave part of the head's chain. Entries that a cache does not have yet are asked for again.
    """
    if end.seq < reached.seq:
        path = addresses.head(policy)
        raise FeedError("feed-rollback", path=path, policy=policy, seq=end.seq, reached=reached.seq)
    if end.seq == reached.seq and end.hash != reached.hash:
        raise _split(source, policy, reached, addresses.head(policy))
    here = reached
    for seq in range(reached.seq + 1, end.seq + 1):
        received = patience.until_sound(lambda seq=seq: located(source, policy, seq))  # type: ignore[misc]
        if received.prev != here.hash:
            raise _broken(source, policy, reached, here, seq)
        here = received.position
        yield received
    if here.hash != end.hash:
        raise FeedError("feed-tampered", path=addresses.entry(policy, end.seq), words=f"SHA-256 {here.hash}")


def _broken(source: Source, policy: str, reached: Position, here: Position, seq: int) -> FeedError:
    """Why an entry does not name the one before it."""
    if here == reached and reached.seq > 0:
        return _split(source, policy, reached, addresses.entry(policy, seq))
    # The entry before it is not what it names: one of the two was changed.
    path = addresses.entry(policy, max(seq - 1, 1))
    return FeedError("feed-tampered", path=path, words=f"SHA-256 {here.hash}")


def _split(source: Source, policy: str, reached: Position, path: str) -> FeedError:
    """A fork where the entry reached is no longer what it was; else `path` was changed."""
    reply = source.read(addresses.entry(policy, reached.seq))
    if reply.found is Found.BODY and wire.digest(reply.body) == reached.hash:
        return FeedError("feed-tampered", path=path, words=f"prev ≠ {reached.hash}")
    return FeedError("feed-fork", path=addresses.entry(policy, reached.seq), policy=policy, seq=reached.seq)


def _converted(plain: dict[str, Any], type: type[_T], path: str) -> _T:
    try:
        return msgspec.convert(plain, type)
    except msgspec.ValidationError as error:
        raise FeedError("feed-tampered", path=path, words=str(error)) from error
