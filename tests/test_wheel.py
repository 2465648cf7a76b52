"""The wheel, installed into an empty environment, serves a repository of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from growing import environment

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    finished = subprocess.run(
        [str(each) for each in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout + finished.stderr


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment that holds the wheel and what it asks for, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    run(UV, "venv", "-q", "--python", sys.executable, folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    locked = ("--constraint", ROOT / "requirements.txt")
    run(UV, "pip", "install", "-q", "--python", python, *locked, wheel, cwd=folder)
    return python.parent


def test_init_record_build_verify(scripts: Path, tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    env = environment() | {"TMPDIR": os.environ.get("TMPDIR", "/tmp")}  # noqa: S108 - git's own default
    redletter = scripts / "redletter"

    def desk(*arguments: str) -> str:
        return run(redletter, *arguments, cwd=policies, env=env)

    policies.mkdir()
    desk("init", ".")
    run("git", "init", "-q", "-b", "main", ".", cwd=policies, env=env)
    run("git", "add", "-A", cwd=policies, env=env)
    run("git", "commit", "-qm", "First revision", cwd=policies, env=env)
    desk("record")
    run("git", "add", "-A", cwd=policies, env=env)
    run("git", "commit", "-qm", "Record", cwd=policies, env=env)
    desk("build", "--publish", "--site-dir", str(tmp_path / "site"))
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "site" / "de" / "privacy" / "index.html").is_file()
    desk("build", "--publish", "--site-dir", str(tmp_path / "again"), "--last", str(tmp_path / "site"))
    desk("verify", str(tmp_path / "again"), "--against", str(tmp_path / "site"))
