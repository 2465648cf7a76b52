"""One style sheet for the site: the theme's without what no page can show, then ours.

The theme's sheet is most of what a first visit waits for, and more than half of it is for features that
are off here: code highlighting, admonitions, tabs, annotations, blogs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Beginnings of class names that stand on no page.
ABSENT = (
    "abstract",
    "admonition",
    "arithmatex",
    "bug",
    "critic",
    "danger",
    "emojione",
    "example",
    "failure",
    "gemoji",
    "grid",
    "highlight",
    "info",
    "keys",
    "linenos",
    "md-annotation",
    "md-author",
    "md-clipboard",
    "md-code",
    "md-consent",
    "md-content__button",
    "md-feedback",
    "md-footer__",
    "md-meta",
    "md-option",
    "md-pages",
    "md-pagination",
    "md-path",
    "md-post",
    "md-profile",
    "md-progress",
    "md-search__suggest",
    "md-select",
    "md-social",
    "md-source",
    "md-status",
    "md-tabs",
    "md-tag",
    "md-tooltip",
    "md-version",
    "mermaid",
    "note",
    "question",
    "quote",
    "success",
    "tabbed-",
    "task-list",
    "tip",
    "twemoji",
    "warning",
)
_ABSENT = re.compile(rf"\.(?:{'|'.join(map(re.escape, ABSENT))})")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_GROUPS = ("@media", "@supports")  # whose blocks hold rules


@lru_cache(maxsize=1)
def joined(theme: str, ours: str) -> str:
    """The theme's rules that can matter, then all of ours."""
    return trimmed(_COMMENT.sub("", theme), _ABSENT) + "\n" + ours


def trimmed(css: str, absent: re.Pattern[str]) -> str:
    """Minified CSS without the selectors that `absent` finds, and without rules left with none."""
    return "".join(_kept(css, absent))


def _kept(css: str, absent: re.Pattern[str]) -> Iterator[str]:
    for head, block in _rules(css):
        if block is None:
            yield head
        elif head.startswith(_GROUPS):
            if inner := trimmed(block, absent):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{block}}}"
        elif selectors := [each for each in _selectors(head) if not absent.search(each)]:
            yield f"{','.join(selectors)}{{{block}}}"


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule's head and block; None for a statement without one (`@charset`)."""
    at = 0
    while (opening := css.find("{", at)) >= 0:
        end = css.find(";", at, opening)
        if css[at] == "@" and end >= 0:
            yield css[at : end + 1], None
            at = end + 1
            continue
        closing = _closing(css, opening)
        yield css[at:opening], css[opening + 1 : closing]
        at = closing + 1


def _closing(css: str, opening: int) -> int:
    depth = 0
    for brace in re.finditer(r"[{}]", css[opening:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return opening + brace.start()
    return len(css)


def _selectors(head: str) -> list[str]:
    """The selectors of a list; commas within `:is(…)` do not part them."""
    return re.split(r",(?![^(]*\))", head)
