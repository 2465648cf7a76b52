"""Where everything stands on the site: paths without a leading slash, and full addresses.

A page's path ends with a slash; anchors are Markdown-safe ids. Nothing published ever moves.
"""

from __future__ import annotations

DISCOVERY = (".well-known/redletter.json", "feed/index.json")


def home(language: str) -> str:
    return f"{language}/"


def text(language: str, policy: str, label: str | None = None) -> str:
    """The text in force, or with a label one revision's text for good."""
    return f"{language}/{policy}/" if label is None else f"{language}/{policy}/{label}/"


def timeline(language: str, policy: str) -> str:
    return f"{language}/{policy}/changes/"


def redline(language: str, policy: str, label: str) -> str:
    """The redline page of the amendment that led to the labelled revision."""
    return f"{language}/{policy}/changes/{label}/"


def since(language: str, policy: str, label: str) -> str:
    return f"{language}/{policy}/since/{label}/"


def draft(language: str, policy: str) -> str:
    """The draft and all that is to be said of it; in a live preview only, never published."""
    return f"{language}/{policy}/draft/"


def subscribe(language: str) -> str:
    return f"{language}/subscribe/"


def about(language: str) -> str:
    """How changes are judged, in the site's own words."""
    return f"{language}/about-changes/"


def calendar(language: str) -> str:
    return f"{language}/effective-dates.ics"


def head(policy: str) -> str:
    return f"feed/{policy}/head.json"


def index(policy: str) -> str:
    return f"feed/{policy}/index.json"


def entry(policy: str, seq: int) -> str:
    return f"feed/{policy}/entries/{seq:06d}.json"


def atom(policy: str, language: str, *, material: bool = False) -> str:
    return f"feed/{policy}/{'material' if material else 'atom'}.{language}.xml"


def atom_archive(policy: str, language: str, page: int, *, material: bool = False) -> str:
    """A full, frozen page of older entries (RFC 5005), counted from 1, the oldest."""
    return f"feed/{policy}/archive/{'material' if material else 'atom'}.{language}.{page:06d}.xml"


def feed(policy: str) -> str:
    """The folder of a policy's feed: what its entries name as their source."""
    return f"feed/{policy}/"


def signature(policy: str) -> str:
    """The detached signature of the head."""
    return f"feed/{policy}/head.json.sig"


def schema(name: str, major: int) -> str:
    return f"feed/schema/{name}.v{major}.json"


def change_anchor(clause: str) -> str:
    """The anchor of a change on its redline page, by the clause's id."""
    return f"change-{clause}"


def repeal_anchor(clause: str) -> str:
    """The anchor of a repealed clause's change where another clause now bears its id."""
    return f"repeal-{clause}"
