"""Speed of the redline, as ratios within one run, and what hostile texts do to it."""

from __future__ import annotations

import difflib
import gc
import math
import re
import time
from collections.abc import Callable, Iterator
from random import Random
from statistics import fmean

import pytest
import redline_scripts
from cydifflib import SequenceMatcher
from pytest_benchmark.fixture import BenchmarkFixture
from redletter import alignment, redlining
from redletter.model import Clause, ClauseKind, Document, Edit, Op, Pair
from redletter.parsing import parse

_SHARE = 0.05  # of the blocks are reworded; revisions of real policies mostly touch fewer


@pytest.fixture(autouse=True)
def _no_collection() -> Iterator[None]:
    """As timeit does: the collector's moments belong to nobody."""
    gc.disable()
    yield
    gc.enable()


def texts(size: int, share: float = _SHARE, seed: int = 1) -> tuple[str, str]:
    """A policy of about so many characters, and the same with a share of its blocks reworded."""
    random = Random(seed)
    blocks = redline_scripts.policy(random, "en", size)
    return (
        redline_scripts.text(blocks),
        redline_scripts.text(redline_scripts.reworded(random, "en", blocks, share)),
    )


def redline(old: Document, new: Document) -> tuple[Edit, ...]:
    return redlining.edits(alignment.align(old, new), old, new, language="en")


def bare_words(pairs: tuple[Pair, ...], *, unchanged: bool = True) -> None:
    """cydifflib on the bare words of the aligned blocks: the measure.

    Each block that has a partner is split at white space and compared with it, without autojunk;
    those that read the same too, as the redline has to find that out, or only the others.
    """
    for pair in pairs:
        if pair.before and pair.after:
            old, new = (" ".join(clause.source for clause in side) for side in (pair.before, pair.after))
            if unchanged or old != new:
                SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes()


def seconds(call: Callable[[], object], rounds: int = 7) -> float:
    """The least processor time of some rounds."""
    found = []
    for _ in range(rounds):
        started = time.process_time()
        call()
        found.append(time.process_time() - started)
    return min(found)


_HELD = (0.05, 0.1)  # shares of reworded blocks at which the bar holds; beyond, it is only printed
_BEYOND = (0.25, 0.5, 1.0)


@pytest.mark.parametrize("share", [*_HELD, *_BEYOND])
def test_fifty_kilobytes_take_no_more_than_three_times_bare_words(
    benchmark: BenchmarkFixture, share: float
) -> None:
    before, after = texts(50_000, share)
    old, new = parse(before), parse(after)
    pairs = alignment.align(old, new)
    benchmark.pedantic(redline, (old, new), rounds=5, warmup_rounds=1)
    spent, fixed = seconds(lambda: redline(old, new)), seconds(lambda: redline(old, old))
    aligned = seconds(lambda: alignment.align(old, new))
    bare, differing = (
        seconds(lambda unchanged=unchanged: bare_words(pairs, unchanged=unchanged))  # type: ignore[misc]
        for unchanged in (True, False)
    )
    print(
        f"\n{share:.0%} reworded: {spent / bare:.2f} times the bare words of all aligned blocks, "
        f"{spent / differing:.1f} times those of the blocks that differ; "
        f"{1000 * spent:.1f} ms, {1000 * aligned:.1f} of them alignment; "
        f"{1000 * fixed:.1f} ms where nothing changed"
    )
    if share in _HELD:
        assert spent / bare <= 3


def test_fifty_kilobytes_take_a_hundredth_of_difflib() -> None:
    before, after = texts(50_000)
    old, new = parse(before), parse(after)
    first, second = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    slow = seconds(lambda: difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes(), 1)
    ratio = slow / seconds(lambda: redline(old, new))
    print(f"\n{ratio:.0f} times faster than difflib")
    assert ratio >= 100


