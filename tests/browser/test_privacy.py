"""Reading tells nobody: no request leaves the host, nothing is stored, nothing runs that was not shipped."""

from __future__ import annotations

import pytest
from conftest import Served
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_no_page_asks_anybody_else_or_fails_or_stores(chromium: Browser, served: Served) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if said.type != "log" else None)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    for path in served.pages:
        page.goto(served.url + path, wait_until="networkidle" if path.endswith("/privacy/") else "load")
    assert [url for url in asked if not url.startswith(served.url)] == []
    assert wrong == []
    assert context.cookies() == []
    # What the notice script and the reader's choice of keys remember, and nothing of the theme's.
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [key for key in kept if not key.startswith("redletter")] == []
    context.close()
