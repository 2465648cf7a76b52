"""policies.yml: what it gives, and what it refuses at which line."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from redletter import settings_file
from redletter.errors import SourceError
from redletter.model import Ground
from redletter.settings import Contact, PolicySettings, Settings
from telling import assert_told

SMALL = """\
site_url: https://policies.example/legal
site_names:
  en: Example policies
  de: Beispielrichtlinien
languages: [en, de]
policies:
  privacy:
"""

FULL = """\
site_url: https://policies.example/
site_names: {en: Example policies, de: Beispielrichtlinien}
languages: [de, en]
governing: en
branch: published
timezone: Europe/Berlin
notice_days: 30
consent_notice_days: 60
channels: [email, push]
contact:
  name: Ada Example
  email: ada@example.org
  address: 1 Example Street
consent_url: https://example.org/consent
imprint_url: https://example.org/imprint
approvers: [Ada Example, Bo Example]
since_pages: 5
valid_days: 2
policies:
  privacy:
    sample: true
    applies_to:
      en: all our services
      de: alle unsere Dienste
    grounds:
      7.1: clause 7.1 of privacy
      "7.2": clause 7.2 of privacy
      other: clause 7. of privacy
    allow_retroactive: no
    translation_lag: allowed
    previous_paths:
      en: [content/en/data.md, data.md]
  cookies: {translation_lag: false}
