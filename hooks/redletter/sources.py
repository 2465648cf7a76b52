"""Where a published feed is read from: a folder, or a site on the web with conditional requests."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from redletter import addresses
from redletter.errors import FeedError

_TIMEOUT = 30.0  # seconds
_LARGEST = 64 << 20  # bytes; no file of a feed comes near
_AGENT = "redletter-follow"


class Found(StrEnum):
    """What became of a request."""

    BODY = "body"
    MISSING = "missing"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Reply:
    """A file of the feed; `tag` lets the next request ask for news only."""

    found: Found
    body: bytes = b""
    tag: str | None = None


class Source(Protocol):
    """A place that serves a published site."""

    def read(self, path: str, known: str | None = None) -> Reply:
        """The file at a path from the site's root; UNCHANGED where its tag is still the known one.

        Raises FeedError (`feed-unreachable`, `feed-truncated`) where there is no reply to be had.
        """
        ...

    def page(self, path: str) -> bytes | None:
        """The page whose path ends with a slash, or the file; None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A published site as a folder."""

    root: Path

    def read(self, path: str, known: str | None = None) -> Reply:
        try:
            body = (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return Reply(Found.MISSING)
        except OSError as error:
            raise FeedError("feed-unreachable", path=path, words=str(error)) from error
        tag = hashlib.sha256(body).hexdigest()
        return Reply(Found.UNCHANGED, tag=tag) if tag == known else Reply(Found.BODY, body, tag)

    def page(self, path: str) -> bytes | None:
        reply = self.read(f"{path}index.html" if path.endswith("/") else path)
        return reply.body if reply.found is Found.BODY else None


@dataclass(frozen=True, slots=True)
class Web:
    """A published site on the web; `root` ends with a slash."""

    root: str

    def read(self, path: str, known: str | None = None) -> Reply:
        headers = {"If-None-Match": known} if known and not known.startswith("@") else {}
        if known and known.startswith("@"):
            headers = {"If-Modified-Since": known[1:]}
        return self._request(path, headers)

    def page(self, path: str) -> bytes | None:
        reply = self._request(path, {})
        return reply.body if reply.found is Found.BODY else None

    def _request(self, path: str, headers: Mapping[str, str]) -> Reply:
        address = self.root + urllib.parse.quote(path)
        request = urllib.request.Request(  # noqa: S310 the scheme is checked in `source`
            address, headers={"User-Agent": _AGENT, **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310
                body = response.read(_LARGEST + 1)
                tag = response.headers.get("ETag")
                modified = response.headers.get("Last-Modified")
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == http.client.NOT_MODIFIED:
                return Reply(Found.UNCHANGED, tag=headers.get("If-None-Match"))
            if error.code in (http.client.NOT_FOUND, http.client.GONE):
                return Reply(Found.MISSING)
            raise FeedError("feed-unreachable", path=address, words=f"HTTP {error.code}") from error
        except http.client.IncompleteRead as error:
            raise FeedError("feed-truncated", path=address) from error
        except (OSError, http.client.HTTPException) as error:
            raise FeedError("feed-unreachable", path=address, words=str(error)) from error
        if len(body) > _LARGEST:
            raise FeedError("feed-unreachable", path=address, words=f"> {_LARGEST} bytes")
        return Reply(Found.BODY, body, tag or (f"@{modified}" if modified else None))


def source(place: str | Path | Source) -> Source:
    """The source at a folder or an http(s) address: of the site, or of its discovery file."""
    if not isinstance(place, str | Path):
        return place
    if isinstance(place, str) and place.startswith(("http://", "https://")):
        for known in addresses.DISCOVERY:
            place = place.removesuffix(known)
        return Web(place if place.endswith("/") else f"{place}/")
    folder = Path(place)
    if not folder.is_dir():
        raise FeedError("feed-no-folder", path=str(folder))
    return Folder(folder)
