"""What a translation must not change: numbers, quantities, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from redletter.checking.drafts import Draft, address_of
from redletter.lexicon import Lexicon, load
from redletter.model import Clause, ClauseKind
from redletter.tokens import tokenize

_NUMBER = re.compile(
    r"""
    [€$£]?\s? (?P<figures> \d+ (?: [.,]\d+ )* ) \s?
    (?P<unit> [^\W\d_]+ | [%°€$£] )?                       # "30 days" and "30 Tage" are one token each
    """,
    re.VERBOSE,
)
_THOUSANDS = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    "de": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_GERMAN = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:\d\d)?\d\d)")
_CLOCK = re.compile(r"(?P<hour>\d{1,2}) (?: : (?P<minute>[0-5]\d) )?", re.VERBOSE)
_AFTERNOON = frozenset({"pm", "p.m."})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, date or address of a text: `value` is the same in every language.

    `unit` is what a number counts and how many of the smallest of its kind one is: (time, 3600) for
    hours. `spelt` numbers are written out in letters.
    """

    kind: str  # "number", "date", "email" or "web"
    value: str
    printed: str
    line: int
    unit: tuple[str, int] | None = None
    spelt: bool = False

    @property
    def amount(self) -> tuple[str, Decimal] | None:
        """A number with its unit, counted in the smallest: 48 hours are as many seconds as two days."""
        return (self.unit[0], Decimal(self.value) * self.unit[1]) if self.unit else None


def facts_of(draft: Draft, clause: Clause, addresses: Sequence[str]) -> Iterator[Fact]:
    """The facts of one clause, in reading order; `addresses` are its links' targets."""
    lexicon = load(draft.language)
    text = clause.words
    if number := address_of(clause) or (clause.kind is ClauseKind.ITEM and clause.number):
        text = text.removeprefix(str(number))
    # These are words as read: "5. November" at their beginning is no list marker, so a word goes before.
    tokens = [token.text for token in tokenize(f"… {text}")]
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if _EMAIL.fullmatch(token):
            yield Fact("email", token.lower(), token, clause.line)
        elif _WEB.fullmatch(token):
            yield Fact("web", host(token), token, clause.line)
        elif lexicon is not None and token.lower() in lexicon.numbers:
            unit = lexicon.units.get(following.lower())
            printed = f"{token} {following}" if unit else token
            number = str(lexicon.numbers[token.lower()])
            yield Fact("number", number, printed, clause.line, unit, spelt=True)
        elif clock := _clock(token, following):
            yield Fact("number", clock, token, clause.line)
        else:
            yield from _figures(token, clause.line, draft.language, lexicon)
    for address in addresses:
        if address.startswith("mailto:"):
            email = address.removeprefix("mailto:").partition("?")[0]
            yield Fact("email", email.lower(), email, clause.line)
        elif address.startswith(("http://", "https://")):
            yield Fact("web", host(address), address, clause.line)


def _clock(token: str, following: str) -> str | None:
    """A time of day as German writes it in figures: `6:30 p.m.`, `18:30` and `18.30 Uhr` are one."""
    found, afternoon = _CLOCK.fullmatch(token), following.lower() in _AFTERNOON
    if found is None or not (found["minute"] or afternoon):
        return None
    hour = int(found["hour"])
    return _value(f"{hour + 12 if afternoon and hour < 12 else hour}.{found['minute'] or '00'}", "en")


def _figures(token: str, line: int, language: str, lexicon: Lexicon | None) -> Iterator[Fact]:
    if day := _day(token, lexicon):
        yield Fact("date", day, token, line)
    elif found := _NUMBER.fullmatch(token):
        value = _value(found["figures"], language)
        unit = lexicon.units.get((found["unit"] or "").lower()) if lexicon else None
        # A version such as 1.2.3 is no number that could be multiplied.
        yield Fact("number", value, token, line, None if value.count(".") > 1 else unit)


def _value(figures: str, language: str) -> str:
    """Figures as Python writes them: `1,000.50` in English and `1.000,50` in German are 1000.5."""
    thousands = _THOUSANDS.get(language)
    if thousands is not None and thousands.fullmatch(figures):
        figures = figures.replace("," if language == "en" else ".", "")
    figures = figures.replace(",", ".")
    if figures.count(".") > 1:
        return figures
    return format(Decimal(figures).normalize(), "f")


def _day(token: str, lexicon: Lexicon | None) -> str | None:
    """A written date in ISO form, without the year where it has none; None for anything else."""
    numeric = _ISO.fullmatch(token) or _GERMAN.fullmatch(token)
    if numeric is not None:
        try:
            year = int(numeric["year"]) + (2000 if len(numeric["year"]) == 2 else 0)
            return date(year, int(numeric["month"]), int(numeric["day"])).isoformat()
        except ValueError:
            return token
    parts = token.replace(",", " ").replace(".", " ").lower().split()
    months = [lexicon.months[part] for part in parts if lexicon and part in lexicon.months]
    if len(months) != 1 or not any(map(str.isdigit, token)):
        return None  # "May" is a month only beside a figure
    figures = [int(digits) for part in parts if (digits := re.sub(r"(?:st|nd|rd|th)$", "", part)).isdigit()]
    days = [number for number in figures if number <= 31]
    years = [number for number in figures if number > 31]
    return "-".join([*(f"{year:04}" for year in years), f"{months[0]:02}", *(f"{day:02}" for day in days)])


def host(address: str) -> str:
    """The host of an address, without www: pages differ by language, whose they are must not."""
    name = re.sub(r"^(?:https?://)?(?:www\.)?", "", address).partition("/")[0]
    return name.partition("?")[0].partition("#")[0].lower().rstrip(".")
