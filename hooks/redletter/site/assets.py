"""Which of the theme's files a site needs: what no page can ask for is not published."""

from __future__ import annotations

from pathlib import PurePosixPath

# We have our own search worker, favicon and style sheet, which holds the theme's.
_UNUSED_FOLDERS = frozenset(
    {
        "assets/images",
        "assets/javascripts/lunr",
        "assets/javascripts/lunr/min",
        "assets/javascripts/workers",
        "assets/stylesheets",
    }
)


def wanted(path: str) -> bool:
    """Whether a file of the theme is published; `path` as on the site."""
    file = PurePosixPath(path)
    return file.suffix != ".map" and str(file.parent) not in _UNUSED_FOLDERS
