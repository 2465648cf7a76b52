"""The frame, without MkDocs: navigation, alternates, search, sitemap, assets, proof."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import material
import publications
import pytest
import redletter
from redletter import pages, site
from redletter.editions import Publication, Standing
from redletter.errors import SiteError
from redletter.page import Page, PageKind
from redletter.site import proof, stylesheets

PUBLICATION = publications.publication()
MESSAGES = publications.messages()


@pytest.fixture(scope="module")
def rendered() -> dict[str, Page]:
    return {page.path: page for page in pages.render(PUBLICATION, MESSAGES)}


def _page(path: str, alternates: dict[str, str], **facts: object) -> Page:
    kept = {
        "language": path[:2],
        "kind": PageKind.POLICY,
        "title": "A & B",
        "description": "",
        "html": "",
        "canonical": path,
        "policy": "privacy",
    }
    return Page(path=path, alternates=alternates, **{**kept, **facts})  # type: ignore[arg-type]


def test_navigation_has_texts_and_timelines_of_one_language(rendered: dict[str, Page]) -> None:
    lines = site.navigation(PUBLICATION, rendered.values(), MESSAGES["de"])
    assert [(line.title, line.path, [each.path for each in line.entries]) for line in lines] == [
        ("Übersicht", "de/", []),
        ("Datenschutzrichtlinie", "de/privacy/", ["de/privacy/changes/"]),
        ("Cookie-Richtlinie", "de/cookies/", ["de/cookies/changes/"]),
        (rendered["de/subscribe/"].title, "de/subscribe/", []),
        (rendered["de/about-changes/"].title, "de/about-changes/", []),
    ]


def test_switch_leads_to_the_same_page_else_to_the_policy_else_home() -> None:
    both = {"en": "en/privacy/", "de": "de/privacy/"}
    alone = {"en": "en/privacy/2020-01-01/"}
    known = {path: _page(path, both) for path in both.values()}
    for page, others, expected in (
        (_page("en/privacy/", both), known, ("de/privacy/", True)),
        (_page("en/privacy/2020-01-01/", alone), known, ("de/privacy/", False)),
        (_page("en/privacy/2020-01-01/", alone), {}, ("de/", False)),
    ):
        german = site.Frames(PUBLICATION, others, MESSAGES).around(page).switches[1]
        assert (german.name, german.path, german.same) == ("Deutsch", *expected)


def test_hreflang_only_where_a_page_is_its_own_canonical_and_has_translations() -> None:
    both = {"en": "en/privacy/", "de": "de/privacy/"}
    url = PUBLICATION.settings.site_url
    pairs = (("en", f"{url}en/privacy/"), ("de", f"{url}de/privacy/"))
    for page, expected in (
        (_page("en/privacy/", both), pairs),
        (_page("en/privacy/", {"en": "en/privacy/"}), ()),
        (_page("en/privacy/2020-01-01/", both, canonical="en/privacy/"), ()),
        (
            _page("en/", {"en": "en/", "de": "de/"}, kind=PageKind.HOME, policy=None),
            (("en", f"{url}en/"), ("de", f"{url}de/"), ("x-default", url)),
        ),
    ):
        assert site.Frames(PUBLICATION, {}, MESSAGES).around(page).hreflang == expected


def test_metadata_names_page_language_version_and_dates() -> None:
    page = _page("de/privacy/", {}, label="2024-09-01", revised=date(2024, 9, 1))
    data = site.Frames(PUBLICATION, {}, MESSAGES).around(page).linked_data
    assert data is not None
    assert {key: data[key] for key in ("name", "inLanguage", "version", "dateModified", "url")} == {
        "name": "A & B",
        "inLanguage": "de",
        "version": "2024-09-01",
        "dateModified": "2024-09-01",
        "url": f"{PUBLICATION.settings.site_url}de/privacy/",
    }


def _docs(publication: Publication, language: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(site.search_index(publication, language))["docs"]
    return found


def test_search_finds_the_clause_in_the_text_in_force_of_the_language() -> None:
    by_location = {doc["location"]: doc for doc in _docs(PUBLICATION, "de")}
    assert by_location["de/privacy/"]["title"] == "Datenschutzrichtlinie"
    edition = PUBLICATION.policies[0].in_force
    assert edition is not None
    clauses = [clause for clause in edition.documents["de"].clauses if clause.number == "1.1"]
    assert by_location[f"de/privacy/#{clauses[0].id}"]["text"].startswith(clauses[0].words)


def test_search_knows_no_word_of_other_languages_and_of_other_editions() -> None:
    policy = PUBLICATION.policies[0]
    for language in PUBLICATION.settings.languages:
        indexed = " ".join(doc["text"] + " " + doc["title"] for doc in _docs(PUBLICATION, language))
        edition = policy.in_force
        assert edition is not None
        in_force = {clause.words for clause in edition.documents[language].clauses}
        for other in policy.editions:
            for clause in other.documents[language].clauses:
                if clause.words not in in_force and len(clause.words) > 20:
                    assert clause.words not in indexed


def test_every_word_of_the_text_in_force_is_in_the_index_once() -> None:
    edition = PUBLICATION.policies[0].in_force
    assert edition is not None
    docs = [doc for doc in _docs(PUBLICATION, "en") if doc["location"].startswith("en/privacy/#")]
    lone = {doc["title"] for doc in docs}  # headings with nothing below them
    texts = [doc["text"] for doc in docs]
    for clause in edition.documents["en"].clauses:
        assert clause.words in lone or sum(clause.words in text for text in texts) == 1, clause.words


def test_nothing_is_indexed_of_a_policy_that_is_not_yet_in_force() -> None:
    policy = PUBLICATION.policies[0]
    upcoming = replace(policy.editions[0], standing=Standing.UPCOMING)
    alone = replace(PUBLICATION, policies=(replace(policy, editions=(upcoming,)),))
    assert _docs(alone, "en") == []


def test_sitemap_names_indexed_pages_with_effective_dates_and_translations() -> None:
    both = {"en": "en/privacy/", "de": "de/privacy/"}
    listed = _page("en/privacy/", both, effective=date(2024, 10, 1))
    raw = site.sitemap(
        [
            listed,
            _page("en/cookies/", {"en": "en/cookies/"}, indexed=False),
            _page("en/privacy/2020-01-01/", {}, canonical="en/privacy/"),
        ],
        "https://a.example/x/",
    )
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ET.fromstring(raw).findall("s:url", names)  # noqa: S314 - our own
    assert [
        (
            url.findtext("s:loc", namespaces=names),
            url.findtext("s:lastmod", namespaces=names),
            [(link.get("hreflang"), link.get("href")) for link in url.findall("x:link", names)],
        )
        for url in urls
    ] == [
        (
            "https://a.example/x/en/privacy/",
            "2024-10-01",
            [("en", "https://a.example/x/en/privacy/"), ("de", "https://a.example/x/de/privacy/")],
        )
    ]


def test_robots_allows_all_and_names_the_sitemap() -> None:
    assert site.robots("https://a.example/").decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://a.example/sitemap.xml\n"
    )


def test_the_file_for_nginx_says_what_the_site_says() -> None:
    hosting = Path(__file__).parents[1] / "hooks" / "redletter" / "starter" / "hosting"
    shipped = (hosting / "nginx.conf").read_text(encoding="utf-8")
    assert shipped.split("\n\n", 1)[1] == site.nginx()


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("assets/javascripts/bundle.a5f9d56c.min.js", True),
        ("assets/javascripts/bundle.a5f9d56c.min.js.map", False),
        ("assets/javascripts/lunr/min/lunr.de.min.js", False),
        ("assets/javascripts/lunr/tinyseg.js", False),
        ("assets/javascripts/workers/search.a7633da7.min.js", False),
        ("assets/images/favicon.png", False),
        ("assets/stylesheets/main.57a0d79d.min.css", False),
        ("assets/stylesheets/palette.fb2fffe2.min.css", False),
        ("assets/search.js", True),
        ("assets/redletter.css", True),
        ("404.html", True),
    ],
)
def test_only_theme_files_that_pages_ask_for_are_published(path: str, published: bool) -> None:
    assert site.wanted(path) is published


def test_what_only_a_live_preview_shows_is_not_published() -> None:
    assert site.wanted("assets/live/draft.css", live=True)
    assert not site.wanted("assets/live/draft.css")


def test_a_live_preview_leads_to_drafts_from_navigation_and_banner() -> None:
    desks = pages.desks(PUBLICATION, MESSAGES, {"en": (), "de": ()})
    by_path = {page.path: page for page in (*pages.render(PUBLICATION, MESSAGES), *desks)}
    lines = site.navigation(PUBLICATION, by_path.values(), MESSAGES["en"])
    assert [(each.title, each.path) for each in lines[1].entries] == [
        ("Changes", "en/privacy/changes/"),
        ("Draft", "en/privacy/draft/"),
    ]
    frames = site.Frames(PUBLICATION, by_path, MESSAGES, readable=False)
    for path, drafts in (
        ("en/", ["en/privacy/draft/", "en/cookies/draft/"]),
        ("de/privacy/changes/", ["de/privacy/draft/"]),
        ("de/privacy/draft/", []),
    ):
        frame = frames.around(by_path[path])
        assert [each.path for each in frame.drafts] == drafts
        assert not frame.readable


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".a{x:1}", ".a{x:1}"),
        (".tip{x:1}", ""),
        (".a,.tip .b{x:1}", ".a{x:1}"),
        (".a:is(.b,.c),.tip{x:1}", ".a:is(.b,.c){x:1}"),
        ('@charset "UTF-8";.tip{x:1}.b{y:2}', '@charset "UTF-8";.b{y:2}'),
        ("@media print{.tip{x:1}}", ""),
        ("@media print{.tip{x:1}.a{x:1}}", "@media print{.a{x:1}}"),
        ("@keyframes tip{0%{x:1}to{x:2}}", "@keyframes tip{0%{x:1}to{x:2}}"),
        (".a{x:1}/*# sourceMappingURL=main.css.map */", ".a{x:1}"),
    ],
)
def test_the_theme_s_rules_for_what_no_page_shows_are_left_out(css: str, expected: str) -> None:
    assert site.style_sheet(css, ".ours.tip{}") == f"{expected}\n.ours.tip{{}}"


def test_our_scripts_and_styles_are_light() -> None:
    folder = Path(redletter.__file__).parent / "theme" / "assets"
    sizes = {path.name: len(gzip.compress(path.read_bytes(), mtime=0)) for path in folder.glob("*.*")}
    assert sum(sizes.values()) <= 20_000, sizes
    assert sizes["notice.js"] <= 5_000


def test_nothing_else_of_the_theme_s_style_sheet_is_lost() -> None:
    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    css = re.sub(r"/\*.*?\*/", "", next(folder.glob("main.*.css")).read_text(encoding="utf-8"), flags=re.S)
    assert stylesheets.trimmed(css, re.compile(r"(?!)")) == css.strip()


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with an empty file for all that a site must have."""
    for path in proof.expected(PUBLICATION):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("<p>", encoding="utf-8")
    return tmp_path


