"""The pages: sound HTML, links that hold, banners where they belong, the text unaltered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from urllib.parse import urldefrag, urljoin

import html5lib
import publications
import pytest
from markupsafe import Markup
from msgspec import structs
from redletter import addresses, evaluation, messages, pages
from redletter.editions import Edition, Publication, Standing
from redletter.messages import Messages
from redletter.model import Level, RevisionKind
from redletter.page import PageKind
from redletter.pages import telling
from redletter.pages.about import Figures, Score, measured
from redletter.pages.reader import Reader
from redletter.rules import TABLE, Rule

PUBLICATION = publications.publication()
MESSAGES = publications.messages()
PAGES = {page.path: page for page in pages.render(PUBLICATION, MESSAGES)}
PUBLISHED = set(PageKind) - {PageKind.DRAFT}
TEMPLATES = Path(pages.__file__).parents[1] / "templates"

Element = object


class Tree:
    """A page's HTML, parsed strictly as a browser would."""

    def __init__(self, html: str) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root = parser.parseFragment(html, container="article")

    def all(self, *tags: str, having: str = "") -> list:
        """Elements of these names, or all; those with a class, where one is asked for."""
        found = [e for e in self.root.iter() if isinstance(e.tag, str) and (not tags or e.tag in tags)]
        return [e for e in found if not having or having in e.get("class", "").split()]

    def words(self, element: object = None) -> str:
        """Text as read, white space folded, without what the page adds to a text."""
        return " ".join("".join(self._texts(self.root if element is None else element)).split())

    def _texts(self, element) -> Iterator[str]:  # type: ignore[no-untyped-def]
        if "rl-changed-link" not in element.get("class", ""):
            yield element.text or ""
            for child in element:
                yield from self._texts(child)
        space = " " if element.tag in {"p", "li", "td", "th", "tr", "h2", "h3", "br", "dt", "dd"} else ""
        yield space + (element.tail or "")


TREES = {path: Tree(page.html) for path, page in PAGES.items()}
EVERY = pytest.mark.parametrize("path", list(PAGES))


def test_every_kind_of_page_is_there_in_both_languages() -> None:
    assert {(page.language, page.kind) for page in PAGES.values()} == {
        (language, kind) for language in publications.LANGUAGES for kind in PUBLISHED
    }


def test_the_same_publication_gives_the_same_bytes() -> None:
    assert tuple(PAGES.values()) == pages.render(PUBLICATION, MESSAGES)


