"""Which of the theme's files a site needs: what no page can ask for is not published."""

from __future__ import annotations

from pathlib import PurePosixPath

# We have our own search worker, favicon and colours.
_UNUSED_FOLDERS = frozenset(
    {"assets/javascripts/lunr", "assets/javascripts/lunr/min", "assets/javascripts/workers", "assets/images"}
)


def wanted(path: str) -> bool:
    """Whether a file of the theme is published; `path` as on the site."""
    file = PurePosixPath(path)
    if file.suffix == ".map" or file.name.startswith("palette."):
        return False
    return str(file.parent) not in _UNUSED_FOLDERS
