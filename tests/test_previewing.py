"""The desk of a live preview: a draft beside its redline, how far it has come, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from growing import SETTINGS, Repository, policy
from redletter import previewing, recording, reviewing
from redletter.errors import HistoryError, SourceError
from redletter.messages import Messages
from redletter.page import Page, PageKind
from redletter.previewing import Preview

NOW = datetime(2021, 5, 1, 9, tzinfo=UTC)
ADA = "Ada Example"
EN, DE = "content/en/privacy.md", "content/de/privacy.md"
ENGLISH = "## 1. Data\n\n1.1 We delete your data within {} of your request.\n\n1.2 Write to us.\n"
GERMAN = (
    "## 1. Daten\n\n1.1 Wir löschen Ihre Daten binnen {} nach Ihrem Verlangen.\n\n1.2 Schreiben Sie uns.\n"
)
SITE = SETTINGS + "  terms:\nnotice_days: 30\nconsent_notice_days: 60\n"
VOICES = {language: Messages(language) for language in ("en", "de")}

Files = dict[str, str | bytes | None]


def texts(days: int, revision: str, effective: str, *, english: str = ENGLISH) -> Files:
    german = GERMAN.format(f"{days} Tagen")
    return {
        EN: policy(english.format(f"{days} days"), revision=revision, effective=effective),
        DE: policy(german, revision=revision, effective=effective, title="Datenschutzrichtlinie"),
    }


FIRST = texts(14, "2021-01-01", "2021-02-01")
LONGER = texts(45, "2021-04-01", "2021-04-20")
SLIP = texts(14, "2021-01-01", "2021-02-01", english=ENGLISH.replace("Write to", "Write  to"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two policies in two languages, recorded and committed."""
    grown = Repository(tmp_path / "policies", settings=SITE)
    grown.git("config", "user.name", ADA)
    terms: Files = {f"content/{language}/terms.md": policy("1. Terms.\n") for language in VOICES}
    grown.commit("First", FIRST | terms)
    recording.record(grown.root, now=NOW)
    grown.commit("Records")
    return grown


def shown(repository: Repository, last: Preview | None = None) -> Preview:
    return previewing.preview(repository.root, VOICES.__getitem__, last=last.publication if last else None)


def desks(preview: Preview) -> dict[str, Page]:
    return {page.path: page for page in preview.pages if page.kind is PageKind.DRAFT}


def desk(preview: Preview, language: str = "en") -> Page:
    return desks(preview)[f"{language}/privacy/draft/"]


