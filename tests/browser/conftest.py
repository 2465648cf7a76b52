"""Debian's Chromium and a server on this host only, with compression as a real one has it."""

from __future__ import annotations

import gzip
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import publications
import pytest
import sites
from playwright.sync_api import Browser, sync_playwright
from redletter import site

_NAMES = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)
_PATHS = (
    "",
    "privacy/",
    "privacy/2022-05-01/",
    "privacy/2027-02-01/",
    "privacy/changes/",
    "privacy/changes/2024-09-01/",
    "privacy/since/2021-10-31/",
    "cookies/",
    "cookies/changes/2025-02-01/",
    "subscribe/",
    "about-changes/",
)
# One page of each kind in each language, and what stands outside the languages.
KINDS = ("", "404.html", *(f"{language}/{path}" for language in ("en", "de") for path in _PATHS))

_COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


def executable() -> str:
    """The Chromium of this machine; the tests fail where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("The browser tests need Chromium on PATH: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test opens a context of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        yield browser
        browser.close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder: compressed, with the site's page for errors, silent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        status = HTTPStatus.OK
        if not path.is_file():
            path, status = Path(self.directory, "404.html"), HTTPStatus.NOT_FOUND
        body = path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Security-Policy", site.content_security_policy(header=True))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    """Serves each request in a thread; a browser that hangs up is no error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Served:
    """A site that is being served: its folder and its address, which ends with a slash."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    @property
    def pages(self) -> list[str]:
        """The paths of all pages, the root page first."""
        return sorted(
            str(path.parent.relative_to(self.folder)).removeprefix(".") + "/"
            if path.parent != self.folder
            else ""
            for path in self.folder.rglob("index.html")
        )


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve a folder on this host while the block runs."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(folder, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site of the publication made by hand."""
    with serving(sites.build(publications.publication(), tmp_path_factory.mktemp("made"))) as served:
        yield served
