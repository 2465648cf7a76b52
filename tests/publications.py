"""A publication built by hand for tests of pages and of what frames them: every kind of thing once.

Two policies in two languages. `privacy`: a first publication, a correction, a translation, an upcoming
revision, consent required, a person's override, an impact assessment. `cookies`: a sample without
numbers, judged anew, with an amendment that has no record yet and waits for a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache

from redletter import addresses, alignment, parsing, redlining
from redletter.editions import Edition, Publication, PublishedPolicy, Standing
from redletter.messages import Messages
from redletter.model import (
    Change,
    Document,
    Edit,
    Ground,
    ImpactAssessment,
    Revision,
    RevisionKind,
    Text,
)
from redletter.notices import (
    Addresses,
    ChangeNotice,
    EditNotice,
    EmailMessage,
    FindingNotice,
    GroundNotice,
    ImpactAssessmentNotice,
    Notice,
    OverrideNotice,
    PopupMessage,
    PushMessage,
    TextNotice,
)
from redletter.notices import Messages as ToSend
from redletter.settings import Contact, PolicySettings, Settings

AS_OF = date(2026, 11, 25)
LANGUAGES = ("en", "de")
SITE = "https://policies.example/"

_EN = """\
This policy says which data Lanternfish collects when you use its lamps and its app, what for, and
what you can do about it.

## 1. What we collect

1.1 When you open an account we collect your name, your e-mail address and a password.

1.2 When you connect a lamp we collect its serial number and the times at which it is switched.

## 2. What we use it for

2.1 We use your data for these purposes:

(1) to run your account;

(2) to switch your lamps when you ask us to;

(3) to repair faults that your lamps report.

## 3. How long we keep it

3.1 We keep switching times for 30 days. We delete your account within 48 hours after you ask us to.

| Data | Kept for |
| --- | --- |
| Switching times | 30 days |
| Fault reports | 6 months |

## 4. Who receives it

4.1 We pass your data on only to the following recipients:

(1) Harbour Hosting Ltd., which runs our servers;

(2) authorities, where a law obliges us to.

4.2 We do not sell your data to anybody.

## 5. Your rights

5.1 You may ask us at any time to:

(1) tell you which data we hold;

(2) correct or delete them;

(3) hand them over to you in a common format.

5.2 We answer within 14 days. Answers are free of charge.

## 6. Children

6.1 Our lamps are not made for persons under the age of 16.

## 7. Changes of this policy

We tell you of every material change by push notification, pop-up and e-mail. Material are in particular:

7.1 changes of our service: the purposes, the kinds of data and the way we use them;

7.2 changes of our ownership or organisation;

7.3 changes of the main recipients of your data;

7.4 changes of your rights and of the way you exercise them;

7.5 changes of the office in charge, of its address, or of the way to complain;

7.6 an impact assessment that finds a high risk.

## 8. Contact

8.1 Write to Lanternfish Ltd., 1 Quay Street, Newtown, or to
[privacy@lanternfish.example](mailto:privacy@lanternfish.example). Cookies have
[a policy of their own](cookies.md).
"""

_DE = """\
Diese Richtlinie sagt, welche Daten Lanternfish erhebt, wenn Sie die Lampen und die App nutzen, wozu das
geschieht und was Sie dagegen tun können.

## 1. Welche Daten wir erheben

1.1 Wenn Sie ein Konto eröffnen, erheben wir Ihren Namen, Ihre E-Mail-Adresse und ein Passwort.

1.2 Wenn Sie eine Lampe verbinden, erheben wir deren Seriennummer und die Zeiten, zu denen sie geschaltet
wird.

## 2. Wozu wir sie verwenden

2.1 Wir verwenden Ihre Daten zu folgenden Zwecken:

(1) um Ihr Konto zu führen;

(2) um Ihre Lampen zu schalten, wenn Sie es wünschen;

(3) um Störungen zu beheben, die Ihre Lampen melden.

