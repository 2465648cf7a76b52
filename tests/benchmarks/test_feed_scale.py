"""What a chain of 10,000 notices costs: to build, to catch up with, and to ask for news."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from chains import Chains, chain, numbered_steps, write

pytestmark = pytest.mark.audit

FOLLOWER = """
import re, sys, time
from pathlib import Path
from datetime import date
from redletter import following
start, count = time.monotonic(), 0
for delivery in following.follow(sys.argv[1], sys.argv[2], start="first", today=lambda: date(2026, 11, 26)):
    count += 1
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(count, most, round(time.monotonic() - start, 1))
"""
MOST_GROWTH = 12 << 10  # KiB that 10,000 notices may take more than 100; held whole they are 90 MiB
HEAD = 4096  # bytes


def caught_up(folder: Path) -> tuple[int, int, float]:
    """Notices handed on, the most memory held in KiB, and seconds."""
    printed = subprocess.run(
        [sys.executable, "-c", FOLLOWER, str(folder), str(folder / "state.json")],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "hooks")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return int(printed[0]), int(printed[1]), float(printed[2])


def test_ten_thousand_notices(tmp_path: Path) -> None:
    notices = chain("loans", numbered_steps(10_000))
    started = time.monotonic()
    files = Chains({"loans": notices}).files
    building = time.monotonic() - started
    few = caught_up(write(tmp_path / "few", Chains({"loans": notices[:100]}).files))
    many = caught_up(write(tmp_path / "many", files))
    size = sum(len(raw) for path, raw in files.items() if "/entries/" in path)
    head = len(files["feed/loans/head.json"])
    print(
        json.dumps(
            {
                "building_seconds": round(building, 1),
                "entries_bytes": size,
                "head_bytes": head,
                "memory_kib": {few[0]: few[1], many[0]: many[1]},
                "catching_up_seconds": many[2],
            }
        )
    )
    assert (few[0], many[0]) == (100, 10_000)
    assert many[1] - few[1] < MOST_GROWTH
    assert head < HEAD
