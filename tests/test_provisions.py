"""The page prints the source's own numbers, and every block bears its id."""

from __future__ import annotations

import pytest
from page_words import render, words
from redletter.provisions.markers import follows, marker, opening_number


@pytest.mark.parametrize(
    ("line", "number", "style", "column"),
    [
        ("- a bullet", "", "-", 2),
        ("*   a bullet", "", "-", 4),
        ("  + a bullet", "", "-", 4),
        ("(2) an item", "(2)", "(1)", 4),
        ("  2) an item", "2)", "1)", 5),
        ("12. an item", "12.", "1.", 4),
        ("2.) an item", "2.)", "1.)", 4),
        ("a) an item", "a)", "a)", 3),
        ("(a) an item", "(a)", "(a)", 4),
        ("B) an item", "B)", "a)", 3),
        ("iv) an item", "iv)", "a)", 4),
        ("(aa) an item", "(aa)", "(a)", 5),
        ("a. an item", "a.", "a.", 3),
        ("2)Analysis", "2)", "1)", 2),
        ("1.", "1.", "1.", 2),
        ("(1)\N{NO-BREAK SPACE}an item", "(1)", "(1)", 4),
        ("• a bullet", "", "-", 2),
        ("◆A bullet", "", "-", 1),
    ],
)
def test_what_marks_an_item(line: str, number: str, style: str, column: int) -> None:
    found = marker(line)
    assert found is not None
    assert (found.number, found.style, found.text) == (number, style, column)


@pytest.mark.parametrize(
    "line",
    [
        *("", "word", "-word", "**bold**", "1 item", "1.item", "7.1 Text", "2021. A year", "(no) item"),
        *("(s)he", "a)b", "5. November 2025", "31. März 2026", "z. B. dies", "e.g. this", "--", "\\(2) x"),
        *("(2)nd", "(abc) x", "1234) x", "(1 x"),
    ],
)
def test_what_marks_none(line: str) -> None:
    assert marker(line) is None


def test_letters_with_a_dot_go_on_where_they_have_begun() -> None:
    assert marker("b. an item") is None
    found = marker("b. an item", following="a.")
    assert found is not None
    assert found.number == "b."


@pytest.mark.parametrize(
    ("words", "number"),
    [
        *(("7. Updating", "7"), ("7 Updating", "7"), ("7.1 Updating", "7.1"), ("7.1. updating", "7.1")),
        *(
            ("IV. Rights", "IV"),
            ("A. Scope", "A"),
            ("7a. More", "7a"),
            ("(2) Scope", "(2)"),
            ("b) Scope", "b)"),
        ),
        *(("§ 3 Geltung", "§ 3"), ("§3 Geltung", "§3"), ("Section 7. Updating", "7"), ("Artikel 5", "5")),
        *(("Abschnitt 7: Änderungen", "7"), ("Annex A. Data", "A"), ("Anhang B", "B"), ("7.", "7")),
        *(("Updating", None), ("48 hours", None), ("A plan", None), ("I agree", None), ("2024", None)),
        *(
            ("2024 Report", None),
            ("Part of it", None),
            ("Section on cookies", None),
            ("5. November 2025", None),
        ),
        *(("", None), ("7", None), ("24/7 Support", None), ("1,5 Tage", None)),
    ],
)
def test_numbers_of_headings(words: str, number: str | None) -> None:
    assert opening_number(words, heading=True) == number


@pytest.mark.parametrize(
    ("words", "section", "number"),
    [
        *(("7.1 We may", None, "7.1"), ("7.1 „Daten“", None, "7.1"), ("7.1. we may", None, "7.1")),
        *(("7.1 we may", "7", "7.1"), ("7.1 we may", "6", None), ("3.5 million", None, None)),
        *(
            ("7.1", None, "7.1"),
            ("12.3.4 We", None, "12.3.4"),
            ("1. We may", None, "1"),
            ("(1) We", None, "(1)"),
        ),
        *(
            ("7 days pass", "7", None),
            ("7 Tage", "7", None),
            ("31.10.2021 war", None, None),
            ("Art. 5", None, "5"),
        ),
        *(("§ 3 Die", None, "§ 3"), ("§ 3 of the law", None, None), ("Section 7. We", None, None)),
        *(("1.234.567 Euro", None, None), ("10.000 Euro", None, None), ("7.1a We", None, "7.1a")),
    ],
)
def test_numbers_of_paragraphs(words: str, section: str | None, number: str | None) -> None:
    assert opening_number(words, section=section) == number


