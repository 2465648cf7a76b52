"""Rendering: what a reader sees, hears and copies of a redline."""

from __future__ import annotations

import re

import html5lib
import pytest
import redline_scripts
from hypothesis import given, settings
from hypothesis import strategies as st
from redletter import alignment, redlining, rendering
from redletter.messages import Messages
from redletter.parsing import parse
from redletter.redlining import compare

EN = Messages("en")
DE = Messages("de")

_SPOKEN = re.compile(r'<span class="rl-sr" lang="en">.*?</span>')


def _inline(before: str, after: str) -> str:
    """HTML without the words for screen readers and without class names."""
    html = rendering.inline(compare(before, after), EN)
    return _SPOKEN.sub("", html).replace(' class="rl-ins"', "").replace(' class="rl-del"', "")


MARK = '<code class="rl-mark">{}</code>'
TAG = MARK.format("&lt;b class=&quot;{}&quot;&gt;")
LINK = '<a class="rl-link" href="https://{0}.example" rel="nofollow">here</a>'
TARGET = ' <span class="rl-target">(https://{0}.example)</span>'

HTML = {
    "word": ("We may ask.", "We must ask.", "We <del>may</del><ins>must</ins> ask."),
    "bold kept": ("**We** may.", "**We** must.", "<strong>We</strong> <del>may</del><ins>must</ins>."),
    "emphasis changed": (
        "We may not.",
        "We may **not**.",
        "We may <del>not</del><ins><strong>not</strong></ins>.",
    ),
    "emphasis and words": (
        "a *b c* d",
        "a *b x* d",
        "a <em>b </em><del><em>c</em></del><ins><em>x</em></ins> d",
    ),
    "code": ("set `a`", "set `b`", "set <del><code>a</code></del><ins><code>b</code></ins>"),
    "link kept": (
        "[here](https://a.example) x",
        "[here](https://a.example) y",
        f"{LINK.format('a')} <del>x</del><ins>y</ins>",
    ),
    "link target": (
        "See [here](https://a.example).",
        "See [here](https://b.example).",
        f"See <del>{LINK.format('a')}{TARGET.format('a')}</del>"
        f"<ins>{LINK.format('b')}{TARGET.format('b')}</ins>.",
    ),
    "link added": (
        "See here.",
        "See [here](https://a.example).",
        f"See <del>here</del><ins>{LINK.format('a')}{TARGET.format('a')}</ins>.",
    ),
    "script link": ("", "[x](javascript:alert(1))", '<ins><span class="rl-link">x</span></ins>'),
    "relative link": ("", "[x](terms.md)", '<ins><span class="rl-link">x</span></ins>'),
    "raw HTML": ("", "a <script>b & c</script>", "<ins>a b &amp; c</ins>"),
    "quotes in a target": ("", '[here](https://a".example)', f"<ins>{LINK.format('a&quot;')}</ins>"),
    "tag changed": (
        '<b class="x">a</b>',
        '<b class="y">a</b>',
        f"<del>{TAG.format('x')}</del><ins>{TAG.format('y')}</ins>a",
    ),
    "heading": ("", "## 7. Data", "<ins>7. Data</ins>"),
    "heading level": (
        "## Data",
        "### Data",
        f"<del>{MARK.format('##')}</del><ins>{MARK.format('###')}</ins> Data",
    ),
    "item": ("", "- cookies", "<ins>• cookies</ins>"),
    "list marker": ("* item", "- item", f"<del>{MARK.format('*')}</del><ins>{MARK.format('-')}</ins> item"),
    "numbered item": ("(1) item", "(2) item", "<del>(1)</del><ins>(2)</ins> item"),
    "attributes hidden": ("Data x {: #d }", "Data y {: #d }", "Data <del>x</del><ins>y</ins> "),
    "attributes changed": (
        "Data {: #d }",
        "Data {: #e }",
        f"Data <del>{MARK.format('{: #d }')}</del><ins>{MARK.format('{: #e }')}</ins>",
    ),
    "date with attributes": ("1 May {: d=1 }", "2 May {: d=2 }", "<del>1 May</del><ins>2 May</ins> "),
    "inserted words": ("We ask.", "We never ask.", "We <ins>never</ins> ask."),
    "link to another place by another name": (
        "See [there](https://b.example).",
        "See [here](https://a.example).",
        f"See <del>{LINK.format('b').replace('here', 'there')}</del><ins>{LINK.format('a')}</ins>.",
    ),
    "line rewrapped": (
        "We ask\nyou.",
        "We ask you.",
        f"We ask<del>{MARK.format('↵')}</del><ins>{MARK.format('␣')}</ins>you.",
    ),
    "line rewrapped beside a change": ("We ask\nyou.", "I ask you.", "<del>We</del><ins>I</ins> ask you."),
    "paragraph split": (
        "We ask. You go.",
        "We ask.\n\nYou go.",
        f"We ask. <ins>{MARK.format('¶<br>')}</ins>You go.",
    ),
    "hard break": ("", "a  \nb", "<ins>a<br>b</ins>"),
    "cells": ("| a | b |", "| a | c |", "| a | <del>b</del><ins>c</ins> |"),
    "entity": ("", "a &amp; b", "<ins>a &amp; b</ins>"),
    "escape": ("", r"5\*", "<ins>5*</ins>"),
    "stars that set nothing": ("", "5 * 3", "<ins>5 * 3</ins>"),
    "control characters": ("", "a\x1b[31m\u202eb", "<ins>aU+001B[31mU+202Eb</ins>"),
}


