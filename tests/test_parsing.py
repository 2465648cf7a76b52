"""What is parsed is what is read: clauses, their names, and the text they give back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page_words import render, tree, words
from redletter.model import Document
from redletter.parsing import anchors, links, parse, references

_CASES = Path(__file__).parent / "cases_parsing"
_CONTENT = Path(__file__).parent.parent / "content"
_TEXTS = sorted(_CASES.glob("*/text.md"))
_PAGES = [*_TEXTS, *sorted(_CONTENT.glob("*/*.md"))]


def _printed(document: Document) -> str:
    """One line a clause, for a case's clauses.txt: line, id, kind, number, parent, place, words."""
    rows = (
        [str(c.line), c.id, c.kind, c.number or "-", c.parent or "-", c.place, c.words]
        for c in document.clauses
    )
    return "".join(" | ".join(row).rstrip() + "\n" for row in rows)


@pytest.mark.parametrize("text", _TEXTS, ids=lambda path: path.parent.name)
def test_case(text: Path) -> None:
    expected = (text.parent / "clauses.txt").read_text(encoding="utf-8")
    assert _printed(parse(text.read_text(encoding="utf-8"))) == expected


@pytest.mark.parametrize("text", _PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_parsed_is_what_is_read(text: Path) -> None:
    body = text.read_text(encoding="utf-8")
    if body.startswith("---\n"):
        body = body.split("---\n", 2)[2]
    document = parse(body)
    page = render(body)
    assert " ".join(clause.words for clause in document.clauses).split() == words(page)
    assert _anchored(page) == [clause.id for clause in document.clauses]
    assert document.body == body
    lines = body.split("\n")
    for clause in document.clauses:
        assert lines[clause.line - 1].lstrip() == clause.source.split("\n")[0]


def _anchored(page: str) -> list[str]:
    return [element.attrib["id"] for element in tree(page).iter() if "id" in element.attrib]


@pytest.mark.parametrize("body", ["", "\n", " \n\t\n", "\N{NO-BREAK SPACE}\n"])
def test_an_empty_text_has_no_clauses(body: str) -> None:
    assert parse(body) == Document((), body)


def test_lines_count_from_the_file() -> None:
    assert [clause.line for clause in parse("One.\n\nTwo.\n", first_line=6).clauses] == [6, 8]


def test_what_is_inserted_renames_nothing_else() -> None:
    text = (_CASES / "numbered-clauses" / "text.md").read_text(encoding="utf-8")
    before = {clause.id: (clause.words, clause.parent) for clause in parse(text).clauses}
    inserted = "\n4.6 A new clause.\n\n(1) It has an item.\n\nAnd a paragraph.\n\n### 7.1"
    after = {
        clause.id: (clause.words, clause.parent)
        for clause in parse(text.replace("\n### 7.1", inserted)).clauses
    }
    assert after.keys() - before.keys() == {"4.6", "4.6-1", "4.6-and-a-paragraph"}
    assert {id: after[id] for id in before} == before


def test_a_translation_has_the_same_numbers_and_places() -> None:
    english = parse(
        "# Notice\n\nWho we are.\n\n## 2. Sharing\n\n2.1 We share in these cases:\n\n"
        "(1) with the post\n\n    - at night\n\n(2) with courts\n\n## Contact\n\nWrite.\n"
    )
    german = parse(
        "# Hinweis\n\nWer wir sind.\n\n## 2. Weitergabe\n\n2.1 Wir geben weiter, und zwar\n\n"
        "(1) an die Post\n\n    - nachts\n\n(2) an Gerichte\n\n## Kontakt\n\nSchreiben Sie.\n"
    )
    assert [c.place for c in english.clauses] == [c.place for c in german.clauses]
    numbered = [c.id for c in english.clauses if c.number]
    assert numbered == [c.id for c in german.clauses if c.number] == ["2", "2.1", "2.1-1", "2.1-2"]


_PIECES = st.sampled_from(
    [
        *("# ", "## 7. Then", "\n", "\n\n", "\n  ", "\n    ", "- ", "* ", "(1) ", "2) ", "a) ", "1. ", "3. "),
        *("7.1 ", "7.2. ", "> ", "| a | b |\n|---|---|\n| c | d |", "---", "===", "```", "~~~", "word"),
        *("Foo bar.", "these:", "**b**", "*i*", "`c`", "[x](y)", "[x]: /url 't'", "[x]", "&amp;", "&"),
        *("{#id}", "{: #id }", "{: .c }", "\\(", "\\", "\t", "\r", "\f", "\2", "\3", "  \n", "\ue000", "§ 3"),
        *("(a)", "i)", "A. ", "ü", "[TOC]", "*", "_", '"', "'", "!", "[", "]", "|", ":", "\u2028", "\x85"),
    ]
)
_RAW = st.sampled_from(["<b>", "</b>", "<div>", "</div>", "<!-- c -->", "<!--", "<br>", "<pre>", "\0", "<"])
_WHOLE = st.sampled_from(
    ["\n\n<div>\nraw &amp; x\n</div>\n\n", "<b>x</b>", "<br>", "\n<!-- a\n\nb -->\n", " < ", "<a@b.example>"]
)


def _texts(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*pieces), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(_texts(_PIECES, _RAW, st.text(max_size=4)))
def test_any_text_is_given_back(body: str) -> None:
    document = parse(body)
    assert document.body == body
    ids = [clause.id for clause in document.clauses]
    assert len(set(ids)) == len(ids)
    assert all(ids)
    assert not any(id.split() != [id] for id in ids)
    assert {clause.parent for clause in document.clauses} <= {None, *ids}
    lines = [clause.line for clause in document.clauses]
    assert lines == sorted(set(lines))
    assert parse(body) == document


@settings(max_examples=300, deadline=None)
@example("-\n    <!-- c -->")
@example("<!")
@example("- a\n  <div>b</div>\n")
@given(_texts(_PIECES, _WHOLE, st.text(alphabet="abc .:;()1239-*#\n", max_size=6)))
def test_any_text_is_read_as_parsed(body: str) -> None:
    assert " ".join(clause.words for clause in parse(body).clauses).split() == words(render(body))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("word " * 200_000, id="a line of a megabyte"),
        pytest.param("A paragraph of its own.\n\n" * 10_000, id="ten thousand paragraphs"),
        pytest.param("".join(f"{'  ' * (i % 3)}- item {i}\n" for i in range(5_000)), id="5,000 items"),
        pytest.param("".join(f"{' ' * i}- item\n" for i in range(0, 2_000, 2)), id="a thousand levels"),
        pytest.param("> " * 3_000 + "quoted", id="quotations in quotations"),
        pytest.param("```\n~~~~\n<!-- \n<script>\n" * 2_000, id="what never ends"),
        pytest.param("- " * 3_000 + "item", id="items on one line"),
        pytest.param("[" * 500 + "**" * 2_000, id="signs that open nothing"),
    ],
)
def test_large_texts_take_seconds(body: str) -> None:
    started = time.process_time()
    assert parse(body).body == body
    assert time.process_time() - started < 10


