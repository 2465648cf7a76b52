"""The reference consumer of the feed, for the command line and for services that embed it.

    from redletter import following

    for delivery in following.follow("https://policies.example/", "state.json", start="first"):
        store(delivery.entry)   # asking for the next one acknowledges this one

Each notice comes in order and at least once; after a crash the last one may come again under the same
`id`. A FeedError names what does not hold in the feed; nothing at or past it is handed on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from datetime import date
from pathlib import Path

from redletter.errors import FeedError
from redletter.following.engine import Delivery, Follower, today
from redletter.following.filters import Filters
from redletter.following.handlers import Handler, command, lines, post
from redletter.following.state import held
from redletter.receiving import WAITS, Patience
from redletter.sources import Source, source

__all__ = ["Delivery", "Filters", "Handler", "command", "follow", "lines", "post", "run"]

INTERVAL = 300.0  # seconds between polls

# What may be over by the next poll, since a cache catches up or a publisher mends it; all else needs a
# person on this side too.
_PASSING = frozenset(
    {
        "feed-unreachable",
        "feed-truncated",
        "feed-missing",
        "feed-gap",
        "feed-rollback",
        "feed-stale",
        "follow-command-failed",
        "follow-post-failed",
    }
)


def follow(
    place: str | Path | Source,
    state: str | Path,
    *,
    start: str | None = None,
    filters: Filters | None = None,
    key: str | None = None,
    once: bool = True,
    interval: float = INTERVAL,
    waits: tuple[float, ...] = WAITS,
    today: Callable[[], date] = today,
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[Delivery]:
    """The notices of a published feed that the state has not seen, in order; asking on acknowledges.

    `place` is a folder or the http(s) address of a published site. `state` is a file that is made on
    the first run, for which `start` says where to begin: `first`, `now`, or the seq of the first
    notice wanted. Policies that appear later are followed from their first notice. `key` is the public
    key (Base64) that must sign every head. With `once` it ends when there is nothing more; else it
    asks again every `interval` seconds, for ever. `waits` are the seconds between attempts at what a
    cache may not have yet. Raises FeedError at whatever does not hold.
    """
    with held(Path(state)) as reached:
        follower = Follower(
            source=source(place),
            state=reached,
            start=start,
            filters=filters or Filters(),
            key=key,
            patience=Patience(waits, sleep),
            today=today,
        )
        yield from follower.poll()
        while not once:
            sleep(interval)
            yield from follower.poll()


def run(
    place: str | Path | Source,
    state: str | Path,
    *,
    handler: Handler,
    start: str | None = None,
    filters: Filters | None = None,
    key: str | None = None,
    once: bool = False,
    interval: float = INTERVAL,
    waits: tuple[float, ...] = WAITS,
    today: Callable[[], date] = today,
    sleep: Callable[[float], None] = time.sleep,
    trouble: Callable[[FeedError], None] = lambda error: None,
) -> int:
    """Hand every notice to a handler, which acknowledges by returning; 0 when all is done.

    Without `once` it polls for ever. What may be over by the next poll is then told to `trouble` each
    time and tried again: a handler that failed, a source out of reach, a file that is missing or cut
    short, a head behind the state or past its day. Nothing is handed on past it meanwhile. Everything
    else that does not hold is raised as FeedError, the state standing at the last notice acknowledged.
    """
    while True:
        notices = follow(
            place,
            state,
            start=start,
            filters=filters,
            key=key,
            once=once,
            interval=interval,
            waits=waits,
            today=today,
            sleep=sleep,
        )
        try:
            with closing(notices):  # lets the state go at once, whatever the handler does
                for delivery in notices:
                    handler(delivery)
        except FeedError as error:
            if once or error.key not in _PASSING:
                raise
            trouble(error)
            sleep(interval)
        else:
            return 0
