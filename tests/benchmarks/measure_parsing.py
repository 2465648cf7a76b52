"""Measures that what is parsed is what is read, on every text of the histories beside the project.

    python tests/benchmarks/measure_parsing.py [FOLDER WITH BUNDLES]

Prints, for each bundle, how many texts were parsed and for how many the words of the clauses are
not those of the rendered page, and how parsing time grows. Exits 1 on any difference.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(_ROOT / "hooks"), str(_ROOT / "tests")]

from page_words import render, words  # noqa: E402
from redletter.parsing import parse  # noqa: E402


def main(folder: Path) -> int:
    """Measures; gives the exit code."""
    _growth()
    bundles = sorted(folder.glob("*.bundle"))
    if not bundles:
        print(f"not measured: no bundle in {folder}")
        return 1
    return max(_measure(bundle) for bundle in bundles)


def _measure(bundle: Path) -> int:
    with tempfile.TemporaryDirectory() as clone:
        subprocess.run(["git", "clone", "--quiet", "--mirror", bundle, clone], check=True)
        texts = list(_texts(clone))
    seconds, clauses, differing = 0.0, 0, 0
    for name, body in texts:
        started = time.perf_counter()
        document = parse(body)
        seconds += time.perf_counter() - started
        clauses += len(document.clauses)
        read = words(render(body))
        sources = body.split("\n")
        lossless = document.body == body
        placed = all(sources[c.line - 1].lstrip() == c.source.split("\n")[0] for c in document.clauses)
        if " ".join(c.words for c in document.clauses).split() != read or not lossless or not placed:
            differing += 1
            print(f"  differs: {name}")
    mean = 1000 * seconds / len(texts)
    print(f"{bundle.stem}: {len(texts)} texts, {clauses} clauses, {differing} differ, {mean:.1f} ms a text")
    return int(differing > 0)


def _texts(clone: str) -> Iterator[tuple[str, str]]:
    """Every version of every Markdown file, without its front matter."""
    log = _git(clone, "log", "--all", "--raw", "--no-abbrev", "--no-renames", "--format=").decode()
    blobs = {row.split()[3]: row.split("\t")[1] for row in log.splitlines() if row.endswith(".md")}
    for blob, path in blobs.items():
        if set(blob) != {"0"}:
            text = _git(clone, "cat-file", "blob", blob).decode("utf-8-sig").replace("\r\n", "\n")
            yield f"{path} {blob[:8]}", text.split("---\n", 2)[2] if text.startswith("---\n") else text


def _git(clone: str, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", clone, *arguments], check=True, capture_output=True).stdout


def _growth() -> None:
    section = "## {0}. Section\n\n" + "".join(
        f"{{0}}.{i} A *numbered* paragraph of this section, with some [words](#{i}) in it.\n\n"
        f"(1) one item of its list;\n\n(2) another, of two lines\n    that are indented.\n\n"
        for i in range(1, 8)
    )
    for sections in (30, 60, 120):
        text = "".join(section.format(number) for number in range(sections))
        started = time.perf_counter()
        parse(text)
        print(f"{len(text) / 1000:.0f} kB: {1000 * (time.perf_counter() - started):.0f} ms")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else _ROOT.parent / "shared" / "histories")))
