"""The only place sentences come from: catalogues by dotted key; dates and lists by language."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from functools import cache, partial
from pathlib import Path

import babel.dates
import babel.lists
import babel.numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from redletter.errors import CatalogueError, RedletterError

# English legal texts of Europe write the day first; American short dates are ambiguous.
_LOCALES = {"en": "en_GB"}


def locales_root() -> Path:
    """The folder of the catalogues: beside hooks/ in a checkout, inside the package in a wheel."""
    packed = Path(__file__).parent / "locales"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "locales"


def catalogues() -> tuple[str, ...]:
    """The languages that have a catalogue, sorted."""
    return tuple(sorted(path.parent.name for path in locales_root().glob("*/LC_MESSAGES")))


class Messages:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _LOCALES.get(language, language)
        self._sentences = _sentences(language)

    def __contains__(self, key: str) -> bool:
        return self._sentences.gettext(key) != key

    def text(self, key: str, **arguments: object) -> str:
        """The sentence of a key with its placeholders filled.

        A number `count` chooses among the plural forms, where the sentence has them. Raises
        CatalogueError where the key or an argument is missing.
        """
        count = arguments.get("count")
        sentence = self._sentences.ngettext(key, key, count) if isinstance(count, int) else key
        if sentence == key:
            sentence = self._sentences.gettext(key)
        if sentence == key:
            raise CatalogueError("sentence-missing", sentence=key, language=self.language)
        try:
            return sentence.format(**arguments)
        except KeyError as missing:
            raise CatalogueError(
                "placeholder-missing", sentence=key, language=self.language, placeholder=missing.args[0]
            ) from missing

    def told(self, error: RedletterError) -> str:
        """An error as a person at a terminal reads it: place, what is wrong, and below it the remedy."""
        place = f"{error.place}: " if error.place else ""
        wrong = self.text(f"error.{error.key}", **error.arguments)
        remedy = self.text(f"error.{error.key}.remedy", **error.arguments)
        return f"{place}{wrong}\n  {remedy}"

    def date(self, day: date) -> str:
        """A day written out: 31 October 2021, 31. Oktober 2021."""
        return babel.dates.format_date(day, "long", locale=self._locale)

    def list(self, items: Iterable[str]) -> str:
        """Items joined as the language joins them: a, b and c."""
        return babel.lists.format_list(list(items), locale=self._locale)

    def percent(self, share: float) -> str:
        """A share with at most one decimal: 97.5%, 97,5 %."""
        pattern = babel.Locale.parse(self._locale).percent_formats[None].pattern
        return babel.numbers.format_percent(share, pattern.replace("0", "0.#"), locale=self._locale)

    def name(self, language: str) -> str:
        """A language's own name in this language."""
        return babel.Locale.parse(language).get_display_name(self._locale) or language


@cache
def _sentences(language: str) -> Translations:
    paths = sorted((locales_root() / language / "LC_MESSAGES").glob("*.po"))
    if not paths:
        raise CatalogueError("catalogue-missing", language=language)
    first, *others = map(partial(_compiled, language), paths)
    for other in others:
        first.merge(other)
    return first


def _compiled(language: str, path: Path) -> Translations:
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)