@EVERY
def test_one_title_and_headings_without_gaps(path: str) -> None:
    levels = [int(element.tag[1]) for element in TREES[path].all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@EVERY
def test_ids_are_unique(path: str) -> None:
    ids = [id for element in TREES[path].all() if (id := element.get("id"))]
    assert sorted(set(ids)) == sorted(ids)


@EVERY
def test_links_lead_somewhere(path: str) -> None:
    ids = {
        publications.SITE + each: {e.get("id") for e in tree.all() if e.get("id")}
        for each, tree in TREES.items()
    }
    files = {publications.SITE + file for file in _files()}
    for link in TREES[path].all("a", "script"):
        address = urljoin(publications.SITE + path, link.get("href") or link.get("src"))
        if address.startswith(publications.SITE):
            page, fragment = urldefrag(address)
            assert page in ids or page in files, address
            assert not fragment or fragment in ids[page], address


def _files() -> Iterator[str]:
    yield from ("assets/notice.js", "feed/index.json", *map(addresses.calendar, publications.LANGUAGES))
    for policy in PUBLICATION.policies:
        for language in publications.LANGUAGES:
            yield addresses.atom(policy.slug, language)
            yield addresses.atom(policy.slug, language, material=True)


@EVERY
def test_labels_and_descriptions_refer_to_what_is_there(path: str) -> None:
    tree = TREES[path]
    ids = {element.get("id") for element in tree.all()}
    for element in tree.all():
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            if (named := element.get(attribute)) is not None:
                assert named in ids


@EVERY
def test_nothing_that_a_strict_content_security_policy_refuses(path: str) -> None:
    for element in TREES[path].all():
        assert element.tag != "style"
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert element.tag != "script" or (element.get("src") and not element.text)


@EVERY
def test_alternates_are_the_same_page_and_name_each_other(path: str) -> None:
    page = PAGES[path]
    for language, other in page.alternates.items():
        assert PAGES[other].language == language
        assert (PAGES[other].kind, PAGES[other].label) == (page.kind, page.label)
        assert PAGES[other].alternates == page.alternates
    assert page.alternates.get(page.language, path) == path


def test_a_lagging_translation_is_no_alternate() -> None:
    assert PAGES["en/privacy/2027-02-01/"].alternates == {"en": "en/privacy/2027-02-01/"}
    assert set(PAGES["en/privacy/2024-09-01/"].alternates) == {"en", "de"}


@pytest.mark.parametrize(
    ("path", "canonical", "indexed"),
    [
        ("en/privacy/", "en/privacy/", True),
        ("en/privacy/2024-09-01/", "en/privacy/", True),  # in force: the same text twice
        ("en/privacy/2021-10-31/", "en/privacy/", False),
        ("en/privacy/2027-02-01/", "en/privacy/2027-02-01/", False),
        ("en/privacy/changes/", "en/privacy/changes/", True),
        ("en/privacy/changes/2022-05-01/", "en/privacy/changes/2022-05-01/", True),
        ("en/privacy/since/2021-10-31/", "en/privacy/since/2021-10-31/", False),
        ("en/cookies/", "en/cookies/", False),  # a sample
        ("en/cookies/changes/2025-02-01/", "en/cookies/changes/2025-02-01/", False),
        ("en/", "en/", True),
    ],
)
def test_what_search_engines_may_take(path: str, canonical: str, indexed: bool) -> None:
    assert (PAGES[path].canonical, PAGES[path].indexed) == (canonical, indexed)


@pytest.mark.parametrize(
    ("path", "banners"),
    [
        ("en/privacy/", ["upcoming"]),
        ("de/privacy/", ["upcoming"]),
        ("en/privacy/2024-09-01/", []),
        ("en/privacy/2021-10-31/", ["superseded"]),
        ("en/privacy/2027-02-01/", ["upcoming"]),
        ("de/privacy/2027-02-01/", ["upcoming", "lagging"]),
        ("de/privacy/changes/2027-02-01/", ["lagging"]),
        ("en/privacy/changes/2023-03-15/", []),
        ("en/cookies/", ["sample"]),
        ("en/cookies/changes/2025-02-01/", ["sample", "reclassification"]),
        ("en/cookies/changes/2025-06-01/", ["sample", "computed", "undecided"]),
        ("en/cookies/changes/", ["sample"]),
    ],
)
def test_banners(path: str, banners: list[str]) -> None:
    found = [element.get("class").split("--")[1] for element in TREES[path].all("div", having="rl-banner")]
    assert found == banners


TEXTS = [
    (policy.slug, edition.label, language)
    for policy in PUBLICATION.policies
    for edition in policy.editions
    for language in publications.LANGUAGES
]


@pytest.mark.parametrize(("slug", "label", "language"), TEXTS)
def test_the_page_has_the_words_of_the_text_and_no_others(slug: str, label: str, language: str) -> None:
    edition = PUBLICATION.policy(slug).edition(label)
    tree = TREES[addresses.text(language, slug, label)]
    (shown,) = tree.all("div", having="rl-text")
    clauses = list(edition.documents[language].clauses)
    if clauses[0].words == edition.revision.text(language).title:
        (title,) = tree.all("h1")
        assert tree.words(title) == clauses.pop(0).words
    assert tree.words(shown) == " ".join(clause.words for clause in clauses)


def test_clauses_changed_last_are_marked_and_lead_to_their_change() -> None:
    tree = TREES["en/privacy/"]
    marked = {
        element.get("id"): [
            link.get("href") for link in element.iter("a") if "changed-link" in str(link.attrib)
        ]
        for element in tree.all(having="rl-changed")
    }
    changed = "changes/2024-09-01/#change-"
    assert marked == {
        id: [changed + id]
        for id in ("1.2", "3.1-fault-reports-3-months", "3.1-location-24-hours", "4.3", "8.1")
    }


def test_a_correction_leaves_the_marks_of_the_revision_it_corrects() -> None:
    policy = PUBLICATION.policy("privacy")
    marks = telling.marked(policy, policy.edition("2022-05-01.1"), "en")
    assert {anchor: mark.edition.label for anchor, mark in marks.items()} == {
        "4.1-2": "2022-05-01",
        "4.1-3": "2022-05-01",
        "5.1-3": "2022-05-01.1",
    }


def test_numbers_are_permalinks() -> None:
    links = TREES["en/privacy/"].all("a", having="rl-number")
    clauses = PUBLICATION.policy("privacy").current.documents["en"].clauses
    assert [link.get("href") for link in links] == [f"#{clause.id}" for clause in clauses if clause.number]


def test_a_link_to_another_policys_source_leads_to_its_page() -> None:
    for path, other in (("en/privacy/", "../cookies/"), ("de/privacy/2021-10-31/", "../../cookies/")):
        (own,) = [
            a
            for a in TREES[path].all("a")
            if "cookie" in (a.get("href") or "") and ".md" not in a.get("href")
        ]
        assert own.get("href") == other


def test_the_redline_page_gives_both_texts_back() -> None:
    tree = TREES["en/privacy/changes/2023-03-15/"]
    (card,) = [element for element in tree.all("article") if element.get("id") == "change-5.2"]
    before, after = [
        p for side in card if side.get("class") == "rl-side" for p in side.iter("p") if not p.get("class")
    ]
    assert tree.words(_without_signs(before)) == "5.2 We answer within 14 days. Answers are free of charge."
    assert tree.words(_without_signs(after)) == (
        "5.2 We answer within 30 days. The first answer in a year is free of charge."
    )


def _without_signs(element):  # type: ignore[no-untyped-def]
    for parent in element.iter():
        for child in list(parent):
            if child.get("class") == "rl-sr":
                child.text = ""
    return element


def test_consent_says_until_when_the_earlier_text_applies_and_where_it_stands() -> None:
    (box,) = TREES["en/privacy/changes/2023-03-15/"].all("section", having="rl-consent")
    links = [link.get("href") for link in box.iter("a")]
    assert links == ["#change-5.2", "../../2022-05-01.1/", "https://lanternfish.example/consent"]
    assert [time.get("datetime") for time in box.iter("time")] == ["2023-08-01"]


def test_a_ground_is_quoted_from_the_text_that_the_notice_is_about() -> None:
    (quote,) = TREES["de/privacy/changes/2023-03-15/"].all("blockquote")
    assert Tree("").words(quote) == "7.4 Änderungen Ihrer Rechte und der Art, sie auszuüben;"


def test_a_change_of_one_language_is_shown_in_that_language_and_says_so() -> None:
    tree = TREES["en/privacy/changes/2023-03-15.1/"]
    (card,) = tree.all("article")
    (inline,) = [p for p in card.iter("p") if p.get("class") == "rl-inline"]
    assert inline.get("lang") == "de"
    assert "Shown in German" in tree.words(card)


def test_the_choices_of_who_agreed_are_the_revisions_that_took_effect() -> None:
    links = [link for link in TREES["en/privacy/"].all("a") if link.get("data-effective")]
    assert [(link.get("data-effective"), link.get("href")) for link in links] == [
        ("2024-10-01", "since/2024-09-01/"),
        ("2023-05-01", "since/2023-03-15/"),
        ("2022-06-01", "since/2022-05-01/"),
        ("2021-10-31", "since/2021-10-31/"),
    ]


def test_the_timeline_has_every_edition_the_newest_first_with_what_filters_need() -> None:
    events = TREES["en/privacy/changes/"].all("li", having="rl-event")
    assert [(event.get("id"), event.get("data-level"), event.get("data-grounds")) for event in events] == [
        ("2027-02-01", "material", "7.4"),
        ("2024-09-01", "material", "7.1 7.5 7.6 other"),
        ("2023-03-15.1", "clarifying", ""),
        ("2023-03-15", "material", "7.4"),
        ("2022-05-01.1", "clarifying", ""),
        ("2022-05-01", "material", "7.3"),
        ("2021-10-31", "none", ""),
    ]


def test_what_was_judged_anew_counts() -> None:
    (event,) = [e for e in TREES["en/cookies/changes/"].all("li") if e.get("id") == "2025-02-01"]
    assert event.get("data-level") == "editorial"


def test_policy_text_and_notices_are_escaped() -> None:
    evil = '<img src=x onerror="alert(1)">&amp;'
    policy = PUBLICATION.policies[0]
    edition = policy.editions[1]
    notice = publications.replace_notice(edition.notice, summary={"en": evil, "de": evil})
    broken = replace(
        policy, editions=(policy.editions[0], replace(edition, notice=notice), *policy.editions[2:])
    )
    published = replace(PUBLICATION, policies=(broken,))
    for page in pages.render(published, MESSAGES):
        assert not Tree(page.html).all("img")


def test_the_page_about_judging_lists_the_rules_and_the_figures() -> None:
    rules = (
        Rule("a-proof", None, lambda _: (), level=Level.EDITORIAL),
        Rule("a-rule", None, lambda _: ()),
    )
    figures = Figures(
        date(2026, 11, 1),
        {"en": "a set"},
        240,
        Score(0.975, 0.9),
        Score(1.0, 0.5),
        editorial_purity=0.98,
        review_share=0.1,
    )
    shares = ["97.5%", "90%", "100%", "50%", "98%", "10%"]
    assert about(rules=rules, figures=figures) == (["a-proof", "a-rule"], shares)
    assert about(rules=())[0] == []
    assert sorted(about()[0]) == sorted(rule.id for rule in TABLE)


def test_figures_are_what_evaluate_prints_with_a_date_and_a_set(tmp_path: Path) -> None:
    unit = {"id": "a", "lang": "en", "before": "We keep it 1 day.", "after": "We keep it 9 days."}
    result = evaluation.to_builtins(evaluation.evaluate([json.dumps({**unit, "material": True})]))
    file = tmp_path / "figures.json"
    file.write_text(json.dumps({**result, "date": "2026-11-01", "set": {"en": "a set"}}), "utf-8")
    figures = measured(file)
    assert figures is not None
    assert (figures.date, figures.counted, figures.material.recall) == (date(2026, 11, 1), 1, 1.0)
    assert measured(tmp_path / "absent.json") is None


def about(**account: object) -> tuple[list[str], list[str]]:
    class Told(Messages):
        def text(self, key: str, **arguments: object) -> str:
            return "…" if key.startswith("rule.") else super().text(key, **arguments)

    told = {language: Told(language) for language in publications.LANGUAGES}
    found = {page.path: page for page in pages.render(PUBLICATION, told, **account)}  # type: ignore[arg-type]
    tree = Tree(found["en/about-changes/"].html)
    rules = [code.text for details in tree.all("details", having="rl-rules") for code in details.iter("code")]
    figures = [dd.text for facts in tree.all("dl", having="rl-facts") for dd in facts.iter("dd")]
    return rules, figures


def test_a_third_language_needs_a_catalogue_and_no_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locales = tmp_path / "locales"
    copytree(messages.locales_root(), locales)
    copytree(locales / "en", locales / "nl", dirs_exist_ok=True)
    for catalogue in (locales / "nl").rglob("*.po"):
        catalogue.write_text(catalogue.read_text("utf-8").replace("Language: en", "Language: nl"), "utf-8")
    monkeypatch.setattr(messages, "locales_root", lambda: locales)
    published = in_three_languages(PUBLICATION)
    told = {language: Messages(language) for language in published.settings.languages}
    found = [page for page in pages.render(published, told) if page.language == "nl"]
    assert {page.kind for page in found} == PUBLISHED
    assert "1 september 2024" in next(page.html for page in found if page.path == "nl/privacy/")


def in_three_languages(published: Publication) -> Publication:
    """The publication with every text in Dutch as well: its English words, for once."""
    policies = []
    for policy in published.policies:
        editions = []
        for edition in policy.editions:
            text = replace(edition.revision.text("en"), language="nl")
            revision = replace(edition.revision, texts=(*edition.revision.texts, text))
            documents = {**edition.documents, "nl": edition.documents["en"]}
            editions.append(replace(edition, revision=revision, documents=documents))
        policies.append(replace(policy, editions=tuple(editions)))
    settings = replace(published.settings, languages=(*publications.LANGUAGES, "nl"))
    return replace(published, settings=settings, policies=tuple(policies))


def test_a_policy_that_a_language_never_had_has_no_pages_in_it() -> None:
    settings = replace(PUBLICATION.settings, languages=("en",))
    one = replace(PUBLICATION, settings=settings)
    assert {page.language for page in pages.render(one, MESSAGES)} == {"en"}


READER = Reader(PUBLICATION, MESSAGES["de"], "de/privacy/changes/")


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("de/privacy/", "../"),
        ("de/privacy/changes/", "./"),
        ("de/", "../../"),
        ("", "../../../"),
        ("en/privacy/2021-10-31/", "../../../en/privacy/2021-10-31/"),
        ("feed/index.json", "../../../feed/index.json"),
    ],
)
def test_links_are_relative(target: str, link: str) -> None:
    assert READER.to(target) == link


