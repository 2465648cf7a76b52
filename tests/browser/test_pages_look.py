"""What pages do when used: views and filters without scripts, the date field, keys, the notice of changes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Served
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

REDLINE = "en/privacy/changes/2024-09-01/"
FIRST, SECOND = "change-1.2", "change-3.1-fault-reports-3-months"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_one_text_or_side_by_side_without_scripts(plain: Page, served: Served) -> None:
    plain.goto(served.url + REDLINE)
    card = plain.locator(f'[id="{FIRST}"]')
    expect(card.locator(".rl-inline")).to_be_visible()
    expect(card.locator(".rl-side")).to_be_hidden()
    plain.get_by_label("side by side").check()
    expect(card.locator(".rl-inline")).to_be_hidden()
    expect(card.locator(".rl-side")).to_be_visible()


def test_a_tables_row_stands_in_columns_or_on_a_phone_below_one_another(plain: Page, served: Served) -> None:
    for width, columns in ((1280, 2), (320, 1)):
        plain.set_viewport_size({"width": width, "height": 900})
        plain.goto(served.url + REDLINE)
        cells = plain.locator(f'[id="{SECOND}"] .rl-inline td').all()
        assert len({cell.bounding_box()["x"] for cell in cells}) == columns
        assert plain.evaluate("document.documentElement.scrollWidth") <= width


def test_the_timeline_filters_without_scripts(plain: Page, served: Served) -> None:
    plain.goto(f"{served.url}en/privacy/changes/")

    def shown() -> list[str | None]:
        return [e.get_attribute("id") for e in plain.locator(".rl-event").all() if e.is_visible()]

    assert len(shown()) == 7
    plain.get_by_label("Clarification").uncheck()
    assert "2022-05-01.1" not in shown()
    plain.get_by_label("Your rights").check()
    assert shown() == ["2027-02-01", "2023-03-15"]
    nothing = plain.get_by_text("No version matches this choice.")
    expect(nothing).to_be_hidden()
    plain.get_by_label("Material change").uncheck()
    assert shown() == []
    expect(nothing).to_be_visible()
    expect(plain.locator(".rl-year").first).to_be_hidden()
    plain.get_by_label("all", exact=True).check()
    assert shown()
    expect(nothing).to_be_hidden()


@pytest.mark.parametrize(
    ("day", "path"),
    [
        ("2021-10-31", "since/2021-10-31/"),
        ("2022-05-31", "since/2021-10-31/"),  # published, not yet in force
        ("2022-06-01", "since/2022-05-01/"),
        ("2026-11-25", "since/2024-09-01/"),
    ],
)
def test_the_day_of_agreement_leads_to_what_changed_since(
    page: Page, served: Served, day: str, path: str
) -> None:
    page.goto(f"{served.url}en/privacy/")
    page.get_by_label("I agreed on").fill(day)
    page.get_by_role("button", name="Show what changed").click()
    page.wait_for_url(f"{served.url}en/privacy/{path}")


def test_a_day_before_the_first_version_gets_an_answer(page: Page, served: Served) -> None:
    page.goto(f"{served.url}de/privacy/changes/")
    form = page.locator(".rl-since-form")
    form.locator("input").fill("2020-01-01")
    form.get_by_role("button").click()
    expect(form.get_by_role("status")).to_contain_text("31. Oktober 2021")


def test_without_scripts_a_list_takes_the_place_of_the_date_field(plain: Page, served: Served) -> None:
    plain.goto(f"{served.url}en/privacy/")
    expect(plain.locator(".rl-since-form")).to_be_hidden()
    plain.locator(".rl-since-list summary").click()
    plain.get_by_role("link", name="version of 1 May 2022").click()
    plain.wait_for_url(f"{served.url}en/privacy/since/2022-05-01/")


def test_keys_step_from_change_to_change_and_can_be_switched_off(page: Page, served: Served) -> None:
    page.goto(served.url + REDLINE)
    focused = "document.activeElement.id"
    for key, id in (("j", FIRST), ("j", SECOND), ("k", FIRST), ("k", FIRST)):
        page.keyboard.press(key)
        assert page.evaluate(focused) == id
    page.get_by_label("Keys:").uncheck()
    page.reload()
    expect(page.get_by_label("Keys:")).not_to_be_checked()
    page.keyboard.press("j")
    assert page.evaluate(focused) == ""


def test_letters_typed_into_the_search_field_step_nowhere(page: Page, served: Served) -> None:
    page.goto(served.url + REDLINE)
    page.locator("[data-md-component=search-query]").focus()
    page.keyboard.type("jk")
    assert page.locator("[data-md-component=search-query]").input_value() == "jk"


def test_a_clause_number_copies_its_link(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served.url}en/privacy/")
    page.get_by_role("link", name="5.2", exact=True).click()
    expect(page.get_by_text("The link was copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{served.url}en/privacy/#5.2"
    context.close()


def test_print_has_the_address_and_nothing_to_press(page: Page, served: Served) -> None:
    page.goto(f"{served.url}en/privacy/2021-10-31/")
    page.emulate_media(media="print")
    expect(page.locator(".rl-colophon")).to_contain_text("https://policies.example/en/privacy/2021-10-31/")
    expect(page.locator(".rl-banner--superseded")).to_be_visible()
    for selector in (".rl-contents", ".rl-links", ".rl-neighbours", ".md-header", ".md-sidebar"):
        for element in page.locator(selector).all():
            expect(element).to_be_hidden()


# The notice of changes. Its region is in a shadow root, which Playwright's locators see through.


def remember(page: Page, served: Served, **seqs: int) -> None:
    """As if the visitor had last been here when the chains had these lengths."""
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key(served), json.dumps(seqs)])


def key(served: Served) -> str:
    return f"redletter {served.url}"


def remembered(page: Page, served: Served) -> object:
    """What is stored, once something is; asked from outside, as a page's policy may forbid `eval`."""
    for _ in range(100):
        stored = page.evaluate("key => localStorage.getItem(key)", key(served))
        if stored is not None:
            return json.loads(stored)
        page.wait_for_timeout(50)
    return None


