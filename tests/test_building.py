"""A site is put in place whole or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from growing import Repository
from redletter import building, publication, recording, scaffold
from redletter.editions import Publication
from redletter.errors import FeedError, SiteError

NOW = datetime(2021, 5, 1, 9, tzinfo=UTC)
DAY = date(2021, 5, 1)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The sample policy that `redletter init` writes, recorded and committed."""
    grown = Repository(tmp_path / "policies", settings=None)
    scaffold.begin(grown.root, today=date(2021, 1, 1))
    grown.commit("First revision")
    recording.record(grown.root, now=NOW)
    grown.commit("Record")
    return grown


def published(repository: Repository) -> Publication:
    return publication.publish(repository.root, as_of=DAY, publish=True)


def folders(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path.name.startswith(f"{target.name}."))


def test_a_publication_is_a_link_that_moves_to_the_next_folder(
    repository: Repository, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    building.build(repository.root, published(repository), target)
    first = target.resolve()
    assert target.is_symlink()
    assert (target / "en" / "privacy" / "index.html").is_file()
    building.build(repository.root, published(repository), target, last=str(target))
    assert target.resolve() != first
    assert folders(target) == [target.resolve().name]  # the old folder went with the old link


def test_a_preview_is_a_folder(repository: Repository, tmp_path: Path) -> None:
    target = tmp_path / "site"
    building.build(repository.root, publication.publish(repository.root, as_of=DAY), target)
    assert target.is_dir()
    assert not target.is_symlink()
    assert folders(target) == []


def test_what_fails_leaves_the_old_site_as_it_was(repository: Repository, tmp_path: Path) -> None:
    target = tmp_path / "site"
    building.build(repository.root, published(repository), target)
    before = target.resolve()
    hook = repository.root / "hooks" / "build.py"

    hook.write_text("raise RuntimeError('broken hook')\n", "utf-8")
    with pytest.raises(SiteError, match="mkdocs-failed"):
        building.build(repository.root, published_anyway(repository), target)

    hook.write_text("", "utf-8")  # as with a successor of MkDocs that does not run hooks
    with pytest.raises(SiteError, match=r"mkdocs-failed|site-file-missing"):
        building.build(repository.root, published_anyway(repository), target)

    (repository.root / "mkdocs.yml").unlink()
    with pytest.raises(SiteError, match="mkdocs-config-missing"):
        building.build(repository.root, published_anyway(repository), target)

    assert target.resolve() == before
    assert folders(target) == [before.name]


def published_anyway(repository: Repository) -> Publication:
    """The same publication although the work tree was spoilt."""
    repository.commit("Spoil")
    return published(repository)


def test_a_build_that_would_change_a_notice_fails(repository: Repository, tmp_path: Path) -> None:
    target = tmp_path / "site"
    building.build(repository.root, published(repository), target)
    before = target.resolve()
    path = repository.root / "content" / "records" / "privacy" / "2021-01-01.yml"
    path.write_text(path.read_text("utf-8").replace("2021-05-01T09", "2021-05-01T10"), "utf-8")
    repository.commit("Rewrite what was said")
    with pytest.raises(FeedError, match="feed-entry-changed"):
        building.build(repository.root, published(repository), target, last=str(target))
    assert target.resolve() == before


@pytest.mark.audit
def test_killed_at_any_moment_the_published_folder_is_one_whole_site(
    repository: Repository, tmp_path: Path
) -> None:
    """Two sites that differ take turns, so that a mixture of the old one and the new would be seen."""
    target = tmp_path / "site"

    def command(day: date) -> list[str]:
        run = [sys.executable, "-c", "from redletter.cli import main; raise SystemExit(main())"]
        return [*run, "build", "--publish", "--as-of", day.isoformat(), "--site-dir", str(target)]

    days = (DAY, DAY + timedelta(days=1))
    wholes, span = [], 0.0
    for day in days:
        started = time.monotonic()
        subprocess.run(command(day), cwd=repository.root, check=True, capture_output=True)
        span = max(span, time.monotonic() - started)
        wholes.append(_files(target))
    assert wholes[0] != wholes[1]
    chance = random.Random(7)
    seen = []
    for at in range(50):
        process = subprocess.Popen(
            command(days[at % 2]),
            cwd=repository.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        moment = span * at / 50 if at % 2 else chance.uniform(span * 0.7, span)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        found = _files(target)
        assert found in wholes, moment
        seen.append((killed, wholes.index(found)))
    print(f"{sum(killed for killed, _ in seen)} of 50 builds killed; sites that stood after each:", *seen)
    subprocess.run(command(DAY), cwd=repository.root, check=True, capture_output=True)
    assert _files(target) == wholes[0]


def _files(target: Path) -> dict[str, bytes]:
    root = target.resolve()
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
    }
