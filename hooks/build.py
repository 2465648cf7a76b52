"""The build hook: hands the publication's pages and feeds to MkDocs. The only code that imports MkDocs.

MkDocs runs no Markdown here and finds no pages of its own: every page and file of the site is generated
from the publication, the theme frames it. All state lives in `_build`, made anew by each `on_config`.
"""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import redletter
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme
from redletter import feeds, handover, pages, previewing, publication, site
from redletter.editions import Publication
from redletter.errors import RedletterError
from redletter.messages import Messages
from redletter.page import Heading, Page, PageKind

_log = logging.getLogger("mkdocs.redletter")
_THEME = Path(redletter.__file__).parent / "theme"
_SHEET = "assets/redletter.css"
_THEME_ICON = "assets/images/favicon.png"
_THEME_SHEET = "assets/stylesheets/main."
_ROOT = "index.md"  # the root page, on which a reader chooses a language


@dataclass(slots=True)
class _Build:
    """What one build of the site knows."""

    publication: Publication
    messages: Mapping[str, Messages]
    pages: Mapping[str, Page]  # by path
    frames: site.Frames

    def page(self, file: File) -> Page | None:
        """The page that a generated file stands for; None for the root page."""
        return self.pages.get(file.src_uri.removesuffix("index.md"))


_build: _Build
_voice = cache(Messages)  # one for all builds, so that what was worded by it can be kept
_live = False  # whether `mkdocs serve` runs, whose reload script stands in the page
_templates: Environment | None = None
_shown: Publication | None = None  # what the live preview could read last


def on_startup(command: str, **_: object) -> None:
    """Remember whether pages are to reload themselves."""
    global _live
    _live = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the publication and set what must hold whatever mkdocs.yml says."""
    global _build
    try:
        _build = _read(config)
    except RedletterError as error:
        raise PluginError(Messages("en").told(error)) from error
    config.site_url = config.site_url or _build.publication.settings.site_url
    config.use_directory_urls = True
    config.markdown_extensions = []
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
    config.theme.static_templates.discard("sitemap.xml")  # MkDocs' own names the day of the build
    if _live and not config.theme.custom_dir:  # whose templates may be edited meanwhile
        _keep_templates(config.theme)
    config.theme["font"] = False
    config.theme["palette"] = None
    if config.theme["favicon"] == _THEME_ICON:
        config.theme["favicon"] = "assets/favicon.svg"
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Follow commits as well as saves: git writes each of them into this file."""
    git = next((each / ".git" for each in Path(config.docs_dir).parents if (each / ".git").exists()), None)
    if git is not None and git.is_file():  # of a linked worktree: it names the folder
        git = git.parent / git.read_text("utf-8").removeprefix("gitdir:").strip()
    if git is not None and (log := git / "logs" / "HEAD").is_file():
        server.watch(str(log))
    return server


def _keep_templates(theme: Theme) -> None:
    """Let all builds of a live preview share what MkDocs lists and compiles anew for each of them."""
    global _templates
    if _templates is None:
        _templates = theme.get_env()
        _templates.list_templates = _once(_templates.list_templates)  # type: ignore[method-assign]
    theme.get_env = lambda: _templates  # type: ignore[method-assign]


def _once(listed: Callable[..., list[str]]) -> Callable[..., list[str]]:
    names: list[str] = []

    def kept(**options: Any) -> list[str]:
        if not names:
            names.extend(listed(**options))
        return names

    return kept


def _read(config: MkDocsConfig) -> _Build:
    content = Path(config.docs_dir)
    if named := os.environ.get("REDLETTER_CONTENT"):
        content = content.parent / named
        config.docs_dir = str(content)
    if _live:
        return _previewed(content)
    published = handover.taken() or publication.publish(content.parent, content=content.name)
    messages = {language: _voice(language) for language in published.settings.languages}
    return _framed(published, messages, pages.render(published, messages))


def _previewed(content: Path) -> _Build:
    """The site with the desk of every policy; a draft that cannot be read keeps what was shown before."""
    global _shown
    found = previewing.preview(content.parent, _voice, content=content.name, last=_shown)
    _shown = found.publication
    for each in found.hindrances:
        _log.error(Messages("en").told(each))
    return _framed(found.publication, found.messages, found.pages, readable=not found.hindrances)


