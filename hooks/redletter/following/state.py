"""How far a follower has come, in one small file that is never half written."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from redletter.errors import FeedError
from redletter.receiving import Position

SCHEMA = 1


class _Reached(msgspec.Struct, forbid_unknown_fields=True):
    seq: int
    hash: str | None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    policies: dict[str, _Reached]


class State:
    """The positions reached, by policy, as the file has them."""

    def __init__(self, path: Path) -> None:
        """Reads the file where there is one. Raises FeedError where it is no state of ours."""
        self.path = path
        self.is_new = not path.exists()
        self._reached: dict[str, Position] = {} if self.is_new else _load(path)
        self._unwritten = False

    @property
    def positions(self) -> Mapping[str, Position]:
        return self._reached

    def begin(self, positions: Mapping[str, Position]) -> None:
        """Where a new follower stands, all policies at once, so that a crash cannot part them."""
        self._reached = dict(positions)
        self._unwritten = True
        self.is_new = False
        self.write()

    def move(self, policy: str, position: Position, *, write: bool = True) -> None:
        """Note the position. With `write` it is on disk when this returns."""
        self._reached[policy] = position
        self._unwritten = True
        if write:
            self.write()

    def write(self) -> None:
        """Put what is noted on disk: whole or not at all, and to stay there through a power cut."""
        if not self._unwritten:
            return
        policies = {
            policy: {"seq": position.seq, "hash": position.hash}
            for policy, position in sorted(self._reached.items())
        }
        raw = json.dumps({"schema": SCHEMA, "policies": policies}, indent=2) + "\n"
        fresh = self.path.with_name(f".{self.path.name}.new")  # ours alone: the lock is held
        with fresh.open("w", encoding="utf-8") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._unwritten = False


@contextmanager
def held(path: Path) -> Iterator[State]:
    """The state of one follower at a time; the lock goes with the process, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FeedError("follow-state-in-use", path=str(path)) from error
        yield State(path)


def _load(path: Path) -> dict[str, Position]:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_File)
    except msgspec.DecodeError as error:
        raise FeedError("follow-state-broken", path=str(path), words=str(error)) from error
    if found.schema != SCHEMA:
        raise FeedError("follow-state-schema", path=str(path), schema=found.schema, known=SCHEMA)
    return {policy: Position(each.seq, each.hash) for policy, each in found.policies.items()}
