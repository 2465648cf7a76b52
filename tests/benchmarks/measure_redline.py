"""Measures the redline on the real histories: soundness, confetti beside other methods, moved blocks.

    python tests/benchmarks/measure_redline.py [FOLDER WITH BUNDLES] [PAGE.html]

Prints what it found and exits 1 where a bar is missed or there is nothing to measure on. Where a page
is named, twelve redlines are written to it, inline and side by side, to be looked at.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

_ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(_ROOT / "hooks"), str(_ROOT / "tests")]

from cydifflib import SequenceMatcher  # noqa: E402
from rapidfuzz.distance import Indel  # noqa: E402
from redletter import alignment, redlining, rendering  # noqa: E402
from redletter.messages import Messages  # noqa: E402
from redletter.model import Document, Edit, Op  # noqa: E402
from redletter.parsing import parse  # noqa: E402
from test_redlining import whole_and_lossless  # noqa: E402
from test_rendering import valid  # noqa: E402

Run = tuple[str, list[str]]  # keep, delete or insert; words and white space
_LARGEST = 6


def main(folder: Path, page: Path | None) -> int:
    """Measures; gives the exit code."""
    bundles = sorted(folder.glob("*.bundle"))
    if not bundles:
        print(f"not measured: no bundle in {folder}")
        return 1
    with tempfile.TemporaryDirectory() as place:
        clones = {bundle.stem: f"{place}/{bundle.stem}" for bundle in bundles}
        for bundle in bundles:
            subprocess.run(["git", "clone", "--quiet", bundle, clones[bundle.stem]], check=True)
        pairs = [pair for clone in clones.values() for pair in _pairs(clone)]
        if page is not None:
            page.write_text(_page(pairs), encoding="utf-8")
        return max(_soundness(pairs), _confetti(pairs), _moves(clones))


def _pairs(clone: str) -> Iterator[tuple[str, str, str]]:
    """Language, old and new body of all consecutive texts of a bundle."""
    for path in _git(clone, "ls-tree", "-r", "--name-only", "HEAD", "content").splitlines():
        commits = _git(clone, "log", "--first-parent", "--reverse", "--format=%H", "--", path).split()
        bodies = [_body(clone, commit, path) for commit in commits]
        yield from ((path.split("/")[1], old, new) for old, new in pairwise(bodies) if old != new)


def _body(clone: str, commit: str, path: str) -> str:
    shown = subprocess.run(["git", "-C", clone, "show", f"{commit}:{path}"], capture_output=True, check=False)
    text = shown.stdout.decode("utf-8-sig").replace("\r\n", "\n")
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def _git(clone: str, *arguments: str) -> str:
    return subprocess.run(["git", "-C", clone, *arguments], capture_output=True, check=True, text=True).stdout


def _edits(old: Document, new: Document, language: str) -> tuple[Edit, ...]:
    return redlining.edits(alignment.align(old, new), old, new, language=language)


def _soundness(pairs: Sequence[tuple[str, str, str]]) -> int:
    count = 0
    for language, before, after in pairs:
        messages = Messages(language)
        for edit in _edits(parse(before), parse(after), language):
            whole_and_lossless(edit)
            valid(rendering.inline(edit.redline, messages))
            for side in rendering.side_by_side(edit.redline, messages):
                valid(side)
            count += 1
    print(f"sound: {len(pairs)} consecutive pairs, {count} redlines lossless, whole and valid; 0 failures")
    return 0


def _page(pairs: Sequence[tuple[str, str, str]]) -> str:
    """The six redlines with most runs of either language, no two of one clause."""
    style = (_ROOT / "hooks" / "redletter" / "theme" / "assets" / "redletter.css").read_text()
    rows = []
    for language in ("en", "de"):
        found = {
            edit.clause.id: edit
            for each, before, after in pairs
            if each == language
            for edit in _edits(parse(before), parse(after), language)
        }
        for edit in sorted(found.values(), key=lambda edit: -len(edit.redline))[:_LARGEST]:
            messages = Messages(language)
            old, new = rendering.side_by_side(edit.redline, messages)
            inline = rendering.inline(edit.redline, messages)
            columns = f"<table><tr><td>{old}<td>{new}</table>"
            rows.append(f'<section lang="{language}"><h2>{edit.kind}</h2><p>{inline}</p>{columns}</section>')
    head = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return f'{head}<style>{style}</style><body class="md-typeset">{"".join(rows)}'


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _ours(before: str, after: str) -> Iterator[list[Run]]:
    for edit in _edits(parse(before), parse(after), "en"):
        yield [(run.op.value, _words(run.text)) for run in edit.redline]


def _cydifflib(before: str, after: str) -> Iterator[list[Run]]:
    old, new = _words(before), _words(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    yield list(_runs(old, new, codes))


def _indel(before: str, after: str) -> Iterator[list[Run]]:
    old, new = _words(before), _words(after)
    codes = [
        (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in Indel.opcodes(old, new)
    ]
    yield list(_runs(old, new, codes))


def _blocks(before: str, after: str) -> Iterator[list[Run]]:
    """The best method of the survey: blocks by likeness from the top, cydifflib, islands smoothed."""
    old_blocks, new_blocks = (
        [b for b in re.split(r"\n\s*\n", text) if b.strip()] for text in (before, after)
    )
    at = 0
    for new in new_blocks:
        scored = [
            (Indel.normalized_similarity(old, new, score_cutoff=0.5), -position)
            for position, old in enumerate(old_blocks[at : at + 40], at)
        ]
        score, position = max(scored, default=(0.0, 0))
        if score > 0:
            old, at = old_blocks[-position], -position + 1
            first, second = _words(old), _words(new)
            codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
            yield _smoothed(list(_runs(first, second, codes)))


def _smoothed(runs: list[Run]) -> list[Run]:
    """Islands no longer than the changes on both sides become part of them."""
    size = [len("".join(words)) for _, words in runs]
    return [
        ("delete", words)
        if op == "keep" and 0 < at < len(runs) - 1 and size[at] <= min(size[at - 1], size[at + 1])
        else (op, words)
        for at, (op, words) in enumerate(runs)
    ]


def _runs(old: list[str], new: list[str], codes: Sequence[tuple[str, int, int, int, int]]) -> Iterator[Run]:
    for tag, a, b, c, d in codes:
        if tag == "equal":
            yield "keep", old[a:b]
            continue
        if b > a:
            yield "delete", old[a:b]
        if d > c:
            yield "insert", new[c:d]


def _islands(redlines: Iterator[list[Run]]) -> tuple[int, int]:
    """Changed runs, and kept runs of one or two words between two changes."""
    changed = islands = 0
    for runs in redlines:
        changed += sum(op != "keep" for op, _ in runs)
        for at, (op, words) in enumerate(runs):
            inside = 0 < at < len(runs) - 1
            islands += op == "keep" and inside and 1 <= sum(w.isalnum() for w in words) <= 2
    return changed, islands


_METHODS: dict[str, Callable[[str, str], Iterator[list[Run]]]] = {
    "cydifflib, whole text": _cydifflib,
    "rapidfuzz Indel, whole text": _indel,
    "blocks, cydifflib, smoothed": _blocks,
    "ours": _ours,
}


def _confetti(pairs: Sequence[tuple[str, str, str]]) -> int:
    def changed(pair: tuple[str, str, str]) -> int:
        edits = _edits(parse(pair[1]), parse(pair[2]), pair[0])
        return sum(len(run.text) for edit in edits for run in edit.redline if run.op is not Op.KEEP)

    missed = 0
    print("confetti: changed runs / islands of one or two words, on the pairs with most changes")
    for pair in sorted(pairs, key=changed, reverse=True)[:_LARGEST]:
        found = {name: _islands(method(pair[1], pair[2])) for name, method in _METHODS.items()}
        best = min(islands for name, (_, islands) in found.items() if name != "ours")
        missed += found["ours"][1] > best
        row = "  ".join(f"{name}: {runs}/{islands}" for name, (runs, islands) in found.items())
        print(f"  {pair[0]} {len(pair[1])}->{len(pair[2])}  {row}")
    return int(missed > 0)


def _moves(clones: dict[str, str]) -> int:
    marked = found = claimed = 0
    for pair in json.loads((_ROOT / "tests" / "moved_blocks.json").read_text())["pairs"]:
        clone = clones[pair["bundle"]]
        old, new = (parse(_body(clone, pair[side], pair["path"])) for side in ("before", "after"))
        moved = set(_moved(old, new))
        marks = {(*block["before"], *block["after"]) for block in pair["moved"]}
        marked, found, claimed = marked + len(marks), found + len(marks & moved), claimed + len(moved)
    print(f"moves: {found} of {marked} marked blocks found, {claimed - found} claimed besides")
    return int(found < 0.9 * marked)


def _moved(old: Document, new: Document) -> Iterator[tuple[int, str, int, str]]:
    """Offset and hash in the old and the new body of each block that moved, alone or with its heading."""
    old_places, new_places = dict(_places(old)), dict(_places(new))
    away: set[str] = set()
    for pair in alignment.align(old, new):
        if pair.before and pair.after and (pair.moved or pair.after[0].parent in away):
            away.add(pair.after[0].id)
            yield (*old_places[pair.before[0].id], *new_places[pair.after[0].id])


def _places(document: Document) -> Iterator[tuple[str, tuple[int, str]]]:
    at = 0
    for clause in document.clauses:
        at += len(clause.gap)
        yield clause.id, (at, hashlib.sha256(clause.source.encode()).hexdigest()[:16])
        at += len(clause.source)


if __name__ == "__main__":
    _pages = [Path(argument) for argument in sys.argv[1:] if argument.endswith(".html")]
    _folders = [Path(argument) for argument in sys.argv[1:] if not argument.endswith(".html")]
    sys.exit(main(*_folders[:1] or [_ROOT.parent / "shared" / "histories"], *_pages[:1] or [None]))