@pytest.mark.parametrize(("before", "after", "html"), HTML.values(), ids=HTML.keys())
def test_html(before: str, after: str, html: str) -> None:
    assert _inline(before, after) == html


def test_a_screen_reader_hears_where_a_change_begins_and_ends() -> None:
    runs = (("keep", "We "), ("delete", "may"), ("insert", "must"), ("keep", " ask."))
    assert rendering.inline(runs, EN) == (
        'We <del class="rl-del"><span class="rl-sr" lang="en">Deleted text begins: </span>may'
        '<span class="rl-sr" lang="en"> Deleted text ends.</span></del>'
        '<ins class="rl-ins"><span class="rl-sr" lang="en">Inserted text begins: </span>must'
        '<span class="rl-sr" lang="en"> Inserted text ends.</span></ins> ask.'
    )
    assert '<span class="rl-sr" lang="de">Gestrichener Text beginnt: </span>' in rendering.inline(runs, DE)


def test_side_by_side_gives_each_text_its_own_marks() -> None:
    old, new = rendering.side_by_side(compare("We may ask.", "We must ask."), EN)
    assert _SPOKEN.sub("", old) == 'We <del class="rl-del">may</del> ask.'
    assert _SPOKEN.sub("", new) == 'We <ins class="rl-ins">must</ins> ask.'


def _row(before: str, after: str) -> tuple[tuple[str, ...], ...]:
    """The cells inline, before and after, without the words for screen readers and class names."""
    found = rendering.row(compare(before, after), EN)
    return tuple(
        tuple(
            _SPOKEN.sub("", cell).replace(' class="rl-ins"', "").replace(' class="rl-del"', "")
            for cell in cells
        )
        for cells in found
    )


HEAD = "| Data | Kept for |\n| --- | --- |"
ROWS = {
    "a cell changed": (
        "| a | 30 days |",
        "| a | 90 days |",
        (
            ("a", "<del>30 days</del><ins>90 days</ins>"),
            ("a", "<del>30 days</del>"),
            ("a", "<ins>90 days</ins>"),
        ),
    ),
    "new": ("", "| a | b |", (("<ins>a</ins>", "<ins>b</ins>"), (), ("<ins>a</ins>", "<ins>b</ins>"))),
    "gone": ("| a | b |", "", (("<del>a</del>", "<del>b</del>"), ("<del>a</del>", "<del>b</del>"), ())),
    "a column between": (
        "| a | b |",
        "| a | x | b |",
        (("a", "<ins>x</ins>", "b"), ("a", "b"), ("a", "<ins>x</ins>", "b")),
    ),
    "a column at the end": (
        "| a | b |",
        "| a | b | x |",
        (("a", "b", "<ins>x</ins>"), ("a", "b"), ("a", "b", "<ins>x</ins>")),
    ),
    "a column less": (
        "| a | x | b |",
        "| a | b |",
        (("a", "<del>x</del>", "b"), ("a", "<del>x</del>", "b"), ("a", "b")),
    ),
    "all its words": (
        "| old words | other thing |",
        "| brand new text | entirely different |",
        (
            (
                "<del>old words</del><ins>brand new text</ins>",
                "<del>other thing</del><ins>entirely different</ins>",
            ),
            ("<del>old words</del>", "<del>other thing</del>"),
            ("<ins>brand new text</ins>", "<ins>entirely different</ins>"),
        ),
    ),
    "the head": (
        HEAD,
        HEAD.replace("for", "at most"),
        (
            ("Data", "Kept <del>for</del><ins>at most</ins>"),
            ("Data", "Kept <del>for</del>"),
            ("Data", "Kept <ins>at most</ins>"),
        ),
    ),
    "a column in the head": (
        HEAD,
        "| Data | Kept for | Why |\n| --- | --- | --- |",
        (
            ("Data", "Kept for", "<ins>Why</ins>"),
            ("Data", "Kept for"),
            ("Data", "Kept for", "<ins>Why</ins>"),
        ),
    ),
    "no outer bars": (
        "a | b",
        "a | c",
        (("a", "<del>b</del><ins>c</ins>"), ("a", "<del>b</del>"), ("a", "<ins>c</ins>")),
    ),
    "bars that part nothing": (
        r"| a \| q | `x|y` |",
        r"| a \| r | `x|y` |",
        (
            ("a | <del>q</del><ins>r</ins>", "<code>x|y</code>"),
            ("a | <del>q</del>", "<code>x|y</code>"),
            ("a | <ins>r</ins>", "<code>x|y</code>"),
        ),
    ),
    "moved": ("| a | b |", "| a | b |", (("a", "b"),) * 3),
    "an empty cell": (
        "| | b |",
        "| | c |",
        (("", "<del>b</del><ins>c</ins>"), ("", "<del>b</del>"), ("", "<ins>c</ins>")),
    ),
    "padding alone": ("| a | b |", "| a  | b |", ((), (), ())),
    "alignment alone": ("| a | b |\n|---|---|", "| a | b |\n|---|--:|", ((), (), ())),
    "no row": ("a | b\nc", "a | b\nd", ((), (), ())),
    "words": ("We may.", "We must.", ((), (), ())),
}