def notice(page: Page, name: str = "Notice of changes"):  # type: ignore[no-untyped-def]
    return page.get_by_role("region", name=name)


def test_a_first_visit_is_remembered_and_told_nothing(page: Page, served: Served) -> None:
    page.goto(f"{served.url}en/")
    assert remembered(page, served) == {"privacy": 7, "cookies": 2}
    expect(notice(page)).to_have_count(0)


def test_a_returning_visitor_is_told_once_of_material_changes_alone(page: Page, served: Served) -> None:
    page.goto(f"{served.url}en/subscribe/")
    remembered(page, served)
    remember(page, served, privacy=4, cookies=2)
    page.goto(f"{served.url}en/")
    told = notice(page)
    expect(told.get_by_role("link")).to_have_count(2)  # 2027-02-01 and 2024-09-01; the translation is not
    expect(told).to_contain_text("We will answer you sooner")
    expect(told).not_to_contain_text("The German text follows")
    href = told.get_by_role("link").first.evaluate("link => link.href")
    assert href == f"{served.url}en/privacy/changes/2027-02-01/"
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(told).to_have_count(0)


def test_the_notice_speaks_the_readers_language_and_closes_with_a_button(page: Page, served: Served) -> None:
    page.goto(f"{served.url}de/subscribe/")
    remembered(page, served)
    remember(page, served, privacy=6, cookies=2)
    page.reload()
    told = notice(page, "Hinweis auf Änderungen")
    expect(told).to_contain_text("Wir werden Ihnen früher antworten")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.shadowRoot?.activeElement?.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_have_count(0)


def test_whoever_reads_the_redline_is_not_told_of_it(page: Page, served: Served) -> None:
    page.goto(f"{served.url}en/subscribe/")
    remembered(page, served)
    remember(page, served, privacy=6, cookies=2)
    page.goto(f"{served.url}en/privacy/changes/2027-02-01/")
    page.wait_for_load_state("networkidle")
    assert remembered(page, served) == {"privacy": 7, "cookies": 2}
    expect(notice(page)).to_have_count(0)


_FOREIGN = """<!doctype html><html lang="en"><title>Shop</title>
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src {site}; connect-src {site}">
<h1>Shop</h1>
<script src="{site}assets/notice.js" data-feed="{site}" data-policies="privacy" defer></script></html>"""


def _readable_from_anywhere(route: Route) -> None:
    """What the company's server says, so that its other sites may read the feed."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "access-control-allow-origin": "*"})


def test_one_tag_puts_the_notice_on_another_site_with_a_strict_policy(page: Page, served: Served) -> None:
    foreign = "http://shop.example/"
    page.route(
        f"{foreign}**",
        lambda route: route.fulfill(content_type="text/html", body=_FOREIGN.format(site=served.url)),
    )
    page.route(f"{served.url}**", _readable_from_anywhere)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(foreign)
    assert remembered(page, served) == {"privacy": 7}
    remember(page, served, privacy=6)
    page.reload()
    told = page.get_by_role("region")
    expect(told).to_contain_text("We will answer you sooner")
    expect(told.get_by_role("button", name="OK")).to_be_visible()
    assert told.evaluate("box => getComputedStyle(box).position") == "fixed"
    assert wrong == []


def test_scripts_and_styles_of_ours_are_small() -> None:
    assets = Path(__file__).parents[2] / "hooks/redletter/theme/assets"
    sizes = {
        path.name: len(gzip.compress(path.read_bytes(), 9))
        for path in assets.iterdir()
        if path.suffix in {".css", ".js"}
    }
    assert sizes["notice.js"] < 5_000
    assert sum(sizes.values()) < 20_000
