"""What is told of an edition wherever it is mentioned: its name, its judgement, its place in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from redletter import addresses
from redletter.editions import Edition, PublishedPolicy, Standing
from redletter.model import Consent, Direction, Level, RevisionKind, Status
from redletter.notices import ChangeNotice, EditNotice, Notice
from redletter.pages.reader import Reader

_MOST_PLACES = 6  # clauses that a line names


def notice(edition: Edition) -> Notice:
    """The notice that holds: the last reclassification, else what was first recorded."""
    return next((act for act in reversed(edition.acts) if act.type == "reclassification"), edition.notice)


def changes(edition: Edition) -> tuple[ChangeNotice, ...]:
    """The judged changes; an act that judges only the whole leaves those of the first notice standing."""
    return notice(edition).changes or edition.notice.changes


def undecided(edition: Edition) -> bool:
    """Whether a person must still decide on the amendment."""
    return any(change.status == Status.REVIEW for change in changes(edition))


def amended(edition: Edition) -> bool:
    """Whether the edition amended an earlier one, so that there is a redline of it."""
    return not edition.notice.initial


def gist(edition: Edition, reader: Reader) -> Markup:
    """One line on what changed: the grounds it touches, else what its level means."""
    told = notice(edition)
    if told.grounds:
        return reader.t("page.gist.grounds", grounds=grounds(edition, reader))
    is_upcoming = edition.standing is Standing.UPCOMING
    return reader.t(f"page.gist{'-upcoming' if is_upcoming else ''}.{told.level}")


def places(edition: Edition, reader: Reader) -> Markup:
    """One line that names the clauses changed, the gravest first, as far as a line goes."""
    grave_first = sorted(changes(edition), key=lambda change: -Level(change.level).rank)
    titles = [found[1].title for change in grave_first if (found := reader.of(change.edits))]
    names = list(dict.fromkeys(titles))
    if not names:
        return reader.t("page.redline.nothing")
    # Semicolons, because the words by which a clause is named may have commas of their own.
    listed, more = "; ".join(names[:_MOST_PLACES]), len(names) - _MOST_PLACES
    if more > 0:
        return reader.t("notice.clauses.more", clauses=listed, count=more)
    return reader.t("notice.clauses", clauses=listed)


def grounds(edition: Edition, reader: Reader) -> Markup:
    """The titles of the grounds; semicolons, because titles have commas of their own."""
    return Markup("; ").join(reader.told(ground.titles) for ground in notice(edition).grounds)


def languages(policy: PublishedPolicy, all_languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages in which the policy was ever published, in the order of policies.yml."""
    spoken = {text.language for edition in policy.editions for text in edition.revision.texts}
    return tuple(language for language in all_languages if language in spoken)


def title(policy: PublishedPolicy, reader: Reader, edition: Edition | None = None) -> str:
    """The policy's title in the reader's language, of an edition or of the current one."""
    revision = (edition or policy.current).revision
    return (revision.text(reader.language) or revision.governing_text).title


def day(edition: Edition, reader: Reader) -> date:
    """The day that tells an edition from others: its revision date, or when it was corrected."""
    if edition.revision.kind is RevisionKind.REVISION:
        return edition.revision.revision
    return edition.revision.committed.astimezone(reader.settings.timezone).date()


def name(edition: Edition, reader: Reader) -> Markup:
    """`version of 1 March 2024`, `correction of 3 March 2024`; with its label where a date recurs."""
    kind = edition.revision.kind
    sentence = reader.t(f"page.name.{kind}", date=reader.time(day(edition, reader)))
    return (
        sentence
        if edition.label == edition.revision.revision.isoformat()
        else reader.t("page.name.labelled", name=sentence, label=edition.label)
    )


def version(edition: Edition, reader: Reader) -> Markup:
    """The version that an edition is of, without what corrected or translated it since."""
    return reader.t("page.name.revision", date=reader.time(edition.revision.revision))


def gave_way(policy: PublishedPolicy, edition: Edition, reader: Reader) -> date | None:
    """The day since which a superseded edition applies no more; None where it is not superseded."""
    if edition.standing is not Standing.SUPERSEDED:
        return None
    later = policy.editions[policy.editions.index(edition) + 1 :]
    heir = next(each for each in later if each.standing is not Standing.UPCOMING)
    is_revision = heir.revision.kind is RevisionKind.REVISION
    return heir.revision.effective if is_revision else day(heir, reader)


def neighbours(policy: PublishedPolicy, edition: Edition) -> tuple[Edition | None, Edition | None]:
    """The editions before and after in history order."""
    at = policy.editions.index(edition)
    before = policy.editions[at - 1] if at else None
    after = policy.editions[at + 1] if at + 1 < len(policy.editions) else None
    return before, after


def last_amendments(policy: PublishedPolicy, edition: Edition) -> tuple[Edition, ...]:
    """What changed the text last: the edition, and where it is a correction, the revision it corrects."""
    states = tuple(each for each in _since_revision(policy, edition) if amended(each))
    return states if len(states) < 2 else (states[0], states[-1])


def last_direction(policy: PublishedPolicy, edition: Edition) -> Direction:
    """What the last revision and its corrections do to the reader, the gravest of it."""
    found = {Direction(notice(each).direction) for each in _since_revision(policy, edition)}
    return next(direction for direction in Direction if direction in found)


def asks_consent(policy: PublishedPolicy, edition: Edition) -> bool:
    """Whether the last revision or a correction of it needs express consent."""
    return any(notice(each).consent == Consent.REQUIRED for each in _since_revision(policy, edition))


@dataclass(frozen=True, slots=True)
class Marked:
    """A clause that the last revision, or a correction of it, changed."""

    edition: Edition
    change: ChangeNotice
    edit: EditNotice


def marked(policy: PublishedPolicy, edition: Edition, language: str) -> dict[str, Marked]:
    """By anchor, what last changed in the clauses of an edition: by its revision or corrections of it."""
    found: dict[str, Marked] = {}
    for each in _since_revision(policy, edition):
        for change in changes(each):
            edit = change.edits.get(language)
            if edit is not None and edit.anchor:
                found.setdefault(edit.anchor, Marked(each, change, edit))
    return found


def _since_revision(policy: PublishedPolicy, edition: Edition) -> Iterator[Edition]:
    """The edition and those before it, back to the revision that it corrects or translates."""
    for each in reversed(policy.editions[: policy.editions.index(edition) + 1]):
        yield each
        if each.revision.kind is RevisionKind.REVISION:
            return


def text_path(policy: PublishedPolicy, edition: Edition, language: str) -> tuple[str, str] | None:
    """Language and path of an edition's own text page: the reader's, else the governing language's."""
    for spoken in (language, edition.revision.governing):
        if edition.revision.text(spoken) is not None:
            return spoken, addresses.text(spoken, policy.slug, edition.label)
    return None
