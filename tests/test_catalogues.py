"""The catalogues are complete in every language, and every error that is raised has its sentences."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from redletter import errors
from redletter.messages import Messages, catalogues, locales_root

_PACKAGE = Path(errors.__file__).parent
_ERRORS = {name for name, each in vars(errors).items() if isinstance(each, type)}


def _catalogue(language: str) -> Catalog:
    path = locales_root() / language / "LC_MESSAGES" / "redletter.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _sentences(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """The forms of every sentence by its key."""
    found = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys() -> None:
    english, *others = (_sentences(_catalogue(language)).keys() for language in ("en", "de"))
    assert catalogues() == ("de", "en")
    for keys in others:
        assert keys == english


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_sentence_is_empty_or_fuzzy(language: str) -> None:
    catalogue = _catalogue(language)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [key for key, forms in _sentences(catalogue).items() if not all(forms)] == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    english, german = _sentences(_catalogue("en")), _sentences(_catalogue("de"))
    different = {
        key: (forms, german[key])
        for key, forms in english.items()
        if set().union(*map(_placeholders, forms)) != set().union(*map(_placeholders, german[key]))
    }
    assert different == {}


def _raised() -> Iterator[tuple[str, set[str] | None]]:
    """Keys of errors made in the package: `SourceError("key", ...)` and `value.error("key", ...)`.

    With each the names of its arguments, None where they cannot be read off the call.
    """
    for path in sorted(_PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            key = node.args[0]
            if name in {*_ERRORS, "error"} and isinstance(key, ast.Constant) and isinstance(key.value, str):
                names = {each.arg for each in node.keywords if each.arg}
                yield key.value, names if len(names) == len(node.keywords) else None


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_error_says_what_is_wrong_and_what_to_do(language: str) -> None:
    messages = Messages(language)
    keys = {key for key, _ in _raised()}
    assert len(keys) > 20
    missing = [
        f"error.{key}{ending}"
        for key in sorted(keys)
        for ending in ("", ".remedy")
        if f"error.{key}{ending}" not in messages
    ]
    assert missing == []


# What `value.error` adds of itself; the place is said before the sentence.
_GIVEN = {"name"}


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_error_is_told_with_what_it_carries(language: str) -> None:
    sentences = _sentences(_catalogue(language))
    lacking = {
        (key, placeholder)
        for key, names in _raised()
        if names is not None
        for ending in ("", ".remedy")
        for placeholder in set().union(*map(_placeholders, sentences[f"error.{key}{ending}"]))
        if placeholder not in (names - {"path", "line"}) | _GIVEN
    }
    assert lacking == set()


def test_a_share_is_written_as_its_language_writes_it() -> None:
    assert Messages("en").percent(0.943) == "94.3%"
    assert Messages("de").percent(0.943) == "94,3\N{NO-BREAK SPACE}%"
    assert Messages("de").percent(1.0) == "100\N{NO-BREAK SPACE}%"
