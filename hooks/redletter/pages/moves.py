"""Where moved text stood: told on its own card, and at its old place among what else changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from redletter import addresses
from redletter.editions import Edition
from redletter.model import Clause, Document
from redletter.naming import clause_title
from redletter.pages.reader import Reader


@dataclass(frozen=True, slots=True)
class Origin:
    """The old place of moved text: its name then, the link to it in the old text, its anchor here.

    `verbatim` says that nothing but the place, and the number that goes with it, changed.
    """

    title: str
    link: str
    language: str
    anchor: str
    verbatim: bool


class Placed(Protocol):
    """A card with its place in the old text, None where it had none."""

    @property
    def id(self) -> str: ...
    @property
    def origin(self) -> Origin | None: ...
    @property
    def position(self) -> int | None: ...


def origin(
    id: str, old: Clause, new: Clause, document: Document, before: Edition, language: str, reader: Reader
) -> Origin:
    """Where the clause of the card `id` stood in the text before."""
    has_page = before.revision.text(language) is not None
    text = addresses.text(language, before.revision.policy, before.label)
    return Origin(
        title=clause_title(document, old, reader.messages),
        link=reader.to(text, old.id) if has_page else "",
        language=language,
        anchor=f"from-{id}",
        verbatim=_unnumbered(old) == _unnumbered(new),
    )


def _unnumbered(clause: Clause) -> str:
    if clause.number is None:
        return clause.source.strip()
    head, _, rest = clause.source.partition(clause.number)
    return (head + rest).strip()


def former(cards: Sequence[Placed]) -> Mapping[str, tuple[Placed, ...]]:
    """By the id of the card that follows, the moved cards whose old place is there; last under ``.

    An old place is shown where another change stands between it and the new one.
    """
    found: dict[str, tuple[Placed, ...]] = {}
    for at, card in enumerate(cards):
        if card.origin is None or card.position is None:
            continue
        place = _place(card.position, cards)
        between = cards[place:at] if place < at else cards[at + 1 : place]
        if any(between):
            key = cards[place].id if place < len(cards) else ""
            found[key] = (*found.get(key, ()), card)
    return found


def _place(position: int, cards: Sequence[Placed]) -> int:
    """Before which card the old place is: the first that stayed and stood further on."""
    stayed = (
        at
        for at, card in enumerate(cards)
        if card.origin is None and card.position is not None and card.position > position
    )
    return next(stayed, len(cards))


def shown(places: Iterable[tuple[Placed, ...]]) -> frozenset[str]:
    """The ids of the cards whose old place is shown as well."""
    return frozenset(card.id for each in places for card in each)