## 3. Wie lange wir sie aufbewahren

3.1 Schaltzeiten bewahren wir 30 Tage auf. Ihr Konto löschen wir innerhalb von 48 Stunden,
nachdem Sie es verlangt haben.

| Daten | Dauer |
| --- | --- |
| Schaltzeiten | 30 Tage |
| Störungsmeldungen | 6 Monate |

## 4. Wer sie erhält

4.1 Wir geben Ihre Daten nur an folgende Empfänger weiter:

(1) Harbour Hosting Ltd., die unsere Server betreibt;

(2) Behörden, soweit ein Gesetz uns dazu verpflichtet.

4.2 Wir verkaufen Ihre Daten an niemanden.

## 5. Ihre Rechte

5.1 Sie können jederzeit verlangen, dass wir:

(1) Ihnen mitteilen, welche Daten wir gespeichert haben;

(2) sie berichtigen oder löschen;

(3) sie Ihnen in einem gängigen Format herausgeben.

5.2 Wir antworten innerhalb von 14 Tagen. Die Auskunft ist unentgeltlich.

## 6. Kinder

6.1 Unsere Lampen sind nicht für Personen unter 16 Jahren bestimmt.

## 7. Änderungen dieser Richtlinie

Über jede wesentliche Änderung unterrichten wir Sie durch Push-Mitteilung, Hinweisfenster und E-Mail.
Wesentlich sind insbesondere:

7.1 Änderungen unseres Dienstes: der Zwecke, der Datenarten und der Art ihrer Verwendung;

7.2 Änderungen der Inhaberschaft oder der Organisation;

7.3 Änderungen der wichtigsten Empfänger Ihrer Daten;

7.4 Änderungen Ihrer Rechte und der Art, sie auszuüben;

7.5 Änderungen der zuständigen Stelle, ihrer Anschrift oder des Beschwerdewegs;

7.6 eine Folgenabschätzung, die ein hohes Risiko ergibt.

## 8. Kontakt

8.1 Schreiben Sie an Lanternfish Ltd., 1 Quay Street, Newtown, oder an
[privacy@lanternfish.example](mailto:privacy@lanternfish.example). Für Cookies gibt es
[eine eigene Richtlinie](cookies.md).
"""

_COOKIES_EN = """\
# Cookie Policy

## Cookies we need

One cookie keeps you signed in. It ends when you close the app.

## Cookies you may refuse

We set no others.
"""

_COOKIES_DE = """\
# Cookie-Richtlinie

## Notwendige Cookies

Ein Cookie hält Sie angemeldet. Es endet, wenn Sie die App schließen.

## Cookies, die Sie ablehnen können