@pytest.mark.parametrize(
    ("number", "earlier", "expected"),
    [
        *(("7.2", "7.1", True), ("7.10", "7.9", True), ("7.1.2", "7.1.1", True)),
        *(("7.1", "7.1", False), ("7.3", "7.1", False), ("8.1", "7.9", False), ("8", "7", False)),
        *(("7.2", "word", False), ("word.b", "word.a", False), ("", "", False), ("7.²", "7.1", False)),
    ],
)
def test_what_follows(number: str, earlier: str, expected: bool) -> None:
    assert follows(number, earlier) is expected


@pytest.mark.parametrize(
    ("body", "html"),
    [
        pytest.param(
            "2) two\n4) four\n",
            '<ol class="provisions" role="list">\n'
            '<li id="2"><span class="number">2)</span> two</li>\n'
            '<li id="4"><span class="number">4)</span> four</li>\n</ol>',
            id="numbers that skip",
        ),
        pytest.param(
            "## 4. Whom we tell\n\n4.3 We tell:\n\n(3) the **post**\n",
            '<h2 id="4">4. Whom we tell</h2>\n<p id="4.3">4.3 We tell:</p>\n'
            '<ol class="provisions" role="list">\n'
            '<li id="4.3-3"><span class="number">(3)</span> the <strong>post</strong></li>\n</ol>',
            id="an item under a numbered paragraph",
        ),
        pytest.param(
            "3. three\n\n   more\n",
            '<ol class="provisions" role="list">\n<li id="3">\n'
            '<p><span class="number">3.</span> three</p>\n<p id="3-more">more</p>\n</li>\n</ol>',
            id="several paragraphs in an item",
        ),
        pytest.param(
            "- one\n    1. *two*\n\n[to](#one)\n",
            '<ul>\n<li id="one">one<ol class="provisions" role="list">\n'
            '<li id="1"><span class="number">1.</span> <em>two</em></li>\n</ol>\n</li>\n</ul>\n'
            '<p id="to"><a href="#one">to</a></p>',
            id="numbers under bullets",
        ),
        pytest.param(
            "- - one\n", '<ul>\n<li id="one">\n<ul>\n<li>one</li>\n</ul>\n</li>\n</ul>', id="one line"
        ),
        pytest.param(
            "## Rights {#rights}\n## Rights\n## Rights\n",
            '<h2 id="rights">Rights</h2>\n<h2 id="rights_2">Rights</h2>\n<h2 id="rights_3">Rights</h2>',
            id="ids that clash",
        ),
        pytest.param("## Rights\n{: #r }\n", '<h2 id="r">Rights</h2>', id="attributes below a heading"),
        pytest.param(
            "```js\n1 < 2\n```\n",
            '<pre id="1-2"><code class="language-js">1 &lt; 2\n</code></pre>',
            id="fenced code",
        ),
        pytest.param(
            "- one\n  <div>two</div>\n",
            '<ul>\n<li id="one">one<span class="anchor" id="two"></span>\n<div>two</div>\n</li>\n</ul>',
            id="HTML in an item",
        ),
        pytest.param(
            "[TOC]\n\n*[TOC]: no\n", '<p id="toc">[TOC]</p>\n<p id="toc-no">*[TOC]: no</p>', id="off"
        ),
    ],
)
def test_pages(body: str, html: str) -> None:
    assert render(body) == html


@pytest.mark.parametrize(
    "body",
    [
        *("1)Android\n2)Apple", "3.5 million\n", "5. November 2025", "7.1 One.\n7.2 Two.", "\\(1\\) One"),
        *("1\\. One", "(1) One\n\n\n(2) Two", "a. One\nb. Two", "**7.1** One", "i) one\nii) two", "§ 3 Drei"),
    ],
)
def test_the_printed_words_are_the_sources(body: str) -> None:
    expected = body.replace("\\", "").replace("*", "").replace(")A", ") A")
    assert words(render(body)) == expected.split()
