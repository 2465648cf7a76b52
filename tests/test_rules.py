"""The rule table on its cases, and the table itself: sentences, mirrors, use."""

from __future__ import annotations

import re
import string
from functools import cache

import pytest
from judgement_cases import Case, cases, told
from redletter.lexicon import Lexicon, load
from redletter.messages import Messages
from redletter.model import Consent, Direction, Ground, Level
from redletter.rules import TABLE
from redletter.rules.comparison import Comparison
from redletter.rules.judgement import judge_texts
from redletter.rules.quantities import quantities
from redletter.rules.reading import read

_CASES = tuple(cases())
_IDS = {rule.id for rule in TABLE}
# Findings of the engine and of the amendment that are no rows: they look at no words.
_BESIDE_THE_TABLE = {
    "layout", "moved-text", "unexplained", "no-lexicon", "dates-only", "title-changed",
    "impact-assessment-high-risk", "impact-assessment-missing", "languages-disagree", "language-one-sided",
    "languages-differ-in-grounds", "languages-differ-in-facts", "languages-differ-in-polarity",
    "languages-differ-in-modality",
}  # fmt: skip


def lexicon(language: str) -> Lexicon:
    words = load(language)
    assert words is not None
    return words


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.name}-{case.language}")
def test_case(case: Case) -> None:
    assert told(case.judge()) == case.expected


@cache
def _fired(*, inverse: bool) -> frozenset[str]:
    judged = (case.judge_inverse() if inverse else case.judge() for case in _CASES)
    return frozenset(finding.rule for found in judged for finding in found.findings)


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.id)
def test_every_rule_fires_in_a_case_or_in_its_inverse(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.id in _fired(inverse=False) | _fired(inverse=True)


def test_ids_are_kebab_case_and_unique() -> None:
    assert len(_IDS) == len(TABLE)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", id) for id in _IDS)


def test_mirrors_are_rows_and_undo_the_direction() -> None:
    by_id = {rule.id: rule for rule in TABLE}
    for rule in TABLE:
        if rule.mirror is None:
            continue
        mirror = by_id[rule.mirror]
        assert mirror.ground == rule.ground, rule.id
        assert {rule.direction, mirror.direction} != {Direction.ADVERSE}, rule.id
        assert not (rule.consent and mirror.consent), rule.id


def test_what_takes_something_away_is_adverse_and_material() -> None:
    for rule in TABLE:
        if rule.consent:
            assert (rule.level, rule.direction) == (Level.MATERIAL, Direction.ADVERSE), rule.id


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_finding_has_its_sentences(language: str) -> None:
    messages = Messages(language)
    for id in _IDS | _BESIDE_THE_TABLE:
        assert f"rule.{id}" in messages, id
        assert f"rule.{id}.about" in messages, id
    for id in _IDS:
        sentence = messages.text(f"rule.{id}", words="·")
        assert "·" in sentence or id == "sentence-order", id
        assert not [name for _, name, _, _ in string.Formatter().parse(sentence) if name]


@pytest.mark.parametrize("language", ["en", "de"])
def test_names_of_what_is_judged_are_in_the_catalogue(language: str) -> None:
    messages = Messages(language)
    for scale in (Level, Direction, Consent):
        for value in scale:
            assert messages.text(f"{scale.__name__.lower()}.{value}")
    for ground in Ground:
        assert messages.text(f"ground.{ground}") != messages.text(f"ground.{ground}.long")


def test_the_lexicons_have_the_same_lists() -> None:
    english, german = ({term.list for term in lexicon(each).terms} for each in ("en", "de"))
    assert english == german


def test_a_text_against_itself_gives_nothing() -> None:
    for case in _CASES:
        for text in (case.old, case.new):
            found = judge_texts(text, text, case.language, context=case.context)
            assert (found.level, found.findings) == (Level.NONE, ())


def test_at_least_ten_cases_for_each_ground_and_twenty_for_consent() -> None:
    material = [case for case in _CASES if case.expected["level"] == "material"]
    for ground in (Ground.SERVICE_MODEL, Ground.OWNERSHIP, Ground.RECIPIENTS, Ground.RIGHTS, Ground.CONTACT):
        for language in ("en", "de"):
            assert sum(c.language == language and ground in c.expected["grounds"] for c in material) >= 10  # type: ignore[operator]
    for language in ("en", "de"):
        assert sum(c.language == language and c.expected["consent"] == "required" for c in material) >= 20


@pytest.mark.parametrize(
    ("source", "block", "words", "targets"),
    [
        ("## 7. Changes", "heading", "Changes", ()),
        ("### Your *rights* {#rights}", "heading", "Your rights", ()),
        ("- your **name**", "item", "your name", ()),
        ("(2) your name", "item", "your name", ()),
        ("7.1 We store it.", "item", "We store it.", ()),
        ("See [here](https://a.example/x).", "paragraph", "See here.", ("https://a.example/x",)),
        ("See [here][ref].", "paragraph", "See here.", ("ref:ref",)),
        ("[ref]: https://a.example/x", "invisible", "", ("https://a.example/x",)),
        ("<!-- no -->", "invisible", "", ()),
        ("---", "invisible", "", ()),
        ("| a | b |", "row", "| a | b |", ()),
        ('3 March 2024 {: datetime="2024-03-03" }', "paragraph", "3 March 2024", ()),
        ("\ufeffit\u00e2\u20ac\u2122s ours", "paragraph", "it\u2019s ours", ()),
    ],
)
def test_reading(source: str, block: str, words: str, targets: tuple[str, ...]) -> None:
    reading = read(source, lexicon("en"))
    assert (reading.block, reading.text, reading.targets) == (block, words, targets)


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "We store it. We use it.", 2),
        ("en", "Acme Inc. stores it.", 1),
        ("en", "We store data, e.g. names. And more.", 2),
        ("de", "Ab dem 28. April gilt es.", 1),
        ("de", "Wir speichern z. B. Namen. Mehr nicht.", 2),
    ],
)
def test_sentences(language: str, text: str, count: int) -> None:
    assert len(read(text, lexicon(language)).sentences) == count


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "within 48 hours", [("time", 172800.0)]),
        ("en", "within two days", [("time", 172800.0)]),
        ("en", "within thirty (30) days", [("time", 2592000.0)]),
        ("en", "for a year", [("month", 12.0)]),
        ("en", "1,000 euros", [("money", 1000.0)]),
        ("en", "20 working days", [("workdays", 1728000.0)]),
        ("en", "a fee of €10", [("money", 10.0)]),
        ("de", "binnen 48 Stunden", [("time", 172800.0)]),
        ("de", "innerhalb von zwei Wochen", [("time", 1209600.0)]),
        ("de", "1,5 Jahre", [("month", 18.0)]),
        ("de", "20 Werktage", [("workdays", 1728000.0)]),
    ],
)
def test_quantities(language: str, text: str, expected: list[tuple[str, float]]) -> None:
    found = quantities(read(text, lexicon(language)), lexicon(language))
    assert [(each.dimension, each.amount) for each in found] == expected


def test_a_moved_sentence_is_not_a_changed_one() -> None:
    old = "We store your name. We delete it after a year."
    new = "We delete it after a year. We store your name."
    c = Comparison(old, new, lexicon("en"))
    assert (c.hunks, c.sentences_reordered) == ((), True)
