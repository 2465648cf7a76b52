"""Measured on real histories, where ../shared has them: nothing that git holds is lost."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from growing import environment
from redletter import frontmatter, history

pytestmark = pytest.mark.audit

HISTORIES = Path(__file__).parents[3] / "shared" / "histories"
SETTINGS = """\
site_url: https://policies.example/
site_names: {{{names}}}
languages: [{languages}]
governing: en
policies:
"""


def clone(name: str, folder: Path, languages: tuple[str, ...], policies: tuple[str, ...]) -> Path:
    """A clone of a bundle with settings of its own; fails, and says so, where there is no bundle."""
    bundle = HISTORIES / f"{name}.bundle"
    if not bundle.is_file():
        pytest.fail(f"not measured: {bundle} is missing")
    subprocess.run(["git", "clone", "--quiet", bundle, folder], env=environment(), check=True)
    names = ", ".join(f"{language}: Policies" for language in languages)
    settings = SETTINGS.format(names=names, languages=", ".join(languages))
    settings += "".join(f"  {policy}: {{translation_lag: allowed}}\n" for policy in policies)
    (folder / "content" / "policies.yml").write_text(settings)
    return folder


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, env=environment(), check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("name", "languages", "policies", "expected"),
    [
        ("basecamp", ("en",), ("privacy",), {"revision": 34, "correction": 63}),
        (
            "mozilla-websites",
            ("en", "de"),
            ("websites", "vpn"),
            {"revision": 35, "correction": 37, "translation": 28},
        ),
    ],
)
def test_every_text_of_the_branch_is_in_a_revision(
    tmp_path: Path,
    name: str,
    languages: tuple[str, ...],
    policies: tuple[str, ...],
    expected: dict[str, int],
) -> None:
    root = clone(name, tmp_path / name, languages, policies)
    found = history.read(root, worktree=True)
    assert found.unread == ()
    for policy in policies:
        for language in languages:
            path = f"content/{language}/{policy}.md"
            # Another way than the code's: every commit's own tree, file by file.
            texts = [
                frontmatter.read(
                    git(root, "show", f"{commit}:{path}").encode(), path=path, policy="", language=""
                )
                for commit in git(root, "rev-list", "--first-parent", "--reverse", "HEAD").split()
                if git(root, "ls-tree", "--name-only", commit, "--", path)
            ]
            distinct = [
                text.sha256 for at, text in enumerate(texts) if not at or text.sha256 != texts[at - 1].sha256
            ]
            shown = [each.text(language) for each in found.revisions[policy]]
            read = [text.sha256 for text in shown if text is not None]
            assert [sha for at, sha in enumerate(read) if not at or sha != read[at - 1]] == distinct
    kinds = Counter(each.kind.value for revisions in found.revisions.values() for each in revisions)
    assert kinds == expected
