"""The search worker, asked as the theme asks it, over clauses laid out for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Served
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DOCS = [
    {"location": "en/privacy/", "title": "Privacy policy", "text": ""},
    {"location": "en/privacy/#7", "title": "7. Updates", "text": ""},
    {
        "location": "en/privacy/#7.1",
        "title": "7.1",
        "above": "7. Updates & more",
        "text": "7.1 We tell you of every change before it applies.",
    },
    {
        "location": "en/privacy/#17.1",
        "title": "17.1 A number like the other",
        "text": "17.1 We erase “logs” after 30 days & never <b>sell</b> them. See clause 7.1.",
    },
    {"location": "en/privacy/#8", "title": "8. Löschungsfristen", "text": "Wir löschen Gästelisten."},
    {"location": "en/cookies/", "title": "Cookie policy", "text": ""},
    {"location": "en/cookies/#1", "title": "1. One", "text": "One cookie is erased after an hour."},
]
ASK = """async ([query]) => {
  const worker = new Worker("/assets/search.js?language=en")
  const answer = type => new Promise(done =>
    worker.addEventListener("message", ({data}) => data.type === type && done(data.data)))
  await answer(1)
  worker.postMessage({type: 2, data: query})
  return (await answer(3)).items
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    body = json.dumps({"docs": DOCS})
    context.route("**/search_index.json", lambda route: route.fulfill(body=body))
    page.goto(served.url)
    yield page
    context.close()


def _ask(page: Page, query: str) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = page.evaluate(ASK, [query])
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("7.1", [["7.1", "17.1", ""]]),  # the number itself before a mention of it
        ("updates", [["7", ""]]),
        ("every change", [["7.1", ""]]),
        ("change every", [["7.1", ""]]),
        ('"change every"', []),
        ('"every change"', [["7.1", ""]]),
        ("fristen", [["8", ""]]),  # within a long word
        ("LOSCHUNG gast", [["8", ""]]),  # without dots
        ("erasing", [["17.1", ""], ["1", ""]]),  # another ending
        ("ar", []),  # short ones only at the start of words
        ("af", [["17.1", ""], ["1", ""]]),
        ("<b>", [["17.1", ""]]),
        ("privacy policy", [[""]]),
        ("zebra", []),
        ("   ", []),
        ("", []),
    ],
)
def test_what_is_found_and_in_which_order(page: Page, query: str, expected: list[list[str]]) -> None:
    found = [[item["location"].partition("#")[2] for item in group] for group in _ask(page, query)]
    assert found == expected


def test_what_is_shown_is_escaped_and_marks_the_words(page: Page) -> None:
    assert _ask(page, "7.1 tell")[0][0]["title"] == "<mark>7.1</mark> · 7. Updates &#38; more"
    item = _ask(page, "sell")[0][0]
    assert item["text"] == (
        "<p>17.1 We erase “logs” after 30 days &#38; never &#60;b&#62;<mark>sell</mark>&#60;/b&#62; them. "
        "See clause 7.1.</p>"
    )


def test_each_group_has_its_policy_and_falling_scores(page: Page) -> None:
    for group in _ask(page, "7"):
        assert [item["location"] for item in group if "#" not in item["location"]] == ["en/privacy/"]
        scores = [item["score"] for item in group]
        assert scores == sorted(scores, reverse=True)


def test_a_long_text_is_cut_around_the_words(page: Page) -> None:
    long = " ".join(f"word{n}" for n in range(200))
    body = json.dumps({"docs": [DOCS[0], {"location": "en/privacy/#1", "title": "1", "text": long}]})
    page.route("**/search_index.json", lambda route: route.fulfill(body=body))
    text = _ask(page, "word150")[0][0]["text"]
    page.unroute("**/search_index.json")
    assert "<mark>word150</mark>" in text
    assert text.startswith("<p>… word")
    assert text.endswith(" …</p>")
    assert len(re.sub("<.*?>", "", text)) < 260
