"""Facts about a site and its policies, as policies.yml states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from redletter.model import Ground

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask; shown on every page."""

    name: str
    email: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """What policies.yml says of one policy. Texts by language are mappings of language to text."""

    slug: str
    sample: bool = False
    applies_to: Mapping[str, str] | None = None
    grounds: Mapping[Ground, tuple[str, str]] | None = None  # ground: (policy slug, clause number)
    allow_retroactive: bool = False
    translation_lag: bool = False
    previous_paths: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All of policies.yml. `notice_days` and `consent_notice_days` are whole days."""

    site_url: str  # ends with a slash
    site_names: Mapping[str, str]
    languages: tuple[str, ...]
    governing: str
    policies: tuple[PolicySettings, ...]
    branch: str = "main"
    timezone: ZoneInfo = _UTC
    notice_days: int = 0
    consent_notice_days: int = 0
    channels: tuple[str, ...] = ("push", "popup", "email")
    contact: Contact | None = None
    consent_url: str | None = None
    imprint_url: str | None = None
    approvers: tuple[str, ...] = ()
    since_pages: int = 25
    valid_days: int = 7  # how long a head may be believed

    def policy(self, slug: str) -> PolicySettings | None:
        return next((each for each in self.policies if each.slug == slug), None)
