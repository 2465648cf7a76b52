"""policies.yml read into Settings: every key checked, every complaint at its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from redletter.model import Ground
from redletter.settings import Contact, PolicySettings, Settings
from redletter.yaml_lines import Value, decoded, parse

KEYS = tuple(field.name for field in fields(Settings))
POLICY_KEYS = tuple(field.name for field in fields(PolicySettings) if field.name != "slug")
CHANNELS = ("push", "popup", "email")

# Words that addresses take up for themselves where a policy's slug would stand.
_TAKEN = frozenset({"index", "subscribe", "404"})

_SLUG = re.compile(
    r"""
    [a-z0-9]           # begins with a small letter or a digit
    [a-z0-9_-]*        # and goes on with these, hyphens and underscores
    """,
    re.VERBOSE | re.ASCII,
)
_LANGUAGE = re.compile(
    r"""
    [a-z]{2,3}         # BCP 47: the language,
    (- [A-Za-z0-9]+)*  # then script, region, variants
    """,
    re.VERBOSE | re.ASCII,
)
_CLAUSE = re.compile(
    r"""
    clause \s+ (?P<number> \S+) \s+    # the number as printed, without its full stop
    of \s+ (?P<policy> \S+)            # the slug of the policy in which it stands
    """,
    re.VERBOSE,
)
_EMAIL = re.compile(
    r"""
    [^\s@]+ @ [^\s@]+ \. [^\s@.]+      # not RFC 5322: enough to catch a slip of the keyboard
    """,
    re.VERBOSE,
)


def load(raw: bytes, path: str) -> Settings:
    """Settings from the bytes of policies.yml; what may be left out has Settings' defaults.

    `governing` is the first language where it is left out, `consent_notice_days` is `notice_days`.
    Raises SourceError with file and line at the first thing that is wrong.
    """
    keys = parse(decoded(raw, path), path).mapping(
        KEYS, required=("site_url", "site_names", "languages", "policies")
    )
    languages = _languages(keys["languages"])
    notice_days = keys["notice_days"].number() if "notice_days" in keys else 0
    return Settings(
        site_url=_site_url(keys["site_url"]),
        site_names=_by_language(keys["site_names"], languages, complete=True),
        languages=languages,
        governing=keys["governing"].one_of(languages) if "governing" in keys else languages[0],
        policies=_policies(keys["policies"], languages),
        branch=keys["branch"].text() if "branch" in keys else "main",
        timezone=_timezone(keys["timezone"]) if "timezone" in keys else ZoneInfo("UTC"),
        notice_days=notice_days,
        consent_notice_days=_consent_notice_days(keys.get("consent_notice_days"), notice_days),
        channels=_channels(keys["channels"]) if "channels" in keys else CHANNELS,
        contact=_contact(keys["contact"]) if "contact" in keys else None,
        consent_url=_url(keys["consent_url"]) if "consent_url" in keys else None,
        imprint_url=_url(keys["imprint_url"]) if "imprint_url" in keys else None,
        approvers=tuple(each.text() for each in keys["approvers"].items()) if "approvers" in keys else (),
        since_pages=keys["since_pages"].number() if "since_pages" in keys else 25,
        valid_days=keys["valid_days"].number(least=1) if "valid_days" in keys else 7,
    )


def _languages(value: Value) -> tuple[str, ...]:
    items = value.items()
    languages: list[str] = []
    for each in items:
        language = each.text()
        if not _LANGUAGE.fullmatch(language):
            raise each.error("language-invalid", value=language)
        if language in languages:
            raise each.error("item-duplicate", value=language)
        languages.append(language)
    if not languages:
        raise value.error("list-empty")
    return tuple(languages)


def _by_language(value: Value, languages: tuple[str, ...], *, complete: bool) -> dict[str, str]:
    texts = value.mapping(languages, required=languages if complete else ())
    return {language: texts[language].text() for language in languages if language in texts}


def _url(value: Value) -> str:
    written = value.text()
    try:
        parts = urlsplit(written)
        sound = (
            parts.scheme in {"https", "http"} and bool(parts.hostname) and not set(written) & set(' \t<>"')
        )
    except ValueError:
        sound = False
    if not sound:
        raise value.error("url-expected", value=written)
    return written


def _site_url(value: Value) -> str:
    url = _url(value)
    if urlsplit(url).query or urlsplit(url).fragment:
        raise value.error("url-expected", value=url)
    return url if url.endswith("/") else f"{url}/"


def _timezone(value: Value) -> ZoneInfo:
    written = value.text()
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise value.error("timezone-unknown", value=written) from unknown


def _consent_notice_days(value: Value | None, notice_days: int) -> int:
    if value is None:
        return notice_days
    days = value.number()
    if days < notice_days:
        raise value.error("consent-notice-short", days=days, notice_days=notice_days)
    return days


def _channels(value: Value) -> tuple[str, ...]:
    named = {each.one_of(CHANNELS) for each in value.items()}
    return tuple(channel for channel in CHANNELS if channel in named)


def _contact(value: Value) -> Contact:
    keys = value.mapping(("name", "email", "address"), required=("name", "email"))
    email = keys["email"].text()
    if not _EMAIL.fullmatch(email):
        raise keys["email"].error("email-expected", value=email)
    return Contact(keys["name"].text(), email, keys["address"].text() if "address" in keys else "")


def _policies(value: Value, languages: tuple[str, ...]) -> tuple[PolicySettings, ...]:
    policies = value.entries()
    if not policies:
        raise value.error("list-empty")
    for slug, each in policies.items():
        if not _SLUG.fullmatch(slug) or slug in _TAKEN:
            raise each.error("slug-invalid", value=slug)
    return tuple(_policy(slug, each, languages, tuple(policies)) for slug, each in policies.items())


def _policy(slug: str, value: Value, languages: tuple[str, ...], slugs: tuple[str, ...]) -> PolicySettings:
    keys = {} if value.empty else value.mapping(POLICY_KEYS)
    return PolicySettings(
        slug=slug,
        sample=keys["sample"].flag() if "sample" in keys else False,
        applies_to=_by_language(keys["applies_to"], languages, complete=True)
        if "applies_to" in keys
        else None,
        grounds=_grounds(keys["grounds"], slugs) if "grounds" in keys else None,
        allow_retroactive=keys["allow_retroactive"].flag() if "allow_retroactive" in keys else False,
        translation_lag=_allowed(keys["translation_lag"]) if "translation_lag" in keys else False,
        previous_paths=_previous_paths(keys.get("previous_paths"), languages),
    )


def _allowed(value: Value) -> bool:
    return value.text() == "allowed" or value.flag()


def _grounds(value: Value, slugs: tuple[str, ...]) -> Mapping[Ground, tuple[str, str]]:
    clauses = value.mapping([ground.value for ground in Ground])
    return {Ground(ground): _clause(clause, slugs) for ground, clause in clauses.items()}


def _clause(value: Value, slugs: tuple[str, ...]) -> tuple[str, str]:
    """(policy slug, clause number) from `clause 7.1 of privacy`."""
    named = _CLAUSE.fullmatch(value.text())
    if named is None:
        raise value.error("clause-expected", value=value.text())
    if named["policy"] not in slugs:
        raise value.error("value-unknown", value=named["policy"], known=", ".join(slugs))
    return named["policy"], named["number"].rstrip(".")


def _previous_paths(value: Value | None, languages: tuple[str, ...]) -> Mapping[str, tuple[str, ...]] | None:
    if value is None:
        return None
    paths = value.mapping(languages)
    return {language: tuple(each.text() for each in items.items()) for language, items in paths.items()}
