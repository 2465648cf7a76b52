"""Chains of notices grown by hand: small policies of an invented lending library, amended and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from redletter import addresses, feeds, records, wire
from redletter.editions import Edition, Publication, PublishedPolicy, Standing
from redletter.messages import Messages
from redletter.model import (
    Amendment,
    Change,
    ChangeKind,
    Clause,
    ClauseKind,
    Consent,
    Determination,
    Direction,
    Document,
    Edit,
    Finding,
    Ground,
    ImpactAssessment,
    JudgedChange,
    Level,
    Op,
    Revision,
    RevisionKind,
    Segment,
    Text,
    total,
)
from redletter.notices import Notice
from redletter.settings import Contact, PolicySettings, Settings
from redletter.sources import Found, Reply

LANGUAGES = ("en", "de")
AS_OF = date(2026, 11, 25)
SITE = "https://policies.example/"

SETTINGS = Settings(
    site_url=SITE,
    site_names={"en": "Library policies", "de": "Richtlinien der Bücherei"},
    languages=LANGUAGES,
    governing="en",
    policies=(
        PolicySettings("loans", grounds={Ground.RECIPIENTS: ("loans", "7.3")}),
        PolicySettings("visits", sample=True, applies_to={"en": "Visitors", "de": "Besucher"}),
    ),
    contact=Contact("Ada Moss", "desk@policies.example", "1 Quiet Lane, Exampleton"),
    consent_url="https://policies.example/consent",
    approvers=("Ada Moss", "Jo Reed"),
)
TITLES = {
    "loans": {"en": "Lending Privacy Notice", "de": "Datenschutzhinweis zur Ausleihe"},
    "visits": {"en": "Visitors & Guests", "de": "Besucher & Gäste"},
}


class Spoken(Messages):
    """The catalogues, with a plain sentence for each rule so that chains need no real rules."""

    def text(self, key: str, **arguments: object) -> str:
        if key.startswith("rule."):
            words = arguments["words"]
            return {
                "en": f"The words “{words}” changed.",
                "de": f"Die Worte „{words}“ haben sich geändert.",
            }[self.language]
        if key.startswith("ground.") and key not in self:
            return {"en": f"Ground {key[7:]}", "de": f"Grund {key[7:]}"}[self.language]
        return super().text(key, **arguments)


def messages() -> Mapping[str, Messages]:
    return {language: Spoken(language) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Step:
    """One amendment: the sentences of clause 4.2 after it, by language, and how it is judged."""

    label: str
    words: Mapping[str, str]
    level: Level = Level.MATERIAL
    grounds: tuple[Ground, ...] = ()
    direction: Direction = Direction.NEUTRAL
    consent: Consent = Consent.NOT_REQUIRED
    kind: RevisionKind = RevisionKind.REVISION
    effective: date | None = None
    consent_until: date | None = None
    impact_assessment: ImpactAssessment | None = None

    @property
    def day(self) -> date:
        return date.fromisoformat(self.label[:10])


def document(words: str) -> Document:
    """A heading `## 4 …` and its clause 4.2."""
    heading = Clause("4", ClauseKind.HEADING, "4", "## 4 Sharing", "4 Sharing", 8, "4", depth=2)
    body = Clause("4.2", ClauseKind.PARAGRAPH, "4.2", words, words, 10, "4.2", parent="4", gap="\n\n")
    return Document((heading, body), "\n")


def revision(policy: str, step: Step) -> Revision:
    texts = tuple(
        Text(
            policy=policy,
            language=language,
            path=f"content/{language}/{policy}.md",
            title=TITLES[policy][language],
            revision=step.day,
            effective=step.effective or step.day,
            body=document(words).body,
            body_line=6,
            consent_until=step.consent_until,
            impact_assessment=step.impact_assessment,
        )
        for language, words in step.words.items()
    )
    committed = datetime(step.day.year, step.day.month, step.day.day, 9, tzinfo=UTC)
    return Revision(policy, step.label, step.kind, texts, "c0ffee", committed, "en")


def amendment(policy: str, before: Step | None, after: Step) -> Amendment:
    """The step between two states of clause 4.2, judged as the later one says."""
    if before is None:
        return Amendment(None, revision(policy, after), (), Determination(Level.NONE))
    edits = tuple(_edits(before, after))
    if not edits:
        return Amendment(revision(policy, before), revision(policy, after), (), Determination(Level.NONE))
    findings = tuple(
        Finding(
            "words-changed",
            after.grounds[0] if after.grounds else None,
            " ".join(edit.after.split()[:5]),
            edit.language,
        )
        for edit in edits
    )
    judged = JudgedChange(
        Change(edits),
        Determination(after.level, after.grounds, after.direction, after.consent, findings=findings),
    )
    return Amendment(
        revision(policy, before), revision(policy, after), (judged,), total([judged.determination])
    )


def _edits(before: Step, after: Step) -> Iterator[Edit]:
    for language, words in after.words.items():
        old = before.words.get(language)
        if old is not None and old != words:
            yield Edit(
                language=language,
                kind=ChangeKind.SUBSTITUTION,
                old=(document(old).clauses[1],),
                new=(document(words).clauses[1],),
                before=old,
                after=words,
                redline=(Segment(Op.DELETE, old), Segment(Op.INSERT, words)),
                context=("4 Sharing",),
            )


def time(step: Step) -> str:
    return f"{step.day}T09:00:00Z"


def compose(policy: str, before: Step | None, after: Step, seq: int, **arguments: object) -> Notice:
    documents = {
        language: (
            document(before.words[language]) if before and language in before.words else None,
            document(words),
        )
        for language, words in after.words.items()
    }
    return records.compose(
        amendment(policy, before, after),
        settings=SETTINGS,
        seq=seq,
        documents=documents,
        messages=messages(),
        **{"time": time(after), **arguments},  # type: ignore[arg-type]
    )


def numbered_steps(count: int) -> tuple[Step, ...]:
    """A first publication and amendments of it a day apart, every third of them material."""
    start = date(2000, 1, 1)
    return tuple(
        Step(
            (start + timedelta(days=number)).isoformat(),
            {"en": f"We share loan {number} with nobody.", "de": f"Wir teilen Leihe {number} mit niemandem."},
            Level.MATERIAL if number % 3 == 0 else Level.EDITORIAL,
            (Ground.RECIPIENTS,) if number % 3 == 0 else (),
        )
        for number in range(count)
    )


def chain(policy: str, steps: Sequence[Step]) -> tuple[Notice, ...]:
    return tuple(
        compose(policy, before, after, seq)
        for seq, (before, after) in enumerate(zip((None, *steps), steps, strict=False), start=1)
    )


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains by policy and how to publish them."""

    notices: Mapping[str, tuple[Notice, ...]]
    as_of: date = AS_OF
    environment: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = SETTINGS

    @property
    def publication(self) -> Publication:
        policies = []
        for slug, notices in self.notices.items():
            settings = self.settings.policy(slug)
            assert settings is not None
            editions = tuple(
                Edition(revision(slug, _step_of(notice)), {}, notice, Standing.IN_FORCE, recorded=True)
                for notice in notices
                if notice.type in list(RevisionKind)
            )
            policies.append(PublishedPolicy(settings, editions, notices))
        return Publication(self.settings, self.as_of, tuple(policies))

    @property
    def files(self) -> Mapping[str, bytes]:
        spoken = {language: Spoken(language) for language in self.settings.languages}
        return feeds.files(self.publication, spoken, environment=self.environment)

    @property
    def site(self) -> dict[str, bytes]:
        """The whole publication: pages that have the anchors pointed at, then the feed."""
        pages = (page for slug, notices in self.notices.items() for page in _pages(slug, notices))
        return {**dict(pages), **self.files}

    def write(self, folder: Path) -> Path:
        return write(folder, self.site)


def _step_of(notice: Notice) -> Step:
    return Step(notice.label, {"en": "…"}, kind=RevisionKind(notice.type))


def _pages(slug: str, notices: Sequence[Notice]) -> Iterator[tuple[str, bytes]]:
    for notice in notices:
        for language in notice.addresses:
            anchors = [
                each.edits[language].address.partition("#")[2]
                for each in notice.changes
                if language in each.edits
            ]
            for path, ids in (
                (addresses.text(language, slug, notice.label), ["4.2", "7.3"]),
                (addresses.redline(language, slug, notice.label), anchors),
            ):
                yield f"{path}index.html", "".join(f'<p id="{each}"></p>' for each in ids).encode()


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, raw in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    return folder


@dataclass
class Memory:
    """A published site that needs no disk; counts what is asked of it."""

    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)

    def read(self, path: str, known: str | None = None) -> Reply:
        self.asked.append(path)
        if path not in self.files:
            return Reply(Found.MISSING)
        tag = wire.digest(self.files[path])
        return Reply(Found.UNCHANGED, tag=tag) if tag == known else Reply(Found.BODY, self.files[path], tag)

    def page(self, path: str) -> bytes | None:
        return self.files.get(f"{path}index.html" if path.endswith("/") else path)
