"""Hands a publication from `redletter build` to the MkDocs process that it starts."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

from redletter.editions import Publication

_VARIABLE = "REDLETTER_PUBLICATION"


def give(publication: Publication, path: Path) -> dict[str, str]:
    """Write the publication to a file of our own; what the process must find in its environment."""
    path.write_bytes(pickle.dumps(publication))
    return {_VARIABLE: str(path)}


def taken() -> Publication | None:
    """The publication that was handed over to this process, None where MkDocs was started by itself."""
    path = os.environ.get(_VARIABLE)
    if path is None:
        return None
    given = pickle.loads(Path(path).read_bytes())  # noqa: S301 - the file is our parent's
    return given if isinstance(given, Publication) else None
