"""`new` writes dates into every language's front matter and touches nothing else."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from growing import SETTINGS, Repository, policy
from redletter import cli, drafting
from redletter.errors import RedletterError

REVISION, EFFECTIVE = date(2026, 3, 1), date(2026, 4, 15)
DATED = "---\ntitle: T\nrevision: 2026-03-01\neffective: 2026-04-15\n---\nText\n"

CASES = {
    "plain": ("---\ntitle: T\nrevision: 2021-01-01\neffective: 2021-02-01\n---\nText\n", DATED),
    "quoted dates, comments and own keys": (
        "---\n# of the desk\neffective: '2021-02-01'  # noon\ntitle: T\ntags: [a]\n"
        'revision:   "2021-01-01" # signed\n---\nText\n',
        "---\n# of the desk\neffective: 2026-04-15  # noon\ntitle: T\ntags: [a]\n"
        "revision:   2026-03-01 # signed\n---\nText\n",
    ),
    "declarations of the last revision go": (
        "---\ntitle: T\nrevision: 2021-01-01\nimpact_assessment:\n  date: 2020-12-01\n"
        "  # seen by counsel\n  risk: high\n  reference: D-1\n# stays\nconsent_until: 2021-06-01\n"
        "effective: 2021-02-01\n---\nText\n",
        "---\ntitle: T\nrevision: 2026-03-01\n# stays\neffective: 2026-04-15\n---\nText\n",
    ),
    "a declaration on one line": (
        "---\ntitle: T\nrevision: 2021-01-01\neffective: 2021-02-01\n"
        "impact_assessment: {date: 2020-12-01, risk: high, reference: D-1}\n---\nText\n",
        DATED,
    ),
    "a reference in a block of its own": (
        "---\ntitle: T\nrevision: 2021-01-01\nimpact_assessment:\n  date: 2020-12-01\n  risk: high\n"
        "  reference: |\n    D-1\neffective: 2021-02-01\n---\nText\n",
        DATED,
    ),
    "dates in the text stay": (
        "---\ntitle: T\nrevision: 2021-01-01\neffective: 2021-02-01\n---\nrevision: 2021-01-01\n",
        "---\ntitle: T\nrevision: 2026-03-01\neffective: 2026-04-15\n---\nrevision: 2021-01-01\n",
    ),
    "BOM and CRLF": (
        "\ufeff---\r\ntitle: T\r\nrevision: 2021-01-01\r\nconsent_until: 2021-06-01\r\n"
        "effective: 2021-02-01\r\n---\r\nÄ  \r\n",
        "\ufeff---\r\ntitle: T\r\nrevision: 2026-03-01\r\neffective: 2026-04-15\r\n---\r\nÄ  \r\n",
    ),
}


@pytest.mark.parametrize(("old", "new"), CASES.values(), ids=CASES)
def test_only_the_dates_change(old: str, new: str) -> None:
    dated = drafting.dated(old.encode(), "a.md", revision=REVISION, effective=EFFECTIVE)
    assert dated.decode() == new
    assert drafting.dated(dated, "a.md", revision=REVISION, effective=EFFECTIVE) == dated


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    grown = Repository(tmp_path, settings=SETTINGS.replace("policies:", "notice_days: 28\npolicies:"))
    grown.commit(
        "First", {"content/en/privacy.md": policy("# P\n"), "content/de/privacy.md": policy("# D\n")}
    )
    return grown


def test_a_revision_opens_in_all_languages_at_once(repository: Repository) -> None:
    opened = drafting.revise(repository.root, "privacy", revision=REVISION, effective=EFFECTIVE)
    assert opened == drafting.Opened(
        "2026-03-01", ("content/en/privacy.md", "content/de/privacy.md"), 45, (28, 28)
    )
    assert not opened.short
    for path in opened.paths:
        assert "\nrevision: 2026-03-01\neffective: 2026-04-15\n" in (repository.root / path).read_text()
    later = drafting.revise(repository.root, "privacy", revision=date(2026, 4, 1), effective=EFFECTIVE)
    assert (later.notice_days, later.short) == (14, True)


@pytest.mark.parametrize(
    ("name", "revision", "effective", "key"),
    [
        ("cookies", REVISION, EFFECTIVE, "policy-unknown"),
        ("privacy", date(2021, 1, 1), EFFECTIVE, "draft-date-taken"),
        ("privacy", date(2020, 1, 1), EFFECTIVE, "draft-date-taken"),
        ("privacy", EFFECTIVE, REVISION, "effective-before-revision"),
    ],
)
def test_what_cannot_be_opened(
    repository: Repository, name: str, revision: date, effective: date, key: str
) -> None:
    with pytest.raises(RedletterError) as caught:
        drafting.revise(repository.root, name, revision=revision, effective=effective)
    assert caught.value.key == key
    assert repository.git("status", "--porcelain") == ""


def test_a_language_that_is_missing_is_named(repository: Repository) -> None:
    repository.commit("No German", {"content/de/privacy.md": None})
    with pytest.raises(RedletterError) as caught:
        drafting.revise(repository.root, "privacy", revision=REVISION, effective=EFFECTIVE)
    assert (caught.value.key, caught.value.path) == ("language-missing", "content/de/privacy.md")


def test_a_correction_writes_nothing_and_says_its_label(repository: Repository) -> None:
    correction = drafting.correct(repository.root, "privacy")
    assert correction.label == "2021-01-01.1"
    assert repository.git("status", "--porcelain") == ""
    repository.commit("Corrected", {"content/en/privacy.md": policy("# Policy\n")})
    assert drafting.correct(repository.root, "privacy").label == "2021-01-01.2"


def test_a_correction_under_a_moved_date_is_refused(repository: Repository) -> None:
    drafting.revise(repository.root, "privacy", revision=REVISION, effective=EFFECTIVE)
    with pytest.raises(RedletterError) as caught:
        drafting.correct(repository.root, "privacy")
    assert (caught.value.key, caught.value.place) == ("draft-date-moved", "content/en/privacy.md:3")


def run(repository: Repository, *arguments: str) -> tuple[int, str, str]:
    out, said = io.StringIO(), io.StringIO()
    code = cli.main(["new", *arguments, "--root", str(repository.root)], out, said)
    return code, out.getvalue(), said.getvalue()


def test_the_command_says_what_it_wrote_and_what_comes_next(repository: Repository) -> None:
    code, out, said = run(repository, "privacy", "--revision", "2026-03-01", "--effective", "2026-03-10")
    assert (code, out) == (0, "")
    assert said.splitlines()[:3] == [
        "content/en/privacy.md: revision 2026-03-01, effective 2026-03-10",
        "content/de/privacy.md: revision 2026-03-01, effective 2026-03-10",
        "There are 9 days between the dates; policies.yml requires 28 where a change is material "
        "and 28 where it needs consent.",
    ]


def test_the_command_names_the_files_of_a_correction(repository: Repository) -> None:
    code, out, said = run(repository, "privacy", "--correction")
    assert (code, out) == (0, "content/en/privacy.md\ncontent/de/privacy.md\n")
    assert "2021-01-01.1" in said


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--revision", "2026-03-01"),
        ("--correction", "--effective", "2026-03-01"),
        ("--revision", "soon", "--effective", "2026-03-01"),
    ],
)
def test_the_command_wants_both_dates_or_none(repository: Repository, options: tuple[str, ...]) -> None:
    assert run(repository, "privacy", *options)[0] == 2
    assert repository.git("status", "--porcelain") == ""