def test_full_addresses_become_relative_on_this_site_only() -> None:
    assert READER.to_address("https://policies.example/de/privacy/#7.1") == "../#7.1"
    assert READER.to_address("https://elsewhere.example/a#b") == "https://elsewhere.example/a#b"


def test_sentences_keep_markup_and_escape_words() -> None:
    said = READER.t("page.name.labelled", name=Markup("<b>x</b>"), label="<i>&")
    assert said == "<b>x</b> (&lt;i&gt;&amp;)"
    assert READER.list([Markup("<b>a</b>"), "b&"]) == "<b>a</b> und b&amp;"
    assert READER.time("2024-03-01") == '<time datetime="2024-03-01">1. März 2024</time>'


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_template_has_a_sentence(template: Path) -> None:
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", "", source, flags=re.DOTALL))
    for attribute in ("title", "aria-label", "alt", "placeholder"):
        assert not re.search(rf'\b{attribute}="\s*[^\W\d_]', source)


def _rendered(*editions: Edition) -> dict[str, Tree]:
    policy = replace(PUBLICATION.policies[0], editions=editions)
    published = replace(PUBLICATION, policies=(policy,))
    return {page.path: Tree(page.html) for page in pages.render(published, MESSAGES)}


def test_before_the_first_text_takes_effect_nothing_applies() -> None:
    first = replace(PUBLICATION.policies[0].editions[0], standing=Standing.UPCOMING, since={})
    trees = _rendered(first)
    assert "Nothing yet" in trees["en/privacy/"].words()
    assert [e.get("class") for e in trees["en/privacy/"].all("div", having="rl-banner")] == [
        "rl-banner rl-banner--upcoming"
    ]
    assert not trees["en/privacy/"].all("form")


