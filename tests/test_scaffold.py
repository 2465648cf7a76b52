"""A new policy repository: every file sound, and its pipelines run step by step as GitHub would."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import redletter
import yaml
from growing import environment
from redletter import scaffold, settings_file

TODAY = date(2026, 1, 1)
FILES = [
    *(".githooks/pre-commit", ".github/workflows/check.yml", ".github/workflows/publish.yml"),
    *(
        ".github/workflows/record.yml",
        ".gitignore",
        "README.md",
        "content/de/privacy.md",
        "content/en/privacy.md",
    ),
    *("content/policies.yml", "hooks/build.py", "mkdocs.yml"),
]

# What stands in for GitHub's runner: the package under test, and programs that would reach the network.
_SHIMS = {
    "redletter": 'exec "$PYTHON" -c "import sys; from redletter.cli import main; sys.exit(main())" "$@"',
    "pip": 'echo "$@" >> "$SHIMS/pip.txt"',
    "gh": 'echo "$@" >> "$SHIMS/gh.txt"; cp "$5" "$SHIMS/comment.txt"',
    "curl": 'for address; do :; done; exec "$PYTHON" "$SHIMS/asked.py" "$address"',
}
_NEVER = object()
_ASKED = """\
import sys, urllib.error, urllib.request
try:
    print(urllib.request.urlopen(sys.argv[1]).status)
except urllib.error.HTTPError as error:
    print(error.code)
"""


def _written(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_an_empty_folder_gets_everything(tmp_path: Path) -> None:
    written = scaffold.begin(tmp_path, today=TODAY)
    assert _written(tmp_path) == FILES
    assert sorted(each.path.relative_to(tmp_path).as_posix() for each in written) == FILES
    assert not any(each.kept for each in written)
    assert os.access(tmp_path / ".githooks" / "pre-commit", os.X_OK)


def test_what_is_there_stays(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine\n")
    assert all(each.kept for each in scaffold.begin(tmp_path, today=TODAY))
    assert {(tmp_path / name).read_text() for name in FILES} == {"mine\n"}


def test_policies_that_are_there_are_taken_up(tmp_path: Path) -> None:
    for language, slug in (("de", "terms"), ("de", "privacy"), ("en", "privacy"), ("xx", "privacy")):
        path = tmp_path / "content" / language / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text\n")
    scaffold.begin(tmp_path, today=TODAY, branch="live")
    settings = settings_file.load((tmp_path / "content" / "policies.yml").read_bytes(), "policies.yml")
    assert (settings.languages, settings.governing, settings.branch) == (("en", "de"), "en", "live")
    assert [policy.slug for policy in settings.policies] == ["privacy", "terms"]
    assert not any(policy.sample for policy in settings.policies)


def _parsed(workflow: str) -> dict[str, Any]:
    loaded = yaml.load(workflow, yaml.BaseLoader)  # noqa: S506 - only strings
    assert isinstance(loaded, dict)
    return loaded


def _workflow(root: Path, name: str) -> dict[str, Any]:
    return _parsed((root / ".github" / "workflows" / f"{name}.yml").read_text("utf-8"))


def _steps(root: Path, name: str) -> list[dict[str, Any]]:
    (job,) = _workflow(root, name)["jobs"].values()
    return list(job["steps"])


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    finished = subprocess.run(command, env=environment(), check=True, capture_output=True, text=True)
    return finished.stdout.strip()


@pytest.mark.parametrize("name", ["check", "record", "publish"])
def test_pipelines_see_the_whole_history_and_install_this_version(tmp_path: Path, name: str) -> None:
    scaffold.begin(tmp_path, today=TODAY, branch="live")
    steps = _steps(tmp_path, name)
    checkout, _, install = steps[:3]
    assert checkout["with"]["fetch-depth"] == "0"
    assert install["run"] == f'pip install "redletter=={redletter.__version__}"'
    assert all(("run" in step) != ("uses" in step) for step in steps)
    assert "permissions" in _workflow(tmp_path, name)


def test_branches_are_told_apart(tmp_path: Path) -> None:
    scaffold.begin(tmp_path, today=TODAY, branch="live")
    assert _workflow(tmp_path, "record")["on"]["push"]["branches-ignore"] == ["live"]
    assert _workflow(tmp_path, "publish")["on"]["push"]["branches"] == ["live"]
    assert list(_workflow(tmp_path, "check")["on"]) == ["pull_request"]


@dataclass(frozen=True)
class Run:
    """What became of one run of a workflow: its first failure's exit code, else 0, and what was printed."""

    workflow: str
    code: int
    said: str