Andere setzen wir nicht.
"""

_TITLES = {
    "privacy": {"en": "Privacy Policy", "de": "Datenschutzrichtlinie"},
    "cookies": {"en": "Cookie Policy", "de": "Cookie-Richtlinie"},
}
_GROUNDS = {
    Ground.SERVICE_MODEL: {
        "en": "Service, purposes and types of data",
        "de": "Dienst, Zwecke und Datenarten",
    },
    Ground.RECIPIENTS: {"en": "Recipients", "de": "Empfänger"},
    Ground.RIGHTS: {"en": "Your rights", "de": "Ihre Rechte"},
    Ground.CONTACT: {"en": "Contact and complaints", "de": "Kontakt und Beschwerden"},
    Ground.IMPACT_ASSESSMENT: {"en": "High risk found", "de": "Hohes Risiko festgestellt"},
    Ground.OTHER: {"en": "Another material ground", "de": "Anderer wesentlicher Grund"},
}


@dataclass(frozen=True)
class Judged:
    """How the changes of one clause are judged; findings by language as (rule, words, sentence)."""

    level: str = "editorial"
    grounds: tuple[Ground, ...] = ()
    direction: str = "neutral"
    consent: str = "not_required"
    status: str = "decided"
    findings: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    override: OverrideNotice | None = None


@dataclass(frozen=True)
class Step:
    """A revision to be: replacements in the texts before it, its dates, and how clauses are judged."""

    label: str
    effective: date
    replacements: Mapping[str, tuple[tuple[str, str], ...]]
    summary: Mapping[str, str]
    kind: RevisionKind = RevisionKind.REVISION
    judged: Mapping[str, Judged] = field(default_factory=dict)
    lagging: tuple[str, ...] = ()
    impact: ImpactAssessment | None = None
    consent_until: date | None = None
    recorded: bool = True


_PRIVACY = (
    Step(
        "2021-10-31",
        date(2021, 10, 31),
        {},
        {"en": "This is the first publication.", "de": "Dies ist die erste Veröffentlichung."},
    ),
    Step(
        "2022-05-01",
        date(2022, 6, 1),
        {
            "en": (
                (
                    "(2) authorities,",
                    "(2) Brightwater Analytics Ltd., which counts faults for us;\n\n(3) authorities,",
                ),
            ),
            "de": (
                (
                    "(2) Behörden,",
                    "(2) Brightwater Analytics Ltd., die Störungen für uns auswertet;\n\n(3) Behörden,",
                ),
            ),
        },
        {
            "en": "A new recipient: Brightwater Analytics Ltd., which counts faults.",
            "de": "Ein neuer Empfänger: Brightwater Analytics Ltd., die Störungen auswertet.",
        },
        judged={
            "4.1-2": Judged(
                "material",
                (Ground.RECIPIENTS,),
                "adverse",
                findings={
                    "en": (
                        "recipient-added",
                        "Brightwater Analytics Ltd.",
                        "A recipient was added: “Brightwater Analytics Ltd.”.",
                    ),
                    "de": (
                        "recipient-added",
                        "Brightwater Analytics Ltd.",
                        "Ein Empfänger kam hinzu: „Brightwater Analytics Ltd.“.",
                    ),
                },
            ),
        },
    ),
    Step(
        "2022-05-01.1",
        date(2022, 6, 1),
        {
            "en": (("in a common format.", "in a common, open format."),),
            "de": (("in einem gängigen Format", "in einem gängigen, offenen Format"),),
        },
        {"en": "One wording was made more precise.", "de": "Eine Formulierung wurde präzisiert."},
        RevisionKind.CORRECTION,
        judged={
            "5.1-3": Judged(
                "clarifying",
                override=OverrideNotice(
                    on="2022-05-12",
                    reason="The format handed over has been an open one all along.",
                    engine_level="material",
                ),
            )
        },
    ),
    Step(
        "2023-03-15",
        date(2023, 5, 1),
        {
            "en": (
                (
                    "We answer within 14 days. Answers are free of charge.",
                    "We answer within 30 days. The first answer in a year is free of charge.",
                ),
                (
                    "(2) correct or delete them;\n\n(3) hand",
                    "(2) correct or delete them;\n\n(3) on request hand",
                ),
            ),
            "de": (
                (
                    "Wir antworten innerhalb von 14 Tagen. Die Auskunft ist unentgeltlich.",
                    "Wir antworten innerhalb von 30 Tagen. Die erste Auskunft im Jahr ist unentgeltlich.",
                ),
            ),
        },
        {
            "en": "We take longer to answer you, and only the first answer in a year is free of charge.",
            "de": "Wir antworten Ihnen später, und nur die erste Auskunft im Jahr ist unentgeltlich.",
        },
        judged={
            "5.2": Judged(
                "material",
                (Ground.RIGHTS,),
                "adverse",
                "required",
                findings={
                    "en": (
                        "deadline-lengthened",
                        "30 days",
                        "A time limit in your favour grew from “14 days” to “30 days”.",
                    ),
                    "de": (
                        "deadline-lengthened",
                        "30 Tagen",
                        "Eine Frist zu Ihren Gunsten wurde von „14 Tagen“ auf „30 Tagen“ verlängert.",
                    ),
                },
            ),
            "5.1-3": Judged("clarifying"),
        },
        consent_until=date(2023, 8, 1),
    ),
    Step(
        "2023-03-15.1",
        date(2023, 5, 1),
        {"de": (("(3) sie Ihnen in einem", "(3) sie Ihnen auf Verlangen in einem"),)},
        {"en": "The German text follows the English one.", "de": "Der deutsche Text folgt dem englischen."},
        RevisionKind.TRANSLATION,
        judged={"5.1-3": Judged("clarifying")},
    ),
    Step(
        "2024-09-01",
        date(2024, 10, 1),
        {
            "en": (
                ("## 6. Children\n\n6.1 Our lamps are not made for persons under the age of 16.\n\n", ""),
                (
                    "we collect its serial number and the times",
                    "we collect its serial number, its location and the times",
                ),
                ("| Fault reports | 6 months |", "| Fault reports | 3 months |\n| Location | 24 hours |"),
                ("Lanternfish Ltd., 1 Quay Street, Newtown", "Lanternfish Ltd., 9 Mill Lane, Newtown"),
                (
                    "## 4. Who receives it\n\n",
                    "## 4. Who receives it\n\n4.3 We do not sell your data to anyone.\n\n",
                ),
                ("4.2 We do not sell your data to anybody.\n\n", ""),
            ),
            "de": (
                (
                    "## 6. Kinder\n\n6.1 Unsere Lampen sind nicht für Personen unter 16 Jahren bestimmt.\n\n",
                    "",
                ),
                (
                    "erheben wir deren Seriennummer und die Zeiten,",
                    "erheben wir deren Seriennummer, deren Standort und die Zeiten,",
                ),
                (
                    "| Störungsmeldungen | 6 Monate |",
                    "| Störungsmeldungen | 3 Monate |\n| Standort | 24 Stunden |",
                ),
                ("Lanternfish Ltd., 1 Quay Street, Newtown", "Lanternfish Ltd., 9 Mill Lane, Newtown"),
                (
                    "## 4. Wer sie erhält\n\n",
                    "## 4. Wer sie erhält\n\n4.3 Wir verkaufen Ihre Daten niemandem.\n\n",
                ),
                ("4.2 Wir verkaufen Ihre Daten an niemanden.\n\n", ""),
            ),
        },
        {
            "en": "We collect where your lamps are, keep fault reports for a shorter time, and have moved.",
            "de": "Wir erheben, wo Ihre Lampen stehen, speichern Störungen kürzer und sind umgezogen.",
        },
        judged={
            "1.2": Judged(
                "material",
                (Ground.SERVICE_MODEL,),
                "adverse",
                findings={
                    "en": ("data-type-added", "location", "A type of data was added: “location”."),
                    "de": ("data-type-added", "Standort", "Eine Datenart kam hinzu: „Standort“."),
                },
            ),
            "4.3": Judged("clarifying"),
            "6": Judged("material", (Ground.OTHER,), "unknown", "unknown"),
            "6.1": Judged("material", (Ground.OTHER,), "unknown", "unknown"),
            "3.1-fault-reports-3-months": Judged("material", (Ground.SERVICE_MODEL,), "favourable"),
            "3.1-location-24-hours": Judged("material", (Ground.SERVICE_MODEL,)),
            "8.1": Judged(
                "material",
                (Ground.CONTACT,),
                findings={
                    "en": ("address-changed", "9 Mill Lane", "An address was changed to “9 Mill Lane”."),
                    "de": (
                        "address-changed",
                        "9 Mill Lane",
                        "Eine Anschrift wurde in „9 Mill Lane“ geändert.",
                    ),
                },
            ),
        },
        impact=ImpactAssessment(date(2024, 8, 20), "high", "IA-2024-3"),
    ),
    Step(
        "2027-02-01",
        date(2027, 3, 1),
        {"en": (("We answer within 30 days.", "We answer within 10 days."),)},
        {
            "en": "We will answer you sooner: within 10 days.",
            "de": "Wir werden Ihnen früher antworten: innerhalb von 10 Tagen.",
        },
        judged={
            "5.2": Judged(
                "material",
                (Ground.RIGHTS,),
                "favourable",
                findings={
                    "en": (
                        "deadline-shortened",
                        "10 days",
                        "A time limit in your favour shrank from “30 days” to “10 days”.",
                    ),
                },
            )
        },
        lagging=("de",),
    ),
)

_COOKIES = (
    Step(
        "2024-01-01",
        date(2024, 1, 1),
        {},
        {"en": "This is the first publication.", "de": "Dies ist die erste Veröffentlichung."},
    ),
    Step(
        "2025-02-01",
        date(2025, 2, 1),
        {
            "en": (("It ends when you close the app.", "It ends when the app is closed."),),
            "de": (("Es endet, wenn Sie die App schließen.", "Es endet mit dem Schließen der App."),),
        },
        {"en": "One sentence was reworded.", "de": "Ein Satz wurde neu gefasst."},
        judged={"": Judged("material", (Ground.OTHER,), "unknown", "unknown")},
    ),
    Step(
        "2025-06-01",
        date(2025, 6, 1),
        {
            "en": (("We set no others.", "We set one that counts visits."),),
            "de": (("Andere setzen wir nicht.", "Wir setzen eines, das Besuche zählt."),),
        },
        {"en": "A cookie that counts visits is set.", "de": "Es wird ein Cookie gesetzt, das Besuche zählt."},
        judged={"": Judged("material", (Ground.OTHER,), "unknown", "unknown", "review")},
        recorded=False,
    ),
)


def messages() -> dict[str, Messages]:
    """The catalogues of both languages."""
    return {language: Messages(language) for language in LANGUAGES}


@cache
def publication() -> Publication:
    """The whole of it."""
    settings = Settings(
        site_url=SITE,
        site_names={"en": "Lanternfish policies", "de": "Richtlinien von Lanternfish"},
        languages=LANGUAGES,
        governing="en",
        policies=(
            PolicySettings(
                "privacy",
                applies_to={"en": "For all lamps and the app.", "de": "Für alle Lampen und die App."},
                grounds={
                    ground: ("privacy", ground.value) for ground in Ground if ground is not Ground.OTHER
                },
                translation_lag=True,
            ),
            PolicySettings("cookies", sample=True),
        ),
        contact=Contact(
            "Lanternfish Ltd., data protection office", "privacy@lanternfish.example", "9 Mill Lane, Newtown"
        ),
        consent_url="https://lanternfish.example/consent",
        imprint_url="https://lanternfish.example/imprint",
    )
    policies = (
        _policy(settings, settings.policies[0], {"en": _EN, "de": _DE}, _PRIVACY),
        _policy(settings, settings.policies[1], {"en": _COOKIES_EN, "de": _COOKIES_DE}, _COOKIES),
    )
    return Publication(settings, AS_OF, (policies[0], _with_acts(policies[1])))


def _with_acts(policy: PublishedPolicy) -> PublishedPolicy:
    """The cookie policy's second edition judged anew."""
    first, second, third = policy.editions
    act = replace_notice(
        second.notice,
        type="reclassification",
        level="editorial",
        direction="neutral",
        consent="not_required",
        grounds=(),
        changes=(),
        reason={"en": "The sentence says the same as before.", "de": "Der Satz besagt dasselbe wie zuvor."},
        time="2025-03-03T09:00:00Z",
    )
    return replace(policy, editions=(first, replace(second, acts=(act,)), third))


