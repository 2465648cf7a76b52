"""Lighthouse, phone profile, on the policy, timeline and redline pages of a policy that is no sample."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Served, executable

pytestmark = [pytest.mark.browser, pytest.mark.audit]

WHOLE = ("performance", "accessibility", "best-practices", "seo")


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lighthouse")
    if shutil.which("npm") is None:
        pytest.fail("Lighthouse comes from npm: apt-get install npm")
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder)]
    subprocess.run([*command, "lighthouse@13"], check=True)
    return folder / "node_modules" / ".bin" / "lighthouse"


@pytest.mark.parametrize("path", ["en/privacy/", "en/privacy/changes/", "de/privacy/changes/2024-09-01/"])
def test_scores(lighthouse: Path, served: Served, tmp_path: Path, path: str) -> None:
    report = tmp_path / "report.json"
    subprocess.run(
        [
            lighthouse,
            served.url + path,
            "--quiet",
            "--chrome-flags=--headless --no-sandbox --disable-gpu",
            "--output=json",
            f"--output-path={report}",
        ],
        check=True,
        env={"CHROME_PATH": executable(), "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    categories = json.loads(report.read_bytes())["categories"]
    scores = {name: category["score"] for name, category in categories.items()}
    print(path, scores)
    assert [scores[name] for name in WHOLE] == [1, 1, 1, 1]
