"""Reads the branch's history of the policies: every revision that was ever published, and why."""

from __future__ import annotations

from redletter.history.reading import History, read
from redletter.history.repository import file_at, signer
from redletter.history.states import Beginning, Unread
from redletter.history.survey import Survey, survey

__all__ = ["Beginning", "History", "Survey", "Unread", "file_at", "read", "signer", "survey"]