def replace_notice(notice: Notice, **changes: object) -> Notice:
    """A notice with some fields changed."""
    fields = {name: getattr(notice, name) for name in notice.__struct_fields__}
    return Notice(**{**fields, **changes})


def _policy(
    settings: Settings, policy: PolicySettings, bodies: Mapping[str, str], steps: tuple[Step, ...]
) -> PublishedPolicy:
    revisions: list[Revision] = []
    for step in steps:
        bodies = {
            language: _replaced(body, step.replacements.get(language, ()))
            for language, body in bodies.items()
        }
        revisions.append(_revision(policy.slug, step, bodies))
    documents = [
        {text.language: parsing.parse(text.body, first_line=text.body_line) for text in revision.texts}
        for revision in revisions
    ]
    editions = []
    for at, step in enumerate(steps):
        changes = _changes(documents[at - 1], documents[at]) if at else ()
        newest = documents[-1]
        is_past = step.kind is RevisionKind.REVISION and at < len(steps) - 1
        editions.append(
            Edition(
                revision=revisions[at],
                documents=documents[at],
                notice=_notice(settings, policy, at + 1, step, revisions[: at + 1], changes),
                standing=_standing(revisions, at),
                recorded=step.recorded,
                since={
                    language: _edits(documents[at][language], newest[language], language)
                    for language in LANGUAGES
                }
                if is_past
                else {},
            )
        )
    return PublishedPolicy(
        policy, tuple(editions), tuple(edition.notice for edition in editions if edition.recorded)
    )