class GitHub:
    """Runs workflows as GitHub does: by their triggers, in a fresh clone, every step as it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = folder / "origin.git"
        self.hosted = folder / "hosted"
        self.shims = folder / "shims"
        self.runs = 0
        for each in (self.origin, self.hosted, self.shims):
            each.mkdir()
        (self.shims / "asked.py").write_text(_ASKED)
        for name, script in _SHIMS.items():
            if name == "curl" and shutil.which(name):
                continue  # it only asks this machine
            (self.shims / name).write_text(f"#!/bin/sh\n{script}\n")
            (self.shims / name).chmod(0o755)
        _git(self.origin, "init", "--quiet", "--bare", "--initial-branch=main")

    def pushed(self, branch: str, *, pull_request: bool = False) -> list[Run]:
        """The runs that a push to a branch starts, and then its pull request, if it has one.

        All that a workflow pushes starts runs itself, as with a token of one's own.
        """
        runs = []
        for name in self._workflows(branch):
            trigger = self._trigger(branch, name, "push")
            if trigger is not _NEVER and self._matches(branch, trigger):
                tip = self._tip(branch)
                runs.append(self._run(branch, name, "push"))
                if self._tip(branch) != tip:
                    return [*runs, *self.pushed(branch, pull_request=pull_request)]
        if pull_request:
            runs += [
                self._run(branch, name, "pull_request")
                for name in self._workflows(branch)
                if self._trigger(branch, name, "pull_request") is not _NEVER
            ]
        return runs

    def night(self) -> list[Run]:
        """The runs that the clock starts."""
        return [
            self._run("main", name, "schedule")
            for name in self._workflows("main")
            if self._trigger("main", name, "schedule") is not _NEVER
        ]

    def artifact(self, name: str) -> Path:
        """What the newest run kept under a name."""
        return self.folder / f"run-{self.runs}" / "artifacts" / name

    def environment(self) -> dict[str, str]:
        git = environment(datetime(2026, 2, 10, tzinfo=UTC))
        return git | {
            "PATH": os.pathsep.join([str(self.shims), str(Path(sys.executable).parent), git["PATH"]]),
            "PYTHON": sys.executable,
            "PYTHONPATH": str(Path(redletter.__file__).parents[1]),
            "SHIMS": str(self.shims),
            "SOURCE_DATE_EPOCH": str(int(datetime(2026, 2, 10, tzinfo=UTC).timestamp())),
        }

    def _tip(self, branch: str) -> str:
        return _git(self.origin, "rev-parse", f"refs/heads/{branch}")

    def _workflows(self, branch: str) -> list[str]:
        listed = _git(self.origin, "ls-tree", "--name-only", branch, ".github/workflows/")
        return sorted((Path(each).stem for each in listed.splitlines()), key="record check publish".find)

    def _workflow(self, branch: str, name: str) -> dict[str, Any]:
        return _parsed(_git(self.origin, "show", f"{branch}:.github/workflows/{name}.yml"))

    def _trigger(self, branch: str, name: str, event: str) -> Any:
        """What the workflow says of an event; _NEVER where the event does not start it."""
        return self._workflow(branch, name)["on"].get(event, _NEVER)

    def _matches(self, branch: str, trigger: dict[str, list[str]]) -> bool:
        """Whether a push to a branch starts it; every push here touches what `paths` names, or all."""
        assert set(trigger) <= {"branches", "branches-ignore", "paths"}
        changed = _git(self.origin, "show", "--name-only", "--first-parent", "--format=", branch).splitlines()
        patterns = trigger.get("paths", ["*"])
        return (
            branch in trigger.get("branches", [branch])
            and branch not in trigger.get("branches-ignore", [])
            and any(fnmatch(path, pattern) for path in changed for pattern in patterns)
        )

    def _run(self, branch: str, name: str, event: str) -> Run:
        self.runs += 1
        here = self.folder / f"run-{self.runs}"
        work = here / "work"
        work.mkdir(parents=True)
        code, said = 0, ""
        (job,) = self._workflow(branch, name)["jobs"].values()
        for step in job["steps"]:
            if not self._is_due(step.get("if", "success()"), failed=bool(code)):
                continue
            if "uses" in step:
                self._use(step, branch, event, work)
                continue
            finished = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=work,
                env=self.environment() | self._filled(step.get("env", {}), branch, event),
                capture_output=True,
                text=True,
                check=False,
            )
            said += finished.stdout + finished.stderr
            code = code or finished.returncode
        return Run(name, code, said)

    @staticmethod
    def _is_due(condition: str, *, failed: bool) -> bool:
        """Whether a step runs; a condition that names no status means success as well."""
        return {
            "success()": not failed,
            "${{ !cancelled() }}": True,
            "github.event.pull_request.head.repo.full_name == github.repository": not failed,
        }[condition]

    def _use(self, step: dict[str, Any], branch: str, event: str, work: Path) -> None:
        """What the actions do that the pipelines call; another one is a KeyError."""
        action, given = step["uses"].partition("@")[0], step.get("with", {})
        {
            "actions/checkout": self._check_out,
            "actions/setup-python": lambda *_: None,
            "actions/upload-artifact": self._keep,
            "actions/upload-pages-artifact": self._keep,
            "actions/deploy-pages": self._deploy,
        }[action](given, branch, event, work)

    def _check_out(self, given: dict[str, str], branch: str, event: str, work: Path) -> None:
        depth = () if given.get("fetch-depth") == "0" else ("--depth=1",)
        _git(work, "init", "--quiet", "--initial-branch=unborn")
        _git(work, "remote", "add", "origin", self.origin.as_uri())
        _git(work, "fetch", "--quiet", *depth, "origin", "+refs/heads/*:refs/remotes/origin/*")
        if event == "pull_request":
            assert given["ref"] == "${{ github.event.pull_request.head.sha }}"
            _git(work, "checkout", "--quiet", "--detach", self._tip(branch))
        else:
            assert "ref" not in given
            _git(work, "checkout", "--quiet", "-B", branch, f"refs/remotes/origin/{branch}")

    def _keep(self, given: dict[str, str], branch: str, event: str, work: Path) -> None:
        target = work.parent / "artifacts" / given.get("name", "github-pages")
        if (work / given["path"]).is_dir():
            shutil.copytree(work / given["path"], target)

    def _deploy(self, given: dict[str, str], branch: str, event: str, work: Path) -> None:
        shutil.copytree(work.parent / "artifacts" / "github-pages", self.hosted, dirs_exist_ok=True)

    @staticmethod
    def _filled(given: dict[str, str], branch: str, event: str) -> dict[str, str]:
        expressions = {
            "${{ github.base_ref }}": "main",
            "${{ github.event.number }}": "7",
            "${{ github.token }}": "token",
            "${{ github.event_name == 'schedule' && '--hold' || '' }}": "--hold" * (event == "schedule"),
        }
        for expression, value in expressions.items():
            given = {name: text.replace(expression, value) for name, text in given.items()}
        assert "${{" not in str(given)
        return given


class Person:
    """Somebody with a clone, who types commands and edits files."""

    def __init__(self, github: GitHub) -> None:
        self.github = github
        self.root = github.folder / "policies"
        self.root.mkdir(exist_ok=True)

    def types(self, *command: str) -> tuple[int, str]:
        finished = subprocess.run(
            command, cwd=self.root, env=self.github.environment(), capture_output=True, text=True, check=False
        )
        return finished.returncode, finished.stdout + finished.stderr

    def does(self, *command: str) -> str:
        code, said = self.types(*command)
        assert code == 0, said
        return said

    def edits(self, path: str, *pairs: tuple[str, str]) -> None:
        for old, new in pairs:
            _replace(self.root, path, old, new)

    def commits(self, message: str) -> None:
        self.does("git", "add", "--all")
        self.does("git", "commit", "--quiet", "--message", message)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


EN, DE, RECORD = "content/en/privacy.md", "content/de/privacy.md", "content/records/privacy/2026-02-01.yml"
DATES = (
    ("revision: 2026-01-01", "revision: 2026-02-01"),
    ("effective: 2026-01-01", "effective: 2026-03-01\nconsent_until: 2026-02-28"),
)
DECIDED = {
    "level": "clarifying",
    "reason": "Securing the servers always covered the accounts on them.",
    "by": "Ada Example",
    "on": "2026-02-10",
}


def _without_signs(model: str) -> str:
    """A record's model of an override as a person fills it in: what stays as found is left out."""
    kept = []
    for line in model.replace("  # ", "  ").splitlines():
        key = line.strip().partition(":")[0]
        if key in DECIDED:
            kept.append(f"    {key}: {DECIDED[key]}\n")
        elif key in ("override", "fingerprint"):
            kept.append(f"{line}\n")
    return "".join(kept)