def test_time_grows_no_worse_than_n_log_n() -> None:
    """From 10 kB to 1 MB; of small texts the mean of many, as three edits are long or short by chance."""
    spent, length = {}, {}
    for size, seeds in ((10_000, 20), (100_000, 4), (1_000_000, 1)):
        times = []
        for seed in range(1, seeds + 1):
            before, after = texts(size, seed=seed)
            old, new = parse(before), parse(after)
            times.append(seconds(lambda old=old, new=new: redline(old, new), 3))  # type: ignore[misc]
        spent[size], length[size] = fmean(times), len(before)
    print({size: f"{1000 * each:.1f} ms" for size, each in spent.items()})
    least, most = length[10_000], length[1_000_000]
    bound = most * math.log(most) / (least * math.log(least))
    print(f"{spent[1_000_000] / spent[10_000]:.0f} times; n log n would be {bound:.0f} times")
    assert spent[1_000_000] / spent[10_000] <= bound


_SENTENCE = "We keep your data for as long as your account is open."


def _clauses(sources: list[str], *, nested: bool = False) -> Document:
    """A document of paragraphs, or of items each nested in the one before."""
    kind = ClauseKind.ITEM if nested else ClauseKind.PARAGRAPH
    return Document(
        tuple(
            Clause(
                id=f"c{at}",
                kind=kind,
                number=None,
                source=source,
                words=source.lstrip("- "),
                line=at,
                place=str(at),
                parent=f"c{at - 1}" if nested and at else None,
                gap="\n" if at else "",
            )
            for at, source in enumerate(sources)
        )
    )


def _line(random: Random, changes: int) -> tuple[list[str], list[str]]:
    words = redline_scripts.words("en")
    line = [random.choice(words) for _ in range(170_000)]
    other = list(line)
    for _ in range(changes):
        other[random.randrange(len(other))] = random.choice(words)
    return [" ".join(line)], [" ".join(other)]


_PARAGRAPHS = [_SENTENCE] * 10_000
_ITEMS = [f"- item {at % 7} of the list" for at in range(5_000)]
HOSTILE: dict[str, tuple[list[str], list[str], bool, int]] = {
    "equal paragraphs, one inserted": (
        _PARAGRAPHS,
        [*_PARAGRAPHS[:5_000], "Else.", *_PARAGRAPHS[5_000:]],
        False,
        1,
    ),
    "equal paragraphs, each tenth changed": (
        _PARAGRAPHS,
        [_SENTENCE if at % 10 else _SENTENCE.replace("keep", "sell") for at in range(10_000)],
        False,
        1_000,
    ),
    "equal paragraphs, all changed": (
        _PARAGRAPHS,
        [_SENTENCE.replace("keep", "sell")] * 10_000,
        False,
        10_000,
    ),
    "a line of 1 MB, 1,000 words changed": (*_line(Random(1), 1_000), False, 1),
    "a line of 1 MB, all other": (_line(Random(1), 0)[0], _line(Random(2), 0)[0], False, 1),
    "a word of 1 MB": (["a" * 1_000_000], ["a" * 999_999 + "b"], False, 1),
    "one word over and over": (
        ["a " * 500_000 + "c"],
        ["a " * 250_000 + "b " + "a " * 249_000],
        False,
        1,
    ),
    "5,000 nested items, one changed and one gone": (
        _ITEMS,
        [*_ITEMS[:2_500], "- something else", *_ITEMS[2_501:4_000], *_ITEMS[4_001:]],
        True,
        2,
    ),
}


@pytest.mark.parametrize(("before", "after", "nested", "changed"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_end_within_seconds_and_right(
    before: list[str], after: list[str], nested: bool, changed: int
) -> None:
    old, new = _clauses(before, nested=nested), _clauses(after, nested=nested)
    started = time.process_time()
    edits = redline(old, new)
    spent = time.process_time() - started
    print(f"\n{spent:.1f} s, {len(edits)} edits")
    assert len(edits) == changed
    for edit in edits:
        assert "".join(run.text for run in edit.redline if run.op is not Op.INSERT) == edit.before
        assert "".join(run.text for run in edit.redline if run.op is not Op.DELETE) == edit.after
    assert spent < 10
