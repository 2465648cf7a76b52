"""What an amendment does to a text: pairs of clauses, redlines, changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from redletter.model.terms import ChangeKind, Op
from redletter.model.texts import Clause


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
