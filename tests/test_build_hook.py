"""The build hook in a real MkDocs build, of a publication made by hand."""

from __future__ import annotations

import json
import os
import pickle
import re
import runpy
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import html5lib
import publications
import pytest
import sites
from growing import Repository, policy
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from redletter import handover, pages, site
from redletter.editions import Publication
from redletter.errors import SiteError, SourceError
from redletter.page import PageKind
from redletter.site import stylesheets

PUBLICATION = publications.publication()
PAGES = {page.path: page for page in pages.render(PUBLICATION, publications.messages())}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.build(PUBLICATION, tmp_path_factory.mktemp("repository"))


def _head(built: Path, path: str) -> str:
    return (built / path / "index.html").read_text(encoding="utf-8").split("</head>")[0]


def test_the_site_is_whole_and_holds_no_source_but_the_company_s_assets(built: Path) -> None:
    site.prove(built, PUBLICATION)
    assert (built / "assets" / "images" / "logo.svg").read_text(encoding="utf-8") == "<svg/>"
    for path in built.rglob("*"):
        if path.is_file():
            assert b"secret:" not in path.read_bytes()
            assert b"Source text." not in path.read_bytes()


def test_each_page_stands_at_its_path_with_its_html(built: Path) -> None:
    for path, page in PAGES.items():
        assert page.html in (built / path / "index.html").read_text(encoding="utf-8")


