"""Follows a feed: hands on each notice in order, at least once, and stops at whatever does not hold."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from redletter import addresses, receiving, wire
from redletter.errors import FeedError
from redletter.following.filters import Filters
from redletter.following.state import State
from redletter.receiving import Patience, Position, Received
from redletter.sources import Found, Reply, Source

_IN_MEMORY = 4 << 20  # bytes of entries that wait for their proof; more of them wait on disk
_LENGTH = 8  # bytes that tell an entry's length


def today() -> date:
    """The day by which heads are judged stale: UTC's."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A notice to deal with. `raw` is the entry's bytes as served, `entry` the same parsed."""

    raw: bytes
    seq: int

    @property
    def entry(self) -> dict[str, Any]:
        plain: dict[str, Any] = json.loads(self.raw)
        return plain

    @property
    def id(self) -> str:
        """Under this id the notice may be handed on again after a crash; deal with it once."""
        return str(self.entry["id"])


@dataclass(slots=True)
class Follower:
    """One feed, followed from a state. `key` is the public key (Base64) that must sign the heads."""

    source: Source
    state: State
    start: str | None = None
    filters: Filters = field(default_factory=Filters)
    key: str | None = None
    patience: Patience = field(default_factory=Patience)
    today: Callable[[], date] = today
    _at: str = addresses.DISCOVERY[1]
    _tag: str | None = None
    _tagged_on: date | None = None
    _valid_until: dict[str, str] = field(default_factory=dict)

    def poll(self) -> Iterator[Delivery]:
        """The notices that are new, each acknowledged when the next one is asked for.

        Nothing is handed on before the whole way to the head is proved. Where nothing is new, this is
        one conditional request. Raises FeedError at whatever does not hold; the state then stands at
        the last notice that was acknowledged.
        """
        found = self._discovery()
        if found is None:
            self._still_valid()
            return
        discovery, tag = found
        if self.state.is_new:
            self._begin(discovery)
        gone = sorted(self.state.positions.keys() - discovery.policies.keys())
        if gone:
            raise FeedError("feed-policy-gone", path=self._at, policy=gone[0])
        for policy in discovery.policies:
            yield from self._policy(policy)
        self.state.write()
        # Only now: a poll that failed half way must not find "nothing new" the next time.
        self._tag, self._tagged_on = tag, self.today()

    def _still_valid(self) -> None:
        """Heads run out even where nothing changes; their own days count, for they may be signed."""
        for policy, valid_until in self._valid_until.items():
            if self.today().isoformat() > valid_until:
                raise FeedError("feed-stale", path=addresses.head(policy), valid_until=valid_until)

    def _begin(self, discovery: wire.Discovery) -> None:
        if self.start is None:
            raise FeedError("follow-start-missing", path=str(self.state.path))
        written = self.start
        is_seq = written.isascii() and written.isdigit() and int(written) > 0
        if not is_seq and written not in ("first", "now"):
            raise FeedError("follow-start", start=written)
        self.state.begin({policy: self._start(policy, written) for policy in discovery.policies})

    def _start(self, policy: str, start: str) -> Position:
        """The position before the first notice to hand on."""
        if start in ("first", "1"):
            return Position()
        head = self.patience.until_sound(lambda: self._head(policy))
        last = head.seq if start == "now" else min(int(start) - 1, head.seq)
        entry = self.patience.until_sound(lambda: receiving.located(self.source, policy, last))
        if last == head.seq and entry.hash != head.hash:
            path = addresses.entry(policy, last)
            raise FeedError("feed-tampered", path=path, words=f"SHA-256 {entry.hash}")
        return entry.position

    def _discovery(self) -> tuple[wire.Discovery, str | None] | None:
        """What is published, or None where it is what it was."""

        def attempt() -> tuple[wire.Discovery, str | None] | None:
            reply = self._read_discovery()
            if reply.found is Found.UNCHANGED:
                return None
            if reply.found is Found.MISSING:
                raise FeedError("feed-missing", path=self._at)
            return receiving.discovery(reply.body, self._at), reply.tag

        return self.patience.until_sound(attempt)

    def _read_discovery(self) -> Reply:
        """From either of its two addresses; hosts that own no /.well-known have the second only.

        Once a day it is read whole: a host's tag may be no more than time and size of the file, and
        tell a new one of the same size for the old.
        """
        known = self._tag if self._tagged_on == self.today() else None
        for at in addresses.DISCOVERY[::-1]:
            reply = self.source.read(at, known if at == self._at else None)
            if reply.found is not Found.MISSING:
                self._at = at
                break
        return reply

    def _policy(self, policy: str) -> Iterator[Delivery]:
        head = self.patience.until_sound(lambda: self._head(policy))
        self._valid_until[policy] = head.valid_until
        reached = self.state.positions.get(policy, Position())
        for entry in self._proved(policy, reached, Position(head.seq, head.hash)):
            wanted = self.filters.want(json.loads(entry.raw)["data"])
            if wanted:
                yield Delivery(entry.raw, entry.seq)
            self.state.move(policy, entry.position, write=wanted)

    def _head(self, policy: str) -> wire.Head:
        path = addresses.head(policy)
        reply = self.source.read(path)
        if reply.found is Found.MISSING:
            raise FeedError("feed-missing", path=path)
        if self.key is not None:
            receiving.signed(self.source, reply.body, policy, self.key)
        return receiving.head(reply.body, policy, today=self.today())

    def _proved(self, policy: str, reached: Position, end: Position) -> Iterator[Received]:
        """The entries up to the end, given only once the whole way is proved; they wait on disk."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as waiting:
            for received in receiving.walk(self.source, policy, reached, end, self.patience):
                waiting.write(len(received.raw).to_bytes(_LENGTH, "big") + received.raw)
            waiting.seek(0)
            seq = reached.seq
            while length := waiting.read(_LENGTH):
                seq += 1
                yield receiving.entry(waiting.read(int.from_bytes(length, "big")), policy, seq)
