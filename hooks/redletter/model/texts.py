"""Policies as texts: revisions, their texts, and the clauses of a text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from redletter.model.terms import ClauseKind, RevisionKind


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

    def head(self, clause: Clause) -> str | None:
        """The source of the head of the table in which a row stands, empty for the head; None for no row."""
        if clause.kind is not ClauseKind.ROW:
            return None
        lead = self.clause(clause.parent) if clause.parent is not None else None
        return lead.source if lead is not None and lead.kind is ClauseKind.ROW else ""
