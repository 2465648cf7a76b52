"""What can be wrong with what people give us: each error names the place and, by key, the remedy."""

from __future__ import annotations

# Errors that wait for a person's decision rather than for a repair.
UNDECIDED = frozenset({"record-missing", "record-undecided"})


class RedletterError(Exception):
    """Base of all errors a person can mend.

    `key` names the sentence `error.<key>` and its remedy `error.<key>.remedy` in the catalogues,
    `arguments` fill their placeholders. `path` is relative to the repository, `line` counts from 1.
    """

    def __init__(
        self, key: str, *, path: str | None = None, line: int | None = None, **arguments: object
    ) -> None:
        self.key = key
        self.path = path
        self.line = line
        self.arguments = arguments
        super().__init__(key, path, line, arguments)

    @property
    def place(self) -> str:
        """`file:line`, as much of it as is known; empty where the error is of no file."""
        if self.path is None:
            return ""
        return self.path if self.line is None else f"{self.path}:{self.line}"


class SourceError(RedletterError):
    """A policy, its front matter or policies.yml cannot be taken as it stands."""


class HistoryError(RedletterError):
    """The git repository does not give the history that is needed."""


class RecordError(RedletterError):
    """A record is missing, stale, undecided or contradicts another."""


class FeedError(RedletterError):
    """A published or received feed does not hold what it promises."""


class SiteError(RedletterError):
    """The built site lacks something that it must have, or has something that it must not."""


class CatalogueError(RedletterError):
    """A sentence is missing from a catalogue, or its placeholders do not fit."""