def test_a_language_that_came_later_has_no_page_of_what_came_before() -> None:
    first, *others = PUBLICATION.policies[0].editions
    english = replace(first.revision, texts=(first.revision.text("en"),))
    documents = {"en": first.documents["en"]}
    trees = _rendered(replace(first, revision=english, documents=documents), *others)
    assert "de/privacy/2021-10-31/" not in trees
    (event,) = [e for e in trees["de/privacy/changes/"].all("li") if e.get("id") == "2021-10-31"]
    (link,) = event.iter("a")
    assert (link.get("href"), link.get("hreflang")) == ("../../../en/privacy/2021-10-31/", "en")
    assert "auf Englisch" in trees["de/privacy/changes/"].words(event)


def test_a_withdrawn_notice_says_so_and_why() -> None:
    first, second, *others = PUBLICATION.policies[0].editions
    why = {"en": "Sent too early.", "de": "Zu früh versandt."}
    act = publications.replace_notice(
        second.notice, type="withdrawal", reason=why, time="2022-05-02T08:00:00Z"
    )
    tree = _rendered(first, replace(second, acts=(act,)), *others)["de/privacy/changes/2022-05-01/"]
    (banner,) = tree.all("div", having="rl-banner--withdrawal")
    assert tree.words(banner).endswith("am 2. Mai 2022 zurückgenommen. Zu früh versandt.")


