"""Builds a site in a fresh folder through MkDocs as a child process, proves it, then puts it in place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from redletter import handover, site, verification
from redletter.editions import Publication
from redletter.errors import SiteError


def build(
    root: Path, publication: Publication, target: Path, *, content: str = "content", last: str | None = None
) -> None:
    """Build the publication's site and make `target` lead to it.

    A preview's `target` is a folder; a publication's is a link to a finished folder beside it, moved
    in one rename, so that whoever serves `target` sees the old site or the new one, whole. Whatever
    fails leaves `target` as it was. `last` is the folder or address of the last publication, whose
    notices must all stand unchanged. Raises SiteError with MkDocs' own words where MkDocs fails, and
    the first FeedError of verification.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    try:
        _run_mkdocs(root, publication, fresh, content=content)
        site.prove(fresh, publication)
        for problem in verification.verify(fresh, against=last):
            raise problem
        fresh.chmod(0o755)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if publication.preview:
        _replace_folder(target, fresh)
    else:
        _move_link(target, fresh)


def _run_mkdocs(root: Path, publication: Publication, folder: Path, *, content: str) -> None:
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise SiteError("mkdocs-config-missing", path=str(config))
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--clean"]
    with tempfile.TemporaryDirectory() as private:
        finished = subprocess.run(
            [*command, "--config-file", str(config), "--site-dir", str(folder)],
            env=os.environ
            | {"NO_MKDOCS_2_WARNING": "1", "REDLETTER_CONTENT": content}
            | handover.give(publication, Path(private) / "publication"),
            capture_output=True,
            text=True,
            check=False,
        )
    if finished.returncode != 0:
        raise SiteError("mkdocs-failed", words=finished.stderr.strip() or finished.stdout.strip())


def _replace_folder(target: Path, fresh: Path) -> None:
    _clear(target)
    fresh.rename(target)


def _move_link(target: Path, fresh: Path) -> None:
    before = target.resolve() if target.is_symlink() else None
    if target.is_dir() and not target.is_symlink():
        _clear(target)  # a preview stood here
    link = fresh.with_name(f"{fresh.name}.link")
    link.symlink_to(fresh.name, target_is_directory=True)
    link.replace(target)
    if before is not None and before.name.startswith(f"{target.name}.") and before.is_dir():
        shutil.rmtree(before)


def _clear(target: Path) -> None:
    if target.is_symlink():
        target.unlink()
    elif target.exists():
        shutil.rmtree(target)
