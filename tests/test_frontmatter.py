"""Front matter, read strictly: what it gives, and what it refuses at which line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redletter import frontmatter
from redletter.errors import SourceError
from redletter.model import ImpactAssessment, Text
from telling import assert_told

SOUND = """\
---
title: "Privacy: what we keep"
revision: 2021-10-31
effective: '2021-11-30'
---

# Privacy

We keep little.
"""


def read(raw: bytes | str) -> Text:
    encoded = raw.encode() if isinstance(raw, str) else raw
    return frontmatter.read(encoded, path="content/en/privacy.md", policy="privacy", language="en")


def test_a_sound_file_gives_its_text() -> None:
    assert read(SOUND) == Text(
        policy="privacy",
        language="en",
        path="content/en/privacy.md",
        title="Privacy: what we keep",
        revision=date(2021, 10, 31),
        effective=date(2021, 11, 30),
        body="\n# Privacy\n\nWe keep little.\n",
        body_line=6,
    )


def test_declarations_are_read() -> None:
    text = read(
        """\
---
title: Privacy
revision: 2021-10-31
effective: 2021-11-30
consent_until: 2021-12-31
impact_assessment:
  date: 2021-09-01
  risk: high
  reference: No. 7
previous_paths:
  - content/en/data.md
---
"""
    )
    assert text.consent_until == date(2021, 12, 31)
    assert text.impact_assessment == ImpactAssessment(date(2021, 9, 1), "high", "No. 7")
    assert text.previous_paths == ("content/en/data.md",)
    assert (text.body, text.body_line) == ("", 13)


@pytest.mark.parametrize(
    "same",
    [
        b"\xef\xbb\xbf" + SOUND.encode(),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        SOUND.rstrip("\n").encode(),
        (SOUND + "\n \n\t\n").encode(),
        SOUND.replace("little.\n", "little. \t\n").encode(),
        SOUND.replace("---\n", "--- \n").encode(),
        SOUND.replace("'2021-11-30'", "2021-11-30  # a comment").encode(),
        SOUND.replace(
            "effective", "hide: [toc]\nrevised_by: Ada\ndescription: What we keep\neffective"
        ).encode(),
        SOUND.replace("effective", "consent_until:\nimpact_assessment: ~\neffective").encode(),
        SOUND.replace("'\n---", "'\n...").encode(),
    ],
)
def test_what_makes_no_difference(same: bytes) -> None:
    assert read(same).sha256 == read(SOUND).sha256


@pytest.mark.parametrize(
    "other",
    [
        SOUND.replace("little", "less"),
        SOUND.replace("# Privacy", " # Privacy"),
        SOUND.replace("\n# Privacy", "\n\n# Privacy"),
        SOUND.replace("2021-10-31", "2021-10-30"),
        SOUND.replace("2021-11-30", "2021-12-01"),
        SOUND.replace("what we keep", "what we hold"),
        SOUND.replace("effective", "consent_until: 2022-01-01\neffective"),
    ],
)
def test_what_makes_a_difference(other: str) -> None:
    assert read(other).sha256 != read(SOUND).sha256


@pytest.mark.parametrize(
    ("raw", "key", "line", "arguments"),
    [
        (b"", "front-matter-missing", 1, {}),
        ("# Privacy\n", "front-matter-missing", 1, {}),
        ("\n" + SOUND, "front-matter-missing", 1, {}),
        ("---\ntitle: Privacy\n# Privacy\n", "front-matter-open", 1, {}),
        ("---\n---\nBody\n", "key-missing", 1, {"missing": "title"}),
        ("---\n# only a comment\n---\n", "yaml-empty", 2, {}),
        ("---\n- title\n---\n", "keys-expected", 2, {"name": ""}),
        (SOUND.replace("effective: '2021-11-30'\n", ""), "key-missing", 2,
         {"name": "", "missing": "effective"}),
        (SOUND.replace('"Privacy: what we keep"', ""), "text-expected", 2, {"name": "title"}),
        (SOUND.replace('"Privacy: what we keep"', "[Privacy]"), "text-expected", 2, {"name": "title"}),
        (SOUND.replace('"', ""), "yaml-broken", 2, {"problem": "mapping values are not allowed here"}),
        (SOUND.replace("keep\"", "keep"), "yaml-broken", 4, {"problem": "found unexpected end of stream"}),
        (SOUND.replace("effective", "revision: 2021-11-01\neffective"), "key-duplicate", 4,
         {"name": "", "duplicate": "revision", "first": 3}),
        (SOUND.replace("effective:", "effectve:"), "key-misspelt", 4,
         {"name": "effectve", "unknown": "effectve", "near": "effective"}),
        (SOUND.replace("revision:", "Revision:"), "key-misspelt", 3,
         {"name": "Revision", "unknown": "Revision", "near": "revision"}),
        (SOUND.replace("effective", "consent-until: 2022-01-01\neffective"), "key-misspelt", 4,
         {"name": "consent-until", "unknown": "consent-until", "near": "consent_until"}),
        (SOUND.replace("effective", "impact_assessment: high\neffective"), "mapping-expected", 4,
         {"name": "impact_assessment"}),
        (SOUND.replace("effective", "impact_assessment: {date: 2021-01-01, risk: big, reference: A}\n"
                       "effective"), "value-unknown", 4,
         {"name": "impact_assessment.risk", "value": "big", "known": "high, medium, low"}),
        (SOUND.replace("effective", "impact_assessment:\n  date: 2021-01-01\n  risk: low\neffective"),
         "key-missing", 5, {"name": "impact_assessment", "missing": "impact_assessment.reference"}),
        (SOUND.replace("effective", "previous_paths: data.md\neffective"), "list-expected", 4,
         {"name": "previous_paths"}),
        (SOUND.encode().replace(b"little", b"li\xfctle"), "utf8-invalid", 9, {}),
        (SOUND.encode("utf-16"), "utf8-invalid", 1, {}),
        (SOUND.replace("what", "\x07"), "yaml-broken", 2, {"problem": "special characters are not allowed"}),
    ],
)  # fmt: skip
def test_what_is_refused(raw: bytes | str, key: str, line: int, arguments: dict[str, object]) -> None:
    with pytest.raises(SourceError) as raised:
        read(raw)
    assert_told(raised.value)
    error = raised.value
    told = frontmatter.faults(raw.encode() if isinstance(raw, str) else raw, "content/en/privacy.md")
    assert (error.key, error.line) in [(each.key, each.line) for each in told]
    assert (error.key, error.path, error.line, error.arguments) == (
        key,
        "content/en/privacy.md",
        line,
        arguments,
    )


@pytest.mark.parametrize(
    "written",
    [
        "2021-02-31",
        "31.02.",
        "31.10.2021",
        "20211031",
        "2021-W43-7",
        "2021-10-31 12:00",
        "soon",
        "2021-10-3",
        "٢٠٢١-10-31",
    ],
)
@pytest.mark.parametrize("key", ["revision", "effective"])
def test_dates_that_are_none(written: str, key: str) -> None:
    lines = SOUND.split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith(key))
    lines[at] = f"{key}: {written}"
    with pytest.raises(SourceError) as raised:
        read("\n".join(lines))
    assert_told(raised.value)
    assert (raised.value.key, raised.value.line) == ("date-invalid", at + 1)
    assert raised.value.arguments == {"name": key, "value": written}


def test_all_faults_are_told_at_once() -> None:
    raw = SOUND.replace("2021-10-31", "31.10.2021").replace("'2021-11-30'", "soon\nhide: [\n  toc]\ntitle: B")
    raw = raw.replace("title: B", "title: B\nconsent_untill: 2021-12-31\nimpact_assessment: {risk: low}")
    found = frontmatter.faults(raw.encode(), "p.md")
    assert [(each.key, each.line) for each in found] == [
        ("date-invalid", 3),
        ("date-invalid", 4),
        ("key-duplicate", 7),
        ("key-misspelt", 8),
        ("key-missing", 9),
    ]
    assert frontmatter.faults(SOUND.encode(), "p.md") == ()


def test_the_line_of_a_key() -> None:
    assert read(SOUND).key_line("effective") == 4
    assert read(SOUND).key_line("consent_until") == 1


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\ufeff")))
def test_the_body_is_kept_to_the_letter(body: str) -> None:
    head = "---\ntitle: T\nrevision: 2021-01-01\neffective: 2021-01-01\n---\n"
    text = read(head + body)
    assert text.body == body
    assert (head + body).split("\n")[text.body_line - 1] == body.split("\n")[0]
