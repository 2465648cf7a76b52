"""What a first visit to our own policy costs, as it goes over the wire."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sites
from conftest import Served, serving
from playwright.sync_api import Browser, Response
from redletter import publication

pytestmark = pytest.mark.browser

LIMIT = 110_000  # bytes, headers included


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site of the policies in this repository."""
    root = tmp_path_factory.mktemp("own")
    with serving(sites.build(publication.publish(sites.REPOSITORY), root)) as served:
        yield served


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_policy_page_is_light(chromium: Browser, own: Served, language: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(f"{own.url}{language}/privacy/", wait_until="networkidle")
    weights = {}
    for answer in answers:
        sizes = answer.request.sizes()
        weights[answer.url.removeprefix(own.url)] = sizes["responseBodySize"] + sizes["responseHeadersSize"]
    context.close()
    assert f"{language}/search/search_index.json" not in weights  # comes with the first query
    assert sum(weights.values()) <= LIMIT, weights