def test_a_corrected_text_tells_of_the_revision_too() -> None:
    first, second, correction, *_ = PUBLICATION.policies[0].editions
    in_force = replace(correction, standing=Standing.IN_FORCE)
    tree = _rendered(first, replace(second, since={}), in_force)["en/privacy/"]
    words = tree.words(tree.all("dl")[0])
    assert "The version of 1 May 2022, in force since 1 June 2022. Last corrected on 6 May 2022." in words
    assert [link.get("href") for link in tree.all("dl")[0].iter("a") if "changes/2" in link.get("href")] == [
        "changes/2022-05-01.1/",
        "changes/2022-05-01/",
    ]
    assert "Yes, it is to your disadvantage." in words  # the revision was, though the correction is not


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("2021-10-31", "2022-06-01"),  # another revision took effect
        ("2022-05-01", "2022-05-06"),  # it was corrected
        ("2023-03-15", "2023-03-20"),  # it was translated
        ("2024-09-01", None),
        ("2027-02-01", None),
    ],
)
def test_a_superseded_text_says_since_when(label: str, day: str | None) -> None:
    banners = TREES[f"en/privacy/{label}/"].all("div", having="rl-banner--superseded")
    assert [time.get("datetime") for banner in banners for time in banner.iter("time")] == (
        [day] if day else []
    )


