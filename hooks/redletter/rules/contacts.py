"""Evidence of contacts: addresses, telephones, offices and complaint channels that changed."""

from __future__ import annotations

from redletter.lexicon import Lexicon
from redletter.model import Ground
from redletter.rules import periods
from redletter.rules.clarifying import content
from redletter.rules.companies import company_changed
from redletter.rules.comparison import Comparison
from redletter.rules.names import about_contact, is_renamed, names_swapped
from redletter.rules.reading import Reading
from redletter.rules.stance import has, subjects
from redletter.rules.telephones import same_telephone


def other_number(c: Comparison) -> tuple[str, ...]:
    """A number that changed and is none of an address or a telephone."""
    readdressed = about_contact(c) and addresses_gained(c) and addresses_lost(c)
    return () if readdressed or street_changed(c) or same_telephone(c) else periods.number_changed(c)


def contact_lost(c: Comparison) -> tuple[str, ...]:
    """A way to write or to complain went, and none came in its place."""
    if c.gained("contact") or not about_contact(c) or (c.is_small and content(c, 1)):
        return ()  # another came in its place, whatever it is called
    return _ways_apart(c, 0) or _number_lost(c)


def is_given(key: str, reading: Reading) -> bool:
    """Whether a text gives the address of a channel, so that its name says nothing more.

    `By e-mail` where an e-mail address stands, `by post` where a street and its number do.
    """
    mail = bool(_mails(reading))
    numbers = sum(word.kind == "number" for word in reading.words)
    street = numbers > 1 or (numbers == 1 and any(hit.term.list == "street" for hit in reading.hits))
    return {"contact": mail or street, "kontakt*": mail or street}.get(key, False) or (
        mail if key in ("email", "e-mail") else street and key in _BY_NUMBER
    )


_BY_NUMBER = ("postal", "per post", "by post", "per brief", "hotline", "telefon*", "telefonisch*")


def _ways_apart(c: Comparison, side: int) -> tuple[str, ...]:
    """Ways to write that one side has alone, but for the names of channels whose address is given."""
    reading, other = (c.before, c.after) if side == 0 else (c.after, c.before)
    given = {
        reading.spoken(hit.start, hit.stop) or hit.term.key
        for hit in reading.hits
        if hit.term.list == "contact" and is_given(hit.term.key, other)
    }
    apart = c.lost("contact") if side == 0 else c.gained("contact")
    return tuple(word for word in apart if word not in given)


def _number_lost(c: Comparison) -> tuple[str, ...]:
    """A telephone or fax number that went, and none came."""
    stays = c.edited(0) and c.edited(1) and not _figures(c.after, c.added, c.lexicon)
    return _figures(c.before, c.removed, c.lexicon) if stays else ()


def contact_gained(c: Comparison) -> tuple[str, ...]:
    """A way to write or to complain came."""
    return () if c.lost("contact") or not about_contact(c) else _ways_apart(c, 1)


def contact_swapped(c: Comparison) -> tuple[str, ...]:
    """Another way to write or to complain."""
    lost, gained = c.lost("contact"), c.gained("contact")
    return (*lost, *gained) if lost and gained and about_contact(c) else ()


def contact_name_changed(c: Comparison) -> tuple[str, ...]:
    """Another name where it is said whom to write to."""
    about = Ground.CONTACT in subjects(c) and not company_changed(c) and not is_renamed(c)
    return names_swapped(c) if about else ()


def addresses_lost(c: Comparison) -> tuple[str, ...]:
    """E-mail addresses of edited sentences that are gone."""
    return tuple(sorted(_mails(c.before) - _mails(c.after))) if c.before.words and c.after.words else ()


def addresses_gained(c: Comparison) -> tuple[str, ...]:
    """E-mail addresses that are new in an edited text."""
    return tuple(sorted(_mails(c.after) - _mails(c.before))) if c.before.words and c.after.words else ()


def street_changed(c: Comparison) -> tuple[str, ...]:
    """A house number, post code or telephone number beside an address that changed."""
    if not (c.edited(0) and c.edited(1)):
        return ()
    old, new = _figures(c.before, c.removed, c.lexicon), _figures(c.after, c.added, c.lexicon)
    if (old or new) and same_telephone(c):
        return ()
    if old or new:
        return (*old, *new)
    street = about_contact(c) and any(has(p, "street") for p in c.edited(1)) and not is_renamed(c)
    return names_swapped(c) if street else ()


def _mails(reading: Reading) -> set[str]:
    return {word.norm for word in reading.words if "@" in word.norm or "[at]" in word.norm}


def _figures(reading: Reading, changed: frozenset[int], lexicon: Lexicon) -> tuple[str, ...]:
    place = any(hit.term.list == "street" for hit in reading.hits)
    about = place or any(hit.term.list == "7.5" for hit in reading.hits)
    return tuple(
        reading.words[at].text
        for at in sorted(changed)
        if reading.words[at].kind == "number"
        and (place or (about and len(reading.words[at].norm) >= 3) or _is_telephone(reading, at))
        and _bare(reading, at, lexicon)
        and not reading.words[at].norm.isalpha()  # `Art. 6 Abs. 1 Buchst. f`
    )


def _is_telephone(reading: Reading, at: int) -> bool:
    """Whether a number is of a run of at least two that opens with a plus sign: `+49 30 1234`."""
    start = at
    while start > 0 and reading.words[start - 1].kind == "number":
        start -= 1
    return (start, "+") in reading.marks


def _bare(reading: Reading, at: int, lexicon: Lexicon) -> bool:
    """A number that counts nothing: no unit and no lower-case word behind it."""
    following = reading.words[at + 1] if at + 1 < len(reading.words) else None
    return following is None or not (following.text[:1].islower() or following.norm in lexicon.units)