_REFERRING = """\
## 3. Sharing

3.1 See section 4.3, Section 3 and clauses 3.1(2), 3.2 and 3.1(1)(a).
Also Ziffer 3.1 Abs. 2 oder Abschnitt 3; §3 gilt.

(1) as allowed (see section 3.2):

    (a) by Art. 6 Abs. 1 lit. f DSGVO, Articles 13 and 14 of the GDPR, § 25 TDDDG or Nr. 4,

(2) by section 5 of the Postal Act, but section 3.2 of this policy stands.

3.2 Ziffern 3.1 bis 3.2, paragraph 2, paragraph 9.2.
"""


def test_references() -> None:
    found = [(r.clause, r.text, r.number, r.line, r.target) for r in references(parse(_REFERRING))]
    assert found == [
        ("3.1", "section 4.3", "4.3", 3, None),
        ("3.1", "Section 3", "3", 3, "3"),
        ("3.1", "clauses 3.1(2)", "3.1(2)", 3, "3.1-2"),
        ("3.1", "3.2", "3.2", 3, "3.2"),
        ("3.1", "3.1(1)(a)", "3.1(1)(a)", 3, "3.1-1-a"),
        ("3.1", "Ziffer 3.1 Abs. 2", "3.1(2)", 4, "3.1-2"),
        ("3.1", "Abschnitt 3", "3", 4, "3"),
        ("3.1", "§3", "3", 4, "3"),
        ("3.1-1", "section 3.2", "3.2", 6, "3.2"),
        ("3.1-2", "section 3.2", "3.2", 10, "3.2"),
        ("3.2", "Ziffern 3.1", "3.1", 12, "3.1"),
        ("3.2", "3.2", "3.2", 12, "3.2"),
        ("3.2", "paragraph 9.2", "9.2", 12, None),
    ]


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        *(("## 2. A\n\nSee Article 9 and § 9.\n", []), ("## § 2 A\n\nSiehe § 9.\n", [None])),
        *(("## Article 2. A\n\nSee Article 9.\n", [None]), ("## Article 2. A\n\nSee Art. 2.\n", ["2"])),
        *(("# A\n\nSection 9 is ours.\n", [None]), ("# A\n\nIn section one.\n", []), ("section\n", [])),
        *(
            ("Sections\n\n1. 2", []),
            ("## 2. A\n\nSection 2 of our policy, Ziffer 2 der Bedingungen", ["2", "2"]),
        ),
    ],
)
def test_whose_clause_is_called(body: str, targets: list[str | None]) -> None:
    assert [reference.target for reference in references(parse(body))] == targets


def test_links() -> None:
    body = (
        "One [link *here*](https://post.example/?a=1&b=2)\nand [another][a].\n\n"
        '- <a href="/own">own</a>, ![stamp](stamp.png)\n- <help@post.example>\n\n'
        '<div><a href="#raw">raw</a></div>\n\n[a]: ../other.md#4.3\n'
    )
    found = [(link.text, link.target, link.line) for link in links(parse(body, first_line=5))]
    assert found == [
        ("link here", "https://post.example/?a=1&b=2", 5),
        ("another", "../other.md#4.3", 6),
        ("", "stamp.png", 8),
        ("", "/own", 8),
        ("help@post.example", "mailto:help@post.example", 9),
        ("", "#raw", 11),
    ]


def test_anchors() -> None:
    body = (
        "## 7. Then {#then}\n\n7.1 An *inline*{#inline} one, <span id='7.2'>raw</span>.\n\n"
        '7.2 Two.\n\n<div id="block">x</div>\n'
    )
    document = parse(body)
    assert [clause.id for clause in document.clauses] == ["then", "7.1", "7.2_2", "7.2-x"]
    assert anchors(document) == {"then", "7.1", "inline", "7.2", "7.2_2", "block", "7.2-x"}
