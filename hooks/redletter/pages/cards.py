"""One change on a page: its redline in two views, its context, its reasons."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from redletter import addresses, rendering
from redletter.editions import Edition, PublishedPolicy
from redletter.messages import Messages
from redletter.model import Clause, ClauseKind, Direction, Document, Edit, Level
from redletter.notices import ChangeNotice, EditNotice
from redletter.pages import telling
from redletter.pages.grounds import GroundTold
from redletter.pages.reader import Reader

_CONTEXT_WIDTH = 120  # characters of each thing that a clause hangs on


@dataclass(frozen=True, slots=True)
class Card:
    """A judged change, as its record has it."""

    id: str
    title: str
    language: str
    change: ChangeNotice
    edit: EditNotice
    inline: Markup
    sides: tuple[Markup, Markup]
    context: tuple[str, ...]
    grounds: tuple[GroundTold, ...]
    clause_link: str

    @property
    def reasoned(self) -> bool:
        """Whether there is anything to say of it but what the redline shows."""
        says_more = self.change.level == Level.MATERIAL or self.change.direction != Direction.NEUTRAL
        return bool(self.edit.findings or self.grounds or self.change.override or says_more)


@dataclass(frozen=True, slots=True)
class NetCard:
    """A difference between two texts, not judged."""

    id: str
    title: str
    language: str
    edit: Edit
    inline: Markup
    sides: tuple[Markup, Markup]
    context: tuple[str, ...]


def judged(
    policy: PublishedPolicy, edition: Edition, reader: Reader, grounds: Mapping[str, GroundTold]
) -> tuple[Card, ...]:
    """The changes of an amendment in the reader's language; in another one where only that changed."""
    before, _ = telling.neighbours(policy, edition)
    return tuple(
        _judged(change, found[0], found[1], before, edition, reader, grounds)
        for change in telling.changes(edition)
        if (found := reader.of(change.edits)) is not None
    )


def _judged(
    change: ChangeNotice,
    language: str,
    edit: EditNotice,
    before: Edition | None,
    edition: Edition,
    reader: Reader,
    grounds: Mapping[str, GroundTold],
) -> Card:
    _, _, fragment = edit.address.partition("#")
    new, old = edition.documents.get(language), before.documents.get(language) if before else None
    where = (new, edit.anchor) if edit.anchor else (old, change.clause_before)
    inline, sides = _views(edit.redline, reader.messages)
    return Card(
        id=fragment or addresses.change_anchor(change.clause or change.clause_before),
        title=edit.title,
        language=language,
        change=change,
        edit=edit,
        inline=inline,
        sides=sides,
        context=_context(*where),
        grounds=tuple(grounds[ground] for ground in change.grounds if ground in grounds),
        clause_link=reader.to(addresses.text(language, edition.revision.policy, edition.label), edit.anchor)
        if edit.anchor and edition.revision.text(language) is not None
        else "",
    )


def net(edits: tuple[Edit, ...], before: Document, after: Document, reader: Reader) -> tuple[NetCard, ...]:
    """The differences between two texts, in the order of the later one."""
    names = _unique(addresses.change_anchor(edit.clause.id) for edit in edits)
    return tuple(
        _net(name, edit, after if edit.new else before, reader)
        for name, edit in zip(names, edits, strict=True)
    )


def _unique(names: Iterable[str]) -> Iterator[str]:
    """The names, those that recur with `_2`, `_3`: what was repealed may bear the id of what came."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}_{seen[name]}"


def _net(id: str, edit: Edit, document: Document, reader: Reader) -> NetCard:
    clause = edit.clause
    inline, sides = _views(
        tuple((segment.op.value, segment.text) for segment in edit.redline), reader.messages
    )
    return NetCard(
        id=id,
        title=_title(clause, document),
        language=edit.language,
        edit=edit,
        inline=inline,
        sides=sides,
        context=tuple(_short(words) for words in reversed(edit.context)),
    )


@lru_cache(maxsize=4096)  # one difference recurs on every page that compares with the newest text
def _views(runs: tuple[tuple[str, str], ...], messages: Messages) -> tuple[Markup, tuple[Markup, Markup]]:
    inline = rendering.inline(runs, messages)
    before, after = rendering.side_by_side(runs, messages)
    return _rendered(inline), (_rendered(before), _rendered(after))


def _rendered(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - `rendering` escapes the policy's text


def _context(document: Document | None, anchor: str) -> tuple[str, ...]:
    clause = document.clause(anchor) if document is not None else None
    if document is None or clause is None:
        return ()
    title = document.clauses[0]  # says nothing about where in the text a clause stands
    lead = (each for each in document.ancestors(clause) if not (each is title and each.depth == 1))
    return tuple(_short(each.words) for each in reversed(tuple(lead)))


def _title(clause: Clause, document: Document) -> str:
    """The clause as a reader would name it: its number, an item's after that of what it hangs on."""
    if clause.number is None:
        return _short(clause.words)
    lead = next((each for each in document.ancestors(clause) if each.number), None)
    if clause.kind is not ClauseKind.ITEM or lead is None:
        return clause.number
    return f"{_title(lead, document)} {clause.number}"


def _short(words: str) -> str:
    return textwrap.shorten(words, _CONTEXT_WIDTH, placeholder=" …")