_LONG = {
    "en": "We keep the times at which a lamp is switched for thirty days and delete them after that.",
    "de": "Zeiten, zu denen eine Lampe geschaltet wird, bewahren wir dreißig Tage auf und löschen sie dann.",
}
_STAYS = "A long clause stays where it is, for whatever is heavier is what the rest has moved around; " * 3
_TABLE = """\

## 3. Table

| Data | Kept for |
| --- | --- |
| Switching times | 30 days |
"""
_BODIES = {
    language: f"## 1. A\n\n1.1 {long}\n\n1.2 One {_STAYS}.\n\n## 2. B\n\n2.1 Two {_STAYS}.\n{_TABLE}"
    for language, long in _LONG.items()
}


def _moving(*, words: tuple[str, str] = ("", "")) -> dict[str, Tree]:
    """The pages of a text whose 1.1 moved behind 2.1, where its words may change too; 2.1 changed."""
    replacements = {
        language: (
            (f"1.1 {long}\n\n", ""),
            ("1.2 One", "1.1 One"),
            (f"2.1 Two {_STAYS}.", f"2.1 Three {_STAYS}.\n\n2.2 {long.replace(*words)}"),
            ("30 days", "90 days"),
        )
        for language, long in _LONG.items()
    }
    said = {"en": "A summary.", "de": "Eine Zusammenfassung."}
    steps = (
        publications.Step("2024-01-01", date(2024, 2, 1), {}, said),
        publications.Step("2025-01-01", date(2025, 2, 1), replacements, said),
    )
    settings = PUBLICATION.settings
    policy = publications._policy(settings, settings.policies[0], _BODIES, steps)
    found = pages.render(replace(PUBLICATION, policies=(policy,)), MESSAGES)
    return {page.path: Tree(page.html) for page in found}


@pytest.mark.parametrize("path", ["privacy/changes/2025-01-01/", "privacy/since/2024-01-01/"])
@pytest.mark.parametrize(
    ("language", "words", "kinds", "said"),
    [
        ("en", ("x-", "x-"), ["Moved"], "This text stood at 1.1 before; its wording is unchanged."),
        (
            "en",
            ("thirty", "twenty"),
            ["Moved", "Changed"],
            "This text stood at 1.1 before and was changed as well.",
        ),
        (
            "de",
            ("x-", "x-"),
            ["Verschoben"],
            "Dieser Text stand bisher unter 1.1; sein Wortlaut ist unverändert.",
        ),
    ],
)
def test_moved_text_is_linked_both_ways(
    path: str, language: str, words: tuple[str, str], kinds: list[str], said: str
) -> None:
    tree = _moving(words=words)[f"{language}/{path}"]
    (card,) = [each for each in tree.all("article") if each.get("id") == "change-2.2"]
    assert [each.text for each in card.iter("span") if each.get("class") == "rl-kind"] == kinds
    (moved,) = [each for each in card.iter("p") if each.get("class") == "rl-moved"]
    assert tree.words(moved).startswith(said)
    old, here = moved.iter("a")
    assert old.get("href") == "../../2024-01-01/#1.1"
    (former,) = tree.all("p", having="rl-former")
    assert here.get("href") == "#" + former.get("id")
    assert [link.get("href") for link in former.iter("a")] == ["#change-2.2"]
    order = [each.get("id") for each in tree.all("article", "p") if each.get("id")]
    assert order.index(former.get("id")) < order.index("change-1.1") < order.index("change-2.2")


