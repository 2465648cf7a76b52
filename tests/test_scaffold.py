"""A new policy repository: every file sound, and its pipelines run step by step as GitHub would."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import redletter
import yaml
from growing import Repository, environment
from redletter import scaffold, settings_file

TODAY = date(2026, 1, 1)
FILES = [
    *(".githooks/pre-commit", ".github/workflows/check.yml", ".github/workflows/publish.yml"),
    *(".github/workflows/record.yml", ".gitignore", "content/de/privacy.md", "content/en/privacy.md"),
    *("content/policies.yml", "hooks/build.py", "mkdocs.yml"),
]

# What stands in for GitHub's runner: the package under test, and programs that would reach the network.
_SHIMS = {
    "redletter": 'exec "$PYTHON" -c "import sys; from redletter.cli import main; sys.exit(main())" "$@"',
    "pip": 'echo "$@" >> "$SHIMS/pip.txt"',
    "gh": 'while [ "$1" != --body-file ]; do shift; done; cp "$2" "$SHIMS/comment.txt"',
    "curl": 'for address; do :; done; exec "$PYTHON" "$SHIMS/asked.py" "$address"',
}
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


def _workflow(root: Path, name: str) -> dict[str, Any]:
    loaded = yaml.load((root / ".github" / "workflows" / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - only strings
    assert isinstance(loaded, dict)
    return loaded


def _steps(root: Path, name: str) -> list[dict[str, Any]]:
    (job,) = _workflow(root, name)["jobs"].values()
    return list(job["steps"])


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


class Runner:
    """Runs the `run` steps of a workflow in a repository, its expressions filled in."""

    def __init__(self, repository: Repository, shims: Path) -> None:
        self.repository, self.shims = repository, shims
        shims.mkdir()
        (shims / "asked.py").write_text(_ASKED)
        for name, script in _SHIMS.items():
            (shims / name).write_text(f"#!/bin/sh\n{script}\n")
            (shims / name).chmod(0o755)

    def run(self, name: str, *, event: str = "push") -> tuple[int, str]:
        """The exit code of the first step that fails, else 0; what was printed."""
        said = ""
        for step in _steps(self.repository.root, name):
            if "run" not in step:
                continue
            finished = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=self.repository.root,
                env=self._environment() | self._filled(step.get("env", {}), event),
                capture_output=True,
                text=True,
                check=False,
            )
            said += finished.stdout + finished.stderr
            if finished.returncode:
                return finished.returncode, said
        return 0, said

    def commit(self) -> int:
        """Commit everything as a person would, hooks and all; git's exit code."""
        command = ["sh", "-c", "git add --all && git commit --quiet --message Text"]
        finished = subprocess.run(
            command, cwd=self.repository.root, env=self._environment(), capture_output=True, check=False
        )
        return finished.returncode

    def _environment(self) -> dict[str, str]:
        git = environment(self.repository.moment)
        return git | {
            "PATH": os.pathsep.join([str(self.shims), str(Path(sys.executable).parent), git["PATH"]]),
            "PYTHON": sys.executable,
            "PYTHONPATH": str(Path(redletter.__file__).parents[1]),
            "SHIMS": str(self.shims),
            "SOURCE_DATE_EPOCH": str(int(datetime(2026, 2, 10, tzinfo=UTC).timestamp())),
        }

    @staticmethod
    def _filled(given: dict[str, str], event: str) -> dict[str, str]:
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


def test_from_branch_to_publication(tmp_path: Path) -> None:
    origin = tmp_path / "origin.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", str(origin)], check=True)
    repository = Repository(tmp_path / "policies", settings=None)
    repository.git("remote", "add", "origin", str(origin))
    scaffold.begin(repository.root, today=TODAY)
    root, hosted = repository.root, root_of_site(tmp_path)
    runner = Runner(repository, tmp_path / "shims")
    with served(hosted) as address:
        _replace(root, "content/policies.yml", "https://policies.example.com/", address)
        _replace(root, "content/policies.yml", "# consent_url:", "consent_url:")
        repository.commit("First revision")
        repository.git("push", "--quiet", "--set-upstream", "origin", "main")
        assert runner.run("record")[0] == 0  # here on main, for the first record
        assert repository.git("log", "-1", "--format=%s", "origin/main") == (
            "Record the amendments of this branch"
        )
        assert runner.run("publish")[0] == 0
        publish(root, hosted)

        repository.branch("longer")
        for language, days in (("en", "14 days"), ("de", "14 Tagen")):
            path = f"content/{language}/privacy.md"
            _replace(root, path, days, days.replace("14", "30"))
            _replace(root, path, "revision: 2026-01-01", "revision: 2026-02-01")
            _replace(root, path, "effective: 2026-01-01", "effective: 2026-03-01")
        repository.commit("Keep logs for 30 days")
        repository.git("push", "--quiet", "--set-upstream", "origin", "longer")
        assert runner.run("record")[0] == 0
        assert (root / "content/records/privacy/2026-02-01.yml").is_file()
        assert repository.git("status", "--porcelain") == ""
        code, said = runner.run("check")
        assert code == 0, said
        comment = (tmp_path / "shims" / "comment.txt").read_text("utf-8")
        assert "<del>14 days</del><ins>30 days</ins>" in comment.replace(" </del>", "</del>")

        repository.checkout("main")
        repository.git("clean", "--quiet", "--force", "-d")
        repository.merge("longer")
        code, said = runner.run("publish")
        assert code == 0, said
        publish(root, hosted)
        assert (hosted / "en/privacy/changes/2026-02-01/index.html").is_file()

        _replace(root, "content/en/privacy.md", "We do not sell your information.", "We may sell it.")
        repository.commit("Nobody judged this")
        assert runner.run("publish")[0] == 1
        code, said = runner.run("publish", event="schedule")
        assert code == 0, said
        assert "2026-02-01.1" in said
        assert "We may sell it." not in (root / "public/en/privacy/index.html").read_text("utf-8")


def root_of_site(tmp_path: Path) -> Path:
    folder = tmp_path / "hosted"
    folder.mkdir()
    return folder


def publish(root: Path, hosted: Path) -> None:
    """What the deployment does: the built folder goes where it is served from."""
    subprocess.run(["cp", "-RL", f"{root}/public/.", str(hosted)], check=True)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-01", 0),  # a revision without a record yet: that may follow
        ("2026-02-30", 1),
    ],
)
def test_the_hook_refuses_what_must_be_repaired(tmp_path: Path, day: str, code: int) -> None:
    repository = Repository(tmp_path / "policies", settings=None)
    scaffold.begin(repository.root, today=TODAY)
    runner = Runner(repository, tmp_path / "shims")
    repository.git("config", "core.hooksPath", ".githooks")
    assert runner.commit() == 0  # the very first
    for language in ("en", "de"):
        _replace(repository.root, f"content/{language}/privacy.md", "2026-01-01", day)
    assert runner.commit() == code
    assert (repository.git("status", "--porcelain") == "") == (code == 0)
