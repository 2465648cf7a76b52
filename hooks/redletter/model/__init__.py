"""The values that stages take and return: policies, revisions, clauses, changes, determinations."""

from __future__ import annotations

from redletter.model.changes import Change, Edit, Pair, Segment
from redletter.model.judgement import Amendment, Determination, Finding, JudgedChange, Override, total
from redletter.model.terms import (
    ChangeKind,
    ClauseKind,
    Consent,
    Direction,
    Ground,
    Level,
    Op,
    RevisionKind,
    Status,
)
from redletter.model.texts import Clause, Document, ImpactAssessment, Revision, Text

__all__ = [
    "Amendment",
    "Change",
    "ChangeKind",
    "Clause",
    "ClauseKind",
    "Consent",
    "Determination",
    "Direction",
    "Document",
    "Edit",
    "Finding",
    "Ground",
    "ImpactAssessment",
    "JudgedChange",
    "Level",
    "Op",
    "Override",
    "Pair",
    "Revision",
    "RevisionKind",
    "Segment",
    "Status",
    "Text",
    "total",
]
