"""Takes the pictures in the guide for lawyers: `python tests/browser/picture_guide.py OUT`.

The site is that of our own policies; the draft is the one that the guide writes, followed to the letter.
OUT gets one WebP a picture. Fonts differ from machine to machine, so that bytes may.
"""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "hooks"), str(TESTS / "browser")]

import yaml  # noqa: E402
from conftest import QUIET, executable, serving  # noqa: E402
from guide_reading import GUIDES, Command, Reader, steps, surroundings  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

_DAY = "2026-11-25"  # between the announcement of our newest revision and its effective date
_REDLETTER = "import sys; from redletter.cli import main; sys.exit(main(sys.argv[1:]))"
_QUALITY = 70  # of 100; below, small type frays


@dataclass(frozen=True)
class Picture:
    """A page to photograph: its path, the width and height of the window, and where to scroll to."""

    name: str
    path: str
    size: tuple[int, int]
    at: str = ""  # the id of an element


_SITE = (
    Picture("policy", "en/privacy/", (1100, 770)),
    Picture("redline", "en/privacy/changes/2026-10-15/", (1100, 690), at="change-3.6-3"),
    Picture("timeline", "en/privacy/changes/", (1100, 700), at="all"),
)
_DRAFT = Picture("draft", "en/privacy/draft/", (1280, 1500))
_MAIL = Picture("mail", "", (640, 570))


def main(out: Path) -> None:
    """Writes the pictures into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        with serving(_our_site(Path(folder))) as served:
            for picture in _SITE:
                _take(browser, served.url, picture, out)
        with patch.dict(os.environ, surroundings(Path(folder), dated=True)), chdir(folder):
            _follow_the_guide(browser, out)
        browser.close()


def _our_site(folder: Path) -> Path:
    """Our own policies, as they lie on disk, published."""
    root, site = folder / "ours", folder / "site"
    subprocess.run(["git", "clone", "--quiet", TESTS.parent, root], check=True)
    for name in ("content", "hooks", "locales"):  # the build runs the hooks that lie beside its content
        shutil.copytree(TESTS.parent / name, root / name, dirs_exist_ok=True)
    shutil.copy(TESTS.parent / "mkdocs.yml", root)
    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--message=As it is"], check=True)
    _redletter(
        "build", "--publish", "--as-of", _DAY, "--content", str(root / "content"), "--site-dir", str(site)
    )
    return site


def _follow_the_guide(browser: Browser, out: Path) -> None:
    """The draft where the guide says to look at it, and the e-mail where its record is written."""
    reader = Reader(dated=True)
    for step in steps(GUIDES / "lawyers.md"):
        line = step.line if isinstance(step, Command) else ""
        if line == "redletter diff privacy":
            with _preview() as address:
                _take(browser, address, _DRAFT, out)
        reader.follow(step)
        if line == "redletter record # exits with 1":
            record = yaml.safe_load(Path("content/records/privacy/2027-06-01.yml").read_text("utf-8"))
            mail = Path("mail.html")
            mail.write_text(record["messages"]["en"]["email"]["html"], "utf-8")
            return _take(browser, mail.absolute().as_uri(), _MAIL, out)
    raise ValueError("the guide writes no record")


@contextmanager
def _preview() -> Iterator[str]:
    """The live preview of the repository in which we are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _REDLETTER, "serve", "--address", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _answering(f"http://127.0.0.1:{port}/", server)
    finally:
        server.terminate()
        server.wait()


def _answering(address: str, server: subprocess.Popen[bytes]) -> str:
    """The address, as soon as something answers there."""
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("the preview ended before it answered")
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310 - our own server
                return address
        except urllib.error.URLError:
            time.sleep(0.2)
    raise TimeoutError(address)


def _redletter(*arguments: str) -> None:
    subprocess.run([sys.executable, "-c", _REDLETTER, *arguments], check=True, stdout=subprocess.DEVNULL)


def _take(browser: Browser, address: str, picture: Picture, out: Path) -> None:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    answer = page.goto(f"{address}{picture.path}", wait_until="load")
    if answer is not None and not answer.ok:
        raise RuntimeError(f"no page at {picture.path}")
    page.evaluate("document.fonts.ready")
    if picture.at:
        page.locator(f'[id="{picture.at}"]').evaluate("element => element.scrollIntoView({block: 'start'})")
    shot = context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": _QUALITY}
    )
    (out / f"{picture.name}.webp").write_bytes(base64.b64decode(shot["data"]))
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
