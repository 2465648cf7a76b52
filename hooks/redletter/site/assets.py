"""Which of the theme's files a site needs: what no page can ask for is not published."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

_LUNR = PurePosixPath("assets/javascripts/lunr")
_LUNR_BASE = frozenset({"lunr.multi.min.js", "lunr.stemmer.support.min.js"})
# Segmenters for scripts without spaces between words; lunr asks for them by language.
_SEGMENTERS = {"tinyseg.js": {"ja", "jp"}, "wordcut.js": {"th"}}


def wanted(path: str, languages: Collection[str]) -> bool:
    """Whether a theme file is published on a site in these languages; `path` as on the site."""
    file = PurePosixPath(path)
    if file.suffix == ".map" or file.name == "favicon.png":
        return False
    if file.name.startswith("palette."):
        return False  # colours follow the reader's system, in our own style sheet
    if file.parent == _LUNR:
        return bool(_SEGMENTERS.get(file.name, set()) & set(languages))
    if file.parent == _LUNR / "min":
        return file.name in _LUNR_BASE | {f"lunr.{language}.min.js" for language in languages}
    return True
