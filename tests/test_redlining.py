"""Redlining: what changed in a clause, drawn as a lawyer would draw it and lossless to the letter."""

from __future__ import annotations

from itertools import pairwise

import pytest
import redline_scripts
from hypothesis import given, settings
from hypothesis import strategies as st
from redletter import alignment, redlining
from redletter.model import ChangeKind, Document, Edit, Op, Segment
from redletter.parsing import parse
from redletter.redlining import compare
from redletter.tokens import tokenize

_BRACKETS = {Op.KEEP: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}


def _drawn(segments: tuple[Segment, ...]) -> str:
    return "".join(_BRACKETS[segment.op].format(segment.text) for segment in segments)


def _edits(before: str, after: str, language: str = "en") -> tuple[Edit, ...]:
    old, new = parse(before), parse(after)
    return redlining.edits(alignment.align(old, new), old, new, language=language)


def _sides(segments: tuple[Segment, ...]) -> tuple[str, str]:
    return (
        "".join(segment.text for segment in segments if segment.op is not Op.INSERT),
        "".join(segment.text for segment in segments if segment.op is not Op.DELETE),
    )


REDLINES = {
    "same": ("We ask.", "We ask.", "We ask."),
    "inserted": ("", "We ask.", "{+We ask.+}"),
    "repealed": ("We ask.", "", "[-We ask.-]"),
    "word": ("You may ask us.", "You must ask us.", "You [-may-]{+must+} ask us."),
    "negation": ("We will share it.", "We will not share it.", "We will{+ not+} share it."),
    "number with unit": (
        "within 48 hours of it",
        "within 72 hours of it",
        "within [-48 hours-]{+72 hours+} of it",
    ),
    "unit alone": ("within 30 days of it", "within 30 months of it", "within [-30 days-]{+30 months+} of it"),
    "German unit": ("binnen 30 Tagen nach", "binnen 60 Tagen nach", "binnen [-30 Tagen-]{+60 Tagen+} nach"),
    "date": (
        "until 31 October 2021 only",
        "until 1 May 2022 only",
        "until [-31 October 2021-]{+1 May 2022+} only",
    ),
    "reference": (
        "see section 7.1 for it",
        "see section 8.1 for it",
        "see [-section 7.1-]{+section 8.1+} for it",
    ),
    "§": ("nach § 3 Abs. 2 zu", "nach § 3 Abs. 4 zu", "nach [-§ 3 Abs. 2-]{+§ 3 Abs. 4+} zu"),
    "link target": (
        "See [here](https://a.example) now.",
        "See [here](https://b.example) now.",
        "See [here[-](https://a.example)-]{+](https://b.example)+} now.",
    ),
    "emphasis": ("We may not ask.", "We may **not** ask.", "We may {+**+}not{+**+} ask."),
    "emphasis beside a change": (
        "We keep **data** for 48 hours.",
        "We keep data for 72 hours.",
        "We keep [-**-]data[-**-] for [-48 hours-]{+72 hours+}.",
    ),
    "list marker": ("* item", "- item", "[-*-]{+-+} item"),
    "heading level": ("## Data", "### Data", "[-##-]{+###+} Data"),
    "quotes": ('the "Service" is', "the “Service” is", 'the [-"-]{+“+}Service[-"-]{+”+} is'),
    "line rewrapped": ("We ask\nyou.", "We ask you.", "We ask[-\n-]{+ +}you."),
    "island absorbed": (
        "You may always inform us of it by letter.",
        "You must always notify them of it by letter.",
        "You [-may always inform us-]{+must always notify them+} of it by letter.",
    ),
    "two insertions stay two": (
        "We collect data and pictures from the devices.",
        "We collect personal data and moving pictures from the devices.",
        "We collect{+ personal+} data and{+ moving+} pictures from the devices.",
    ),
    "sentence rewritten": (
        "We keep it. What data does the app share and point you to. You may ask.",
        "We keep it. In this notice we explain whom we tell, and how. You may ask.",
        "We keep it. [-What data does the app share and point you to.-]"
        "{+In this notice we explain whom we tell, and how.+} You may ask.",
    ),
    "sentence inserted stands whole": (
        "We keep it. We keep nothing else.",
        "We keep it. We sell nothing. We keep nothing else.",
        "We keep it.{+ We sell nothing.+} We keep nothing else.",
    ),
    "same beginning": (
        "We do that daily.",
        "We do this weekly. We do that daily.",
        "{+We do this weekly. +}We do that daily.",
    ),
    "end of a sentence stays": (
        "We use it to bill you, and to print on invoices.",
        "We use it to bill you. Sometimes it guides our advertising.",
        "We use it to bill you[-, and to print on invoices-].{+ Sometimes it guides our advertising.+}",
    ),
    "members of a list": (
        "such as birds, cats, dogs, eels, frogs and goats.",
        "such as ants, cats, dogs, frogs, geese and goats.",
        "such as [-birds-]{+ants+}, cats, dogs,[- eels,-] frogs{+, geese+} and goats.",
    ),
    "number of a rewritten clause": (
        "7.1 We tell nobody what you do.",
        "7.1 Partners learn of your visits.",
        "7.1 [-We tell nobody what you do-]{+Partners learn of your visits+}.",
    ),
    "cells": ("| a | b | c |", "| x | b | y |", "| [-a-]{+x+} | b | [-c-]{+y+} |"),
}


