"""Ways of writing that say the same, brought to one before a text is read."""

from __future__ import annotations

import re
from functools import lru_cache

from redletter import lemmas
from redletter.lexicon import Lexicon
from redletter.rules.spelling import compound_parts

# `Article 6(1)(b)`, `Art. 6 para. 1 lit. b`, `Artikel 6 Absatz 1 Buchstabe b`.
_PROVISION = re.compile(
    r"\bArt(?:icle|ikel)?\b\.?\s*(\d{1,3})\s*(?:\(|para(?:graph)?\b\.?|Abs(?:atz)?\b\.?)\s*(\d{1,2})\)?"
    r"(?:,?\s*(?:\(|lit\b\.?|letter|point|Buchst(?:abe)?\b\.?)\s*([a-z])\b\)?)?",
)
# `Fernweh Journeys (formerly Fernweh Trips)`: names, with capitals or in quotation marks.
_NAME = r"[„“\"'»*_]{0,2}[A-ZÄÖÜ][\w+.&-]*\s?(?:[A-ZÄÖÜ\d][\w+.&-]*\s?){0,4}[“”\"'«*_]{0,2}"
_FORMERLY = re.compile(
    rf"(?P<new>{_NAME})(?P<kind> ?[a-zäöü]+)?\s*"
    r"\((?:formerly|previously|until now|the new name of|bisher|bislang|früher|vormals|ehemals"
    rf"|der neue Name von)(?: known as| called)?:?\s(?:the |our |der |die |das |des )?(?P<name>{_NAME})"
    r"(?: ?(?:app|tool|service|feature|programme|program))?\)"
)
# What a sentence may open with before a name.
_OPENING = re.compile(
    r"^(?:(?:In|On|With|From|For|Im|Mit|Auf|Bei|Über|Durch|Von|Für|The|Our|Der|Die|Das|Dem|Den|Unser\w*"
    r"|App|Portal) )+"
)
_ABBREVIATED = re.compile(
    r"(?P<long>[A-ZÄÖÜ][\w'’-]+(?: (?:of |and )?[A-ZÄÖÜ][\w'’-]+)*) \((?P<short>[A-Z]{2,6})\)"
)
# `ICO (Information Commissioner's Office)`, the other way round.
_EXPLAINED = re.compile(
    r"\b(?P<short>[A-Z]{2,6}) \((?P<long>[A-ZÄÖÜ][\w'’-]+(?: (?:of |and )?[A-ZÄÖÜ][\w'’-]+)+)\)"
)
_HALF_A_YEAR = re.compile(r"\b(?:half a year|ein(?:e[nms])? halbe[ns] Jahr(?:es)?)\b", re.IGNORECASE)
# An age that is not reached is said by a denial, or without one.
_NO_PERIOD = r"(?! ?(?:day|hour|week|month|minute|Tag|Stunde|Woche|Monat|Minute))"
_YOUNGER = {
    "en": re.compile(
        r"(?:(?:who |that )?ha(?:ve|s) not (?:yet )?(?:reached the age of|turned)|younger than"
        r"|below the age of) "
        rf"(?=\w+\b{_NO_PERIOD})"
    ),
    "de": re.compile(
        r"das (\d{1,2})\. Lebensjahr (?:noch )?nicht (?:vollendet|erreicht) ha(?:t|ben|st)"
        rf"|jünger als (\d{{1,2}})\b{_NO_PERIOD}(?: Jahre)?(?: ist| sind)?"
    ),
}
_OF_AGE = re.compile(r"das (\d{1,2})\. Lebensjahr (?:vollendet|erreicht) ha(?:t|ben|st)")
# An address that programs are not to read: `privacy [at] acme [dot] example`.
_HIDDEN = re.compile(
    r"([\w.+-]+)\s*[\[(](?:at|ät)[\])]\s*([\w-]+(?:\s*(?:\.|[\[(](?:dot|punkt)[\])])\s*[\w-]+)+)", re.I
)
_DOT = re.compile(r"\s*[\[(](?:dot|punkt)[\])]\s*", re.IGNORECASE)
# A part of this text, as it may be called: `Ziffer 7 Absatz 2 dieser Hinweise`, `clause 9.1(b) below`.
_PART = {
    "en": re.compile(
        r"\b(?:section|clause|paragraph|chapter) (\d+(?:\.\d+)*)(?: ?\([a-z0-9]\))*"
        r"(?= (?:of this|below|above))",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:Ziff(?:er|\.)|Abschn(?:itt|\.)|Punkt|Kapitel|Klausel) (\d+(?:\.\d+)*)"
        r"(?:,? (?:Absatz|Abs\.|Satz|Buchstabe|Buchst\.|lit\.) ?\w{1,2}\b)*(?= (?:diese[rs]|unten|oben))"
    ),
}
_STREET = re.compile(r"(?<=[a-zäöüß])str\.(?= ?\d)")  # Hafenstr. 4
_POSTCODE = re.compile(r"\bD[-–](?=\d{5} [A-ZÄÖÜ])")  # D-24103 Kiel
_TRUNK = re.compile(r"(\+\d{2,3})\s*\(0\)\s*(?=\d)")  # +44 (0)20 …
_TWICE = re.compile(r"\b([^\W\d_]+(?:-[^\W\d_]+)?) \((\d{1,3})\)")  # ninety (90)
# A separable German verb with `zu` in it: `einzusehen`.
_INFINITIVE = re.compile(
    r"(ab|an|auf|aus|bei|dar|ein|fest|fort|her|hin|hinzu|mit|nach|offen|teil|um|vor|weg|weiter|zu|zurück)zu"
    r"([a-zäöüß]{3,}n)"
)
_DOUBLY = re.compile(r"\b[Tt]wice\b")
# A German compound of which but the first part is said: `Ziel- oder Transitland`.
_ELIDED = re.compile(
    r"\b([A-ZÄÖÜ][a-zäöüß]{3,})-( (?:und|oder|sowie|bzw\.) (?:de[mnrs] |die |das )?)([A-ZÄÖÜ][a-zäöüß]{5,})\b"
)
_SHORT_VOWEL = re.compile(r"(?<![aeiou])([aiuä])ß(?=t\b)")  # as it was written until 1996: `erfaßt`


