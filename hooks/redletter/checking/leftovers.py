"""What was left in a text by its making, or left out: placeholders, signs that nobody sees, no text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from redletter.checking.drafts import Draft
from redletter.checking.remarks import Remark, remark
from redletter.model import ClauseKind

_PLACEHOLDER = re.compile(
    r"""
      \b (?: TODO | TBD | FIXME | XXX+ ) \b
    | \[ (?: \s | … | \.{3} | _+ | ● | • )* \]           # [ ], […], [●]
    | \[ (?i: insert | add | date | name | company | address | place
          | einfügen | ergänzen | datum | firma | anschrift | adresse | ort ) \b [^\]\n]* \]
    | (?i: lorem\ ipsum )
    | _{4,}
    """,
    re.VERBOSE,
)

# A byte order mark or a zero-width space keeps Markdown from seeing what follows; the others turn the
# direction of writing, so that people read something else than what stands there. Soft hyphens and
# joiners have their use.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


def check(draft: Draft) -> Iterator[Remark]:
    """Remarks on placeholders and invisible signs, and on a text that has nothing below its front matter."""
    if not draft.document.clauses:
        yield remark("text-empty", draft.path, draft.text.body_line)
    for clause in draft.document.clauses:
        if clause.kind is not ClauseKind.OTHER and (left := _PLACEHOLDER.search(clause.words)):
            yield remark("placeholder-left", draft.path, clause.line, placeholder=left[0])
    for offset, line in enumerate(draft.text.body.split("\n")):
        if sign := _INVISIBLE.search(line):
            where = draft.text.body_line + offset
            yield remark("sign-invisible", draft.path, where, name=_name(sign[0]))


def _name(sign: str) -> str:
    """A sign by its number and its name in Unicode; the byte order mark is commonly known by that."""
    name = "BYTE ORDER MARK" if sign == "\ufeff" else unicodedata.name(sign)
    return f"U+{ord(sign):04X} {name}"
