"""What to do with a notice: print it, give it to a command, or post it; returning acknowledges it."""

from __future__ import annotations

import http.client
import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from typing import TextIO

from redletter.errors import FeedError
from redletter.following.engine import Delivery

Handler = Callable[[Delivery], None]

POST_WAITS = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds between attempts
_TIMEOUT = 30.0  # seconds
_ASK_AGAIN = (http.client.REQUEST_TIMEOUT, http.client.TOO_EARLY, http.client.TOO_MANY_REQUESTS)
_REASON = 500  # characters of a refusal that are told


def lines(stream: TextIO) -> Handler:
    """Prints each entry as one line of JSON."""

    def handle(delivery: Delivery) -> None:
        line = json.dumps(delivery.entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        try:
            stream.write(line + "\n")
            stream.flush()
        except BrokenPipeError as error:
            raise FeedError("follow-output-closed") from error

    return handle


def command(arguments: Sequence[str]) -> Handler:
    """Runs a command for each entry, its bytes on stdin; exit code 0 acknowledges."""

    def handle(delivery: Delivery) -> None:
        try:
            finished = subprocess.run(list(arguments), input=delivery.raw, check=False)
        except OSError as error:
            raise FeedError("follow-command-missing", command=arguments[0], words=str(error)) from error
        if finished.returncode != 0:
            raise FeedError(
                "follow-command-failed",
                command=arguments[0],
                code=finished.returncode,
                seq=delivery.seq,
                id=delivery.id,
            )

    return handle


def post(
    address: str,
    *,
    waits: Sequence[float] = POST_WAITS,
    timeout: float = _TIMEOUT,
    sleep: Callable[[float], None] = time.sleep,
) -> Handler:
    """Posts each entry as a CloudEvent in structured mode; any 2xx acknowledges.

    A 5xx, a time-out, a broken connection, and the three 4xx that ask to come again (408, 425, 429) are
    tried again, later each time; any other answer stops.
    """

    def handle(delivery: Delivery) -> None:
        for wait in (*waits, None):
            words = _posted(address, delivery, timeout)
            if words is None:
                return
            if wait is not None:
                sleep(wait)
        raise FeedError("follow-post-failed", address=address, seq=delivery.seq, words=words)

    return handle


def _posted(address: str, delivery: Delivery, timeout: float) -> str | None:
    """None once it is acknowledged, else why it should be tried again."""
    request = urllib.request.Request(  # noqa: S310 the address is the operator's own
        address,
        data=delivery.raw,
        headers={"Content-Type": "application/cloudevents+json; charset=UTF-8"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout):  # noqa: S310
            return None
    except urllib.error.HTTPError as error:
        reason = f"HTTP {error.code} {error.reason}"
        with error:
            told = error.read(_REASON).decode("utf-8", "replace").strip()
        if error.code >= http.client.INTERNAL_SERVER_ERROR or error.code in _ASK_AGAIN:
            return reason
        raise FeedError(
            "follow-post-refused", address=address, seq=delivery.seq, words=f"{reason} {told}".strip()
        ) from error
    except (OSError, http.client.HTTPException) as error:
        return str(error)