def _replaced(body: str, replacements: tuple[tuple[str, str], ...]) -> str:
    for old, new in replacements:
        assert body.count(old) == 1, old
        body = body.replace(old, new)
    return body


def _revision(slug: str, step: Step, bodies: Mapping[str, str]) -> Revision:
    day = date.fromisoformat(step.label[:10])
    extra = {".1": 5}.get(step.label[10:], 0)
    return Revision(
        policy=slug,
        label=step.label,
        kind=step.kind,
        texts=tuple(
            Text(
                policy=slug,
                language=language,
                path=f"content/{language}/{slug}.md",
                title=_TITLES[slug][language],
                revision=day,
                effective=step.effective,
                body=body,
                body_line=6,
                impact_assessment=step.impact,
                consent_until=step.consent_until,
            )
            for language, body in bodies.items()
        ),
        commit=f"{sum(map(ord, step.label)):040x}",
        committed=datetime(day.year, day.month, day.day + extra, 9, 30, tzinfo=UTC),
        governing="en",
        lagging=step.lagging,
    )


def _standing(revisions: list[Revision], at: int) -> Standing:
    come = [i for i, revision in enumerate(revisions) if revision.effective <= AS_OF]
    if at > come[-1]:
        return Standing.UPCOMING
    return Standing.IN_FORCE if at == come[-1] else Standing.SUPERSEDED


