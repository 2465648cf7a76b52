"""Mutations of meaning rise to material, transformations of form stay; inverses mirror, itself is nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from judgement_cases import Case, cases
from mutations import FORM, MEANING, SENTENCES, STYLE, Change, pairs
from redletter.model import Determination, Direction, Level
from redletter.rules.judgement import judge_texts

_LANGUAGES = sorted(SENTENCES)
_KEPT = (Level.EDITORIAL, Level.CLARIFYING)


def _each(changes: dict[str, dict[str, Change]]) -> list[tuple[str, str]]:
    return [(language, name) for language in _LANGUAGES for name in changes[language]]


def _judged(
    changes: dict[str, Change], name: str, language: str
) -> Iterator[tuple[str, str, Determination, Determination]]:
    """Every sentence a change applies to: both texts, the judgement, and that of the inverse."""
    for _, old, new in pairs({name: changes[name]}, language):
        yield old, new, judge_texts(old, new, language), judge_texts(new, old, language)


def test_there_are_hundreds() -> None:
    meaning = [pair for language in _LANGUAGES for pair in pairs(MEANING[language], language)]
    form = [pair for language in _LANGUAGES for pair in pairs(FORM | STYLE[language], language)]
    assert len(meaning) >= 300
    assert len(form) >= 400


@pytest.mark.parametrize(("language", "name"), _each(MEANING))
def test_a_mutation_of_meaning_is_material_and_so_is_its_inverse(language: str, name: str) -> None:
    for old, new, there, back in _judged(MEANING[language], name, language):
        assert (there.level, back.level) == (Level.MATERIAL, Level.MATERIAL), (old, new)
        assert (there.direction, back.direction) != (Direction.FAVOURABLE, Direction.FAVOURABLE), (old, new)


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("name", FORM)
def test_a_transformation_of_form_is_editorial_and_so_is_its_inverse(language: str, name: str) -> None:
    for old, new, there, back in _judged(FORM, name, language):
        assert (there.level, back.level) == (Level.EDITORIAL, Level.EDITORIAL), (old, new)


@pytest.mark.parametrize(("language", "name"), _each(STYLE))
def test_a_transformation_of_style_is_not_material_nor_its_inverse(language: str, name: str) -> None:
    for old, new, there, back in _judged(STYLE[language], name, language):
        assert there.level in _KEPT, (old, new)
        assert back.level in _KEPT, (old, new)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.name}-{case.language}")
def test_the_inverse_of_a_case_has_its_level(case: Case) -> None:
    there, back = case.judge(), case.judge_inverse()
    assert (there.level is Level.MATERIAL) == (back.level is Level.MATERIAL)
    if there.direction is Direction.FAVOURABLE:
        assert back.direction is not Direction.FAVOURABLE


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_changed_sentence_among_others_is_judged_as_alone(language: str) -> None:
    first, last = SENTENCES[language][0], SENTENCES[language][-1]
    for _, old, new in list(pairs(MEANING[language], language))[::3]:
        among = judge_texts(f"{first} {old} {last}", f"{first} {new} {last}", language)
        assert among.level is Level.MATERIAL, (old, new)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_sentences_that_change_places_are_editorial(language: str) -> None:
    sentences = SENTENCES[language]
    for first, second in itertools.pairwise(sentences):
        found = judge_texts(f"{first} {second}", f"{second} {first}", language)
        assert found.level is Level.EDITORIAL


@pytest.mark.parametrize("language", _LANGUAGES)
def test_several_changes_are_as_grave_as_the_gravest(language: str) -> None:
    """A mutation hidden among transformations of form is seen."""
    for _, old, new in list(pairs(MEANING[language], language))[::4]:
        styled = FORM["bold"](FORM["hard-space"](new))
        assert judge_texts(old, styled, language).level is Level.MATERIAL, (old, styled)