def _write(path: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")

    return change


def _remove(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


def test_a_whole_site_is_proved(built: Path) -> None:
    site.prove(built, PUBLICATION)


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        (_remove("de/privacy/2022-05-01.1/index.html"), "site-file-missing", "de/privacy/2022-05-01.1/"),
        (_remove("en/privacy/changes/2024-09-01/index.html"), "site-file-missing", "2024-09-01"),
        (_remove("feed/privacy/entries/000002.json"), "site-file-missing", "000002.json"),
        (_remove(".well-known/redletter.json"), "site-file-missing", ".well-known/redletter.json"),
        (_remove("404.html"), "site-file-missing", "404.html"),
        (_remove("de/search/search_index.json"), "site-file-missing", "de/search"),
        (_write("policies.yml", ""), "site-leak", "policies.yml"),
        (_write("de/privacy/draft/index.html", ""), "site-leak", "de/privacy/draft"),
        (_write("records/privacy/2022-05-01.yml", ""), "site-leak", "records"),
        (_write("en/privacy.md", ""), "site-leak", "en/privacy.md"),
        (_write("en/index.html", '<img src="https://a.example/x.png">'), "site-third-party", "a.example"),
        (_write("en/index.html", '<link rel=stylesheet href="//a.example/x">'), "site-third-party", "en/"),
        (_write("en/index.html", '<img srcset="x.png, http://a.example/y 2x">'), "site-third-party", "/y"),
        (_write("en/index.html", '<p style="background:url(http://a.example/)">'), "site-third-party", "a."),
        (_write("assets/x.css", '@import "https://a.example/x.css";'), "site-third-party", "a.example"),
        (_write("assets/x.css", "p{background:url('//a.example/x')}"), "site-third-party", "x.css"),
    ],
)
def test_an_unsound_site_is_refused(
    built: Path, change: Callable[[Path], None], key: str, words: str
) -> None:
    change(built)
    with pytest.raises(SiteError) as raised:
        site.prove(built, PUBLICATION)
    assert raised.value.key == key
    assert words in " ".join(str(value) for value in raised.value.arguments.values())
    for messages in MESSAGES.values():
        assert messages.text(f"error.{key}", **raised.value.arguments)
        assert messages.text(f"error.{key}.remedy", **raised.value.arguments)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.example/">',
        f'<link rel="canonical" href="{PUBLICATION.settings.site_url}en/">',
        '<img src="data:image/png;base64,AAAA">',
        "<p>url(https://a.example/)</p>",
        "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
    ],
)
def test_what_loads_nothing_from_elsewhere_is_let_be(built: Path, text: str) -> None:
    _write("en/index.html", text)(built)
    site.prove(built, PUBLICATION)