def _edits(before: Document, after: Document, language: str) -> tuple[Edit, ...]:
    return redlining.edits(alignment.align(before, after), before, after, language=language)


def _changes(before: Mapping[str, Document], after: Mapping[str, Document]) -> tuple[Change, ...]:
    edits = {language: _edits(before[language], after[language], language) for language in LANGUAGES}
    pairs = {language: (before[language], after[language]) for language in LANGUAGES}
    return redlining.changes({language: made for language, made in edits.items() if made}, pairs)


def _notice(
    settings: Settings,
    policy: PolicySettings,
    seq: int,
    step: Step,
    revisions: list[Revision],
    changes: tuple[Change, ...],
) -> Notice:
    revision = revisions[-1]
    judged = [(change, _judged(change, step)) for change in changes]
    found = {ground for _, each in judged for ground in each.grounds}
    if step.impact is not None:
        found.add(Ground.IMPACT_ASSESSMENT)
    levels = [each.level for _, each in judged] or ["none"]
    ordered = ("none", "editorial", "clarifying", "material")
    level = max(levels, key=ordered.index)
    directions = [each.direction for _, each in judged] or ["neutral"]
    consents = [each.consent for _, each in judged] or ["not_required"]
    consent = min(consents, key=("required", "unknown", "not_required").index)
    slug, label = policy.slug, step.label
    return Notice(
        schema=1,
        policy=slug,
        seq=seq,
        type=step.kind.value,
        label=label,
        before=revisions[-2].label if len(revisions) > 1 else None,
        initial=len(revisions) == 1,
        sample=policy.sample,
        applies_to=dict(policy.applies_to or {}),
        governing="en",
        revision=revision.revision.isoformat(),
        effective=revision.effective.isoformat(),
        level=level,
        grounds=tuple(GroundNotice(id=g.value, titles=_GROUNDS[g]) for g in Ground if g in found),
        direction=min(directions, key=("adverse", "unknown", "favourable", "neutral").index),
        consent=consent,
        consent_url=settings.consent_url if consent == "required" else None,
        consent_until=step.consent_until.isoformat() if step.consent_until else None,
        impact_assessment=ImpactAssessmentNotice(
            date=step.impact.date.isoformat(), risk=step.impact.risk, reference=step.impact.reference
        )
        if step.impact
        else None,
        channels=settings.channels if level == "material" else (),
        notice_days=(revision.effective - revision.revision).days,
        texts={
            text.language: TextNotice(
                title=text.title,
                revision=text.revision.isoformat(),
                effective=text.effective.isoformat(),
                sha256=text.sha256,
                lagging=text.language in revision.lagging,
            )
            for text in revision.texts
        },
        summary=dict(step.summary),
        changes=tuple(_change(settings, slug, label, change, each) for change, each in judged),
        messages={language: _to_send(step.summary[language]) for language in LANGUAGES},
        addresses={
            language: Addresses(
                text=SITE + addresses.text(language, slug, label),
                redline=SITE + addresses.redline(language, slug, label) if len(revisions) > 1 else None,
            )
            for language in LANGUAGES
        },
        engine="redletter 0",
        time=revision.committed.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _judged(change: Change, step: Step) -> Judged:
    ids = [edit.clause.id for edit in change.edits]
    return next((step.judged[id] for id in (*ids, "") if id in step.judged), Judged())


def _change(settings: Settings, slug: str, label: str, change: Change, judged: Judged) -> ChangeNotice:
    first = change.edits[0]
    return ChangeNotice(
        clause=first.clause.id,
        clause_before=first.old[0].id if first.old else "",
        kind=first.kind.value,
        moved=first.moved,
        level=judged.level,
        grounds=tuple(ground.value for ground in judged.grounds),
        direction=judged.direction,
        consent=judged.consent,
        status=judged.status,
        fingerprint=change.fingerprint,
        edits={edit.language: _edit(slug, label, edit, judged) for edit in change.edits},
        override=judged.override,
    )


def _edit(slug: str, label: str, edit: Edit, judged: Judged) -> EditNotice:
    language = edit.language
    finding = judged.findings.get(language)
    return EditNotice(
        title=edit.clause.number or edit.clause.words[:60],
        before=edit.before,
        after=edit.after,
        redline=tuple((segment.op.value, segment.text) for segment in edit.redline),
        address=SITE
        + addresses.redline(language, slug, label)
        + "#"
        + addresses.change_anchor(edit.clause.id),
        anchor=edit.new[0].id if edit.new else "",
        line=edit.clause.line,
        findings=(
            FindingNotice(
                rule=finding[0],
                ground=judged.grounds[0].value if judged.grounds else None,
                words=finding[1],
                message=finding[2],
            ),
        )
        if finding
        else (),
    )


def _to_send(summary: str) -> ToSend:
    return ToSend(
        push=PushMessage(title="Lanternfish", body=summary[:178]),
        popup=PopupMessage(title="Lanternfish", body=summary, action="→"),
        email=EmailMessage(subject="Lanternfish", text=summary, html=summary),
    )
