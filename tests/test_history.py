"""Revisions from git, on repositories grown for the purpose."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from growing import SETTINGS, Repository, environment, policy
from hypothesis import given
from hypothesis import strategies as st
from redletter import frontmatter, history
from redletter.errors import HistoryError, RedletterError, SourceError
from redletter.history import History
from redletter.history.revisions import State, revisions
from redletter.model import RevisionKind, Text
from telling import assert_told

EN, DE = "content/en/privacy.md", "content/de/privacy.md"
FIRST = "## 1. Scope\n\n1.1 We keep what you tell us for one year.\n"
SECOND = "## 1. Scope\n\n1.1 We keep what you tell us for two years.\n"
ERSTE = "## 1. Geltung\n\n1.1 Wir bewahren Ihre Angaben ein Jahr lang auf.\n"
ZWEITE = "## 1. Geltung\n\n1.1 Wir bewahren Ihre Angaben zwei Jahre lang auf.\n"
LAGGING = SETTINGS + "    translation_lag: allowed\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "policies", settings=LAGGING)


def published(repository: Repository) -> History:
    return history.read(repository.root, worktree=False)


def drafted(repository: Repository, base: str | None = None) -> History:
    return history.read(repository.root, worktree=True, base=base)


def rows(found: History, slug: str = "privacy") -> list[tuple[str, str, str, str]]:
    """Label, kind, the languages present and those that lag: what a person would list."""
    return [
        (
            each.label,
            each.kind.value,
            " ".join(text.language for text in each.texts),
            " ".join(each.lagging),
        )
        for each in found.revisions[slug]
    ]


def labels(found: History, slug: str = "privacy") -> list[str]:
    return [each.label for each in found.revisions[slug]]


def test_a_policys_life_gives_the_revisions_that_a_person_would_list(repository: Repository) -> None:
    repository.commit("Notes", {"NOTES.md": "Nothing to publish yet.\n"})
    repository.commit("First text, English only", {EN: policy(FIRST)})
    repository.commit("German comes later", {DE: policy(ERSTE)})
    repository.commit("A slip of the pen", {EN: policy(FIRST.replace("tell", "told"))})
    repository.commit("BOM", {EN: b"\xef\xbb\xbf" + policy(FIRST.replace("tell", "told")).encode()})
    repository.commit("CRLF", {EN: policy(FIRST.replace("tell", "told")).replace("\n", "\r\n")})
    repository.commit(
        "White space", {EN: policy(FIRST.replace("tell", "told").replace(".\n", ". \n") + "\n\n")}
    )
    repository.commit(
        "A description for search engines", {EN: policy(FIRST.replace("tell", "told"), hide="[toc]")}
    )
    repository.commit(
        "Both languages",
        {EN: policy(SECOND, revision="2022-01-01"), DE: policy(ZWEITE, revision="2022-01-01")},
    )
    repository.branch("draft")
    repository.commit("Half of it", {EN: policy(SECOND + "\n1.2 More.\n", revision="2023-01-01")})
    repository.commit("The rest", {EN: policy(SECOND + "\n1.2 More to say.\n", revision="2023-01-01")})
    repository.checkout("main")
    repository.commit("Elsewhere", {"NOTES.md": "Still nothing.\n"})
    repository.merge("draft")
    repository.commit("Undone: text and date of 2022", {EN: policy(SECOND, revision="2022-01-01")})
    repository.move(EN, "content/en/data.md")
    repository.commit("Another name for a while")
    repository.move("content/en/data.md", EN)
    repository.commit("Back to the old name")
    repository.commit("Back to the very first text", {EN: policy(FIRST)})
    repository.commit("German follows", {DE: policy(ERSTE)})
    repository.commit("Taken down", {EN: None, DE: None})
    repository.commit("And back as it was", {EN: policy(FIRST), DE: policy(ERSTE)})
    repository.commit("Effective later", {EN: policy(FIRST, effective="2021-02-01")})

    assert rows(published(repository)) == [
        ("2021-01-01", "revision", "en", ""),
        ("2021-01-01.1", "translation", "en de", ""),
        ("2021-01-01.2", "correction", "en de", "de"),
        ("2022-01-01", "revision", "en de", ""),
        ("2023-01-01", "revision", "en de", "de"),
        ("2022-01-01.1", "revision", "en de", ""),
        ("2021-01-01.3", "revision", "en de", "de"),
        ("2021-01-01.4", "translation", "en de", ""),
        ("2021-01-01.5", "correction", "en de", "de"),
    ]


def test_each_revision_has_its_commit_its_texts_and_their_dates(repository: Repository) -> None:
    first = repository.commit("First", {EN: policy(FIRST)})
    second = repository.commit("Second", {EN: policy(SECOND, revision="2022-01-01", effective="2022-02-01")})
    found = published(repository)
    one, two = found.revisions["privacy"]
    assert (one.commit, two.commit, found.commit) == (first, second, second)
    assert two.committed == repository.moment
    assert (two.revision, two.effective) == (date(2022, 1, 1), date(2022, 2, 1))
    assert two.governing_text.body == "\n" + SECOND
    assert two.governing_text.body_line == 6
    assert (found.branch, found.clean, found.unread) == ("main", True, ())


def test_a_merge_is_one_step_even_where_its_branch_saw_many(repository: Repository) -> None:
    repository.commit("First", {EN: policy(FIRST)})
    repository.branch("side")
    repository.commit("One", {EN: policy(SECOND, revision="2022-01-01")})
    repository.commit("Two", {EN: policy(SECOND, revision="2022-06-01")})
    repository.checkout("main")
    merge = repository.merge("side")
    assert labels(published(repository)) == ["2021-01-01", "2022-06-01"]
    assert published(repository).revisions["privacy"][-1].commit == merge


def test_a_merge_that_keeps_the_first_parents_text_is_no_step(repository: Repository) -> None:
    repository.commit("First", {EN: policy(FIRST)})
    repository.branch("side")
    repository.commit("Rejected", {EN: policy(SECOND, revision="2022-01-01")})
    repository.checkout("main")
    repository.git("merge", "--quiet", "--strategy=ours", "--message=Keep ours", "side")
    assert labels(published(repository)) == ["2021-01-01"]


def test_order_is_the_branchs_never_the_clocks(repository: Repository) -> None:
    moment = repository.moment
    repository.commit("First", {EN: policy(FIRST)})
    repository.moment = moment.replace(year=2010)
    repository.commit("A clock that was wrong", {EN: policy(SECOND, revision="2022-01-01")})
    repository.moment = moment.replace(year=2009)
    repository.commit("Still wrong", {EN: policy(FIRST, revision="2023-01-01")})
    assert labels(published(repository)) == ["2021-01-01", "2022-01-01", "2023-01-01"]


def test_a_governing_text_that_comes_last_takes_over(repository: Repository) -> None:
    repository.commit("German first", {DE: policy(ERSTE)})
    repository.commit("German corrected", {DE: policy(ZWEITE)})
    repository.commit("English comes", {EN: policy(SECOND)})
    repository.commit("English moves on", {EN: policy(FIRST, revision="2022-01-01")})
    found = published(repository)
    assert rows(found) == [
        ("2021-01-01", "revision", "de", ""),
        ("2021-01-01.1", "correction", "de", ""),
        ("2021-01-01.2", "translation", "en de", ""),
        ("2022-01-01", "revision", "en de", "de"),
    ]
    assert [each.governing for each in found.revisions["privacy"]] == ["de", "de", "en", "en"]


def test_a_translation_that_came_first_does_not_lag_once_dates_agree(repository: Repository) -> None:
    repository.commit("Both", {EN: policy(FIRST), DE: policy(ERSTE)})
    repository.commit("German, two days early", {DE: policy(ZWEITE, revision="2022-01-01")})
    repository.commit("English", {EN: policy(SECOND, revision="2022-01-01")})
    assert rows(published(repository))[1:] == [
        ("2021-01-01.1", "translation", "en de", ""),
        ("2022-01-01", "revision", "en de", ""),
    ]


def test_a_translation_lags_where_the_governing_date_went_backwards(repository: Repository) -> None:
    repository.commit(
        "Both", {EN: policy(FIRST, revision="2022-01-01"), DE: policy(ERSTE, revision="2022-01-01")}
    )
    repository.commit("A typing error in the year", {EN: policy(SECOND, revision="2021-02-01")})
    assert rows(published(repository))[-1] == ("2021-02-01", "revision", "en de", "de")


def test_a_text_taken_down_is_carried_on_and_lags(repository: Repository) -> None:
    repository.commit("Both", {EN: policy(FIRST), DE: policy(ERSTE)})
    repository.commit("German gone", {DE: None})
    repository.commit("English goes on", {EN: policy(SECOND)})
    found = published(repository)
    assert rows(found) == [
        ("2021-01-01", "revision", "en de", ""),
        ("2021-01-01.1", "correction", "en de", "de"),
    ]
    assert [text.language for text in found.newest["privacy"]] == ["en"]


_TEXTS = [
    frontmatter.read(policy(body, revision=day).encode(), path=EN, policy="privacy", language="")
    for body in (FIRST, SECOND)
    for day in ("2021-01-01", "2021-06-01", "2022-01-01")
]
_STEPS = st.dictionaries(st.sampled_from(["en", "de"]), st.sampled_from([None, *_TEXTS]), min_size=1)


@given(st.lists(_STEPS, max_size=12))
def test_whatever_happens_no_text_is_lost_and_no_label_used_twice(
    course: list[dict[str, Text | None]],
) -> None:
    states = [
        State(
            "",
            datetime(2021, 1, 1, tzinfo=UTC),
            {lang: text and replace(text, language=lang) for lang, text in step.items()},
        )
        for step in course
    ]
    found = revisions("privacy", states, languages=("en", "de"), governing="en")
    assert len({each.label for each in found}) == len(found)
    for language in ("en", "de"):
        was = [text.sha256 for state in states if (text := state.texts.get(language))]
        told = [text.sha256 for each in found if (text := each.text(language))]
        assert [sha for sha, _ in groupby(told)] == [sha for sha, _ in groupby(was)]
    for before, after in pairwise(found):
        moved = before.revision != after.revision
        assert (after.kind is RevisionKind.REVISION) is moved
        assert [text.sha256 for text in before.texts] != [text.sha256 for text in after.texts]


class TestRenames:
    def test_are_followed_from_anywhere_in_the_repository(self, repository: Repository) -> None:
        old = "docs/legal/Datenschutz für alle.md"
        repository.commit("First", {old: policy(FIRST * 5)})
        repository.move(old, EN)
        repository.commit("Moved and amended", {EN: policy(FIRST * 4 + SECOND, revision="2022-01-01")})
        one, two = published(repository).revisions["privacy"]
        assert (one.label, one.texts[0].path) == ("2021-01-01", old)
        assert (two.label, two.texts[0].path) == ("2022-01-01", EN)

    @pytest.mark.parametrize("where", ["settings", "front matter"])
    def test_are_overridden_by_previous_paths(self, repository: Repository, where: str) -> None:
        repository.commit("First", {"old.txt": policy(FIRST)})
        rewritten = "Nothing is left of what was said.\n" * 20
        keys = {"previous_paths": "[old.txt]"} if where == "front matter" else {}
        settings = LAGGING + "    previous_paths: {en: [old.txt]}\n" if where == "settings" else LAGGING
        repository.commit("Other words, other name", {"old.txt": None, EN: policy(rewritten, **keys)})
        repository.commit("Said later", {"content/policies.yml": settings})
        assert labels(published(repository)) == ["2021-01-01", "2021-01-01.1"]

    def test_are_not_guessed_where_a_person_says_that_there_was_none(self, repository: Repository) -> None:
        repository.commit("Another policy", {"content/en/cookies.md": policy(FIRST)})
        repository.move("content/en/cookies.md", EN)
        repository.commit("A new one that looks like it", {EN: policy(FIRST, previous_paths="[]")})
        assert labels(published(repository)) == ["2021-01-01"]

    def test_are_followed_to_a_path_that_began_after_the_text_was_taken_down(
        self, repository: Repository
    ) -> None:
        repository.commit("First", {EN: policy(FIRST)})
        repository.commit("Taken down", {EN: None})
        repository.commit(
            "Back under another name", {"content/en/rules.md": policy(SECOND, revision="2022-01-01")}
        )
        repository.move("content/en/rules.md", EN)
        repository.commit("And where it was")
        assert labels(drafted(repository)) == ["2021-01-01", "2022-01-01"]

    def test_leave_the_old_path_to_whoever_fills_it_again(self, repository: Repository) -> None:
        repository.write({"content/policies.yml": LAGGING + "  app:\n    translation_lag: allowed\n"})
        repository.commit("First", {EN: policy(FIRST)})
        repository.move(EN, "content/en/app.md")
        repository.commit("Moved")
        repository.commit("Filled again", {EN: policy(SECOND, revision="2022-01-01")})
        found = published(repository)
        assert labels(found, "app") == ["2021-01-01"]
        assert labels(found) == ["2021-01-01", "2022-01-01"]


class TestBranches:
    @pytest.fixture
    def branched(self, repository: Repository) -> Repository:
        repository.commit("First", {EN: policy(FIRST)})
        repository.branch("draft")
        repository.commit("One", {EN: policy(SECOND)})
        repository.commit("Two", {EN: policy(SECOND, revision="2022-01-01")})
        return repository

    def test_all_of_an_unpublished_branch_is_one_revision(self, branched: Repository) -> None:
        assert labels(published(branched)) == labels(drafted(branched)) == ["2021-01-01", "2022-01-01"]

    def test_what_is_not_committed_belongs_to_it(self, branched: Repository) -> None:
        branched.write({EN: policy(SECOND + "\n1.2 More.\n", revision="2022-01-01")})
        found = drafted(branched).revisions["privacy"]
        assert [(each.label, each.commit == "") for each in found] == [
            ("2021-01-01", False),
            ("2022-01-01", True),
        ]
        assert found[-1].governing_text.body.endswith("1.2 More.\n")

    def test_it_is_named_by_its_commit_once_nothing_is_left_to_commit(self, branched: Repository) -> None:
        assert drafted(branched).revisions["privacy"][-1].commit == branched.git("rev-parse", "HEAD")

    def test_the_published_branch_ahead_of_its_remote_counts_each_commit(self, branched: Repository) -> None:
        branched.checkout("main")
        branched.git("update-ref", "refs/remotes/origin/main", "main")
        branched.git("merge", "--quiet", "--ff-only", "draft")
        assert labels(published(branched)) == ["2021-01-01", "2021-01-01.1", "2022-01-01"]

    def test_a_detached_head_counts_each_commit(self, branched: Repository) -> None:
        branched.git("checkout", "--quiet", "--detach")
        found = published(branched)
        assert (labels(found), found.branch) == (["2021-01-01", "2021-01-01.1", "2022-01-01"], None)

    def test_a_base_makes_everything_since_one_revision(self, branched: Repository) -> None:
        branched.git("checkout", "--quiet", "--detach")
        assert labels(drafted(branched, base="main")) == ["2021-01-01", "2022-01-01"]
        assert labels(drafted(branched, base="HEAD~1")) == ["2021-01-01", "2021-01-01.1", "2022-01-01"]

    def test_only_a_remote_knows_the_published_branch(self, branched: Repository) -> None:
        branched.git("update-ref", "refs/remotes/origin/main", "main")
        branched.git("branch", "--quiet", "-D", "main")
        assert labels(published(branched)) == ["2021-01-01", "2022-01-01"]

    def test_a_local_branch_that_is_behind_its_remote_does_not_matter(self, branched: Repository) -> None:
        branched.git("update-ref", "refs/remotes/origin/main", "draft~1")
        assert labels(published(branched)) == ["2021-01-01", "2021-01-01.1", "2022-01-01"]

    def test_without_a_published_branch_each_commit_counts(self, branched: Repository) -> None:
        branched.git("branch", "--quiet", "-D", "main")
        assert labels(published(branched)) == ["2021-01-01", "2021-01-01.1", "2022-01-01"]

    def test_a_branch_grown_from_a_merged_one_counts_that_as_one(self, branched: Repository) -> None:
        branched.branch("further")
        branched.commit("Further", {EN: policy(FIRST, revision="2023-01-01")})
        branched.checkout("main")
        branched.commit("Elsewhere", {"NOTES.md": "Aside.\n"})
        branched.merge("draft")
        branched.checkout("further")
        assert labels(published(branched)) == ["2021-01-01", "2022-01-01", "2023-01-01"]

    def test_nothing_since_the_merge_base_makes_no_revision(self, repository: Repository) -> None:
        repository.commit("First", {EN: policy(FIRST)})
        repository.branch("empty")
        assert labels(published(repository)) == labels(drafted(repository)) == ["2021-01-01"]


class TestWorkTree:
    @pytest.mark.parametrize("staged", [True, False])
    def test_edits_make_one_more_revision_without_a_commit(
        self, repository: Repository, staged: bool
    ) -> None:
        head = repository.commit("First", {EN: policy(FIRST)})
        repository.write({EN: policy(SECOND), DE: policy(ZWEITE)})
        if staged:
            repository.git("add", "--all")
        found = drafted(repository)
        assert rows(found) == [
            ("2021-01-01", "revision", "en", ""),
            ("2021-01-01.1", "correction", "en de", ""),
        ]
        assert [each.commit for each in found.revisions["privacy"]] == [head, ""]
        assert (found.commit, found.clean) == (head, False)
        assert labels(published(repository)) == ["2021-01-01"]

    def test_a_staged_rename_keeps_the_history(self, repository: Repository) -> None:
        repository.commit("First", {"content/en/old.md": policy(FIRST)})
        repository.move("content/en/old.md", EN)
        assert labels(drafted(repository)) == ["2021-01-01"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (FIRST, [("2021-01-01", False)]),
            (FIRST + "\n1.2 More.\n", [("2021-01-01", False), ("2021-01-01.1", True)]),
            (SECOND * 9, [("2021-01-01", True)]),  # too unlike to be the same text
        ],
    )
    def test_a_rename_without_git_keeps_the_history(
        self, repository: Repository, text: str, expected: list[tuple[str, bool]]
    ) -> None:
        repository.commit("First", {"content/en/old.md": policy(FIRST)})
        repository.write({"content/en/old.md": None, EN: policy(text)})
        found = drafted(repository).revisions["privacy"]
        assert [(each.label, each.commit == "") for each in found] == expected

    def test_settings_and_records_are_the_newest(self, repository: Repository) -> None:
        old = "content/en/privacy.md"
        repository.commit("First", {old: policy(FIRST), "content/records/privacy/one.yml": "a: 1\n"})
        repository.write(
            {
                "content/policies.yml": LAGGING.replace("Example policies", "Renamed"),
                "content/records/privacy/two.yml": "b: 2\n",
            }
        )
        draft, publication = drafted(repository), published(repository)
        assert draft.settings.site_names["en"] == "Renamed"
        assert draft.records == {
            "content/records/privacy/one.yml": b"a: 1\n",
            "content/records/privacy/two.yml": b"b: 2\n",
        }
        assert publication.settings.site_names["en"] == "Example policies"
        assert publication.records == {"content/records/privacy/one.yml": b"a: 1\n"}

    def test_settings_may_be_newer_than_all_history(self, tmp_path: Path) -> None:
        repository = Repository(tmp_path, settings=None)
        repository.commit("First", {EN: policy(FIRST)})
        repository.write({"content/policies.yml": LAGGING})
        assert labels(drafted(repository)) == ["2021-01-01"]

    def test_files_that_nobody_publishes_leave_the_tree_clean(self, repository: Repository) -> None:
        repository.commit("First", {EN: policy(FIRST)})
        repository.write({"site/index.html": "built"})
        assert published(repository).clean
        repository.write({"content/new/file.md": "to be published"})
        assert not published(repository).clean


def test_a_project_may_be_a_folder_of_its_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path, settings=None)
    repository.commit("First", {"old/privacy.md": policy(FIRST)})
    repository.move("old/privacy.md", f"legal/{EN}")
    repository.commit(
        "Moved",
        {
            f"legal/content/{name}": text
            for name, text in {"policies.yml": LAGGING, "records/a.yml": "a"}.items()
        },
    )
    repository.commit("Second", {f"legal/{EN}": policy(SECOND)})
    found = history.read(tmp_path / "legal", worktree=False)
    assert labels(found) == ["2021-01-01", "2021-01-01.1"]
    assert [each.texts[0].path for each in found.revisions["privacy"]] == ["../old/privacy.md", EN]
    assert found.records == {"content/records/a.yml": b"a"}


def test_a_text_of_the_past_that_cannot_be_read_is_told_and_loses_nothing_else(
    repository: Repository,
) -> None:
    repository.commit("First", {EN: policy(FIRST)})
    broken = repository.commit("No such day", {EN: policy(SECOND, revision="2021-02-31"), DE: policy(ERSTE)})
    repository.commit("Mended", {EN: policy(SECOND, revision="2021-02-28")})
    found = published(repository)
    assert labels(found) == ["2021-01-01", "2021-01-01.1", "2021-02-28"]
    (unread,) = found.unread
    assert (unread.commit, unread.error.key, unread.error.place) == (broken, "date-invalid", f"{EN}:3")


def test_the_configuration_of_the_machine_makes_no_difference(repository: Repository) -> None:
    repository.commit("First", {"content/en/für alle.md": policy(FIRST * 5)})
    repository.move("content/en/für alle.md", EN)
    repository.commit("Moved", {EN: policy(FIRST * 4 + SECOND)})
    repository.branch("side")
    repository.commit("Second", {EN: policy(SECOND)})
    repository.checkout("main")
    repository.commit("Elsewhere", {"NOTES.md": "Aside.\n"})
    repository.merge("side")
    before = published(repository)
    assert labels(before) == ["2021-01-01", "2021-01-01.1", "2021-01-01.2"]
    for setting in (
        *("log.showRoot=false", "log.diffMerges=off", "log.follow=true", "log.showSignature=true"),
        *("diff.renames=false", "diff.relative=true", "color.ui=always", "core.quotePath=true"),
        *("status.showUntrackedFiles=no", "format.pretty=oneline", "i18n.logOutputEncoding=latin1"),
    ):
        repository.git("config", *setting.split("="))
    assert published(repository) == before
    repository.write({"content/new.md": ""})
    assert not published(repository).clean


def test_git_ends_with_the_reading(repository: Repository) -> None:
    def children() -> set[str]:
        tasks = Path("/proc/self/task").iterdir()
        return {child for task in tasks for child in (task / "children").read_text().split()}

    repository.commit("First", {EN: policy(FIRST)})
    before = children()
    published(repository)
    assert children() <= before


def _no_repository(repository: Repository) -> Path:
    folder = repository.root.parent / "elsewhere"
    folder.mkdir()
    return folder


def _shallow(repository: Repository) -> Path:
    repository.commit("First", {EN: policy(FIRST)})
    repository.commit("Second", {EN: policy(SECOND)})
    clone = repository.root.parent / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone))
    return clone


def _bare(repository: Repository) -> Path:
    repository.commit("First", {EN: policy(FIRST)})
    clone = repository.root.parent / "bare"
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(clone))
    return clone


def _nothing_in_content(repository: Repository) -> Path:
    repository.commit("Elsewhere", {"NOTES.md": "Nothing.\n", "content/policies.yml": None})
    return repository.root


@pytest.mark.parametrize(
    ("key", "prepare"),
    [
        ("no-repository", _no_repository),
        ("no-repository", lambda repository: repository.root / "nowhere"),
        ("no-work-tree", _bare),
        ("shallow", _shallow),
        ("unborn", lambda repository: repository.root),
        ("content-missing", _nothing_in_content),
    ],
)
@pytest.mark.parametrize("worktree", [True, False])
def test_repositories_that_give_no_history(
    repository: Repository, key: str, prepare: Callable[[Repository], Path], worktree: bool
) -> None:
    with pytest.raises(HistoryError) as raised:
        history.read(prepare(repository), worktree=worktree)
    assert_told(raised.value)
    assert raised.value.key == key


def test_a_repository_of_another_user(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("First", {EN: policy(FIRST)})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(HistoryError) as raised:
        published(repository)
    assert_told(raised.value)
    assert raised.value.key == "dubious-ownership"
    assert raised.value.arguments == {"folder": str(repository.root)}


@pytest.mark.parametrize(("base", "key"), [("nowhere", "base-missing"), ("orphan", "base-unrelated")])
def test_bases_that_are_none(repository: Repository, base: str, key: str) -> None:
    repository.git("checkout", "--quiet", "--orphan", "orphan")
    repository.commit("Unrelated")
    repository.git("checkout", "--quiet", "--orphan", "main")
    repository.commit("First", {EN: policy(FIRST)})
    with pytest.raises(HistoryError) as raised:
        drafted(repository, base=base)
    assert_told(raised.value)
    assert (raised.value.key, raised.value.arguments) == (key, {"base": base})


_NONE = "nothing but words\n"


@pytest.mark.parametrize(
    ("files", "key", "place"),
    [
        ({"content/policies.yml": SETTINGS + "    sampel: yes\n"}, "key-misspelt", "content/policies.yml:7"),
        ({"content/policies.yml": "site_url: [\n"}, "yaml-broken", "content/policies.yml:2"),
        ({"content/policies.yml": None}, "settings-missing", "content/policies.yml"),
        ({EN: _NONE}, "front-matter-missing", f"{EN}:1"),
        ({EN: policy(revision="2021-02-31")}, "date-invalid", f"{EN}:3"),
        ({EN: policy(effective="2020-12-31")}, "effective-before-revision", f"{EN}:4"),
        ({EN: policy().encode() + b"\n\xff\n"}, "utf8-invalid", f"{EN}:8"),
        ({EN: None, DE: None}, "language-missing", EN),
    ],
)
@pytest.mark.parametrize("worktree", [True, False])
def test_files_as_they_stand_that_cannot_be_taken(
    repository: Repository, files: dict[str, str | bytes | None], key: str, place: str, worktree: bool
) -> None:
    repository.write({"content/policies.yml": SETTINGS})
    repository.commit("Sound", {EN: policy(FIRST), DE: policy(ERSTE)})
    repository.commit("Broken", files)
    with pytest.raises(SourceError) as raised:
        history.read(repository.root, worktree=worktree)
    assert_told(raised.value)
    assert (raised.value.key, raised.value.place) == (key, place)


@pytest.mark.parametrize(
    ("settings", "missing", "wanted"),
    [(SETTINGS, DE, True), (LAGGING, DE, False), (LAGGING, EN, True), (SETTINGS, EN, True)],
)
def test_a_publication_wants_every_language_that_may_not_lag(
    repository: Repository, settings: str, missing: str, wanted: bool
) -> None:
    files: dict[str, str | bytes | None] = {
        EN: policy(FIRST),
        DE: policy(ERSTE),
        "content/policies.yml": settings,
    }
    del files[missing]
    repository.commit("First", files)
    assert labels(drafted(repository)) == ["2021-01-01"]
    if not wanted:
        assert labels(published(repository)) == ["2021-01-01"]
        return
    with pytest.raises(SourceError) as raised:
        published(repository)
    assert_told(raised.value)
    assert (raised.value.key, raised.value.path) == ("language-missing", missing)


def test_an_effective_date_before_the_revisions_where_it_is_allowed(repository: Repository) -> None:
    repository.write({"content/policies.yml": LAGGING + "    allow_retroactive: true\n"})
    repository.commit("First", {EN: policy(FIRST, effective="2020-12-31")})
    assert labels(published(repository)) == ["2021-01-01"]


def test_two_clones_read_the_same(repository: Repository) -> None:
    repository.commit("First", {EN: policy(FIRST), DE: policy(ERSTE)})
    repository.commit("Second", {EN: policy(SECOND)})
    clone = repository.root.parent / "clone"
    subprocess.run(["git", "clone", "--quiet", repository.root, clone], env=environment(), check=True)
    assert history.read(clone, worktree=False).revisions == published(repository).revisions


def test_every_error_says_where(repository: Repository) -> None:
    with pytest.raises(RedletterError) as raised:
        published(repository)
    assert_told(raised.value)
    assert raised.value.place


def test_a_machine_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("First", {EN: policy(FIRST)})
    monkeypatch.setenv("PATH", str(repository.root))
    with pytest.raises(HistoryError) as raised:
        published(repository)
    assert_told(raised.value)
    assert raised.value.key == "git-missing"


def test_a_linked_work_tree_has_the_same_history(repository: Repository) -> None:
    repository.commit("First", {EN: policy(FIRST)})
    repository.commit("Second", {EN: policy(SECOND)})
    linked = repository.root.parent / "linked"
    repository.git("worktree", "add", "--quiet", "--detach", str(linked))
    assert labels(history.read(linked, worktree=True)) == ["2021-01-01", "2021-01-01.1"]
