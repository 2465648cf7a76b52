"""Printable pages stand alone, in the reader's language, and let nothing of a text act."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

import html5lib
import msgspec
import publications
import pytest
from redletter import printing
from redletter.messages import Messages
from redletter.model import Override, Text
from redletter.notices import Notice

HOSTILE = '<script>alert(1)</script> [x](javascript:alert(2)) <img src="https://elsewhere.example/x.png">'


def notices() -> list[Notice]:
    return [edition.notice for policy in publications.publication().policies for edition in policy.editions]


def read(page: str) -> Element:
    html5lib.HTMLParser(strict=True).parse(page)
    tree: Element = html5lib.parse(page, namespaceHTMLElements=False)
    return tree


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_of_notice_prints(language: str) -> None:
    for notice in notices():
        tree = read(printing.redline(notice, Messages(language)))
        assert tree.get("lang") == language
        sections = [each for each in tree.iter("section") if each.get("class") == "change"]
        assert len(sections) == len(notice.changes)
        assert bool(tree.findall(".//p[@class='sample']")) == notice.sample


def test_a_redline_escapes_what_it_shows() -> None:
    notice = next(each for each in notices() if each.changes)
    (change, *others) = notice.changes
    edits = {
        language: msgspec.structs.replace(edit, title=HOSTILE, redline=(("insert", HOSTILE),))
        for language, edit in change.edits.items()
    }
    hostile = msgspec.structs.replace(change, edits=edits)
    page = printing.redline(
        msgspec.structs.replace(notice, changes=(hostile, *others)),
        Messages("en"),
        signed=HOSTILE,
    )
    tree = read(page)
    assert [each for each in tree.iter() if each.tag in ("script", "img")] == []
    assert [each.get("href") for each in tree.iter("a") if "javascript" in each.get("href", "")] == []


def test_a_persons_decision_is_told_with_the_name() -> None:
    notice = next(each for each in notices() if any(change.override for change in each.changes))
    at = next(at for at, change in enumerate(notice.changes) if change.override)
    told = notice.changes[at].override
    assert told is not None
    override = Override(notice.changes[at].fingerprint, "Ada Example", date(2026, 2, 3), told.reason)
    named = printing.redline(notice, Messages("en"), overrides={at: override})
    unnamed = printing.redline(notice, Messages("en"))
    assert "Decided by Ada Example on 3 February 2026" in named
    assert "Decided by a person on" in unnamed
    assert "Ada Example" not in unnamed


def test_a_text_loads_nothing_from_elsewhere() -> None:
    text = Text(
        "privacy", "en", "a.md", 'T <b> & "c"', date(2026, 1, 1), date(2026, 2, 1), f"# T\n\n{HOSTILE}\n"
    )
    page = printing.text(text, Messages("en"), label="2026-01-01", commit="abc", sample=True)
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    (policy,) = (each.get("content") for each in tree.iter("meta") if each.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert tree.findtext(".//title") == 'T <b> & "c", 2026-01-01'