"""


def test_the_least_that_is_needed_and_its_defaults() -> None:
    assert settings_file.load(SMALL.encode(), "policies.yml") == Settings(
        site_url="https://policies.example/legal/",
        site_names={"en": "Example policies", "de": "Beispielrichtlinien"},
        languages=("en", "de"),
        governing="en",
        policies=(PolicySettings("privacy"),),
    )


def test_everything_that_can_be_said() -> None:
    assert settings_file.load(
        b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode(), "policies.yml"
    ) == Settings(
        site_url="https://policies.example/",
        site_names={"de": "Beispielrichtlinien", "en": "Example policies"},
        languages=("de", "en"),
        governing="en",
        branch="published",
        timezone=ZoneInfo("Europe/Berlin"),
        notice_days=30,
        consent_notice_days=60,
        channels=("push", "email"),
        contact=Contact("Ada Example", "ada@example.org", "1 Example Street"),
        consent_url="https://example.org/consent",
        imprint_url="https://example.org/imprint",
        approvers=("Ada Example", "Bo Example"),
        since_pages=5,
        valid_days=2,
        policies=(
            PolicySettings(
                "privacy",
                sample=True,
                applies_to={"en": "all our services", "de": "alle unsere Dienste"},
                grounds={
                    Ground.SERVICE_MODEL: ("privacy", "7.1"),
                    Ground.OWNERSHIP: ("privacy", "7.2"),
                    Ground.OTHER: ("privacy", "7"),
                },
                translation_lag=True,
                previous_paths={"en": ("content/en/data.md", "data.md")},
            ),
            PolicySettings("cookies"),
        ),
    )


def test_consent_needs_no_less_notice_than_all_else() -> None:
    settings = settings_file.load(SMALL.replace("policies:", "notice_days: 14\npolicies:").encode(), "p")
    assert (settings.notice_days, settings.consent_notice_days) == (14, 14)


def test_no_is_a_language() -> None:
    text = SMALL.replace("[en, de]", "[en, no]").replace("  de:", "  no:")
    assert settings_file.load(text.encode(), "p").languages == ("en", "no")


@pytest.mark.parametrize(
    ("old", "new", "key", "line", "arguments"),
    [
        ("sample:", "smaple:", "key-misspelt", 21, {"unknown": "policies.privacy.smaple", "near": "sample"}),
        ("branch:", "colour:", "key-unknown", 5, {"unknown": "colour"}),
        ("site_url: https://policies.example/\n", "", "key-missing", 1, {"name": "", "missing": "site_url"}),
        ("https://policies.example/", "", "text-expected", 1, {"name": "site_url"}),
        ("https://policies.example/", "policies.example", "url-expected", 1, {"value": "policies.example"}),
        ("https://policies.example/", "https://p.example/?q", "url-expected", 1, {}),
        ("https://policies.example/", "https://[", "url-expected", 1, {"value": "https://["}),
        ("https://example.org/consent", "javascript:x", "url-expected", 14, {"value": "javascript:x"}),
        (", de: Beispielrichtlinien", "", "key-missing", 2, {"missing": "site_names.de"}),
        (", de: Beispielrichtlinien", ", fr: Exemple", "key-unknown", 2,
         {"unknown": "site_names.fr", "known": "de, en"}),
        ("[de, en]", "[]", "list-empty", 3, {"name": "languages"}),
        ("[de, en]", "de", "list-expected", 3, {"name": "languages"}),
        ("[de, en]", "[de, en, de]", "item-duplicate", 3, {"value": "de"}),
        ("[de, en]", "[de, en, German]", "language-invalid", 3, {"value": "German"}),
        ("governing: en", "governing: fr", "value-unknown", 4, {"value": "fr", "known": "de, en"}),
        ("Europe/Berlin", "Europe/Bonn", "timezone-unknown", 6, {"value": "Europe/Bonn"}),
        ("Europe/Berlin", "../Berlin", "timezone-unknown", 6, {"value": "../Berlin"}),
        ("Europe/Berlin", "Europe", "timezone-unknown", 6, {"value": "Europe"}),
        ("notice_days: 30", "notice_days: 30 days", "number-expected", 7, {"value": "30 days", "least": 0}),
        ("notice_days: 30", "notice_days: -1", "number-expected", 7, {"value": "-1", "least": 0}),
        ("notice_days: 30", "notice_days: 61", "consent-notice-short", 8, {"days": 60, "notice_days": 61}),
        ("[email, push]", "[email, pigeon]", "value-unknown", 9,
         {"value": "pigeon", "known": "push, popup, email"}),
        ("  email: ada@example.org\n", "", "key-missing", 11, {"missing": "contact.email"}),
        ("ada@example.org", "ada", "email-expected", 12, {"name": "contact.email", "value": "ada"}),
        ("valid_days: 2", "valid_days: 0", "number-expected", 18, {"value": "0", "least": 1}),
        ("sample: true", "sample: perhaps", "flag-expected", 21, {"value": "perhaps"}),
        ("      de: alle unsere Dienste\n", "", "key-missing", 23,
         {"missing": "policies.privacy.applies_to.de"}),
        ("7.1: clause", "7.7: clause", "key-unknown", 26, {"unknown": "policies.privacy.grounds.7.7"}),
        ("clause 7.1 of privacy", "7.1", "clause-expected", 26, {"value": "7.1"}),
        ("clause 7.1 of privacy", "clause 7.1 of terms", "value-unknown", 26,
         {"value": "terms", "known": "privacy, cookies"}),
        ("translation_lag: allowed", "translation_lag: often", "flag-expected", 30, {"value": "often"}),
        ("      en: [content", "      fr: [content", "key-unknown", 32,
         {"unknown": "policies.privacy.previous_paths.fr", "known": "de, en"}),
        ("  cookies:", "  Cookies:", "slug-invalid", 33, {"value": "Cookies"}),
        ("  cookies:", "  subscribe:", "slug-invalid", 33, {"value": "subscribe"}),
        ("  cookies:", "  privacy:", "key-duplicate", 33, {"duplicate": "policies.privacy", "first": 20}),
        ("  cookies: {", "  cookies: [", "yaml-broken", 33, {"problem": "expected ',' or ']', but got '}'"}),
        ("branch: published", "branch: [", "yaml-broken", 7, {"problem": "expected ',' or ']', but got ':'"}),
        ("Ada Example\n", "Ad\u00ea \u0000\n", "yaml-broken", 11,
         {"problem": "special characters are not allowed"}),
    ],
)  # fmt: skip
def test_what_is_refused(old: str, new: str, key: str, line: int, arguments: dict[str, object]) -> None:
    assert old in FULL
    with pytest.raises(SourceError) as raised:
        settings_file.load(FULL.replace(old, new, 1).encode(), "content/policies.yml")
    assert_told(raised.value)
    error = raised.value
    assert (error.key, error.place) == (key, f"content/policies.yml:{line}")
    assert arguments.items() <= error.arguments.items()


@pytest.mark.parametrize(
    ("raw", "key", "line"),
    [
        (b"", "yaml-empty", 1),
        (b"# nothing yet\n", "yaml-empty", 1),
        (b"- privacy\n", "keys-expected", 1),
        (b"a: 1\n--- \nb: 2\n", "yaml-broken", 2),
        (b"a: \xff\n", "utf8-invalid", 1),
        (SMALL.replace("  privacy:\n", "  {}\n").encode(), "list-empty", 7),
        (SMALL.replace("  privacy:\n", "").encode(), "text-expected", 6),
    ],
)
def test_files_that_say_nothing(raw: bytes, key: str, line: int) -> None:
    with pytest.raises(SourceError) as raised:
        settings_file.load(raw, "policies.yml")
    assert_told(raised.value)
    assert (raised.value.key, raised.value.place) == (key, f"policies.yml:{line}")