@pytest.mark.parametrize(("before", "after", "cells"), ROWS.values(), ids=ROWS.keys())
def test_rows_by_their_cells(before: str, after: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert _row(before, after) == cells


TERMINAL = {
    "words": ("We may ask.", "We must ask.", "We \x1b[31;9m[-may-]\x1b[0m\x1b[32;4m{+must+}\x1b[0m ask."),
    "emphasis": ("may not", "may **not**", "may \x1b[31;9m[-not-]\x1b[0m\x1b[32;4m{+**not**+}\x1b[0m"),
    "escape sequences": ("", "a\x1b[2J", "\x1b[32;4m{+aU+001B[2J+}\x1b[0m"),
}


@pytest.mark.parametrize(("before", "after", "ansi"), TERMINAL.values(), ids=TERMINAL.keys())
def test_ansi(before: str, after: str, ansi: str) -> None:
    assert rendering.ansi(compare(before, after)) == ansi


MARKDOWN = {
    "words": ("We may ask", "We must ask", "We <del>may</del><ins>must</ins> ask"),
    "bold": ("**We** may", "**We** must", "**We** <del>may</del><ins>must</ins>"),
    "link": ("", "[x](https://a.example)", "<ins>[x](<https://a.example>)</ins>"),
    "script link": ("", "[x](javascript:y)", "<ins>x</ins>"),
    "mentions and issues": ("", "@me #1 <b>", "<ins>&#64;me &#35;1</ins> "),
    "signs": ("", r"a\_b *c", r"<ins>a\_b \*c</ins>"),
}


@pytest.mark.parametrize(("before", "after", "markdown"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_markdown(before: str, after: str, markdown: str) -> None:
    assert rendering.markdown(compare(before, after)) == markdown


def test_segments_and_pairs_render_alike() -> None:
    segments = compare("We may ask.", "We must ask.")
    assert rendering.inline(segments, EN) == rendering.inline([(s.op, s.text) for s in segments], EN)


def valid(html: str) -> None:
    """Raises where an HTML5 parser finds a fault in the phrase as a paragraph's content."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    (paragraph,) = list(parser.parseFragment(f"<p>{html}</p>"))
    assert paragraph.tag == "p"
    for mark in paragraph.iter():
        assert mark.tag in {"p", "ins", "del", "span", "code", "strong", "em", "s", "a", "br"}
        assert mark.tag not in {"ins", "del"} or len("".join(mark.itertext())) > 0


def rendered(seed: int) -> None:
    """One random edit script, rendered in all ways."""
    language, before, after = redline_scripts.script(seed)
    messages = EN if language == "en" else DE
    old, new = parse(before), parse(after)
    for edit in redlining.edits(alignment.align(old, new), old, new, language=language):
        valid(rendering.inline(edit.redline, messages))
        for side in rendering.side_by_side(edit.redline, messages):
            valid(side)
        assert "\n\n" not in rendering.markdown(edit.redline)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9))
def test_random_scripts_render_as_valid_phrasing(seed: int) -> None:
    rendered(seed)


@pytest.mark.audit
def test_ten_thousand_random_scripts_render_as_valid_phrasing() -> None:
    for seed in range(10_000):
        rendered(seed)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["keep", "delete", "insert"]),
            st.text(alphabet=st.sampled_from("ab1. *_[](){}<>|#&`\\\n\"'/:"), max_size=12),
        ),
        max_size=8,
    )
)
def test_any_runs_render_as_valid_phrasing(runs: list[tuple[str, str]]) -> None:
    valid(rendering.inline(runs, EN))
    for cells in rendering.row(runs, EN):
        for cell in cells:
            valid(cell)
