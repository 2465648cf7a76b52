"""A reader's way through the site, in both languages, with the mouse, the keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import KINDS, Served
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """A page whose every request stays on the host."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context.new_page()
    context.close()
    assert [url for url in asked if not url.startswith(served.url)] == []


WORDS = {
    "en": {
        "root": "Read in English",
        "policy": "Privacy Policy",
        "changes": "Changes",
        "other": "Deutsch",
        "search": "serial number",
        "foreign": "Seriennummer",
        "none": "No matching documents",
    },
    "de": {
        "root": "Auf Deutsch lesen",
        "policy": "Datenschutzrichtlinie",
        "changes": "Änderungen",
        "other": "English",
        "search": "Seriennummer",
        "foreign": "serial number",
        "none": "Keine Suchergebnisse",
    },
}


@pytest.mark.parametrize("language", ["en", "de"])
def test_from_the_root_to_policy_changes_redline_and_an_older_revision(
    page: Page, served: Served, language: str
) -> None:
    words = WORDS[language]
    page.goto(served.url)
    assert page.url == served.url  # nobody is sent anywhere
    page.get_by_role("link", name=words["root"]).click()
    page.wait_for_url(f"{served.url}{language}/")

    page.locator('article a[href="privacy/"]').first.click()
    page.wait_for_url(f"{served.url}{language}/privacy/")
    expect(page.get_by_role("heading", level=1)).to_have_text(words["policy"])

    page.get_by_role("navigation").get_by_role("link", name=words["changes"], exact=True).first.click()
    page.wait_for_url(f"{served.url}{language}/privacy/changes/")
    page.locator('article a[href="2024-09-01/"]').first.click()
    page.wait_for_url(f"{served.url}{language}/privacy/changes/2024-09-01/")
    expect(page.locator("ins").first).to_be_visible()
    expect(page.locator("del").first).to_be_visible()

    page.goto(f"{served.url}{language}/privacy/2022-05-01/")
    page.locator('article a[href="../"]').first.click()
    page.wait_for_url(f"{served.url}{language}/privacy/")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "path", ["", "privacy/", "privacy/2022-05-01/", "privacy/changes/2024-09-01/", "subscribe/"]
)
def test_the_language_switch_leads_to_the_same_page(
    page: Page, served: Served, language: str, path: str
) -> None:
    other = {"en": "de", "de": "en"}[language]
    page.goto(f"{served.url}{language}/{path}")
    page.get_by_role("banner").get_by_role("link", name=WORDS[language]["other"]).click()
    page.wait_for_url(f"{served.url}{other}/{path}")
    assert page.locator("html").get_attribute("lang") == other


@pytest.mark.parametrize("language", ["en", "de"])
def test_search_finds_the_clause_of_the_language_alone(page: Page, served: Served, language: str) -> None:
    words = WORDS[language]
    page.goto(f"{served.url}{language}/subscribe/")
    field = page.get_by_role("textbox")
    field.press_sequentially(words["foreign"])
    expect(page.locator(".md-search-result__meta")).to_have_text(words["none"])
    field.fill("")
    field.press_sequentially(words["search"])
    # Old texts have the clause as well: there is one policy with one clause in it all the same.
    hits = page.locator('.md-search-result__item a[href*="#"]')
    expect(hits).to_have_count(1)
    expect(page.locator(".md-search-result__item")).to_have_count(1)
    hits.click()
    page.wait_for_url(f"{served.url}{language}/privacy/**")
    anchor = page.url.partition("#")[2].removeprefix("__")
    target = page.locator(f'[id="{anchor}"]')
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text(words["search"])


WATCH_FOCUS = """() => {
  window.reached = new Set()
  window.unseen = new Set()
  const seen = element => {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element)
    return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
  }
  addEventListener("focusin", ({target}) => {
    reached.add(target)
    if (!seen(target)) unseen.add(target.outerHTML.slice(0, 120))
  })
}"""
NOT_REACHED = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter(element => element.checkVisibility({visibilityProperty: true}) && element.tabIndex >= 0)
  .filter(element => element.type !== "radio" || element.checked) // arrow keys move within a group
  .filter(element => !reached.has(element))
  .map(element => element.outerHTML.slice(0, 120))"""


def test_search_works_with_the_keyboard_alone(page: Page, served: Served) -> None:
    page.goto(f"{served.url}en/subscribe/")
    page.keyboard.press("/")
    page.keyboard.type("serial number")
    expect(page.locator('.md-search-result__item a[href*="#"]')).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.url}en/privacy/#**")


KEYBOARD = ("", "en/", "en/privacy/", "en/privacy/changes/2024-09-01/")
REST = [pytest.param(path, marks=pytest.mark.audit) for path in KINDS if path not in KEYBOARD]


@pytest.mark.parametrize("path", [*KEYBOARD, *REST])
def test_everything_is_reached_with_the_keyboard_alone_and_shows_it(
    page: Page, served: Served, path: str
) -> None:
    page.goto(served.url + path)
    page.evaluate(WATCH_FOCUS)
    for _ in range(page.locator("a[href], button, input, select, summary").count() + 5):
        page.keyboard.press("Tab")
    assert page.evaluate(NOT_REACHED) == []
    assert page.evaluate("[...unseen]") == []


def test_search_and_menu_open_with_the_keyboard_on_a_phone(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{served.url}en/privacy/")
    for name, key, toggle in (("Navigation", "Enter", "#__drawer"), ("Search", "Space", "#__search")):
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press(key)
        expect(page.locator(toggle)).to_be_checked()
        page.keyboard.press("Escape")
        page.locator(toggle).evaluate("element => element.checked = false")
    context.close()


def test_all_but_search_works_without_scripts(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in KINDS:
        page.goto(served.url + path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        expect(page.locator(".md-search")).to_be_hidden()
    page.goto(f"{served.url}de/privacy/")
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_url(f"{served.url}en/privacy/")
    context.close()


@pytest.mark.parametrize(
    "width", [320, pytest.param(390, marks=pytest.mark.audit), pytest.param(1280, marks=pytest.mark.audit)]
)
def test_no_page_is_wider_than_the_screen(chromium: Browser, served: Served, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for path in KINDS:
        page.goto(served.url + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    context.close()
    assert wide == []


def test_an_unknown_address_shows_both_languages(page: Page, served: Served) -> None:
    response = page.goto(f"{served.url}en/nowhere/at/all/")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_count(2)
    page.get_by_role("link", name="Zur Übersicht").click()
    page.wait_for_url(f"{served.url}de/")
