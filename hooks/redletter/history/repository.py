"""The git repository as history needs it: opened once, asked a few questions, errors made plain."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # a missing git is reported when it is needed

import git
from git.exc import GitCommandError, GitCommandNotFound, InvalidGitRepositoryError, NoSuchPathError

from redletter.errors import HistoryError
from redletter.history.steps import DIFF_OPTIONS, LOG_OPTIONS, Entry, Step, parse_diff, parse_log

# The same answer on every machine: no translated messages, no replaced objects.
_ENVIRONMENT = {"LC_ALL": "C", "LANGUAGE": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0"}
_CONFIGURATION = (
    *("core.quotePath=false", "core.fsmonitor=false", "log.showRoot=true", "log.follow=false"),
    *("diff.renames=true", "diff.renameLimit=2000", "diff.relative=false", "color.ui=false"),
)


@dataclass(frozen=True, slots=True)
class Repository:
    """An open repository. `prefix` is the path of the project's root in it, empty where they are one.

    All paths taken and given are the repository's own, with slashes.
    """

    repo: git.Repo
    prefix: str
    head: str
    branch: str | None  # None on a detached HEAD

    def own(self, path: str) -> str:
        """The repository's path for one that is relative to the project's root."""
        return posixpath.normpath(posixpath.join(self.prefix, path))

    def relative(self, path: str) -> str:
        """The path relative to the project's root for the repository's own."""
        return posixpath.relpath(path, self.prefix or ".")

    def run(self, *arguments: str) -> str:
        """What a git command prints, as text, the last newline dropped."""
        return self._run(*arguments).decode("utf-8", "surrogateescape").removesuffix("\n")

    def log(self, revision: str, paths: Sequence[str]) -> tuple[Step, ...]:
        """The first-parent history of a commit as far as it touches `paths`, the oldest first."""
        return parse_log(self._run("log", *LOG_OPTIONS, revision, "--", *paths))

    def difference(self, before: str, after: str | None, paths: Sequence[str]) -> tuple[Entry, ...]:
        """What differs between two commits, or a commit and the work tree, new untracked files left out."""
        commits = [before] if after is None else [before, after]
        return parse_diff(self._run("diff", *DIFF_OPTIONS, *commits, "--", *paths))

    def blob(self, blob: str) -> bytes:
        """The bytes of a blob from the object database; HistoryError where the repository lacks it."""
        try:
            return bytes(self.repo.odb.stream(bytes.fromhex(blob)).read())
        except ValueError as missing:  # GitPython's word for an object that cannot be read
            raise HistoryError("git-failed", command="git cat-file --batch", words=str(missing)) from missing

    def files(self, commit: str, folder: str | None = None) -> dict[str, str]:
        """The blobs of all files of a commit, or of those below a folder, by path."""
        below = ["--", f"{folder}/"] if folder else []
        output = self.run("ls-tree", "-r", "-z", "--full-tree", commit, *below)
        rows = (row.split("\t", 1) for row in output.split("\0") if row)
        return {path: facts.split(" ")[2] for facts, path in rows}

    def committed(self, commit: str) -> datetime:
        """When a commit was committed, in UTC."""
        return datetime.fromtimestamp(int(self.run("log", "-1", "--format=%ct", commit)), UTC)

    def commit(self, revision: str) -> str | None:
        """The full id of the commit that a name stands for, None where it stands for none."""
        return _answer(
            self.repo, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )

    def merge_base(self, *revisions: str) -> str | None:
        """The best common ancestor of HEAD and the branches named, None where there is none."""
        answer = _answer(self.repo, "merge-base", "HEAD", *revisions)
        return answer.split("\n")[0] if answer else None

    def named(self, branch: str) -> tuple[str, ...]:
        """The full names under which a branch is known here, the local one first."""
        patterns = (f"refs/heads/{branch}", f"refs/remotes/*/{branch}")
        return tuple(self.run("for-each-ref", "--format=%(refname)", *patterns).split())

    def commits(self, *arguments: str) -> tuple[str, ...]:
        """Commits as `git rev-list` gives them, the newest first."""
        return tuple(self.run("rev-list", *arguments).split())

    def clean(self, content: str) -> bool:
        """Whether nothing tracked differs from HEAD and no file below `content` is untracked."""
        for row in self.run("status", "--porcelain", "--untracked-files=normal", "--no-renames", "-z").split(
            "\0"
        ):
            if row and (not row.startswith("?? ") or _overlap(row[3:], content)):
                return False
        return True

    def _run(self, *arguments: str) -> bytes:
        settings = [word for setting in _CONFIGURATION for word in ("-c", setting)]
        command = ["git", *settings, *arguments]
        output = self.repo.git.execute(command, stdout_as_string=False, strip_newline_in_stdout=False)
        return bytes(output)


@contextmanager
def open_repository(root: Path) -> Iterator[Repository]:
    """The repository that `root` is in; its git processes end with the block.

    Raises HistoryError where there is no git, no repository, no work tree, no commit, only a part of
    the history, or where git refuses to read what another user owns.
    """
    try:
        with git.Repo(root, search_parent_directories=True) as repo:
            repo.git.update_environment(**_ENVIRONMENT)
            yield _opened(repo, root)
    except (InvalidGitRepositoryError, NoSuchPathError) as missing:
        raise HistoryError("no-repository", path=str(root)) from missing
    except GitCommandNotFound as missing:
        raise HistoryError("git-missing") from missing
    except GitCommandError as failed:
        if "dubious ownership" in str(failed.stderr):
            raise HistoryError("dubious-ownership", path=str(root), folder=str(root.resolve())) from failed
        command, words = " ".join(map(str, failed.command)), str(failed.stderr).strip()
        raise HistoryError("git-failed", path=str(root), command=command, words=words) from failed


def signer(root: Path) -> str | None:
    """The name that git would sign a commit with here (user.name), None where it is not set."""
    with open_repository(root) as repository:
        return _answer(repository.repo, "config", "--get", "user.name") or None


def file_at(root: Path, commit: str, path: str) -> bytes | None:
    """A file's bytes as a commit has them, None where it has none; `path` is relative to `root`."""
    with open_repository(root) as repository:
        name = f"{commit}:{repository.own(path)}"
        blob = _answer(repository.repo, "rev-parse", "--verify", "--quiet", name)
        return repository.blob(blob) if blob else None


def _opened(repo: git.Repo, root: Path) -> Repository:
    if repo.working_tree_dir is None:
        raise HistoryError("no-work-tree", path=str(root))
    if repo.git.rev_parse("--is-shallow-repository") == "true":
        raise HistoryError("shallow", path=str(root))
    head = _answer(repo, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None:
        raise HistoryError("unborn", path=str(root))
    branch = _answer(repo, "symbolic-ref", "--short", "--quiet", "HEAD")
    top = Path(repo.working_tree_dir).resolve()
    prefix = PurePosixPath(root.resolve().relative_to(top)).as_posix()
    return Repository(repo, "" if prefix == "." else prefix, head, branch)


def _answer(repo: git.Repo, *arguments: str) -> str | None:
    """What git answers to a question, None where it says no by its exit code."""
    status, output, _ = repo.git.execute(
        ["git", *arguments], with_extended_output=True, with_exceptions=False
    )
    return str(output) if status == 0 else None


def _overlap(one: str, other: str) -> bool:
    """Whether one path lies in the other; untracked folders are named once, with a slash."""
    one, other = one.rstrip("/") + "/", other.rstrip("/") + "/"
    return one.startswith(other) or other.startswith(one)
