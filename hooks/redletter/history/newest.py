"""The files as they stand: in the work tree for a preview, at HEAD for a publication."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from redletter.history.repository import Repository


class Files(Protocol):
    """Paths are relative to the project's root, with slashes."""

    def read(self, path: str) -> bytes | None:
        """A file's bytes, None where there is none."""

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths of all files below a folder, sorted."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """The files on disk, committed or not."""

    root: Path

    def read(self, path: str) -> bytes | None:
        file = self.root / path
        return file.read_bytes() if file.is_file() else None

    def below(self, folder: str) -> tuple[str, ...]:
        files = (file for file in (self.root / folder).rglob("*") if file.is_file())
        return tuple(sorted(file.relative_to(self.root).as_posix() for file in files))


@dataclass(frozen=True, slots=True)
class Head:
    """The files of HEAD's commit below one folder."""

    repository: Repository
    folder: str
    _blobs: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        prefix = PurePosixPath(self.repository.prefix)
        files = self.repository.files(self.repository.head, (prefix / self.folder).as_posix())
        blobs = {PurePosixPath(path).relative_to(prefix).as_posix(): blob for path, blob in files.items()}
        object.__setattr__(self, "_blobs", blobs)

    def read(self, path: str) -> bytes | None:
        return self.repository.blob(self._blobs[path]) if path in self._blobs else None

    def below(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted(path for path in self._blobs if path.startswith(f"{folder}/")))
