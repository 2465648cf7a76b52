"""Lemmas are simplemma's own, however its dictionaries are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import simplemma
from redletter import lemmas
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("language", ["en", "de"])
def test_words_of_policies_and_lexicons_have_the_lemmas_that_simplemma_gives(language: str) -> None:
    texts = [*(ROOT / "content" / language).glob("*.md"), ROOT / "locales" / language / "lexicon.yml"]
    words = sorted({word for text in texts for word in re.findall(r"[^\W\d_]+", text.read_text("utf-8"))})
    assert len(words) > 1000
    assert [lemmas.lemma(word, language) for word in words] == [
        simplemma.lemmatize(word, lang=language) for word in words
    ]
    assert [lemmas.is_known(word, language) for word in words] == [
        simplemma.is_known(word, lang=language) for word in words
    ]


@pytest.mark.parametrize("word", ["", "\U0010ffff", "zzzz", "datenschutzzzz"])
def test_what_no_dictionary_has_is_not_known(word: str) -> None:
    assert not lemmas.is_known(word, "de")


@pytest.mark.audit
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_entry_is_found(language: str) -> None:
    whole = DefaultDictionaryFactory().get_dictionary(language)
    families = lemmas.Families(language)
    assert len(families) == len(whole)
    assert list(families) == list(whole)
    assert all(families[word] == whole[word] for word in whole)
