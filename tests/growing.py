"""Grows real git repositories for tests: author, committer, dates and locale pinned."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

SETTINGS = """\
site_url: https://policies.example/
site_names: {en: Example policies, de: Beispielrichtlinien}
languages: [en, de]
governing: en
policies:
  privacy:
"""

_START = datetime(2020, 1, 1, 12, tzinfo=UTC)
_PERSON = {"NAME": "Ada Example", "EMAIL": "ada@example.org"}


def environment(moment: datetime = _START) -> dict[str, str]:
    """The environment for git: nothing of the host's but the path, one person, one moment."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_{what}": text for role in ("AUTHOR", "COMMITTER") for what, text in _PERSON.items()},
        **{f"GIT_{role}_DATE": moment.isoformat() for role in ("AUTHOR", "COMMITTER")},
    }


def policy(
    body: str = "",
    *,
    revision: str = "2021-01-01",
    effective: str | None = None,
    title: str = "Privacy policy",
    **keys: str,
) -> str:
    """A policy file: front matter with any further keys, and the body."""
    lines = [f"title: {title}", f"revision: {revision}", f"effective: {effective or revision}"]
    lines += [f"{key}: {value}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---", "", body])


class Repository:
    """A git repository that grows commit by commit, each a day after the one before."""

    def __init__(self, root: Path, *, settings: str | None = SETTINGS) -> None:
        self.root = root
        self.moment = _START
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        if settings is not None:
            self.write({"content/policies.yml": settings})

    def git(self, *arguments: str) -> str:
        """Run git here and give what it prints; a failure is an error of the test."""
        finished = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=environment(self.moment),
            check=True,
            capture_output=True,
            text=True,
        )
        return finished.stdout.strip()

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write files, None to remove one; texts in UTF-8 as they are."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str, files: dict[str, str | bytes | None] | None = None) -> str:
        """Write files and commit everything; the commit's full id."""
        self.write(files or {})
        self.moment += timedelta(days=1)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")
        return self.git("rev-parse", "HEAD")

    def move(self, old: str, new: str) -> None:
        """Rename a file; the next commit has it."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)

    def branch(self, name: str, *, at: str = "HEAD") -> None:
        """Begin a branch and check it out."""
        self.git("checkout", "--quiet", "-b", name, at)

    def checkout(self, name: str) -> None:
        self.git("checkout", "--quiet", name)

    def merge(self, name: str) -> str:
        """Merge a branch into the one checked out, never by fast forward; the merge's full id."""
        self.moment += timedelta(days=1)
        self.git("merge", "--quiet", "--no-ff", f"--message=Merge {name}", name)
        return self.git("rev-parse", "HEAD")
