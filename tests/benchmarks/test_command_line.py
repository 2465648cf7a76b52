"""How long the command line lets people wait, against what no command could do without."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from growing import environment

ROOT = Path(__file__).parents[2]
_REDLETTER = "import sys; from redletter.cli import main; sys.exit(main(sys.argv[1:]))"
_TIMES = 3


def fastest(*command: str, forgetting: bool = False) -> float:
    """Seconds of wall clock, the best of some runs; what the command exits with is another matter."""
    taken = []
    for _ in range(_TIMES):
        if forgetting:
            (ROOT / ".git/redletter/undrifted").unlink(missing_ok=True)
        start = time.perf_counter()
        finished = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment(), capture_output=True, check=False
        )
        taken.append(time.perf_counter() - start)
        assert b"Traceback" not in finished.stderr
    return min(taken)


def test_help_costs_little_more_than_python_and_click() -> None:
    bare = fastest("-c", "import click")
    shown = fastest("-c", _REDLETTER, "--help")
    print(f"\nredletter --help: {shown:.3f} s; import click: {bare:.3f} s; {shown / bare:.1f} times")
    assert shown < 4 * bare


def test_check_costs_a_few_times_its_own_imports() -> None:
    """The first check judges every step of our policies, a second what may have changed."""
    loaded = fastest("-c", "from redletter import inspection, reports")
    first = fastest("-c", _REDLETTER, "check", forgetting=True)
    again = fastest("-c", _REDLETTER, "check")
    print(
        f"\nredletter check: {first:.2f} s, again {again:.2f} s; its imports: {loaded:.2f} s; "
        f"{first / loaded:.1f} and {again / loaded:.1f} times"
    )
    assert first < 10 * loaded
    assert again < first
