"""axe-core finds nothing on any kind of page, in both languages and both colour schemes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import KINDS, Served
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


ENGLISH = [path for path in KINDS if not path.startswith("de/")]
GERMAN = [path for path in KINDS if path.startswith("de/")]


@pytest.mark.parametrize(
    ("paths", "width", "scheme"),
    [
        pytest.param(ENGLISH, 1280, "light", id="en-desktop-light"),
        pytest.param(GERMAN, 390, "dark", id="de-phone-dark"),
        pytest.param(ENGLISH, 390, "light", id="en-phone-light", marks=pytest.mark.audit),
        pytest.param(ENGLISH, 1280, "dark", id="en-desktop-dark", marks=pytest.mark.audit),
        pytest.param(ENGLISH, 390, "dark", id="en-phone-dark", marks=pytest.mark.audit),
        pytest.param(GERMAN, 390, "light", id="de-phone-light", marks=pytest.mark.audit),
        pytest.param(GERMAN, 1280, "dark", id="de-desktop-dark", marks=pytest.mark.audit),
        pytest.param(GERMAN, 1280, "light", id="de-desktop-light", marks=pytest.mark.audit),
    ],
)
def test_axe_finds_nothing(
    chromium: Browser, served: Served, paths: list[str], width: int, scheme: str
) -> None:
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    found = []
    for path in paths:
        page.goto(served.url + path)
        for violation in Axe().run(page).response["violations"]:
            nodes = [f"{node['html'][:160]} :: {node['failureSummary']}" for node in violation["nodes"][:3]]
            found.append((path, violation["id"], nodes))
    context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_open_search_and_menu(chromium: Browser, served: Served, scheme: str) -> None:
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 390, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{served.url}de/privacy/")
    page.get_by_role("button", name="Navigation").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Übersicht")).to_be_in_viewport()
    page.wait_for_timeout(500)  # until it has slid in
    found = [("menu", each["id"], each["nodes"]) for each in Axe().run(page).response["violations"]]
    page.reload()
    page.get_by_role("button", name="Suche").click()
    page.keyboard.type("Lampe")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.wait_for_timeout(500)
    found += [("search", each["id"], each["nodes"]) for each in Axe().run(page).response["violations"]]
    context.close()
    assert found == []
