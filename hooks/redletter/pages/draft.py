"""The desk: a draft, beside it what it changes and how that is judged, and all that stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from markupsafe import Markup, escape
from msgspec import structs

from redletter import addresses
from redletter.editions import Edition, Publication, PublishedPolicy
from redletter.messages import Messages
from redletter.model import Consent, Level, Status
from redletter.page import Page, PageKind
from redletter.pages import cards, grounds, moves, sheet, telling
from redletter.pages.reader import Reader
from redletter.pages.telling import Marked
from redletter.pages.text import TextTold, told

_SHOWN = ("error", "decision", "warning")  # the gravest first; what else is said, the redline shows


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a check says of a file, in one language.

    `severity` is `decision` where nothing but a person's word is missing, else `error`, `warning` or
    `notice`. `source` is the line of the file, where it helps to see it.
    """

    severity: str
    rule: str
    path: str | None
    line: int | None
    message: str
    why: str | None
    remedy: str
    source: str = ""

    @property
    def place(self) -> str:
        """`file:line`, as much of it as is known."""
        return ":".join(str(part) for part in (self.path, self.line) if part is not None)


def desks(
    publication: Publication,
    messages: Mapping[str, Messages],
    complaints: Mapping[str, Sequence[Complaint]],
    *,
    readable: bool = True,
) -> Iterator[Page]:
    """A page for every policy of policies.yml in every language; `complaints` are by language.

    Where the files could not be read (`readable` is false), the complaints say why, and the publication
    is the last that could be read, or has no policies.
    """
    for language in publication.settings.languages:
        for settings in publication.settings.policies:
            path = addresses.draft(language, settings.slug)
            desk = _Desk(
                slug=settings.slug,
                policy=publication.policy(settings.slug),
                reader=Reader(publication, messages[language], path),
                complaints=tuple(_concerning(settings.slug, complaints[language], readable)),
                readable=readable,
            )
            yield desk.page()


def _concerning(slug: str, complaints: Sequence[Complaint], readable: bool) -> Iterator[Complaint]:
    """What concerns a policy, the gravest first; what hinders reading concerns every policy."""
    for severity in _SHOWN:
        for each in complaints:
            if each.severity == severity and (_is_about(slug, each.path) or not readable):
                yield each


def _is_about(slug: str, path: str | None) -> bool:
    """Whether a file is a policy's text or record, or of all policies: policies.yml, or none at all."""
    folders = PurePosixPath(path or "").parts
    return len(folders) < 3 or folders[2] == f"{slug}.md" or folders[1:3] == ("records", slug)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One policy's desk for one reader; `policy` is None where it could never be read."""

    slug: str
    policy: PublishedPolicy | None
    reader: Reader
    complaints: tuple[Complaint, ...]
    readable: bool

    def page(self) -> Page:
        policy, reader = self.policy, self.reader
        edition = policy.editions[-1] if policy else None
        name = telling.title(policy, reader, edition) if policy else self.slug
        title = reader.plain("page.draft.title", title=name)
        counts = Counter(each.severity for each in self.complaints)
        stage = self._stage(edition)
        about = self._about(policy, edition, stage) if policy and edition else {}
        return Page(
            path=reader.path,
            language=reader.language,
            kind=PageKind.DRAFT,
            title=title,
            description=reader.plain("page.draft.lead"),
            html=sheet.fill(
                "draft.html",
                reader,
                title=title,
                policy=policy,
                edition=edition,
                slug=self.slug,
                stage=stage,
                reviews=_reviews(edition) if edition else 0,
                complaints=self.complaints,
                counts=[(severity, counts[severity]) for severity in _SHOWN if counts[severity]],
                coded=_coded,
                place=self._place,
                **about,
            ),
            alternates={
                language: addresses.draft(language, self.slug) for language in reader.settings.languages
            },
            canonical=reader.path,
            indexed=False,
            policy=self.slug,
            label=edition.label if edition else None,
            sample=policy.settings.sample if policy else False,
        )

    def _about(self, policy: PublishedPolicy, edition: Edition, stage: str) -> dict[str, object]:
        """What the template asks of an edition: its text, its redline, its dates."""
        reader, notice = self.reader, telling.notice(edition)
        before, _ = telling.neighbours(policy, edition)
        marks = self._marks(edition) if stage != "published" else {}
        text = told(policy, edition, reader, marks=marks)
        held = {ground.id: grounds.told(ground, policy, edition, reader) for ground in notice.grounds}
        changes = tuple(_beside(card, text) for card in cards.judged(policy, edition, reader, held))
        former = moves.former(changes)
        findings = reader.of(notice.findings)
        asks = notice.consent == Consent.REQUIRED
        needed = reader.settings.consent_notice_days if asks else reader.settings.notice_days
        return {
            "text": text,
            "cards": changes,
            "grounds": tuple(held.values()),
            "former": former,
            "shown": moves.shown(former.values()),
            "findings": tuple(dict.fromkeys(each.message for each in findings[1])) if findings else (),
            "before": before,
            "needed": needed if notice.level == Level.MATERIAL else 0,
            "waiting": [each for each in policy.editions[:-1] if _waits(each)],
        }

    def _marks(self, edition: Edition) -> dict[str, Marked]:
        """By anchor, the changes of the draft alone; their redlines stand on this very page."""
        here = self.reader.full(self.reader.path)
        text = edition.revision.text(self.reader.language) or edition.revision.governing_text
        found: dict[str, Marked] = {}
        for change in telling.changes(edition):
            edit = change.edits.get(text.language)
            if edit is not None and edit.anchor:
                address = f"{here}#{edit.address.partition('#')[2]}"
                mark = Marked(edition, change, structs.replace(edit, address=address))
                found.setdefault(edit.anchor, mark)
        return found

    def _stage(self, edition: Edition | None) -> str:
        """How far the draft has come."""
        if edition is None or not self.readable:
            return "unreadable"
        if telling.undecided(edition):
            return "review"
        if not edition.recorded:
            return "record"
        record = f"/{self.slug}/{edition.label}.yml"
        unsigned = (each.path for each in self.complaints if each.severity == "decision")
        if any(path is not None and path.endswith(record) for path in unsigned):
            return "sign"
        return "published" if edition.revision.commit else "commit"

    def _place(self, complaint: Complaint) -> str:
        """The way to the clause that a complaint is about, in its own language; empty where it has none."""
        if self.policy is None or complaint.line is None or not self.readable:
            return ""
        edition = self.policy.editions[-1]
        text = next((each for each in edition.revision.texts if each.path == complaint.path), None)
        if text is None:
            return ""
        clauses = edition.documents[text.language].clauses
        above = [clause.id for clause in clauses if clause.line <= complaint.line]
        return self.reader.to(addresses.draft(text.language, self.slug), above[-1]) if above else ""


def _beside(card: cards.Card, text: TextTold) -> cards.Card:
    """The card with its way to the clause in the text that stands beside it."""
    here = card.language == text.language and card.edit.anchor
    return replace(card, clause_link=f"#{card.edit.anchor}") if here else card


def _reviews(edition: Edition) -> int:
    """How many changes wait for a person."""
    return sum(each.status == Status.REVIEW for each in telling.changes(edition))


def _waits(edition: Edition) -> bool:
    return telling.amended(edition) and (not edition.recorded or telling.undecided(edition))


def _coded(sentence: str) -> Markup:
    """A sentence of the terminal's with its `commands` marked as such."""
    parts = [escape(part) for part in sentence.split("`")]
    marked = (Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts))
    return Markup("").join(marked)