@pytest.mark.parametrize(("before", "after", "drawn"), REDLINES.values(), ids=REDLINES.keys())
def test_redline(before: str, after: str, drawn: str) -> None:
    assert _drawn(compare(before, after)) == drawn


N = "The notice explains what we keep and for how long we keep it."
M = "Our partners in Norway store backups and may not read them."
KINDS = {
    "none": (f"{N}\n", f"{N}\n", []),
    "white space at line ends": (f"{N}\n", f"{N}  \n", []),
    "insertion": (f"{N}\n", f"{N}\n\n{M}\n", [(ChangeKind.INSERTION, "", M)]),
    "repeal": (f"{N}\n\n{M}\n", f"{N}\n", [(ChangeKind.REPEAL, M, "")]),
    "substitution": (f"{M}\n", f"{M} Ever.\n", [(ChangeKind.SUBSTITUTION, M, f"{M} Ever.")]),
    "renumbering": (
        f"## 1. Data\n\n1.1 {N}\n",
        f"## 2. Data\n\n2.1 {N}\n",
        [
            (ChangeKind.RENUMBERING, "## 1. Data", "## 2. Data"),
            (ChangeKind.RENUMBERING, f"1.1 {N}", f"2.1 {N}"),
        ],
    ),
    "renumbered and reworded": (
        f"1.1 {N}\n",
        f"1.2 {N} Ever.\n",
        [(ChangeKind.SUBSTITUTION, f"1.1 {N}", f"1.2 {N} Ever.")],
    ),
    "move": (f"{N}\n\n{M} It is so.\n", f"{M} It is so.\n\n{N}\n", [(ChangeKind.MOVE, N, N)]),
    "split": (f"{N} {M}\n", f"{N}\n\n{M}\n", [(ChangeKind.SPLIT, f"{N} {M}", f"{N}\n\n{M}")]),
    "join": (f"{N}\n\n{M}\n", f"{N} {M}\n", [(ChangeKind.JOIN, f"{N}\n\n{M}", f"{N} {M}")]),
}


@pytest.mark.parametrize(("before", "after", "expected"), KINDS.values(), ids=KINDS.keys())
def test_kinds(before: str, after: str, expected: list[tuple[ChangeKind, str, str]]) -> None:
    assert [(edit.kind, edit.before, edit.after) for edit in _edits(before, after)] == expected


def test_a_renumbering_marks_the_number_alone() -> None:
    (edit,) = _edits(f"7.1 {N}\n", f"7.2 {N}\n")
    assert _drawn(edit.redline) == f"[-7.1-]{{+7.2+}} {N}"


def test_a_run_renumbered_after_an_insertion_is_one_renumbering_each() -> None:
    texts = [f"We promise thing number {word} to you." for word in ("one", "two", "three", "four")]
    before = "\n\n".join(f"4.{at} {text}" for at, text in enumerate(texts, 1))
    after = "\n\n".join(f"4.{at} {text}" for at, text in enumerate([N, *texts], 1))
    assert [edit.kind for edit in _edits(before, after)] == [ChangeKind.INSERTION] + [
        ChangeKind.RENUMBERING
    ] * 4


def test_context_names_what_a_clause_hangs_on_the_nearest_first() -> None:
    text = "## 4. Sharing\n\n4.1 We share it with:\n\n(1) banks;\n\n(2) {}.\n"
    (edit,) = _edits(text.format("shops"), text.format("schools"))
    assert edit.context == ("4.1 We share it with:", "4. Sharing")


def test_moved_and_edited_is_a_move_with_a_redline() -> None:
    (edit,) = _edits(f"{N}\n\n{M} So be it.\n", f"{M} So be it.\n\n{N.replace('keep', 'store', 1)}\n")
    assert (edit.kind, edit.moved) == (ChangeKind.MOVE, True)
    assert _drawn(edit.redline) == N.replace("we keep and", "we [-keep-]{+store+} and")


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab1. ,;*_[](){}<>|#§&`\n\u00a0\u00ad“”'ä/"), max_size=60),
    st.text(alphabet=st.sampled_from("ab1. ,;*_[](){}<>|#§&`\n\u00a0\u00ad“”'ä/"), max_size=60),
)
def test_any_two_texts_come_back_to_the_letter(before: str, after: str) -> None:
    assert _sides(compare(before, after)) == (before, after)


