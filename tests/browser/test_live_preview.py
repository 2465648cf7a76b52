"""A lawyer at work: a file is saved under a running `redletter serve`, and the desk shows it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sites
from axe_playwright_python.sync_playwright import Axe
from growing import SETTINGS, Repository, policy
from playwright.sync_api import Browser, Locator, Page, expect
from redletter import recording

pytestmark = pytest.mark.browser

EN, DE = "content/en/privacy.md", "content/de/privacy.md"
ENGLISH = "## 1. Data\n\n1.1 We delete your data within {} days of your request.\n\n" + "\n".join(
    f"1.{number} We keep plan {number} of the garden in our archive and show it to nobody.\n"
    for number in range(2, 40)
)
GERMAN = "## 1. Daten\n\n1.1 Wir löschen Ihre Daten binnen {} Tagen nach Verlangen.\n\n" + "\n".join(
    f"1.{number} Wir bewahren Plan {number} des Gartens im Archiv auf und zeigen ihn niemandem.\n"
    for number in range(2, 40)
)


class Desk:
    """A repository under a running preview; `url` ends with a slash."""

    def __init__(self, root: Path, url: str) -> None:
        self.root, self.url = root, url

    def save(self, days: int, *, more: str = "", revision: str = "2021-04-01") -> None:
        """Save both texts, as an editor does."""
        for path, body in ((EN, ENGLISH), (DE, GERMAN)):
            whole = policy(body.format(days) + more, revision=revision, effective="2021-06-01")
            saved = self.root / "saved.md"  # whole or not at all
            saved.write_text(whole, "utf-8")
            saved.replace(self.root / path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("desk")
    repository = Repository(root, settings=SETTINGS)
    for path, body in ((EN, ENGLISH), (DE, GERMAN)):
        repository.write({path: policy(body.format(14), revision="2021-01-01")})
    repository.commit("First")
    recording.record(root, now=datetime(2021, 1, 1, tzinfo=UTC))
    repository.commit("Record")
    (root / "hooks").mkdir()
    (root / "hooks" / "build.py").symlink_to(sites.REPOSITORY / "hooks" / "build.py")
    shutil.copy(sites.REPOSITORY / "mkdocs.yml", root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-c", "from redletter.cli import main; raise SystemExit(main())"]
    server = subprocess.Popen(
        [*command, "serve", "--address", address],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(sites.REPOSITORY / "hooks")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Desk(root, _answering(f"http://{address}/", server))
    finally:
        server.terminate()
        server.wait(10)


def _answering(url: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        assert server.poll() is None
        try:
            urllib.request.urlopen(url, timeout=60).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.1)
        else:
            return url
    pytest.fail("the preview does not answer")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def redline(page: Page) -> Locator:
    return page.locator(".rl-change .rl-inline").first


COLUMN = "document.querySelector('.rl-desk__judgement')"
SCROLL = f"scrollTo({{top: 700, behavior: 'instant'}}); {COLUMN}.scrollTop = 120"
SCROLLED = f"scrollY === 700 && {COLUMN}.scrollTop === 120"
WAIT = 30_000  # milliseconds: the machine may be busy


@pytest.mark.parametrize(
    ("language", "level", "short", "other", "told"),
    [
        ("en", "Material change", "45 days", "Deutsch", "1.99"),
        ("de", "Wesentliche Änderung", "45 Tage", "English", "1.99"),
    ],
)
def test_a_save_renews_redline_judgement_and_remarks_and_keeps_the_place(
    page: Page, desk: Desk, language: str, level: str, short: str, other: str, told: str
) -> None:
    desk.save(14, revision="2021-01-01")
    page.goto(f"{desk.url}{language}/privacy/draft/")
    desk.save(45)
    expect(redline(page)).to_contain_text(short, timeout=WAIT)
    expect(page.locator(".rl-summary .rl-tags")).to_contain_text(level)
    expect(page.locator(".rl-remarks")).not_to_contain_text(told)

    # Waiting, unlike evaluating, outlives a reload that comes in between.
    page.wait_for_function(f"() => {{ {SCROLL}; return {SCROLLED} }}")
    desk.save(60, more="\n1.40 See clause 1.99.\n")
    expect(redline(page)).to_contain_text("60", timeout=WAIT)
    expect(page.locator(".rl-remarks")).to_contain_text(told)
    expect(page.locator(".rl-fresh").first).to_be_visible()
    page.wait_for_function(f"() => {SCROLLED}")

    page.get_by_role("link", name=other, exact=True).click()
    page.wait_for_url(re.compile(r"/(en|de)/privacy/draft/$"))
    expect(redline(page)).to_contain_text("60")


def test_what_cannot_be_read_is_shown_with_its_line_and_the_desk_comes_back(page: Page, desk: Desk) -> None:
    desk.save(45)
    page.goto(f"{desk.url}en/privacy/draft/")
    expect(redline(page)).to_contain_text("45", timeout=WAIT)
    desk.save(45, revision="2021-04-31")
    hint = page.locator(".rl-remarks")
    expect(hint).to_contain_text(f"{EN}:3", timeout=WAIT)
    expect(hint).to_contain_text("revision: 2021-04-31")
    expect(page.locator(".rl-next--unreadable")).to_be_visible()
    desk.save(30)
    expect(redline(page)).to_contain_text("30 days", timeout=WAIT)
    expect(page.locator(".rl-next--unreadable")).to_have_count(0)


def test_text_stands_beside_the_redline_on_a_wide_screen_and_below_it_on_a_phone(
    page: Page, desk: Desk
) -> None:
    desk.save(45)
    for width, beside in ((1440, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{desk.url}en/privacy/draft/")
        expect(redline(page)).to_contain_text("45 days", timeout=WAIT)
        judgement = page.locator(".rl-desk__judgement").bounding_box()
        text = page.locator(".rl-desk__text").bounding_box()
        assert judgement is not None
        assert text is not None
        assert (text["x"] > judgement["x"] + judgement["width"]) is beside
        assert (text["y"] > judgement["y"] + judgement["height"] - 1) is not beside
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 1440, "light"), ("de", 390, "dark"), ("de", 1440, "dark")]
)
def test_axe_finds_nothing_on_the_desk(
    chromium: Browser, desk: Desk, language: str, width: int, scheme: str
) -> None:
    desk.save(45, more="\n1.40 See clause 1.99.\n")
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.route("**/livereload/**", lambda route: route.abort())  # no reload while axe looks
    for _ in range(60):
        page.goto(f"{desk.url}{language}/privacy/draft/")
        if page.locator(".rl-remarks", has_text="1.99").count():
            break
        page.wait_for_timeout(500)
    expect(page.locator(".rl-remarks")).to_contain_text("1.99")
    found = [(each["id"], each["nodes"][0]["html"][:160]) for each in Axe().run(page).response["violations"]]
    context.close()
    assert found == []
