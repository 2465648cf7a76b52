"""Reads the branch's history of the policies: every revision that was ever published, and why."""

from __future__ import annotations

from redletter.history.reading import History, read
from redletter.history.states import Unread

__all__ = ["History", "Unread", "read"]