def sound(seed: int) -> None:
    """One random edit script, checked for all that must hold of a redline."""
    language, before, after = redline_scripts.script(seed)
    for edit in _edits(before, after, language):
        whole_and_lossless(edit)
        assert edit.moved or edit.kind is not ChangeKind.MOVE


def whole_and_lossless(edit: Edit) -> None:
    """Raises where a redline loses a letter, cuts a token or inserts before it deletes."""
    assert _sides(edit.redline) == (edit.before, edit.after)
    assert all(segment.text for segment in edit.redline)
    _assert_deletion_first(edit.redline)
    _assert_whole_tokens(edit)


def _assert_deletion_first(segments: tuple[Segment, ...]) -> None:
    for first, second in pairwise(segments):
        assert first.op is not second.op
        assert (first.op, second.op) != (Op.INSERT, Op.DELETE)


def _assert_whole_tokens(edit: Edit) -> None:
    for side, ignored in ((edit.before, Op.INSERT), (edit.after, Op.DELETE)):
        inside = _insides(side)
        at = 0
        for segment in edit.redline:
            if segment.op is not ignored:
                assert at not in inside, (edit.redline, side[:at])
                at += len(segment.text)


def _insides(source: str) -> set[int]:
    """The offsets that lie within a token; the indentation of an item's mark is none of it."""
    found: set[int] = set()
    at = 0
    for token in tokenize(source):
        at += len(token.lead)
        indentation = len(token.text) - len(token.text.lstrip())
        found.update(range(at + indentation + 1, at + len(token.text)))
        at += len(token.text)
    return found


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 10**9))
def test_random_scripts_are_sound(seed: int) -> None:
    sound(seed)


@pytest.mark.audit
def test_ten_thousand_random_scripts_are_sound() -> None:
    for seed in range(10_000):
        sound(seed)


# Changes in all languages


def _changes(**texts: tuple[str, str]) -> list[dict[str, str]]:
    documents: dict[str, tuple[Document, Document]] = {
        language: (parse(before), parse(after)) for language, (before, after) in texts.items()
    }
    edits = {
        language: redlining.edits(alignment.align(old, new), old, new, language=language)
        for language, (old, new) in documents.items()
    }
    return [
        {edit.language: _drawn(edit.redline) for edit in change.edits}
        for change in redlining.changes(edits, documents)
    ]


EN = "## 1. Data\n\n1.1 We keep {} for {}.\n\nOur app is free{}.\n\n- cookies{}\n- pixels\n"
DE = "## 1. Daten\n\n1.1 Wir speichern {} für {}.\n\nUnsere App ist kostenlos{}.\n\n- Cookies{}\n- Pixel\n"


def test_languages_pair_by_number_and_by_place() -> None:
    assert _changes(
        en=(EN.format("it", "48 hours", "", ""), EN.format("it", "72 hours", " today", " too")),
        de=(DE.format("sie", "48 Stunden", "", ""), DE.format("sie", "72 Stunden", " heute", " auch")),
    ) == [
        {
            "en": "1.1 We keep it for [-48 hours-]{+72 hours+}.",
            "de": "1.1 Wir speichern sie für [-48 Stunden-]{+72 Stunden+}.",
        },
        {"en": "Our app is free{+ today+}.", "de": "Unsere App ist kostenlos{+ heute+}."},
        {"en": "- cookies{+ too+}", "de": "- Cookies{+ auch+}"},
    ]


def test_what_one_language_alone_changed_stands_where_it_stands_in_its_text() -> None:
    assert [
        sorted(change)
        for change in _changes(
            en=(EN.format("it", "48 hours", "", ""), EN.format("it", "72 hours", "", " too")),
            de=(DE.format("sie", "48 Stunden", "", ""), DE.format("sie", "72 Stunden", " heute", " auch")),
        )
    ] == [["de", "en"], ["de"], ["de", "en"]]


def test_a_translation_that_lags_pairs_by_the_old_places() -> None:
    english = EN.format("it", "48 hours", "", "")
    german = DE.format("sie", "48 Stunden", "", "")
    assert _changes(
        en=(
            english,
            english.replace("Our app", "We may ask for money some day.\n\nOur app").replace("free", "cheap"),
        ),
        de=(german, german.replace("kostenlos", "billig").replace("Pixel", "Zählpixel")),
    ) == [
        {"en": "{+We may ask for money some day.+}"},
        {"en": "Our app is [-free-]{+cheap+}.", "de": "Unsere App ist [-kostenlos-]{+billig+}."},
        {"de": "- [-Pixel-]{+Zählpixel+}"},
    ]


def test_no_language_and_no_edit_give_no_change() -> None:
    assert redlining.changes({}, {}) == ()
    assert _changes(en=(EN, EN), de=(DE, DE)) == []