def tree(page: Page):  # type: ignore[no-untyped-def]
    """A page's HTML, parsed strictly as a browser would."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(page.html, container="article")


def words(page: Page, name: str, having: str) -> list[str]:
    """What elements with a class say, white space folded."""
    found = (each for each in tree(page).iter(name) if having in each.get("class", "").split())
    return [" ".join("".join(each.itertext()).split()) for each in found]


def stage(page: Page) -> str:
    section = next(each for each in tree(page).iter("section") if "rl-next" in each.get("class", ""))
    return str(section.get("class")).rpartition("--")[2]


def facts(page: Page) -> list[str]:
    return words(page, "dl", "rl-facts")


def _write(files: Files) -> Callable[[Repository], None]:
    return lambda repository: repository.write(files)


def _record(repository: Repository) -> None:
    recording.record(repository.root, now=NOW)


def _sign(repository: Repository) -> None:
    for review in reviewing.begin(repository.root, now=NOW, by=ADA):
        accepted = reviewing.settle(repository.root, review.accept(*review.waiting), now=NOW)
        reviewing.save(repository.root, accepted.sign())


def _accept(repository: Repository) -> None:
    for review in reviewing.begin(repository.root, now=NOW, by=ADA):
        reviewing.save(
            repository.root, reviewing.settle(repository.root, review.accept(*review.waiting), now=NOW)
        )


def _commit(repository: Repository) -> None:
    repository.commit("Draft")


FOREIGN = {EN: str(LONGER[EN]).replace("Write to us.", "Write to us or to our partners.")}


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((), "published"),
        ((_write(LONGER),), "record"),
        ((_write(LONGER), _commit), "record"),
        ((_write(LONGER), _record), "commit"),
        ((_write(LONGER), _record, _commit), "published"),
        ((_write(LONGER | FOREIGN),), "review"),
        ((_write(LONGER | FOREIGN), _record), "review"),
        ((_write(LONGER | FOREIGN), _record, _accept), "sign"),
        ((_write(LONGER | FOREIGN), _record, _sign), "commit"),
        ((_write(LONGER | FOREIGN), _record, _sign, _commit), "published"),
        ((_write({EN: "no front matter\n"}),), "unreadable"),
    ],
)
def test_the_desk_tells_how_far_a_draft_has_come_and_how_to_go_on(
    repository: Repository, acts: tuple[Callable[[Repository], None], ...], expected: str
) -> None:
    for act in acts:
        act(repository)
    preview = shown(repository)
    assert {stage(desk(preview, language)) for language in VOICES} == {expected}
    assert stage(desks(preview)["en/terms/draft/"]) in ("published", "unreadable")


def test_the_text_stands_beside_its_redline_with_judgement_dates_and_remarks(repository: Repository) -> None:
    repository.write(LONGER)
    for language, (before, after), told in (
        ("en", ("14 days", "45 days"), ("1 April 2021", "20 April 2021", "19 days", "Too short: 60 days")),
        ("de", ("14 Tagen", "45 Tagen"), ("1. April 2021", "20. April 2021", "19 Tage", "Zu kurz: 60 Tage")),
    ):
        page = desk(shown(repository), language)
        (redline,) = words(page, "p", "rl-inline")
        assert before in redline
        assert after in redline
        (text,) = words(page, "div", "rl-text")
        assert after in text
        assert before not in text
        (said,) = facts(page)
        assert [each for each in told if each not in said] == []
        places = words(page, "span", "rl-place")
        assert f"{EN}:4" in places  # too little notice
        assert places.count("content/records/privacy/2021-04-01.yml") == 1
        assert page.alternates == {each: f"{each}/privacy/draft/" for each in VOICES}
        assert not page.indexed


def test_ways_lead_from_text_to_redline_and_back_and_from_remark_to_clause(repository: Repository) -> None:
    repository.write(
        {EN: str(LONGER[EN]).replace("Write to us.", "Write to us, as clause 9.9 says."), DE: LONGER[DE]}
    )
    page = desk(shown(repository))
    root = tree(page)
    ids = {each.get("id") for each in root.iter() if each.get("id")}
    links = [(each.get("class"), each.get("href")) for each in root.iter("a")]
    marks = [href.partition("#")[2] for kind, href in links if kind == "rl-changed-link"]
    assert marks == ["change-1.1", "change-1.2"]
    assert {"#1.1", "#1.2", *(f"#{each}" for each in marks)} <= {href for _, href in links}
    assert {*marks, "1.1", "1.2"} <= ids
    (german,) = [
        each.get("href")
        for each in tree(desk(shown(repository), "de")).iter("a")
        if each.get("href", "").endswith("en/privacy/draft/#1.2")
    ]  # the remark on clause 9.9
    assert german == "../../../en/privacy/draft/#1.2"


def test_desks_are_sound_html_with_headings_in_order_and_labels_that_hold(repository: Repository) -> None:
    for files in ({}, LONGER, {EN: "broken"}):
        repository.write(files)
        for page in desks(shown(repository)).values():
            root = tree(page)
            ids = [each.get("id") for each in root.iter() if each.get("id")]
            assert sorted(set(ids)) == sorted(ids)
            levels = [int(each.tag[1]) for each in root.iter() if each.tag in {"h1", "h2", "h3", "h4"}]
            assert levels[0] == 1
            assert all(after - before <= 1 for before, after in pairwise(levels))
            named = {each.get("aria-labelledby") for each in root.iter() if each.get("aria-labelledby")}
            fragments = {
                each.get("href")[1:] for each in root.iter("a") if each.get("href", "").startswith("#")
            }
            assert (named | fragments) - set(ids) == set()


@pytest.mark.parametrize(
    ("broken", "place", "source"),
    [
        ({EN: str(LONGER[EN]).replace("2021-04-01", "2021-04-31")}, f"{EN}:3", "revision: 2021-04-31"),
        ({DE: str(LONGER[DE]).replace("title: ", "title: [")}, f"{DE}:3", "revision: 2021-04-01"),
        ({EN: "1.1 No front matter.\n"}, f"{EN}:1", "1.1 No front matter."),
        ({EN: b"---\ntitle: \xff\n"}, f"{EN}:2", "title: \ufffd"),
        ({"content/en/terms.md": "x\n"}, "content/en/terms.md:1", "x"),
        (
            {"content/records/privacy/2021-01-01.yml": "x: [\n"},
            "content/records/privacy/2021-01-01.yml:2",
            "",
        ),
        ({"content/policies.yml": SITE + "wrong: 1\n"}, "content/policies.yml:10", "wrong: 1"),
    ],
)
def test_what_cannot_be_read_is_told_on_every_desk_and_the_last_that_could_stays(
    repository: Repository, broken: Files, place: str, source: str
) -> None:
    repository.write(LONGER)
    before = shown(repository)
    repository.write(broken)
    after = shown(repository, before)
    assert [each.place for each in after.hindrances] == [place]
    assert after.publication is before.publication
    for page in desks(after).values():
        assert stage(page) == "unreadable"
        assert words(page, "span", "rl-place") == [place]
        assert words(page, "pre", "rl-source") == ([source] if source else [])
    assert "45 days" in words(desk(after), "div", "rl-text")[0]
    repository.write({path: None for path in broken if path not in LONGER | FIRST} | LONGER)
    repository.git("checkout", "--", "content/policies.yml", "content/en/terms.md", "content/records")
    assert shown(repository, after).hindrances == ()


def test_where_nothing_could_ever_be_read_the_desks_stand_alone(repository: Repository) -> None:
    repository.write({EN: "1.1 No front matter.\n"})
    preview = shown(repository)
    assert preview.publication.policies == ()
    page = desk(preview, "de")
    assert page.title == "privacy: Entwurf"
    assert words(page, "span", "rl-place") == [f"{EN}:1"]
    assert {each.kind for each in preview.pages} == {
        PageKind.HOME,
        PageKind.SUBSCRIBE,
        PageKind.ABOUT,
        PageKind.DRAFT,
    }


@pytest.mark.parametrize(
    ("name", "error"), [("content/policies.yml", SourceError), (".git/HEAD", HistoryError)]
)
def test_what_no_save_of_a_text_mends_stops_the_preview_before_it_begins(
    repository: Repository, name: str, error: type[Exception]
) -> None:
    (repository.root / name).unlink()
    with pytest.raises(error):
        shown(repository)


def test_a_draft_is_on_desks_and_in_no_feed(repository: Repository) -> None:
    repository.write(LONGER)
    (privacy, _) = shown(repository).publication.policies
    assert privacy.editions[-1].label == "2021-04-01"
    assert [notice.label for notice in privacy.chain] == ["2021-01-01"]


def test_earlier_amendments_that_wait_are_named(repository: Repository) -> None:
    repository.commit("Longer, not recorded", LONGER)
    repository.write(texts(60, "2021-06-01", "2021-09-01"))
    page = desk(shown(repository))
    links = [each.get("href") for each in tree(page).iter("a")]
    assert "../changes/2021-04-01/" in links
