"""Photographs one page of each kind, to be looked at: `python tests/browser/look.py OUT [SITE]`.

OUT is a folder for the pictures, SITE a built site; without it the publication made by hand is built.
Languages, phone and desktop, light and dark, print; the name of a picture says which.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "hooks")]

import publications  # noqa: E402
import sites  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

PATHS = (
    "",
    "privacy/",
    "privacy/2021-10-31/",
    "privacy/2027-02-01/",
    "privacy/changes/",
    "privacy/changes/2023-03-15/",
    "privacy/changes/2024-09-01/",
    "privacy/since/2021-10-31/",
    "cookies/",
    "cookies/changes/2025-06-01/",
    "subscribe/",
    "about-changes/",
)
VIEWS = ((390, "light"), (390, "dark"), (1280, "light"), (1280, "dark"), (320, "light"), (900, "print"))


def main(out: Path, site: Path) -> None:
    """Writes the pictures of a site into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    handler = partial(_Silent, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for width, scheme in VIEWS:
            is_print = scheme == "print"
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
            )
            for path in (f"{language}/{path}" for language in publications.LANGUAGES for path in PATHS):
                if (site / path / "index.html").is_file():
                    page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="networkidle")
                    page.emulate_media(media="print" if is_print else "screen")
                    name = f"{path.strip('/').replace('/', '_')}.{width}.{scheme}.png"
                    page.screenshot(path=out / name, full_page=True)
            page.close()
        browser.close()
    server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as root:
        built = (
            Path(sys.argv[2]) if len(sys.argv) > 2 else sites.build(publications.publication(), Path(root))
        )
        main(Path(sys.argv[1]), built)