def in_one_way(text: str, lexicon: Lexicon) -> str:
    """The text with provisions, ages, addresses, numbers said twice and old spelling in one form."""
    text = _HIDDEN.sub(lambda m: f"{m[1]}@{_DOT.sub('.', m[2])}", text)
    text = _TRUNK.sub(r"\1 ", text)
    text = _HALF_A_YEAR.sub("6 Monate" if lexicon.language == "de" else "6 months", text)
    younger = "under the age of " if lexicon.language == "en" else r"unter \1\2 Jahren"
    text = _OF_AGE.sub(r"mindestens \1 Jahre alt", _YOUNGER[lexicon.language].sub(younger, text))
    text = _TWICE.sub(lambda m: m[1] if lexicon.numbers.get(m[1].lower()) == int(m[2]) else m[0], text)
    text = _PART[lexicon.language].sub("Abschnitt \\1" if lexicon.language == "de" else "section \\1", text)
    text = _DOUBLY.sub("two times", text)
    if lexicon.language == "de":
        text = _ELIDED.sub(_whole_compound, text)
        text = _POSTCODE.sub("", _STREET.sub("straße", text))
    paragraph = "Abs." if lexicon.language == "de" else "para."
    text = _PROVISION.sub(lambda m: _provision(m, paragraph), text)
    return _SHORT_VOWEL.sub(r"\1ss", text) if lexicon.language == "de" else text


def _whole_compound(match: re.Match[str]) -> str:
    first, join, whole = match.groups()
    parts = compound_parts(whole.lower())
    return f"{first}{parts[1]}{join}{whole}" if parts else match[0]


def without_other_names(before: str, after: str, lexicon: Lexicon) -> tuple[str, str, tuple[str, ...]]:
    """Both texts without other names in brackets, `(formerly …)`, `… (GDPR)`, and those names.

    The other text bears the name: a product's former one, which becomes the new one there, or only the
    short one.
    """
    names: list[str] = []
    before, after = _EXPLAINED.sub(_in_order, before), _EXPLAINED.sub(_in_order, after)
    before, after = _without(before, after, lexicon, names)
    after, before = _without(after, before, lexicon, names)
    return _shortened(before, after, names, only=_LAW), _shortened(after, before, names), tuple(names)


