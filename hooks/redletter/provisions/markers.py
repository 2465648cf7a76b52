"""The numbers that texts print: how items are marked and how headings and paragraphs open."""

from __future__ import annotations

import re
from dataclasses import dataclass

# One line that opens an item. A published grammar there is none; this is CommonMark's list marker,
# widened by the numbers that legal texts print: (2)  2)  2.)  (a)  a)  (iv)  aa)
_ITEM = re.compile(
    r"""
    (?P<indent>\ *)
    (?:
        (?P<bullet>[-*+] | [•◦▪‣◆■●○])    # the latter as pasted from a word processor
      | (?P<number>
            \( (?P<inner> \d{1,3} | [a-zA-Z] | (?P<twice>[a-z])(?P=twice) | [ivx]{2,5} ) \)
          | (?P<plain> \d{1,3} \.? | [a-zA-Z] | (?P<double>[a-z])(?P=double) | [ivx]{2,5} ) \)
          | (?P<dotted> \d{1,3} | [a-z] ) \.
        )
    )
    (?: [\ \u00a0]+ | $ | (?<=[•◦▪‣◆■●○]) | (?<=\d\)) (?=[^\W\d_a-z]) )
    """,
    re.VERBOSE,
)
# "2)Analysis" is read as "2) Analysis".
# "5. November 2025" opens a paragraph, not the fifth item.
_DATE = re.compile(r"\ *\d{1,2}\.\ +[^\W\d_]+\.?\ +\d{4}\b", re.VERBOSE)
_FIRST = frozenset({"1", "a", "A", "i"})
_SECTION_WORDS = frozenset({"section", "clause", "article", "part", "annex", "appendix", "schedule"}) | {
    "abschnitt", "ziffer", "artikel", "teil", "anhang", "anlage", "kapitel", "chapter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    """What opens an item: the printed number, empty for a bullet, and where its text begins."""

    indent: int
    text: int  # column at which the item's text begins
    number: str
    style: str  # items of one list share it: "-", "(1)", "1)", "1.", "(a)", …
    first: bool  # the number with which lists begin


def marker(line: str, *, following: str | None = None) -> Marker | None:
    """The marker that opens a line, None where it opens none.

    `following` is the style of the list that the line would continue: `a.` opens a list only as its
    first item, because abbreviations look alike.
    """
    found = _ITEM.match(line)
    if found is None or _DATE.match(line):
        return None
    indent = len(found["indent"])
    if found["bullet"]:
        return Marker(indent, found.end(), "", "-", True)
    number = found["number"]
    value = (found["inner"] or found["plain"] or found["dotted"]).rstrip(".")
    kind = "1" if value.isdigit() else "a"
    style = number.replace(value, kind)
    if style == "a." and following != style and value not in _FIRST:
        return None
    return Marker(indent, found.end(), number, style, value in _FIRST)


def bare(number: str) -> str:
    """A number without its dress, as ids use it: `(2)` is 2, `§ 3` is 3, `IV` is iv."""
    return number.strip("()§. \N{NO-BREAK SPACE}").lower()


def hangs(number: str) -> bool:
    """Whether a number counts within what is around it: `(2)`, `a)`, `1.`, but not `7` or `7.1`."""
    return number.endswith((")", "."))


def opening_number(words: str, *, heading: bool = False, section: str | None = None) -> str | None:
    """The number with which a heading or a paragraph opens, as printed but for a closing dot.

    `section` is the number of the section it stands in. Numbers of one part count in headings, or
    with a dot; "3.5 million" opens with a number only within section 3, dates never do.
    """
    if _DATE.match(words):
        return None
    first, _, rest = words.partition(" ")
    if first in ("§", "§§", "Art.") or (heading and first.lower() in _SECTION_WORDS):
        number, _, rest = rest.partition(" ")
        number = number.rstrip(".:)")
        if not is_number(number, letters=True) or (rest[:1].islower() and not heading):
            return None
        return f"{first} {number}" if first.startswith("§") else number
    if first.startswith("§") and is_number(first[1:], letters=False):
        return first
    item = marker(words)
    if item is not None and item.number and not item.number.endswith("."):
        return item.number
    number = first.rstrip(".:")
    closed = number != first
    if heading and closed and is_number(number, letters=True):
        return number
    if not is_number(number, letters=False):
        return None
    parts = number.split(".")
    titled = not rest[:1].islower()
    if len(parts) == 1:
        return number if closed or (heading and titled and rest) else None
    within = section is not None and parts[0] == bare(section).split(".")[0]
    return number if titled or within or closed else None


def follows(number: str, earlier: str) -> bool:
    """Whether a number is the next after an earlier one of the same depth: 7.2 after 7.1."""
    *section, last = number.split(".")
    *earlier_section, earlier_last = earlier.split(".")
    if not section or section != earlier_section or not is_number(number, letters=False):
        return False
    return last.isdecimal() and earlier_last.isdecimal() and int(last) == int(earlier_last) + 1


def is_number(text: str, *, letters: bool) -> bool:
    """`7`, `7.1`, `12.3.4`, `7a`, but not `10.000`; with letters also `A`, `IV`."""
    if letters and ((len(text) == 1 and "A" <= text <= "Z") or (text and set(text) <= set("IVXL"))):
        return True
    first, *parts = text.split(".")
    if "a" <= text[-1:] <= "z":
        first, *parts = text[:-1].split(".")
    digits = all(part.isascii() and part.isdecimal() for part in (first, *parts))
    return digits and len(first) <= 3 and all(len(part) <= 2 for part in parts)
