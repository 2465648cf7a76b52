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

_LIVE_FOLDER = "assets/live"  # of the pages that only a live preview has


def wanted(path: str, *, live: bool = False) -> bool:
    """Whether a site needs a file of the theme, or a `live` preview does; `path` as on the site."""
    file = PurePosixPath(path)
    folder = str(file.parent)
    return file.suffix != ".map" and folder not in _UNUSED_FOLDERS and (live or folder != _LIVE_FOLDER)
