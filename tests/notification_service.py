"""A notification service in a few dozen lines: tells each person of each material change exactly once.

Run it against a published feed, one process a notice, or embed it as the tests do:

    redletter follow https://policies.example/ --state state.json --from first --level material \
        --exec 'python notification_service.py people.db'
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS person (name TEXT PRIMARY KEY, language TEXT NOT NULL, channel TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS notice (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, policy TEXT NOT NULL, seq INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS told (
    person TEXT NOT NULL, notice TEXT NOT NULL, channel TEXT NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (person, notice)
);
"""


class Service:
    """Keeps people and what they were told; one row a person and notice."""

    def __init__(self, path: str) -> None:
        self.store = sqlite3.connect(path)
        self.store.executescript(_TABLES)

    def register(self, name: str, language: str, channel: str) -> None:
        with self.store:
            self.store.execute("INSERT OR REPLACE INTO person VALUES (?, ?, ?)", (name, language, channel))

    def take(self, entry: Mapping[str, Any]) -> None:
        """Deal with a notice. Taken a second time, it does nothing: its id is known.

        All rows of a notice are written together or not at all; returning acknowledges it.
        """
        data = entry["data"]
        with self.store:
            known = self.store.execute("SELECT 1 FROM notice WHERE id = ?", (entry["id"],)).fetchone()
            if known:
                return
            self.store.execute(
                "INSERT INTO notice (id, policy, seq) VALUES (?, ?, ?)",
                (entry["id"], data["policy"], data["seq"]),
            )
            for name, channel, message in self._messages(data):
                self.store.execute(
                    "INSERT INTO told VALUES (?, ?, ?, ?)", (name, entry["id"], channel, message)
                )

    def _messages(self, data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        """Each person's message, in their language and on the channel of their choice."""
        channels = set(data["channels"])
        if data["type"] in ("reclassification", "withdrawal"):  # whoever was told must hear of it
            channels.update(data["replaces"]["channels"])
        for name, language, channel in self.store.execute("SELECT * FROM person ORDER BY name"):
            if channel in channels:
                told = data["messages"].get(language) or data["messages"][data["governing"]]
                yield name, channel, json.dumps(told[channel], ensure_ascii=False)

    def told(self) -> list[tuple[str, str, str]]:
        """Who was told of what, on which channel."""
        return self.store.execute("SELECT person, notice, channel FROM told ORDER BY rowid").fetchall()

    def arrived(self) -> list[tuple[str, int]]:
        """Policy and seq of the notices in the order of their arrival."""
        return self.store.execute("SELECT policy, seq FROM notice ORDER BY arrival").fetchall()


if __name__ == "__main__":
    Service(sys.argv[1]).take(json.load(sys.stdin))
