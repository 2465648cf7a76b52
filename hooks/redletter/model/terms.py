"""The words of the law: levels, directions, consent, grounds, kinds."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How much a change matters; ordered by `rank`."""

    NONE = "none"
    EDITORIAL = "editorial"
    CLARIFYING = "clarifying"
    MATERIAL = "material"

    @property
    def rank(self) -> int:
        """0 for none up to 3 for material."""
        return list(Level).index(self)


class Direction(StrEnum):
    """What a change does to the reader, the gravest first."""

    ADVERSE = "adverse"
    UNKNOWN = "unknown"
    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"


class Consent(StrEnum):
    """Whether the change needs people's express consent, the gravest first."""

    REQUIRED = "required"
    UNKNOWN = "unknown"
    NOT_REQUIRED = "not_required"


class Status(StrEnum):
    """Whether the judgement stands or a person must decide, the gravest first."""

    REVIEW = "review"
    DECIDED = "decided"


class Ground(StrEnum):
    """The grounds of section 7; `other` because the section is not limited to them."""

    SERVICE_MODEL = "7.1"
    OWNERSHIP = "7.2"
    RECIPIENTS = "7.3"
    RIGHTS = "7.4"
    CONTACT = "7.5"
    IMPACT_ASSESSMENT = "7.6"
    OTHER = "other"


class RevisionKind(StrEnum):
    """Why a published state exists."""

    REVISION = "revision"
    CORRECTION = "correction"
    TRANSLATION = "translation"


class ChangeKind(StrEnum):
    """What an amendment does to a clause (Akoma Ntoso's textual modifications, and move)."""

    INSERTION = "insertion"
    REPEAL = "repeal"
    SUBSTITUTION = "substitution"
    RENUMBERING = "renumbering"
    MOVE = "move"
    SPLIT = "split"
    JOIN = "join"


class ClauseKind(StrEnum):
    """What a clause is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    OTHER = "other"  # code, raw HTML, link definitions: shown, compared, never numbered


class Op(StrEnum):
    """A redline segment's operation."""

    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"
