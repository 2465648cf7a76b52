"""Checks texts as they stand: what an attentive colleague would say before they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from redletter import addresses
from redletter.checking import dates, languages, leftovers, links, numbering, terms
from redletter.checking.dates import Course
from redletter.checking.drafts import Draft, address_of
from redletter.checking.drift import Difference
from redletter.checking.drift import check as drift
from redletter.checking.remarks import SEVERITIES, Remark, Severity, remark
from redletter.settings import PolicySettings, Settings

__all__ = [
    "SEVERITIES",
    "Course",
    "Difference",
    "Draft",
    "Remark",
    "Severity",
    "Standing",
    "check",
    "drift",
    "remark",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """A policy as it stands: its texts, in the order of policies.yml, and its newest revision.

    `course` is None where the history cannot be read for errors: the texts are checked all the same.
    """

    policy: PolicySettings
    drafts: tuple[Draft, ...]
    course: Course | None = None


def check(
    settings: Settings,
    standings: Sequence[Standing],
    *,
    content: str = "content",
    ground_lines: Mapping[tuple[str, str], int] | None = None,
) -> tuple[Remark, ...]:
    """All remarks on the policies, by file and line; what is wrong with front matter is an error before.

    Translations are compared with the governing text unless they lag behind it. `ground_lines` are the
    lines of policies.yml on which a policy's grounds stand.
    """
    drafts = [draft for each in standings for draft in each.drafts]
    found = [
        *_of_grounds(settings, standings, content, ground_lines or {}),
        *(each for standing in standings for each in _of_policy(settings, standing, drafts, content)),
    ]
    return tuple(sorted(found, key=lambda each: (each.path, each.line or 0, each.rule, str(each.arguments))))


def _of_policy(
    settings: Settings, standing: Standing, every: Sequence[Draft], content: str
) -> Iterator[Remark]:
    policy, drafts = standing.policy, standing.drafts
    for language in settings.languages:
        if all(draft.language != language for draft in drafts):
            path = f"{content}/{language}/{policy.slug}.md"
            rule = "language-lags" if policy.translation_lag else "language-missing"
            yield remark(rule, path, None, language=language, governing=settings.governing)
    pages = frozenset(_pages(settings))
    for draft in drafts:
        yield from numbering.check(draft)
        yield from links.check(draft, drafts=every, pages=pages)
        yield from terms.check(draft)
        yield from leftovers.check(draft)
    lagging = standing.course.newest.lagging if standing.course else ()
    for one, other in combinations([draft for draft in drafts if draft.language not in lagging], 2):
        yield from languages.check(one, other)
        yield from terms.check_pair(one, other)
        yield from terms.check_pair(other, one)
    if standing.course is not None:
        texts = [draft.text for draft in drafts]
        yield from dates.check(standing.course, texts, settings=settings, policy=policy)


def _of_grounds(
    settings: Settings,
    standings: Sequence[Standing],
    content: str,
    lines: Mapping[tuple[str, str], int],
) -> Iterator[Remark]:
    """Grounds of policies.yml whose clause a text lacks: readers are led there."""
    by_slug = {each.policy.slug: each.drafts for each in standings}
    for policy in settings.policies:
        for ground, (slug, number) in (policy.grounds or {}).items():
            for draft in by_slug.get(slug, ()):
                if all(address_of(clause) != number for clause in draft.document.clauses):
                    yield remark(
                        "ground-missing",
                        f"{content}/policies.yml",
                        lines.get((policy.slug, ground)),
                        policy=policy.slug,
                        ground=ground,
                        number=number,
                        text=draft.path,
                    )


def _pages(settings: Settings) -> Iterator[str]:
    """The site's own pages as absolute paths name them, with and without the last slash."""
    base = urlsplit(settings.site_url).path.lstrip("/")
    for language in settings.languages:
        for page in (
            addresses.home(language),
            addresses.subscribe(language),
            *(addresses.text(language, policy.slug) for policy in settings.policies),
            *(addresses.timeline(language, policy.slug) for policy in settings.policies),
        ):
            yield base + page
            yield (base + page).rstrip("/")
