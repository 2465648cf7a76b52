"""Builds a site from a publication made by hand, through MkDocs and the real hook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from redletter import handover
from redletter.editions import Publication

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # read by the theme on import

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

REPOSITORY = Path(__file__).parents[1]


def build(published: Publication, root: Path) -> Path:
    """The folder of the publication's site, built in `root` as a repository's work tree."""
    lay(root)
    with given(published, root):
        return run(root)


@contextmanager
def given(published: Publication, root: Path) -> Iterator[None]:
    """Hand a publication to the hook, as `redletter build` does."""
    with patch.dict(os.environ, handover.give(published, root / "publication")):
        yield


def lay(root: Path) -> None:
    """Put mkdocs.yml, the hook and some sources there."""
    for path, text in {
        "content/policies.yml": "secret: policies.yml\n",
        "content/en/privacy.md": "---\ntitle: Source\n---\nSource text.\n",
        "content/records/privacy/2024-01-15.yml": "secret: record\n",
        "content/assets/images/logo.svg": "<svg/>",
        "content/assets/notes.md": "secret: notes",
        "content/en/secret.txt": "secret: text",
        "mkdocs.yml": (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "hooks").mkdir()
    (root / "hooks" / "build.py").symlink_to(REPOSITORY / "hooks" / "build.py")


def run(root: Path) -> Path:
    """Build what was laid there, strictly."""
    mkdocs_build(load_config(str(root / "mkdocs.yml"), strict=True, site_dir=str(root / "site")))
    return root / "site"
