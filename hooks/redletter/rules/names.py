"""Names, addresses and companies that a change brings, takes away or swaps."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import simplemma

from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading, Word

_FORMS = frozenset(
    "llc inc ltd gmbh ag kg se plc corp corporation b.v bv s.a pty ug ohg limited incorporated".split()
)
_INNER = re.compile(r"[a-zäöü][A-Z]|\d[A-Za-z]|[A-Z]{2,}")
_NEVER = frozenset("i we our you your the this that it they if when for in on to as by".split())


def names_lost(c: Comparison) -> tuple[str, ...]:
    """Names that the old text has more often than the new one."""
    return _difference(c, 0)


def names_gained(c: Comparison) -> tuple[str, ...]:
    """Names that the new text has more often than the old one."""
    return _difference(c, 1)


def names_swapped(c: Comparison) -> tuple[str, ...]:
    """The names that went and came, where both did."""
    lost, gained = names_lost(c), names_gained(c)
    return (*lost, *gained) if lost and gained else ()


def company_changed(c: Comparison) -> tuple[str, ...]:
    """The name beside a company's legal form, or the form itself."""
    old, new = _companies(c.before), _companies(c.after)
    if not c.edited(0) or not c.edited(1) or old == new:
        return ()
    lost, gained = old - new, new - old
    return (*lost, *gained) if lost and gained else ()


def addresses_lost(c: Comparison) -> tuple[str, ...]:
    """E-mail addresses of edited sentences that are gone."""
    return tuple(sorted(_mails(c.before) - _mails(c.after))) if c.before.words and c.after.words else ()


def addresses_gained(c: Comparison) -> tuple[str, ...]:
    """E-mail addresses that are new in an edited text."""
    return tuple(sorted(_mails(c.after) - _mails(c.before))) if c.before.words and c.after.words else ()


def street_changed(c: Comparison) -> tuple[str, ...]:
    """A house number, post code or telephone number beside an address that changed."""
    old, new = _figures(c.before, c.removed), _figures(c.after, c.added)
    if not (old or new) or not (c.edited(0) and c.edited(1)):
        return ()
    return (*old, *new)


def is_name(reading: Reading, at: int) -> bool:
    """Whether a word is a name: capitals where the language has none, or no word of the language."""
    word = reading.words[at]
    if word.kind == "address":
        return "@" not in word.norm and not word.norm.startswith("http")
    if word.kind != "word" or len(word.norm) < 2 or word.norm in _NEVER or not word.text[:1].strip("„“\"'("):
        return False
    if not (word.text[0].isupper() or word.text[0].isdigit()):
        return False
    if _INNER.search(word.text) and not word.text.isupper():
        return True
    first = any(at == start for start, _ in reading.sentences)
    if reading.language == "en":
        if reading.block == "heading" or first:
            return not _known(word.norm, "en") and len(word.norm) > 2
        return not _ordinary(word)
    return not _known(word.norm, "de") and not any(
        _known(part, "de") for part in word.norm.split("-")[-1:] if part != word.norm
    )


def _ordinary(word: Word) -> bool:
    return word.norm in _TITLES


_TITLES = frozenset(
    "personal data information privacy policy notice terms service services statement user users customer "
    "customers website websites section article act cookie cookies data account accounts content site sites "
    "rights right gdpr ccpa january february march april may june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday not no please api faq internet web "
    "email ip http https mb gb usa eu uk english german europe european".split()
)


def _difference(c: Comparison, side: int) -> tuple[str, ...]:
    if c.inserted or c.repealed:
        return ()
    reading, other = ((c.before, c.after), (c.after, c.before))[side]
    changed = (c.removed, c.added)[side]
    mine = Counter(reading.words[at].norm for at in range(len(reading.words)) if is_name(reading, at))
    theirs = Counter(word.norm for word in other.words)
    spans = [(p.start, p.stop) for p in c.edited(side)]
    return tuple(
        dict.fromkeys(
            reading.words[at].text
            for at in sorted(changed)
            if is_name(reading, at)
            and mine[reading.words[at].norm] > theirs[reading.words[at].norm]
            and any(a <= at < b for a, b in spans)
        )
    )


def _companies(reading: Reading) -> Counter[str]:
    return Counter(
        f"{reading.words[at - 1].text} {word.text}"
        for at, word in enumerate(reading.words)
        if at and word.text.lower().strip(".") in _FORMS
    )


def _mails(reading: Reading) -> set[str]:
    written = {word.norm for word in reading.words if "@" in word.norm or "[at]" in word.norm}
    return written


def _figures(reading: Reading, changed: frozenset[int]) -> tuple[str, ...]:
    place = {"postal", "contact", "address", "street", "suite"}
    about = any(hit.term.list == "7.5" for hit in reading.hits) or any(
        word.norm in place or word.norm.endswith(("straße", "strasse", "str")) for word in reading.words
    )
    if not about:
        return ()
    return tuple(
        reading.words[at].text
        for at in sorted(changed)
        if reading.words[at].kind == "number" and len(reading.words[at].norm) >= 3 and _bare(reading, at)
    )


def _bare(reading: Reading, at: int) -> bool:
    """A number that counts nothing: no lower-case word behind it."""
    following = reading.words[at + 1].text if at + 1 < len(reading.words) else ""
    return not following[:1].islower()


@lru_cache(maxsize=65536)
def _known(norm: str, language: str) -> bool:
    return bool(simplemma.is_known(norm, lang=language))
