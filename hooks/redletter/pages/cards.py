"""One change on a page: its redline in two views, its context, its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy
from redletter.model import ChangeKind, Clause, ClauseKind, Direction, Document, Edit, Level
from redletter.naming import clause_title, is_title, short
from redletter.notices import ChangeNotice, EditNotice
from redletter.pages import moves, telling
from redletter.pages.grounds import GroundTold
from redletter.pages.moves import Origin
from redletter.pages.reader import Reader
from redletter.pages.views import Views, head, views


@dataclass(frozen=True, slots=True)
class Card:
    """A judged change, as its record has it."""

    id: str
    title: str
    language: str
    change: ChangeNotice
    edit: EditNotice
    views: Views
    context: tuple[str, ...]
    grounds: tuple[GroundTold, ...]
    clause_link: str
    position: int | None
    origin: Origin | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was done to the clause, in one word or two."""
        return _kinds(self.change.kind, self.change.moved, self.origin)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What was found, each sentence once: one rule may speak for several grounds."""
        return tuple(dict.fromkeys(finding.message for finding in self.edit.findings))

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
    views: Views
    context: tuple[str, ...]
    position: int | None
    origin: Origin | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was done to the clause, in one word or two."""
        return _kinds(self.edit.kind, self.edit.moved, self.origin)


def _kinds(kind: str, moved: bool, origin: Origin | None) -> tuple[str, ...]:
    if kind != ChangeKind.MOVE:
        return (kind, ChangeKind.MOVE) if moved else (kind,)
    changed = origin is not None and not origin.verbatim
    return (kind, ChangeKind.SUBSTITUTION) if changed else (kind,)


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
    id = fragment or addresses.change_anchor(change.clause or change.clause_before)
    document = edition.documents.get(language)
    earlier = before.documents.get(language) if before else None
    new = document.clause(edit.anchor) if document and edit.anchor else None
    old = _before(earlier, change.clause_before, edit.before)
    return Card(
        id=id,
        title=edit.title,
        language=language,
        change=change,
        edit=edit,
        views=views(edit.redline, head(earlier, old), head(document, new), reader.messages),
        context=_context(document, new) if edit.anchor else _context(earlier, old),
        grounds=tuple(grounds[ground] for ground in change.grounds if ground in grounds),
        clause_link=reader.to(addresses.text(language, edition.revision.policy, edition.label), edit.anchor)
        if edit.anchor and edition.revision.text(language) is not None
        else "",
        position=earlier.clauses.index(old) if earlier and old else None,
        origin=moves.origin(id, old, new, earlier, before, language, reader)
        if change.moved and before and earlier and old and new
        else None,
    )


def _before(document: Document | None, id: str, source: str) -> Clause | None:
    """The clause that a change began from: in the language that governs it has this id."""
    if document is None or not source:
        return None
    clause = document.clause(id)
    if clause is not None and clause.source and source.startswith(clause.source):
        return clause
    alike = [each for each in document.clauses if each.source == source]
    return alike[0] if len(alike) == 1 else None


def net(
    edits: tuple[Edit, ...], edition: Edition, before: Document, after: Document, reader: Reader
) -> tuple[NetCard, ...]:
    """The differences between the text of an edition and a later one, in the order of the later."""
    names = _unique(addresses.change_anchor(edit.clause.id) for edit in edits)
    return tuple(
        _net(name, edit, edition, before, after, reader) for name, edit in zip(names, edits, strict=True)
    )


def _unique(names: Iterable[str]) -> Iterator[str]:
    """The names, those that recur with `_2`, `_3`: what was repealed may bear the id of what came."""
    seen: Counter[str] = Counter()
    for each in names:
        seen[each] += 1
        yield each if seen[each] == 1 else f"{each}_{seen[each]}"


def _net(id: str, edit: Edit, edition: Edition, before: Document, after: Document, reader: Reader) -> NetCard:
    old, new = (clauses[0] if clauses else None for clauses in (edit.old, edit.new))
    runs = tuple((segment.op.value, segment.text) for segment in edit.redline)
    return NetCard(
        id=id,
        title=clause_title(after if new else before, edit.clause, reader.messages),
        language=edit.language,
        edit=edit,
        views=views(runs, head(before, old), head(after, new), reader.messages),
        context=_context(after, new) if new else _context(before, old),
        position=before.clauses.index(old) if old and old in before.clauses else None,
        origin=moves.origin(id, old, new, before, edition, edit.language, reader)
        if edit.moved and old and new
        else None,
    )


def _context(document: Document | None, clause: Clause | None) -> tuple[str, ...]:
    if document is None or clause is None:
        return ()
    lead = (
        each
        for each in document.ancestors(clause)
        if not is_title(document, each) and each.kind is not ClauseKind.ROW  # the head of a table
    )
    return tuple(short(each.words) for each in reversed(tuple(lead)))