def _framed(
    published: Publication,
    messages: Mapping[str, Messages],
    made: Iterable[Page],
    *,
    readable: bool = True,
) -> _Build:
    by_path = {page.path: page for page in made}
    frames = site.Frames(published, by_path, messages, readable=readable)
    return _Build(published, messages, by_path, frames)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what stands in content/ and what the theme carries in vain; add pages, feeds, indexes."""
    kept = [file for file in files if _is_published(file, config)]
    made = [
        File.generated(config, f"{path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        for path in ("", *_build.pages)
    ]
    made += [
        File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED)
        for path, content in (_other_files() | _style_sheet(files)).items()
    ]
    return Files([*kept, *made])


def _style_sheet(files: Files) -> dict[str, bytes]:
    """The theme's style sheet and ours as one."""
    ours = files.src_uris[_SHEET].content_string
    theme = next(file for file in files.css_files() if file.dest_uri.startswith(_THEME_SHEET))
    return {_SHEET: site.style_sheet(theme.content_string, ours).encode()}


def _is_published(file: File, config: MkDocsConfig) -> bool:
    """Of content/ only a company's own assets, such as its logo; of the theme what pages need."""
    if file.src_dir == config.docs_dir:
        return file.src_uri.startswith("assets/") and not file.is_documentation_page()
    return site.wanted(file.dest_uri, live=_live)


def _other_files() -> dict[str, bytes]:
    """Feeds, search indexes, sitemap and robots.txt, by path."""
    published, all_pages = _build.publication, _build.pages.values()
    return {
        **feeds.files(published, _build.messages),
        "sitemap.xml": site.sitemap(all_pages, published.settings.site_url),
        "_headers": site.headers_file(),
        ".nojekyll": b"",  # GitHub Pages would leave out what begins with a dot or an underscore
        "robots.txt": site.robots(published.settings.site_url),
        **{
            f"{language}/search/search_index.json": site.search_index(published, language)
            for language in published.settings.languages
        },
    }


def on_page_markdown(markdown: str, page: SitePage, **_: object) -> str:
    """Say what the page is; its text comes later, as HTML."""
    page.meta["search"] = {"exclude": True}  # the theme's search, where it is on: ours knows the clauses
    ours = _build.page(page.file)
    if ours is None:
        page.meta["template"] = "root.html"
    else:
        page.meta["title"] = ours.title
        if ours.kind is PageKind.DRAFT:
            page.meta["template"] = "draft.html"
        if not ours.contents:
            page.meta["hide"] = ["toc"]
    return markdown


def on_page_content(content: str, page: SitePage, **_: object) -> str:
    """Put the page's own HTML where rendered Markdown would be."""
    ours = _build.page(page.file)
    if ours is None:
        return content
    page.toc = _contents(ours.contents)
    return ours.html


def _contents(headings: Iterable[Heading]) -> TableOfContents:
    """The flat list of headings as the theme's tree."""
    tops: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for heading in headings:
        # The theme takes level 1 for the page's title, which is not in our contents.
        link = AnchorLink(html.escape(heading.title), heading.id, heading.depth + 1)
        while open_links and open_links[-1].level >= link.level:
            open_links.pop()
        (open_links[-1].children if open_links else tops).append(link)
        open_links.append(link)
    return TableOfContents(tops)


def on_page_context(
    context: dict[str, Any], page: SitePage, config: MkDocsConfig, **_: object
) -> dict[str, Any]:
    """Speak the page's language: pages are rendered one after another, so the theme's can be switched."""
    return _frame(context, _build.frames.around(_build.page(page.file)), config)


def on_template_context(context: dict[str, Any], config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """The page for errors stands outside the languages."""
    return _frame(context, _build.frames.around(None), config)


def _frame(context: dict[str, Any], frame: site.Frame, config: MkDocsConfig) -> dict[str, Any]:
    config.theme["language"] = _theme_language(config, frame.language)
    config.site_name = frame.site_name
    policy = None if _live else site.content_security_policy(header=False)
    context["redletter"] = replace(frame, content_security_policy=policy)
    return context


def _theme_language(config: MkDocsConfig, language: str) -> str:
    """The language in which the theme speaks; English where it does not know the page's."""
    words = Path("partials", "languages", f"{language}.html")
    return language if any((folder / words).is_file() for folder in map(Path, config.theme.dirs)) else "en"