@pytest.fixture
def github(tmp_path: Path) -> Iterator[GitHub]:
    """A repository of the sample policy on GitHub, its first revision published."""
    made = GitHub(tmp_path)
    with served(made.hosted) as address:
        person = Person(made)
        scaffold.begin(person.root, today=TODAY)
        person.edits(
            "content/policies.yml",
            ("https://policies.example.com/", address),
            ("# consent_url:", "consent_url:"),
        )
        person.does("git", "init", "--quiet", "--initial-branch=main")
        person.does("git", "remote", "add", "origin", str(made.origin))
        person.commits("First revision")
        person.does("redletter", "record")
        person.commits("Record of the first revision")
        person.does("git", "push", "--quiet", "--set-upstream", "origin", "main")
        (first,) = made.pushed("main")
        assert (first.workflow, first.code) == ("publish", 0), first.said
        yield made


def test_from_branch_to_publication(github: GitHub) -> None:
    person = Person(github)
    person.does("git", "switch", "--quiet", "--create", "longer")
    person.edits(
        EN, *DATES, ("14 days", "30 days"), ("our servers secure", "our servers and your account secure")
    )
    person.commits("One language first")
    person.does("git", "push", "--quiet", "--set-upstream", "origin", "longer")
    runs = github.pushed("longer", pull_request=True)
    # The record that the first run writes starts the second, which finds it as it should be.
    assert [(each.workflow, each.code) for each in runs] == [("record", 0), ("record", 0), ("check", 2)]
    assert "content/de/privacy.md" in runs[-1].said

    person.does("git", "pull", "--quiet")
    person.edits(
        DE,
        *DATES,
        ("14 Tagen", "30 Tagen"),
        ("um unsere Server zu sichern", "um unsere Server und Ihr Konto zu sichern"),
    )
    person.commits("Then the other")
    person.does("git", "push", "--quiet")
    runs = github.pushed("longer", pull_request=True)
    assert [(each.workflow, each.code) for each in runs] == [("record", 0), ("record", 0), ("check", 1)]
    assert f"::error file={RECORD}" in runs[-1].said  # a person must decide
    assert (github.shims / "gh.txt").read_text("utf-8").splitlines()[-1] == (
        "pr comment 7 --body-file comment.md --edit-last --create-if-none"
    )
    comment = (github.shims / "comment.txt").read_text("utf-8")
    assert "<del>14 days</del><ins>30 days</ins>" in comment.replace(" </del>", "</del>")
    preview = github.artifact("preview") / "en" / "privacy"
    assert sorted(path.parent.name for path in preview.glob("2*/index.html")) == ["2026-01-01", "2026-02-01"]

    person.does("git", "pull", "--quiet")
    text = person.root.joinpath(RECORD).read_text("utf-8")
    (model,) = re.findall(r"^- clause: 2-3\n(?:  [^#].*\n)*((?:  #.*\n)+)", text, re.MULTILINE)
    person.edits(RECORD, (model, _without_signs(model)))
    person.commits("Decided")
    person.does("git", "push", "--quiet")
    runs = github.pushed("longer", pull_request=True)
    assert [(each.workflow, each.code) for each in runs] == [("record", 0), ("record", 0), ("check", 0)]

    person.does("git", "switch", "--quiet", "main")
    person.does("git", "fetch", "--quiet")
    person.does("git", "merge", "--quiet", "--no-ff", "--message=Merge longer", "origin/longer")
    person.does("git", "push", "--quiet")
    (published,) = github.pushed("main")
    assert (published.workflow, published.code) == ("publish", 0), published.said
    assert "30 days" in (github.hosted / "en/privacy/changes/2026-02-01/index.html").read_text("utf-8")
    head = json.loads((github.hosted / "feed/privacy/head.json").read_text("utf-8"))
    assert head["seq"] == 2

    person.edits(EN, ("We do not sell your information.", "We may sell it."))
    person.commits("Nobody judged this")
    person.does("git", "push", "--quiet")
    assert [(each.workflow, each.code) for each in github.pushed("main")] == [("publish", 1)]
    (night,) = github.night()
    assert night.code == 0, night.said
    assert "2026-02-01.1" in night.said
    assert "We may sell it." not in (github.hosted / "en/privacy/index.html").read_text("utf-8")


def test_a_site_that_does_not_answer_stops_a_publication(github: GitHub) -> None:
    """Without the last publication nothing proves that its notices stand."""
    person = Person(github)
    person.edits("content/policies.yml", ("site_url: http://127.0.0.1:", "site_url: http://127.0.0.1:1"))
    person.commits("Another address")
    person.does("git", "push", "--quiet")
    (run,) = github.pushed("main")
    assert run.code != 0
    assert not github.artifact("github-pages").exists()


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-01", 0),  # a revision without a record yet: that may follow
        ("2026-02-30", 1),
    ],
)
def test_the_hook_refuses_what_must_be_repaired(tmp_path: Path, day: str, code: int) -> None:
    person = Person(GitHub(tmp_path))
    scaffold.begin(person.root, today=TODAY)
    person.does("git", "init", "--quiet")
    person.does("git", "config", "core.hooksPath", ".githooks")
    person.commits("The very first")
    for path in (EN, DE):
        person.edits(path, ("2026-01-01", day))
    person.does("git", "add", "--all")
    assert person.types("git", "commit", "--quiet", "--message", "Text")[0] == code
    assert (person.does("git", "status", "--porcelain") == "") == (code == 0)