def test_pages_speak_their_language(built: Path) -> None:
    for path, page in PAGES.items():
        whole = (built / path / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{page.language}"' in whole
        assert f'placeholder="{ {"en": "Search", "de": "Suche"}[page.language] }"' in whole
        assert f" – {PUBLICATION.settings.site_names[page.language]}</title>" in whole or (
            page.kind is PageKind.HOME
        )
        other = {"en": "de", "de": "en"}[page.language]
        navigation = whole.split("md-nav--primary")[1].split("md-nav--secondary")[0].split("</ul>\n</nav>")[0]
        assert PUBLICATION.settings.site_names[other] not in navigation


def test_search_engines_are_told_what_to_take(built: Path) -> None:
    url = PUBLICATION.settings.site_url
    for path, page in PAGES.items():
        head = _head(built, path)
        assert f'<link rel="canonical" href="{url}{page.canonical}">' in head
        assert ('<meta name="robots" content="noindex">' in head) is not page.indexed
        told = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', head)
        if page.canonical == page.path and len(page.alternates) > 1:
            assert set(page.alternates.items()) <= {
                (language, address.removeprefix(url)) for language, address in told
            }
        else:
            assert told == []
        for _language, address in told:
            assert (built / address.removeprefix(url) / "index.html").is_file()


def test_hreflang_is_mutual(built: Path) -> None:
    url = PUBLICATION.settings.site_url
    pattern = re.compile(r'<link rel="alternate" hreflang="(?:en|de)" href="(.*?)">')
    named = {path: {a.removeprefix(url) for a in pattern.findall(_head(built, path))} for path in PAGES}
    for path, others in named.items():
        for other in others:
            assert path in named[other], (path, other)


def test_the_root_page_lets_choose_and_leads_nowhere_by_itself(built: Path) -> None:
    root = (built / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="(.*?)"', root)[:2] == ["en/", "de/"]
    assert 'hreflang="x-default"' in root
    assert "<script" not in root
    assert 'http-equiv="refresh"' not in root


def test_the_page_for_errors_speaks_both_languages_from_any_depth(built: Path) -> None:
    page = (built / "404.html").read_text(encoding="utf-8")
    assert 'lang="en"' in page
    assert 'lang="de"' in page
    assert re.findall(r'<a href="(.*?)"', page)[:2] == ["/en/", "/de/"]
    assert 'href="/assets/redletter.css"' in page
    assert 'rel="canonical"' not in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_page_for_errors_knows_the_site_s_folder(tmp_path: Path) -> None:
    settings = replace(PUBLICATION.settings, site_url="https://a.example/legal/")
    built = sites.build(replace(PUBLICATION, settings=settings), tmp_path)
    page = (built / "404.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="(.*?)"', page)[:2] == ["/legal/en/", "/legal/de/"]
    assert 'href="/legal/assets/redletter.css"' in page


def test_a_company_s_own_theme_folder_logo_and_icon_prevail(tmp_path: Path) -> None:
    sites.lay(tmp_path)
    config = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    own = "  name: material\n  custom_dir: own\n  favicon: assets/images/logo.svg\n"
    own += "  logo: assets/images/logo.svg\n"
    (tmp_path / "mkdocs.yml").write_text(config.replace("  name: material\n", own), encoding="utf-8")
    (tmp_path / "own" / "partials").mkdir(parents=True)
    (tmp_path / "own" / "partials" / "footer.html").write_text("<footer>Ours</footer>", encoding="utf-8")
    with sites.given(PUBLICATION, tmp_path):
        page = (sites.run(tmp_path) / "en" / "index.html").read_text(encoding="utf-8")
    assert "<footer>Ours</footer>" in page
    assert '<link rel="icon" href="../assets/images/logo.svg">' in page
    assert '<img src="../assets/images/logo.svg" alt="logo">' in page


def test_the_search_worker_of_the_language_is_named_and_its_index_there(built: Path) -> None:
    for path, page in PAGES.items():
        whole = (built / path / "index.html").read_text(encoding="utf-8")
        found = re.search(r'<script id="__config" type="application/json">(.*?)</script>', whole)
        assert found is not None
        worker, _, language = json.loads(found[1])["search"].partition("?language=")
        assert language == page.language
        assert (built / path / worker).resolve() == (built / "assets" / "search.js").resolve()
        assert json.loads((built / language / "search" / "search_index.json").read_bytes())["docs"]


def test_no_page_has_a_script_or_style_of_its_own(built: Path) -> None:
    for path in built.rglob("*.html"):
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        for script in page.iter("script"):
            assert script.get("src") or script.get("type") in ("application/json", "application/ld+json")
        assert list(page.iter("style")) == []
        assert [element for element in page.iter() if element.get("style")] == []
        assert [
            (element.tag, name) for element in page.iter() for name in element.attrib if name.startswith("on")
        ] == []


def test_every_page_refuses_what_the_site_did_not_ship(built: Path) -> None:
    policy = site.content_security_policy(header=False)
    for path in built.rglob("*.html"):
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        told = [
            meta.get("content")
            for meta in page.iter("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        assert told == [policy]
    assert site.content_security_policy(header=True) in (built / "_headers").read_text(encoding="utf-8")


def test_no_page_has_a_class_whose_rules_were_left_out(built: Path) -> None:
    names = {
        name
        for path in built.rglob("*.html")
        for element in html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False).iter()
        for name in element.get("class", "").split()
    }
    assert {name for name in names if name.startswith(stylesheets.ABSENT)} == set()


def test_metadata_is_valid_json_with_the_page_address(built: Path) -> None:
    for path in PAGES:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', _head(built, path))
        assert found is not None
        assert json.loads(found[1])["url"] == PUBLICATION.settings.site_url + path


def test_all_links_within_the_site_lead_somewhere(built: Path) -> None:
    ids: dict[Path, set[str]] = {}
    links: list[tuple[Path, str]] = []
    for path in built.rglob("index.html"):
        page = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        ids[path] = {found for element in page.iter() if (found := element.get("id"))}
        links += [(path, href) for element in page.iter("a") if (href := element.get("href"))]
    broken = []
    for path, href in links:
        if re.match(r"[a-z]+:", href):
            continue
        target, _, fragment = href.partition("#")
        file = (path.parent / target).resolve() if target else path
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or (fragment and fragment not in ids.get(file, {fragment})):
            broken.append(f"{path.relative_to(built)}: {href}")
    assert broken == []


def test_every_page_is_valid_html_and_no_id_stands_twice(built: Path) -> None:
    for path in built.rglob("*.html"):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        page = parser.parse(path.read_text(encoding="utf-8"))
        assert parser.errors == [], path
        ids = [found for element in page.iter() if (found := element.get("id"))]
        assert len(ids) == len(set(ids)), path


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = sites.build(PUBLICATION, tmp_path)
    first, second = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (built, again)
    )
    assert first == second


def test_a_preview_says_so_on_every_page(tmp_path: Path) -> None:
    preview = sites.build(replace(PUBLICATION, preview=True), tmp_path)
    for path, page in PAGES.items():
        banner = {"en": "Preview", "de": "Vorschau"}[page.language]
        assert banner in (preview / path / "index.html").read_text().split('class="md-banner"')[1]


def test_no_banner_stands_on_pages_of_a_publication(built: Path) -> None:
    for path in PAGES:
        assert 'class="md-banner"' not in (built / path / "index.html").read_text(encoding="utf-8")


def test_no_draft_nor_any_of_its_page_is_published(built: Path) -> None:
    assert list(built.rglob("draft*")) == []
    assert not (built / "assets" / "live").exists()
    for path in built.rglob("*"):
        if path.is_file():
            assert b"rl-desk" not in path.read_bytes(), path


def test_a_live_preview_has_drafts_and_shares_templates_between_builds(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    texts = {
        f"content/{language}/privacy.md": policy("1.1 We keep it.\n", revision="2021-01-01")
        for language in ("en", "de")
    }
    repository.commit("First", texts)
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "build.py").symlink_to(sites.REPOSITORY / "hooks" / "build.py")
    shutil.copy(sites.REPOSITORY / "mkdocs.yml", tmp_path)
    for words in ("We keep it.", "We keep zebras."):
        repository.write({"content/en/privacy.md": policy(f"1.1 {words}\n", revision="2021-01-01")})
        config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        config.plugins.on_startup(command="serve", dirty=False)
        mkdocs_build(config)
        page = (tmp_path / "site/en/privacy/draft/index.html").read_text(encoding="utf-8")
        assert words.split()[-1] in page
        assert '<link rel="stylesheet" href="../../../assets/live/draft.css">' in page
        assert (tmp_path / "site/assets/live/draft.js").is_file()
        assert b"zebras" not in b"".join(each.read_bytes() for each in tmp_path.glob("site/feed/**/*.json"))


def test_an_error_names_place_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SourceError("site-leak", path="content/en/privacy.md", line=3, paths="x")

    sites.lay(tmp_path)
    monkeypatch.setattr("redletter.publication.publish", refuse)
    with pytest.raises(Abort):
        sites.run(tmp_path)
    assert re.match(r"content/en/privacy.md:3: .*x\n  Remove whatever copies", caplog.messages[-1])


def test_a_publication_that_was_handed_over_is_not_computed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(*arguments: object, **options: object) -> object:
        raise AssertionError("computed")

    sites.lay(tmp_path)
    monkeypatch.setattr("redletter.publication.publish", publish)
    for name, value in handover.give(PUBLICATION, tmp_path / "given").items():
        monkeypatch.setenv(name, value)
    sites.run(tmp_path)
    site.prove(tmp_path / "site", PUBLICATION)


def test_a_language_that_the_theme_does_not_know_is_named_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redletter.messages.locales_root", lambda: tmp_path / "locales")
    for language in ("en", "ga"):  # Irish, with English sentences: the theme has no words of it
        shutil.copytree(sites.REPOSITORY / "locales" / "en", tmp_path / "locales" / language)
    built = sites.build(_in_irish(PUBLICATION), tmp_path)
    whole = (built / "ga" / "privacy" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="ga"' in whole
    assert 'placeholder="Search"' in whole


def _in_irish(published: Publication) -> Publication:
    """The publication with its German texts given out for Irish ones."""
    raw = pickle.dumps(published).replace(b"\x8c\x02de", b"\x8c\x02ga")  # the string "de" wherever it stands
    renamed = pickle.loads(raw)  # noqa: S301 - our own
    assert isinstance(renamed, Publication)
    return renamed


def test_a_site_built_without_the_hook_is_noticed(tmp_path: Path) -> None:
    sites.lay(tmp_path)
    config = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(config.replace("  - hooks/build.py", "  []"), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tmp_path / "mkdocs.yml")],
        check=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    with pytest.raises(SiteError, match="site-file-missing"):
        site.prove(tmp_path / "site", PUBLICATION)


@pytest.mark.parametrize("linked", [False, True])
def test_a_live_preview_follows_commits_in_a_linked_worktree_too(tmp_path: Path, linked: bool) -> None:
    repository = Repository(tmp_path / "first")
    repository.write({"content/note.md": "note"})
    repository.commit("First")
    root = repository.root
    if linked:
        root = tmp_path / "second"
        repository.git("worktree", "add", "-q", str(root))
    watched: list[str] = []
    hook = runpy.run_path(str(sites.REPOSITORY / "hooks" / "build.py"))
    config = SimpleNamespace(docs_dir=str(root / "content"))
    hook["on_serve"](SimpleNamespace(watch=watched.append), config)
    before = Path(watched[0]).read_text("utf-8")
    (root / "content" / "note.md").write_text("another", "utf-8")
    subprocess.run(["git", "-C", root, "commit", "-qam", "Second"], check=True)
    assert len(watched) == 1
    assert Path(watched[0]).read_text("utf-8") != before
