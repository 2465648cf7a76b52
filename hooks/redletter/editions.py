"""What renderers take: the policies with all their revisions, texts, notices and standing on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from redletter.model import Document, Edit, Revision
from redletter.notices import Notice
from redletter.settings import PolicySettings, Settings


class Standing(StrEnum):
    """Where a revision stands on the day of the build."""

    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Edition:
    """A revision as it is published: its parsed texts, its notice and its standing.

    `notice` is read from the record where there is one (`recorded`), else computed for a preview.
    `acts` are later acts on it (reclassification, withdrawal), in order. `since` holds, by language,
    the net edits from this revision to the newest; empty where there is no such page.
    """

    revision: Revision
    documents: Mapping[str, Document]
    notice: Notice
    standing: Standing
    recorded: bool
    acts: tuple[Notice, ...] = ()
    since: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.revision.label


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """A policy with its editions in history order and its chain of notices by seq.

    `held` are the labels of revisions that wait for a decision and are not published.
    """

    settings: PolicySettings
    editions: tuple[Edition, ...]
    chain: tuple[Notice, ...]
    held: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return self.settings.slug

    @property
    def in_force(self) -> Edition | None:
        """The edition in force; None before the first effective date."""
        return next((each for each in self.editions if each.standing is Standing.IN_FORCE), None)

    @property
    def current(self) -> Edition:
        """The edition in force, or before there is one, the first."""
        return self.in_force or self.editions[0]

    @property
    def upcoming(self) -> tuple[Edition, ...]:
        return tuple(each for each in self.editions if each.standing is Standing.UPCOMING)

    def edition(self, label: str) -> Edition | None:
        return next((each for each in self.editions if each.label == label), None)


@dataclass(frozen=True, slots=True)
class Publication:
    """All that a build of the site and its feeds says. `preview` builds carry no promise.

    `unread` names the texts of the past that cannot be read, as (place, commit).
    """

    settings: Settings
    as_of: date
    policies: tuple[PublishedPolicy, ...]
    preview: bool = False
    unread: tuple[tuple[str, str], ...] = ()

    def policy(self, slug: str) -> PublishedPolicy | None:
        return next((each for each in self.policies if each.slug == slug), None)
