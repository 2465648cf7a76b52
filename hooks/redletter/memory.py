"""What was seen to be judged as its record says, so that it is not judged again at each check."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from redletter.messages import locales_root

# Where no commit can reach: what a branch brings with it must not keep a check quiet.
_PLACE = Path(".git/redletter")
_JUDGES = ("babel", "cydifflib", "markdown", "pyyaml", "rapidfuzz", "simplemma")  # besides our own sources

_WORDS = ("lexicon.yml", "synonyms.txt", "topics.json")  # of each language, that rules look into


class Memory:
    """A set of fingerprints, kept in the repository's own folder, where nothing can be committed.

    A fingerprint holds all that was judged and the whole engine, so that none can go stale. Where
    there is no such folder, or nothing can be written, nothing is remembered.
    """

    def __init__(self, root: Path) -> None:
        self._file = root / _PLACE / "undrifted"
        self._known: frozenset[str] = frozenset()
        self._seen: set[str] = set()
        with suppress(OSError, UnicodeDecodeError):
            self._known = frozenset(self._file.read_text("ascii").split())

    def holds(self, fingerprint: str) -> bool:
        return fingerprint in self._known

    def add(self, fingerprint: str) -> None:
        self._seen.add(fingerprint)

    def keep(self) -> None:
        """Write down what was added since it was opened; what was not, is forgotten."""
        if self._seen == self._known:
            return
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            self._file.write_text("".join(f"{each}\n" for each in sorted(self._seen)), "ascii")


def fingerprint(*judged: object) -> str:
    """The SHA-256, in hex, of values whose `repr` says all of them, and of what judges them."""
    return hashlib.sha256(repr((_engine(), judged)).encode()).hexdigest()


@cache
def _engine() -> str:
    """Our sources and word lists, and the versions of what they stand on."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    words = sorted(path for name in _WORDS for path in locales_root().glob(f"*/{name}"))
    digest = hashlib.sha256(
        b"".join(hashlib.sha256(path.read_bytes()).digest() for path in (*sources, *words))
    )
    digest.update(repr((sys.version, [version(name) for name in _JUDGES])).encode())
    return digest.hexdigest()
