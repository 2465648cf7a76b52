"""Alignment: which clauses a reader would lay beside each other."""

from __future__ import annotations

import pytest
import redline_scripts
from hypothesis import given, settings
from hypothesis import strategies as st
from redletter.alignment import align
from redletter.model import Pair
from redletter.parsing import parse

A = "We keep recordings of your camera for as long as your account is open."
B = "You may ask for a copy of everything that we hold about you."
C = "Our partners in Norway store backups and may not read them."
D = "Children under sixteen cannot open an account with this service."
PARAGRAPH = (
    "We collect your name and postal address, pictures from your camera, and the times of your visits."
)
LIST = "- your name and postal address,\n- pictures from your camera, and\n- the times of your visits."


def _blocks(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def _shown(pairs: tuple[Pair, ...]) -> list[str]:
    """`old > new` by first words, `*` where moved; what is unchanged is left out."""
    shown = []
    for pair in pairs:
        old = " + ".join(" ".join(clause.source.split()[:3]) for clause in pair.before)
        new = " + ".join(" ".join(clause.source.split()[:3]) for clause in pair.after)
        same = [clause.source for clause in pair.before] == [clause.source for clause in pair.after]
        if not same or pair.moved:
            shown.append(f"{old} > {new}" + " *" * pair.moved)
    return shown


CASES = {
    "unchanged": (_blocks("## 1. Data", A, B), _blocks("## 1. Data", A, B), []),
    "reworded": (
        _blocks(A, B),
        _blocks(A.replace("account", "contract"), B),
        ["We keep recordings > We keep recordings"],
    ),
    "inserted": (_blocks(A, C), _blocks(A, B, C), [" > You may ask"]),
    "emphasis changed beside an insertion": (
        _blocks("## 1. Data", A, B, "Hello.", C),
        _blocks("## 1. Data", D, A, B.replace("copy", "**copy**"), "**Hello.**", C),
        [" > Children under sixteen", "You may ask > You may ask", "Hello. > **Hello.**"],
    ),
    "number and stop changed": (
        _blocks("## 1. Data", "1.1 " + A, "1.2 Hello there;", "1.3 " + C),
        _blocks("## 1. Data", "1.1 Hello there.", "1.2 " + C),
        ["1.1 We keep > ", "1.2 Hello there; > 1.1 Hello there.", "1.3 Our partners > 1.2 Our partners"],
    ),
    "repealed at its old place": (
        _blocks(A, B, C),
        _blocks(A, C + " Never."),
        ["You may ask > ", "Our partners in > Our partners in"],
    ),
    "heading reworded over like content": (
        _blocks("## Cookies", A, B, "## Contact", C),
        _blocks("## How we track visits", A, B, "## Contact", C),
        ["## Cookies > ## How we"],
    ),
    "heading reworded and content too": (
        _blocks("## Cookies", A, B, "## Contact", C),
        _blocks("## What we remember", A.replace("camera", "doorbell"), B + " It is free.", "## Contact", C),
        ["## Cookies > ## What we", "We keep recordings > We keep recordings", "You may ask > You may ask"],
    ),
    "renumbered run": (
        _blocks("## 1. Data", "1.1 " + A, "1.2 " + B, "## 2. Contact", "2.1 " + C),
        _blocks("## 1. Data", "1.1 " + D, "1.2 " + A, "1.3 " + B, "## 2. Contact", "2.1 " + C),
        [" > 1.1 Children under", "1.1 We keep > 1.2 We keep", "1.2 You may > 1.3 You may"],
    ),
    "section inserted, the next renumbered": (
        _blocks("## 1. Data", "1.1 " + A, "## 2. Contact", "2.1 " + C),
        _blocks("## 1. Data", "1.1 " + A, "## 2. Children", "2.1 " + D, "## 3. Contact", "3.1 " + C),
        [
            " > ## 2. Children",
            " > 2.1 Children under",
            "## 2. Contact > ## 3. Contact",
            "2.1 Our partners > 3.1 Our partners",
        ],
    ),
    "same number, other text": (
        _blocks("## 1. Data", "1.1 " + A, "1.2 " + C),
        _blocks("## 1. Data", "1.1 " + A, "1.2 Everybody gets free ice cream on Sunday."),
        ["1.2 Our partners > ", " > 1.2 Everybody gets"],
    ),
    "moved to another section": (
        _blocks("## Data", A, B, "## Contact", C),
        _blocks("## Data", B, "## Contact", C, A),
        ["We keep recordings > We keep recordings *"],
    ),
    "moved over a section's end": (
        _blocks("## Data", A, B, "## Contact", C, D),
        _blocks("## Data", A, "## Contact", B, C, D),
        ["You may ask > You may ask *"],
    ),
    "moved and edited": (
        _blocks("## Data", A, B, "## Contact", C),
        _blocks("## Data", B, "## Contact", C, A.replace("recordings", "pictures")),
        ["We keep recordings > We keep pictures *"],
    ),
    "section moved goes as one": (
        _blocks("## Data", A, B, "## Contact", C, "## Children", D),
        _blocks("## Contact", C, "## Data", A, B, "## Children", D),
        ["## Contact > ## Contact *"],
    ),
    "new heading in the midst moves nothing": (
        _blocks("## Data", A, B, C),
        _blocks("## Data", A, "## Contact", B, C),
        [" > ## Contact"],
    ),
    "split": (
        _blocks(A + " " + B, C),
        _blocks(A, B, C),
        ["We keep recordings > We keep recordings + You may ask"],
    ),
    "join": (
        _blocks(A, B, C),
        _blocks(A + " " + B, C),
        ["We keep recordings + You may ask > We keep recordings"],
    ),
    "paragraph to list": (
        _blocks(PARAGRAPH),
        _blocks("We collect:", LIST),
        ["We collect your > We collect: + - your name + - pictures from + - the times"],
    ),
    "list to paragraph": (
        _blocks("We collect:", LIST),
        _blocks(PARAGRAPH),
        ["We collect: + - your name + - pictures from + - the times > We collect your"],
    ),
    "rows by key column": (
        _blocks("| Name | Use |\n| --- | --- |\n| Pixel | Counts visits |\n| Beacon | Tests |"),
        _blocks(
            "| Name | Use |\n| --- | --- |\n| Beacon | Tests |\n| Comet | Tests |\n| Pixel | Sells visits |"
        ),
        ["| Beacon | > | Beacon | *", " > | Comet |", "| Pixel | > | Pixel |"],
    ),
    "items by bold lead": (
        _blocks("- **Payment**: Cards are handled by Ferrous Bank.", "- **Mail**: " + A),
        _blocks("- **Payment**: You choose a wallet and we see four digits of it.", "- **Mail**: " + A),
        ["- **Payment**: Cards > - **Payment**: You"],
    ),
    "heading became a paragraph": (_blocks("Data", A), _blocks("## Data", A), ["Data > ## Data"]),
    "boilerplate does not cross": (
        _blocks("## A", C, "You may opt out.", "## B", B, "You may opt out.", "## C", D, "You may opt out."),
        _blocks("## A", C, "You may opt out.", "## B", B, "## C", D, "You may opt out."),
        ["You may opt > "],
    ),
    "everything new": (
        _blocks(A, B),
        _blocks("Nothing here is as it was."),
        ["We keep recordings > ", "You may ask > ", " > Nothing here is"],
    ),
    "first text": ("", _blocks(A), [" > We keep recordings"]),
    "emptied": (_blocks(A), "", ["We keep recordings > "]),
    "both empty": ("", "", []),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES.keys())
def test_pairs(before: str, after: str, expected: list[str]) -> None:
    assert _shown(align(parse(before), parse(after))) == expected


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**9))
def test_every_clause_is_in_exactly_one_pair_in_the_order_of_the_new_text(seed: int) -> None:
    _, before, after = redline_scripts.script(seed)
    old, new = parse(before), parse(after)
    pairs = align(old, new)
    assert [clause for pair in pairs for clause in pair.after] == list(new.clauses)
    assert sorted(clause.line for pair in pairs for clause in pair.before) == sorted(
        c.line for c in old.clauses
    )
    assert all(pair.before or pair.after for pair in pairs)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**9))
def test_a_text_against_itself_pairs_every_clause_with_itself(seed: int) -> None:
    document = parse(redline_scripts.script(seed)[1])
    assert align(document, document) == tuple(Pair((clause,), (clause,)) for clause in document.clauses)
