"""The values that stages take and return: policies, revisions, clauses, changes, determinations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar


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


@dataclass(frozen=True, slots=True)
class ImpactAssessment:
    """A declared impact assessment: ground 7.6 is an event, not a wording."""

    date: date
    risk: str  # "high", "medium" or "low"
    reference: str


@dataclass(frozen=True, slots=True)
class Text:
    """One language's text of a policy at one point of its history.

    `body` is the Markdown after the front matter with BOM dropped and line ends made LF, else as
    written; `body_line` is the line of the file on which it begins (1-based).
    """

    policy: str
    language: str
    path: str
    title: str
    revision: date
    effective: date
    body: str
    body_line: int = 1
    impact_assessment: ImpactAssessment | None = None
    consent_until: date | None = None
    previous_paths: tuple[str, ...] | None = None  # where the file stood before, the latest first
    key_lines: tuple[tuple[str, int], ...] = field(default=(), compare=False, repr=False)

    def key_line(self, key: str) -> int:
        """The line of a front matter key; the file's first where the key is absent."""
        return dict(self.key_lines).get(key, 1)

    @property
    def identity(self) -> str:
        """The body by which texts are told apart: no trailing white space, one newline at the end."""
        lines = (line.rstrip() for line in self.body.split("\n"))
        return "\n".join(lines).rstrip("\n") + "\n"

    @property
    def sha256(self) -> str:
        """Hash, in hex, of dates, title and identity: what a record binds to."""
        assessment = self.impact_assessment
        facts = [
            self.title,
            self.revision.isoformat(),
            self.effective.isoformat(),
            self.consent_until.isoformat() if self.consent_until else "",
            f"{assessment.date} {assessment.risk} {assessment.reference}" if assessment else "",
        ]
        return hashlib.sha256("\0".join([*facts, self.identity]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Revision:
    """A published state of a policy in all its languages.

    `texts` holds one text a language, in the order of policies.yml; a language that had no text yet
    is absent. `lagging` names the languages whose text has not followed the governing one.
    `revision` and `effective` are the governing text's dates.
    """

    policy: str
    label: str
    kind: RevisionKind
    texts: tuple[Text, ...]
    commit: str
    committed: datetime
    governing: str
    lagging: tuple[str, ...] = ()

    def text(self, language: str) -> Text | None:
        """The text in a language, None where it has none."""
        return next((text for text in self.texts if text.language == language), None)

    @property
    def governing_text(self) -> Text:
        return next(text for text in self.texts if text.language == self.governing)

    @property
    def revision(self) -> date:
        return self.governing_text.revision

    @property
    def effective(self) -> date:
        return self.governing_text.effective


@dataclass(frozen=True, slots=True)
class Clause:
    """A block of one text that stands on its own: heading, paragraph, item, row.

    `source` is its Markdown to the letter, without the trailing newline; `gap` what stands between
    the clause before and it (blank lines, indentation), so that the gaps and sources joined, and the
    document's `tail`, give the body back. `number` is the printed number (`7.1`, `(2)`, `a)`) or
    None. `words` is what a reader sees, white space folded, the number included. `id` is the anchor.
    `place` is where the clause stands counted by structure, the same in every language of a text
    that is translated faithfully (`4.2/item2`): it pairs languages, never revisions.
    `parent` is the id of the clause it hangs on (a heading, or the lead-in of a list).
    """

    id: str
    kind: ClauseKind
    number: str | None
    source: str
    words: str
    line: int
    place: str
    parent: str | None = None
    depth: int = 0  # heading level, or nesting of items
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text parsed: its clauses in reading order and what follows the last one."""

    clauses: tuple[Clause, ...]
    tail: str = ""

    @property
    def body(self) -> str:
        return "".join(clause.gap + clause.source for clause in self.clauses) + self.tail

    def clause(self, id: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.id == id), None)

    def ancestors(self, clause: Clause) -> tuple[Clause, ...]:
        """What the clause hangs on, the nearest first: lead-in, then headings."""
        by_id = {each.id: each for each in self.clauses}
        found: list[Clause] = []
        while clause.parent is not None and clause.parent in by_id:
            clause = by_id[clause.parent]
            found.append(clause)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Pair:
    """Clauses of the old and the new text that belong together; one side may be empty.

    More than one clause on a side only for split and join. `moved` says that the clause left its
    order among its neighbours or its section; the texts may differ as well.
    """

    before: tuple[Clause, ...]
    after: tuple[Clause, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of a redline: text kept, deleted or inserted."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What an amendment does to one clause in one language.

    `before` and `after` are the clauses' sources (several joined by their gaps; empty when absent);
    `redline` keeps and deletes join to `before`, keeps and inserts to `after`. `context` holds the
    words of what the clause hangs on, the nearest first, of the new text where there is one.
    """

    language: str
    kind: ChangeKind
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    before: str
    after: str
    redline: tuple[Segment, ...]
    context: tuple[str, ...] = ()
    moved: bool = False

    @property
    def clause(self) -> Clause:
        """The clause to point at: the new one, or the repealed."""
        return (self.new or self.old)[0]


@dataclass(frozen=True, slots=True)
class Change:
    """What an amendment does to one clause in all languages: the unit of judgement."""

    edits: tuple[Edit, ...]  # at most one a language, in the order of policies.yml

    def edit(self, language: str) -> Edit | None:
        return next((edit for edit in self.edits if edit.language == language), None)

    @property
    def fingerprint(self) -> str:
        """Binds a person's override to the clause's texts in all languages; hex."""
        parts = [p for e in self.edits for p in (e.language, e.clause.id, e.before, e.after)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired: on which words, for which ground, in which language.

    `rule` is the key of its sentence, `arguments` fill the sentence's placeholders.
    """

    rule: str
    ground: Ground | None
    words: str
    language: str
    arguments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A person's decision in place of the engine's; None means: as the engine found."""

    fingerprint: str
    by: str
    on: date
    reason: str
    level: Level | None = None
    grounds: tuple[Ground, ...] | None = None
    direction: Direction | None = None
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Determination:
    """The judgement of a change, or of an amendment as a whole."""

    level: Level
    grounds: tuple[Ground, ...] = ()
    direction: Direction = Direction.NEUTRAL
    consent: Consent = Consent.NOT_REQUIRED
    status: Status = Status.DECIDED
    findings: tuple[Finding, ...] = ()
    override: Override | None = None
    found: Level | None = None  # the rules' own level, where an override gives another


def total(determinations: Iterable[Determination]) -> Determination:
    """The judgement of an amendment from those of its changes: the gravest of each.

    Findings stay with the changes. Nothing to judge gives level `none`.
    """
    judged = tuple(determinations)
    if not judged:
        return Determination(Level.NONE)
    return Determination(
        level=max((d.level for d in judged), key=lambda level: level.rank),
        grounds=tuple(ground for ground in Ground if any(ground in d.grounds for d in judged)),
        direction=_gravest(Direction, (d.direction for d in judged)),
        consent=_gravest(Consent, (d.consent for d in judged)),
        status=_gravest(Status, (d.status for d in judged)),
    )


_Scale = TypeVar("_Scale", Direction, Consent, Status)


def _gravest(scale: type[_Scale], values: Iterable[_Scale]) -> _Scale:
    return min(values, key=list(scale).index)


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """A change with its determination."""

    change: Change
    determination: Determination


@dataclass(frozen=True, slots=True)
class Amendment:
    """The step from one revision to the next, judged. `before` is None at the first publication."""

    before: Revision | None
    after: Revision
    changes: tuple[JudgedChange, ...]
    determination: Determination
    findings: tuple[Finding, ...] = ()  # of the amendment itself: 7.6, languages that disagree
