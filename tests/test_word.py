"""A Word document holds both texts: all changes accepted give the new one, all rejected the old."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redletter import answers, publication, word
from redletter.messages import Messages
from redletter.model import Amendment, Document, Level, Override
from word_reading import accepted, part, rejected

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

FRONT = "---\ntitle: Notice\nrevision: {0}\neffective: {0}\n---\n\n"
OLD = """# Garden notice

We keep your *name* and **address** as long as you rent a [plot](https://plots.example/rent).

## 1. What we keep

1.1 We keep your name for 14 days.

1.2 We keep a photo of your plot, the plan of its beds and the list of the tools that you borrowed.

- Your seeds
- Your tools
    - with their serial numbers

(1) your key; and
(2) your number.

| Kept | Where | Days |
| --- | --- | --- |
| Name | `a|b` file | 14 |
| Photo | shelf | 20 |

## 2. Whom we tell

2.1 We tell nobody.
"""
NEW = """# Garden notice

We keep your **name** and **address** for as long as you rent a [plot](https://plots.example/let).

## 1. What we keep

1.1 We keep your name for 30 days.

- Your tools
    - with their serial numbers
- Your bulbs

(1) your key;
(2) your badge; and
(3) your number.

| Kept | Where | Days |
| --- | --- | --- |
| Name | `a|b` file | 30 |
| Voice | tape | 20 |

### 2. Whom we tell

2.1 We tell nobody.

1.2 We keep a photo of your plot, the plan of its beds and the list of the machines that you borrowed.

2.2 We sell nothing.
"""

CASES = {
    "nothing changed": (OLD, OLD),
    "all kinds of blocks": (OLD, NEW),
    "and back": (NEW, OLD),
    "all new": ("", OLD),
    "all repealed": (OLD, ""),
    "the last paragraph repealed": ("One.\n\nTwo.\n", "One.\n"),
    "an item repealed that ends in a space": ("- We dig.\n- We rake  \n", "- We dig.\n"),
    "a clause split": (
        "1.1 We keep your name for one year. We keep your plot number for two years.\n",
        "1.1 We keep your name for one year.\n\n1.2 We keep your plot number for two years.\n",
    ),
    "clauses joined": (
        "1.1 We keep your name for one year.\n\n1.2 We keep your plot number for two years.\n",
        "1.1 We keep your name for one year. We keep your plot number for two years.\n",
    ),
    "an item made a paragraph": ("- We dig.\n- We rake.\n", "We dig.\n\n- We rake.\n"),
    "a table with a column more": (
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n",
        "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n",
    ),
    "signs that XML reserves": ('We < you & "us".\n', "We > you & 'us' <b>now</b>.\n"),
    "a hard break, code and quotes": (
        "One  \ntwo `x` three.\n\n> Quoted so.\n\n```\nlet x\n```\n",
        "One  \ntwo `y` three.\n\n> Quoted otherwise.\n\n```\nlet y\n```\n",
    ),
}


def amended(old: str, new: str) -> tuple[Amendment, tuple[Document | None, Document]]:
    texts = (FRONT.format(day) + text for day, text in (("2026-01-01", old), ("2026-02-01", new)))
    before, after = (text.encode() for text in texts)
    amendment = answers.compare(before, after, language="en")
    return amendment, publication.pairs(amendment.before, amendment.after)["en"]


def written(old: str, new: str) -> bytes:
    return word.document(*amended(old, new), Messages("en"))


def words(document: Document | None) -> list[str]:
    return [each for clause in (document.clauses if document else ()) for each in clause.words.split()]


def joined(paragraphs: Sequence[str]) -> list[str]:
    return " ".join(paragraphs).split()


@pytest.mark.parametrize(("old", "new"), CASES.values(), ids=CASES)
def test_accepting_gives_the_new_words_and_rejecting_the_old(old: str, new: str) -> None:
    amendment, texts = amended(old, new)
    document = word.document(amendment, texts, Messages("en"))
    assert joined(accepted(document)) == words(texts[1])
    assert joined(rejected(document)) == words(texts[0])


_BLOCKS = [
    *("# Garden", "## 1. Beds", "## 2. Tools", "1.1 We rake on Mondays.", "1.2 We sow *peas* and beans."),
    *("(1) a spade;", "(2) a fork;", "- a hose", "- a [can](https://cans.example/)", "We water at dusk."),
    *("We water at dawn and at dusk.", "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |", "> Mind the gap."),
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(_BLOCKS), max_size=9), st.lists(st.sampled_from(_BLOCKS), max_size=9))
def test_any_two_texts_come_back(old: list[str], new: list[str]) -> None:
    amendment, texts = amended("\n\n".join(old) + "\n", "\n\n".join(new) + "\n")
    document = word.document(amendment, texts, Messages("en"))
    assert joined(accepted(document)) == words(texts[1])
    assert joined(rejected(document)) == words(texts[0])


def test_paragraphs_stay_paragraphs() -> None:
    document = written(CASES["a clause split"][0], CASES["a clause split"][1])
    assert accepted(document) == [
        "1.1 We keep your name for one year.",
        "1.2 We keep your plot number for two years.",
    ]
    assert rejected(document) == [
        "1.1 We keep your name for one year. We keep your plot number for two years."
    ]


def _tracked(document: bytes) -> list[Element]:
    names = ("ins", "del", "moveFrom", "moveTo", "pPrChange")
    return [each for name in names for each in part(document, "word/document.xml").iter(_W + name)]


def test_every_tracked_change_has_its_own_number_an_author_and_a_date() -> None:
    tracked = _tracked(written(OLD, NEW))
    assert {each.get(f"{_W}author") for each in tracked} == {"redletter"}
    assert {each.get(f"{_W}date") for each in tracked} == {"2026-02-01T00:00:00Z"}
    numbers = [each.get(f"{_W}id") for each in tracked]
    assert len(set(numbers)) == len(numbers) > 20


def test_an_unchanged_text_tracks_nothing() -> None:
    assert _tracked(written(OLD, OLD)) == []


def test_a_first_publication_tracks_nothing_and_remarks_nothing() -> None:
    amendment, texts = amended(OLD, NEW)
    first = replace(amendment, before=None, changes=())
    document = word.document(first, (None, texts[1]), Messages("en"))
    assert joined(accepted(document)) == joined(rejected(document)) == words(texts[1])
    assert list(part(document, "word/comments.xml")) == []


def test_a_moved_clause_leaves_and_arrives_under_one_name_with_its_own_redline() -> None:
    document = part(written(OLD, NEW), "word/document.xml")
    names = [
        {each.get(f"{_W}name") for each in document.iter(f"{_W}{end}RangeStart")}
        for end in ("moveFrom", "moveTo")
    ]
    assert names[0] == names[1] != set()
    assert _moved(document) == [
        [
            ("moveFrom", "1.2 We keep a photo of your plot, the plan of its beds and the list of the"),
            ("del", "tools"),
            ("moveFrom", "that you borrowed."),
        ],
        [
            ("moveTo", "1.2 We keep a photo of your plot, the plan of its beds and the list of the"),
            ("ins", "machines"),
            ("moveTo", "that you borrowed."),
        ],
    ]


def _moved(document: Element) -> list[list[tuple[str, str]]]:
    """What happened to the words of each paragraph that moved."""
    return [
        [(run.tag.removeprefix(_W), words) for run in paragraph if (words := "".join(run.itertext()).strip())]
        for paragraph in document.iter(f"{_W}p")
        if {f"{_W}moveFrom", f"{_W}moveTo"} & {run.tag for run in paragraph}
    ]


def test_headings_items_and_tables_are_words_own() -> None:
    document = part(written(OLD, OLD), "word/document.xml")
    looks = [
        (style.get(f"{_W}val"), paragraph.find(f"{_W}pPr/{_W}numPr") is not None)
        for paragraph in document.iter(f"{_W}p")
        if (style := paragraph.find(f"{_W}pPr/{_W}pStyle")) is not None
    ]
    assert looks == [
        *[("Heading1", False), ("Heading2", False)],
        *[("ListParagraph", True)] * 3,
        *[("ListParagraph", False)] * 2,
        ("Heading2", False),
    ]
    assert [len(row.findall(f"{_W}tc")) for row in document.iter(f"{_W}tr")] == [3, 3, 3]


def test_a_heading_of_another_degree_changes_its_style_alone() -> None:
    document = part(written("## Beds\n", "### Beds\n"), "word/document.xml")
    (change,) = document.iter(f"{_W}pPrChange")
    style = change.find(f"{_W}pPr/{_W}pStyle")
    assert style is not None
    assert style.get(f"{_W}val") == "Heading2"
    assert list(document.iter(f"{_W}ins")) == list(document.iter(f"{_W}del")) == []


def _remarks(document: bytes) -> list[list[str]]:
    comments = part(document, "word/comments.xml")
    return [["".join(line.itertext()) for line in each.iter(f"{_W}p")] for each in comments]


def test_each_change_bears_its_judgement() -> None:
    amendment, texts = amended(OLD, NEW)
    document = word.document(amendment, texts, Messages("en"))
    whole, *each = _remarks(document)
    assert whole[0].startswith("The change as a whole. Classification: material")
    assert len(each) == len(amendment.changes)
    anchored = [
        [found.get(f"{_W}id") for found in part(document, "word/document.xml").iter(_W + name)]
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    ]
    assert anchored == [[str(number) for number in range(len(each) + 1)]] * 3


@pytest.mark.parametrize(
    ("language", "verdict", "decided"),
    [
        (
            "en",
            "Classification: clarifying · neutral · no consent required",
            "Decided by Ada Example on 3 February 2026. Reason: An older promise of ours, put down.",
        ),
        (
            "de",
            "Einstufung: klarstellend · neutral · keine Einwilligung erforderlich",
            "Entschieden von Ada Example am 3. Februar 2026. Begründung: An older promise of ours, put down.",
        ),
    ],
)
def test_a_persons_decision_is_told_by_name(language: str, verdict: str, decided: str) -> None:
    texts = [FRONT.format("2026-01-01") + f"1.1 We keep it for {days} days.\n" for days in (14, 30)]
    before, after = (text.encode() for text in texts)
    compared = answers.compare(before, after, language=language)
    (judged,) = compared.changes
    override = Override(
        judged.change.fingerprint,
        "Ada Example",
        date(2026, 2, 3),
        "An older promise of ours, put down.",
        level=Level.CLARIFYING,
    )
    amendment = publication.amend(compared.before, compared.after, {override.fingerprint: override})
    documents = publication.pairs(compared.before, compared.after)[language]
    _, remark = _remarks(word.document(amendment, documents, Messages(language)))
    assert (remark[0], remark[-1]) == (verdict, decided)


def test_the_same_amendment_gives_the_same_bytes() -> None:
    assert written(OLD, NEW) == written(OLD, NEW)


def _program() -> str:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.fail("LibreOffice is not installed: the Word document was not opened by another program")
    return program


@pytest.mark.audit
@pytest.mark.parametrize(("old", "new"), CASES.values(), ids=CASES)
def test_libreoffice_reads_both_texts_out_of_it(tmp_path: Path, old: str, new: str) -> None:
    amendment, texts = amended(old, new)
    (tmp_path / "redline.docx").write_bytes(word.document(amendment, texts, Messages("en")))
    for form, folder in (("pdf", tmp_path), ("docx", tmp_path / "again")):
        subprocess.run(
            [
                *(_program(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
                *("--convert-to", form, "--outdir", str(folder), str(tmp_path / "redline.docx")),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    assert (tmp_path / "redline.pdf").read_bytes().startswith(b"%PDF-")
    again = (tmp_path / "again" / "redline.docx").read_bytes()
    assert joined(accepted(again)) == words(texts[1])
    assert joined(rejected(again)) == words(texts[0])