@pytest.mark.parametrize("path", ["en/privacy/changes/2025-01-01/", "en/privacy/since/2024-01-01/"])
def test_a_tables_row_shows_its_cells_under_their_columns(path: str) -> None:
    tree = _moving()[path]
    tables = tree.all("table", having="rl-row")
    assert [[tree.words(cell) for cell in table.iter("th")] for table in tables] == [["Data", "Kept for"]] * 3
    cells = [[tree.words(_without_signs(cell)) for cell in table.iter("td")] for table in tables]
    assert cells == [
        ["Switching times", "30 days90 days"],
        ["Switching times", "30 days"],
        ["Switching times", "90 days"],
    ]
    (section,) = tree.all("section", having="rl-redlines")
    assert "|" not in tree.words(section)


def test_the_timeline_names_the_clauses_changed_and_leaves_the_summary_to_the_redline() -> None:
    tree = TREES["en/privacy/changes/"]
    (event,) = [each for each in tree.all("li") if each.get("id") == "2022-05-01"]
    assert "Clauses changed: 4.1 (2); (3)." in tree.words(event) or "Clauses changed: (2)" in tree.words(
        event
    )
    assert "A new recipient" not in tree.words(event)
    assert "A new recipient" in TREES["en/privacy/changes/2022-05-01/"].words()


@pytest.mark.parametrize(
    ("standing", "said"),
    [(Standing.UPCOMING, "Es ändert sich nichts,"), (Standing.IN_FORCE, "Es hat sich nichts geändert,")],
)
def test_what_is_to_come_is_told_as_such(standing: Standing, said: str) -> None:
    edition = PUBLICATION.policies[0].editions[2]
    notice = publications.replace_notice(edition.notice, level="editorial", grounds=())
    assert telling.gist(replace(edition, notice=notice, standing=standing), READER).startswith(said)


def test_one_sentence_is_said_once_whatever_it_is_found_for() -> None:
    first, second, *others = PUBLICATION.policies[0].editions
    changes = []
    for change in second.notice.changes:
        edits = {
            language: structs.replace(edit, findings=edit.findings * 2)
            for language, edit in change.edits.items()
        }
        changes.append(structs.replace(change, edits=edits))
    whole = {"en": second.notice.changes[0].edits["en"].findings * 2}
    notice = publications.replace_notice(second.notice, changes=tuple(changes), findings=whole)
    tree = _rendered(first, replace(second, notice=notice), *others)["en/privacy/changes/2022-05-01/"]
    assert tree.words().count("A recipient was added") == 2  # of the whole, and of the change
    assert len(tree.all("p", having="rl-finding")) == 1


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("in_force", [-1, 0, 1])
def test_every_page_renders_whatever_is_in_force(count: int, in_force: int) -> None:
    """With nothing in force, the first, or the second, beside a policy that is."""
    policy, other = PUBLICATION.policies
    editions = [
        replace(
            edition,
            standing=_standing(at, min(in_force, count - 1)),
            since=edition.since if count > 1 else {},
        )
        for at, edition in enumerate(
            [each for each in policy.editions if each.revision.kind is RevisionKind.REVISION][:count]
        )
    ]
    published = replace(PUBLICATION, policies=(replace(policy, editions=tuple(editions)), other))
    found = {page.path: Tree(page.html) for page in pages.render(published, MESSAGES)}
    applies = found["en/privacy/"].words()
    assert ("Nothing yet." in applies) == (in_force < 0)
    if in_force < 0:
        assert not [path for path in found if "/privacy/since/" in path]
        assert not any(
            "in force today" in tree.words() for path, tree in found.items() if "en/privacy/2" in path
        )
    for path, tree in found.items():
        for link in tree.all("a"):
            address = urldefrag(urljoin(publications.SITE + path, link.get("href")))[0]
            if address.startswith(publications.SITE + "en/privacy/") and not address.endswith(".xml"):
                assert address.removeprefix(publications.SITE) in found


def _standing(at: int, in_force: int) -> Standing:
    if at == in_force:
        return Standing.IN_FORCE
    return Standing.UPCOMING if at > in_force else Standing.SUPERSEDED
