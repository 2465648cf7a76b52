"""Tokens: what must never be cut in two, and what compares equal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redletter.tokens import fold, sentences, tokenize

WHOLE = {
    "number with unit": "48 hours",
    "days of work": "30 business days",
    "German unit": "30 Tagen",
    "per cent": "5 %",
    "money": "€ 1,000.50",
    "compound with number": "30-day",
    "ISO date": "2021-10-31",
    "English date": "31 October 2021",
    "American date": "October 31, 2021",
    "German date": "31. Oktober 2021",
    "German date in figures": "31.10.2021",
    "clause": "Section 7.1",
    "clause with item": "clause 4.2 (3)",
    "paragraph sign": "§ 3 Abs. 2 Satz 1 Nr. 4",
    "article": "Article 6(1)(f)",
    "German article": "Art. 6 Abs. 1 lit. f",
    "German clause": "Ziffer 4.1",
    "address": "https://example.com/a?b=c_d",
    "host": "www.example.com",
    "bare host": "support.example.org",
    "e-mail": "privacy@example.com",
    "abbreviation": "e.g.",
    "German abbreviation": "z. B.",
    "initials": "U.S.",
    "compound": "third-party",
    "German compound": "E-Mail-Adresse",
    "open compound": "Liefer-",
    "apostrophe": "don’t",
    "gender star": "Nutzer*innen",
    "soft hyphen": "Daten\u00adschutz",
    "combining mark": "fu\u0308r",
    "code span": "`a b`",
    "tag": '<span class="a b">',
    "autolink": "<https://example.com/x>",
    "attributes": "{: #id .class }",
    "footnote": "[^1]",
    "entity": "&nbsp;",
    "snake case": "snake_case",
}


@pytest.mark.parametrize("whole", WHOLE.values(), ids=WHOLE.keys())
def test_is_one_token(whole: str) -> None:
    assert whole in [token.text for token in tokenize(f"dass {whole} und")]


PARTS = {
    "link": ("[here](https://a.example/b_(c))", ["[", "here", "](https://a.example/b_(c))"]),
    "link with title": ('[here](/a "A b")', ["[", "here", '](/a "A b")']),
    "reference": ("[here][ref]", ["[", "here", "][ref]"]),
    "strong": ("**not** __now__", ["**", "not", "**", "__", "now", "__"]),
    "heading": ("## 7. Updating", ["##", "7.", "Updating"]),
    "item": ("(2) Text", ["(2)", "Text"]),
    "date at the start": ("31 October 2021 is", ["31 October 2021", "is"]),
    "German date at the start": ("31. Oktober 2021 gilt", ["31. Oktober 2021", "gilt"]),
    "nested item": ("a\n  - b", ["a", "  -", "b"]),
    "clause": ("7.1 Text.", ["7.1", "Text", "."]),
    "row": ("| a | 2 |", ["|", "a", "|", "2", "|"]),
    "section and an article": ("this section a user", ["this", "section", "a", "user"]),
    "emphasised e-mail": ("_a@example.org_", ["_", "a@example.org", "_"]),
    "sentence that ends in a year": ("in 2021. We", ["in", "2021", ".", "We"]),
    "escape": (r"5\* a", ["5", r"\*", "a"]),
}


@pytest.mark.parametrize(("source", "parts"), PARTS.values(), ids=PARTS.keys())
def test_parts(source: str, parts: list[str]) -> None:
    assert [token.text for token in tokenize(source)][:-1] == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“x”", '"x"'),
        ("„x“", '"x"'),
        ("don’t", "don't"),
        ("a\u00a0b", "a b"),
        ("Daten\u00adschutz", "Datenschutz"),
        ("fu\u0308r", "für"),
        ("3–5", "3-5"),
        ("48\nhours", "48 hours"),
    ],
)
def test_variants_compare_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("not", "Not"), ("48 hours", "48 days"), ("ä", "a")])
def test_what_reads_differently_compares_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_words_are_what_a_reader_counts() -> None:
    tokens = tokenize("We **keep** [it](https://a.example), 5 % of {#x} <br>!")
    assert [token.text for token in tokens if token.is_word] == ["We", "keep", "it", "5 %", "of"]


def test_sentences_end_at_stops_cells_and_paragraphs_but_not_at_abbreviations() -> None:
    tokens = tokenize("We ask, e.g. you. (Then stop.) Go | b\n\nc")
    assert [tokens[start].text for start in sentences(tokens)] == ["We", "(", "Go", "b", "c"]


def test_what_closes_a_sentence_belongs_to_it() -> None:
    tokens = tokenize("“Do we?” We **do.** (Always!) e.g. here.")
    assert [tokens[start].text for start in sentences(tokens)] == ["“", "We", "(", "e.g."]


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab1. ,;:*_[](){}<>|#§&`~!\\-\n\t\u00a0\u00ad“”’äß€@/%"), max_size=80)
)
def test_tokens_joined_are_the_source(source: str) -> None:
    assert "".join(token.lead + token.text for token in tokenize(source)) == source


HOSTILE = [
    "](",
    "<",
    "<!--",
    "a",
    "1",
    "*",
    "[^",
    "{",
    "`",
    "a.",
    "a@",
    "1.",
    "<a ",
    "](((",
    "\\",
    " ",
    "§ 1 ",
    "&a",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear_for_hostile_text(piece: str) -> None:
    source = piece * (100_000 // len(piece))
    assert "".join(token.lead + token.text for token in tokenize(source)) == source