def _without(text: str, other: str, lexicon: Lexicon, names: list[str]) -> tuple[str, str]:
    whole = text
    for match in _FORMERLY.finditer(whole):
        name, new = (_OPENING.sub("", match[group].strip(_QUOTES)) for group in ("name", "new"))
        if match[0] in other or not re.search(rf"\b{re.escape(name)}\b", other):
            continue
        names.append(name)
        if new not in other and _is_product(match, whole, lexicon):
            other = re.sub(rf"\b{re.escape(name)}\b", new, other)
        text = text.replace(match[0], f"{match['new']}{match['kind'] or ''}".rstrip(), 1)
    return text, other


def _in_order(match: re.Match[str]) -> str:
    """A name with its initials behind it, where they are its initials."""
    initials = "".join(word[0] for word in match["long"].split() if word[0].isupper())
    return f"{match['long']} ({match['short']})" if initials == match["short"] else match[0]


def _is_product(match: re.Match[str], text: str, lexicon: Lexicon) -> bool:
    """Whether a new name is of the company's own: in quotation marks, behind `app`, or a sentence's first.

    Not a company's, a country's, a purpose's: a fact that is another now is no mere name.
    """
    beside = [*re.findall(r"\w+", text[: match.start()])[-1:], *re.findall(r"\w+", match["new"])[:1]]
    own = lexicon.find([word.lower() for word in beside])
    told = (
        set(match["new"]) & set(_QUOTES.strip())
        or _OPENS.search(text[: match.start()])
        or any(hit.term.list == "own" for hit in own)
    )
    opens = max(text.rfind(mark, 0, match.start()) for mark in ".!?") + 1
    words = re.findall(r"\w+", text[opens : match.end() + _BEYOND].lower())
    others = any(hit.term.list == "recipient" for hit in lexicon.find(words))
    spoken = re.findall(r"\w+", f"{match['new']} {match['name']}".lower())
    quoted = all(set(match[group]) & set(_QUOTES.strip()) for group in ("new", "name"))
    facts = not quoted and any(hit.term.list in _OF_FACT for hit in lexicon.find(spoken))
    return bool(told) and not others and not facts and not _COMPANY.search(match[0])


_QUOTES = "„“”\"'»«*_ "
_OPENS = re.compile(r"(?:^|[.!?]\s+|\n[-*\s]*)$")
_BEYOND = 80  # characters behind a name that tell of what it is
_OF_FACT = ("data", "purpose", "recipient", "country", "practice", "consent", "security", "safeguard")
# A company that has another name is told to the reader, as it may be another company.
_COMPANY = re.compile(r"\b(?:GmbH|AG|SE|KG|Ltd|Limited|Inc|LLC|plc|e\. ?V)\b")


def _shortened(text: str, other: str, names: list[str], only: re.Pattern[str] | None = None) -> str:
    """The text with short names for long ones: all that the other text bears, or those of laws alone."""

    def short(match: re.Match[str]) -> str:
        long, name = match["long"], match["short"]
        initials = "".join(word[0] for word in long.split()).lower()
        told = name.lower() == initials or (" " not in long and _is_within(name.lower(), long.lower()))
        if told and long in other and not re.search(rf"\b{re.escape(name)}\b", other):
            names.append(name)
            return long  # the other text does without the short name
        if (
            (only and not only.search(long))
            or not told
            or long in other
            or not re.search(rf"\b{re.escape(name)}\b", other)
        ):
            return match[0]
        names.append(name)
        return name

    return _ABBREVIATED.sub(short, text)


# What a law is called: it stays known by its short name alone, unlike a company.
_LAW = re.compile(r"Act\b|Law\b|Code\b|Regulation\b|Directive\b|[Gg]esetz|verordnung|richtlinie")


def _is_within(letters: str, word: str) -> bool:
    """Whether a word begins with the first letter and has the others in this order: `BMG`."""
    places = iter(word)
    return word[:1] == letters[:1] and all(letter in places for letter in letters)


def _provision(match: re.Match[str], name: str) -> str:
    article, paragraph, letter = match.groups()
    return f"Art. {article} {name} {paragraph}" + (f" lit. {letter}" if letter else "")


@lru_cache(maxsize=65536)
def without_zu(norm: str) -> str:
    """A German infinitive without the `zu` in it: `einsehen` of `einzusehen`."""
    found = _INFINITIVE.fullmatch(norm)
    plain = "".join(found.groups()) if found else norm
    return plain if plain != norm and lemmas.is_known(plain, "de") else norm
