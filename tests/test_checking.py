"""What `check` finds in texts as they stand: nothing in sound ones, each planted fault at its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from redletter import checking, frontmatter, parsing, settings_file
from redletter.checking import SEVERITIES, Course, Draft, Remark, Severity, Standing
from redletter.messages import Messages
from redletter.model import Consent, Level, Revision, RevisionKind

CASES = Path(__file__).parent / "cases_checking"
SETTINGS = """\
site_url: https://policies.example/legal/
site_names: {en: Policies, de: Richtlinien}
languages: [en, de]
notice_days: 14
consent_notice_days: 30
consent_url: https://policies.example/consent
policies:
  club:
    grounds: {7.4: clause 3.2 of club}
"""
EN, DE = "content/en/club.md", "content/de/club.md"


def source(language: str) -> str:
    return (CASES / f"{language}.md").read_text(encoding="utf-8")


def draft(raw: str, language: str, before: str | None = None) -> Draft:
    path = f"content/{language}/club.md"
    text = frontmatter.read(raw.encode(), path=path, policy="club", language=language)
    document = parsing.parse(text.body, first_line=text.body_line)
    earlier = parsing.parse(before) if before is not None else None
    return Draft(text, document, parsing.references(document), parsing.links(document), earlier)


def check(
    en: str | None = None, de: str | None = None, *, settings: str = SETTINGS, course: Course | None = None
) -> tuple[Remark, ...]:
    read = settings_file.load(settings.encode(), "content/policies.yml")
    drafts = (draft(en or source("en"), "en"), draft(de or source("de"), "de"))
    remarks = checking.check(read, [Standing(read.policies[0], drafts, course)])
    assert_told(remarks)
    return remarks


def assert_told(remarks: tuple[Remark, ...]) -> None:
    """Every remark can be told: what is wrong, why it matters, what to do, in both languages."""
    for language in ("en", "de"):
        messages = Messages(language)
        for each in remarks:
            for part in ("", ".why", ".remedy"):
                assert messages.text(f"check.{each.rule}{part}", **dict(each.arguments))


def rows(remarks: tuple[Remark, ...]) -> list[tuple[str, str, int | None]]:
    return [(each.rule, each.path[8:10], each.line) for each in remarks]


def shown(remarks: tuple[Remark, ...]) -> str:
    return ", ".join(f"{rule} {at}:{line}" for rule, at, line in rows(remarks)) or "nothing"


def test_sound_texts_leave_nothing_to_say() -> None:
    assert check() == ()


def test_a_text_without_a_clause_is_one_fault() -> None:
    head = source("en").split("---\n")[1]
    assert rows(check(en=f"---\n{head}---\n"))[0] == ("text-empty", "en", head.count("\n") + 3)


FAULTS = yaml.safe_load((CASES / "faults.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault['in']}-{fault['put']}" for fault in FAULTS])
def test_a_planted_fault_is_found_at_its_line_and_nothing_else(fault: dict[str, str]) -> None:
    texts = {"en": source("en"), "de": source("de")}
    assert fault["for"] in texts[fault["in"]]
    texts[fault["in"]] = texts[fault["in"]].replace(fault["for"], fault["put"])
    assert shown(check(texts["en"], texts["de"])) == fault["found"]


@pytest.mark.parametrize(
    ("english", "german", "differs"),
    [
        ("18:30", "18.30 Uhr", False),
        ("6:30 p.m.", "18:30 Uhr", False),
        ("6 pm", "18 Uhr", False),
        ("12:15 pm", "12.15 Uhr", False),
        ("7:00", "7 Uhr", False),
        ("18:30", "19:30 Uhr", True),
        ("6:30 a.m.", "18:30 Uhr", True),
    ],
)
def test_a_time_of_day_is_one_in_both_languages(english: str, german: str, differs: bool) -> None:
    opens, oeffnet = "The boathouse opens at 7.", "Das Bootshaus öffnet um 7 Uhr."
    assert opens in source("en")
    assert oeffnet in source("de")
    en = source("en").replace(opens, f"The boathouse opens at {english} sharp.")
    de = source("de").replace(oeffnet, f"Das Bootshaus öffnet um {german}.")
    assert [rule for rule, _, _ in rows(check(en, de))] == (["fact-differs"] * 2 if differs else [])


def test_many_faults_at_once_are_all_found() -> None:
    faults = [
        ("en", "1.2 The Club", "1.1 The Club"),
        ("en", "section 3.2 for", "section 4.3 for"),
        ("en", "(#1)", "(#9)"),
        ("en", "(https://club.example/en/boats)", "(boats.md)"),
        ("en", "in rack 12", "in rack 21"),
        ("en", "a date.", "a date. TODO"),
        ("de", "Ziffer 1.1)", "Ziffer 1.9)"),
        ("de", "zwei Tage", "drei Tage"),
        ("de", "| Otter | 2 | 2021 |\n", ""),
        ("de", "„der Verein“", "„Seewart“"),
        ("de", "b) mit", "c) mit"),
    ]
    texts = {"en": source("en"), "de": source("de")}
    for language, old, new in faults:
        texts[language] = texts[language].replace(old, new)
    assert set(shown(check(texts["en"], texts["de"])).split(", ")) == {
        *("number-duplicate en:15", "structure-differs en:15", "number-gap en:17"),
        *("clause-untranslated de:15", "fact-differs en:32", "fact-differs de:31"),
        *("reference-broken en:15", "reference-broken de:31", "anchor-broken en:41", "link-broken en:39"),
        *("web-differs de:38", "fact-differs en:35", "fact-differs de:34", "placeholder-left en:44"),
        *("clause-untranslated en:30", "term-unused de:9"),
        *("number-gap de:43", "number-differs de:43", "number-differs en:44"),
    }


def test_a_term_that_lost_its_definition_is_found_where_it_is_used() -> None:
    text = source("en").replace(" (“the Rules”)", "").replace("1.3 A member", "1.3 A member of the Club")
    other = source("de").replace(" („die Ordnung“)", "")
    read = settings_file.load(SETTINGS.encode(), "content/policies.yml")
    drafts = (draft(text, "en", before=source("en")), draft(other, "de", before=source("de")))
    found = checking.check(read, [Standing(read.policies[0], drafts)])
    assert rows(found) == [("term-undefined", "de", 9), ("term-undefined", "en", 21)]


def test_a_reference_may_call_another_policy_by_its_title() -> None:
    settings = settings_file.load((SETTINGS + "  boats:\n").encode(), "content/policies.yml")
    boats = source("en").replace("title: Club rules", "title: Boat rules")
    calling = boats.replace("section 3.2 for", "section 3.3 of our club rules for")
    club = source("en") + "\n3.3 The boathouse is closed in winter.\n"
    standings = [
        Standing(settings.policies[0], (draft(club, "en"),)),
        Standing(settings.policies[1], (draft(calling, "en"),)),
    ]
    assert [each.rule for each in checking.check(settings, standings)] == ["language-missing"] * 2


def test_a_ground_that_the_text_does_not_have() -> None:
    remarks = check(settings=SETTINGS.replace("clause 3.2", "clause 7.4"))
    assert [(each.rule, each.path) for each in remarks] == [("ground-missing", "content/policies.yml")] * 2


def revision(
    kind: RevisionKind = RevisionKind.REVISION, lagging: tuple[str, ...] = (), **dates: date
) -> Revision:
    texts = tuple(replace(draft(source(language), language).text, **dates) for language in ("en", "de"))
    return Revision("club", "label", kind, texts, "", datetime(2025, 1, 1, tzinfo=UTC), "en", lagging)


NOW, EARLIER = revision(), revision(revision=date(2024, 1, 1), effective=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("course", "settings", "expected"),
    [
        (Course(NOW, None, Level.MATERIAL, Consent.REQUIRED), SETTINGS, "nothing"),
        (Course(NOW, EARLIER, Level.MATERIAL, Consent.NOT_REQUIRED), SETTINGS, "nothing"),
        (
            Course(NOW, EARLIER, Level.EDITORIAL, Consent.NOT_REQUIRED),
            SETTINGS.replace("14", "30"),
            "nothing",
        ),
        (
            Course(NOW, EARLIER, Level.MATERIAL, Consent.NOT_REQUIRED),
            SETTINGS.replace("14", "60").replace("30", "60"),
            "notice-short en:4",
        ),
        (Course(NOW, EARLIER, Level.MATERIAL, Consent.REQUIRED), SETTINGS, "consent-until-missing en:4"),
        (
            Course(NOW, EARLIER, Level.MATERIAL, Consent.REQUIRED),
            SETTINGS.replace("30", "90").replace("consent_url: https://policies.example/consent\n", ""),
            "consent-until-missing en:4, consent-url-missing en:4, notice-short en:4",
        ),
        (Course(EARLIER, NOW, Level.EDITORIAL, Consent.NOT_REQUIRED), SETTINGS, "date-backwards en:3"),
        (
            Course(revision(RevisionKind.CORRECTION), NOW, Level.MATERIAL, Consent.NOT_REQUIRED),
            SETTINGS,
            "date-unmoved en:3",
        ),
        (
            Course(revision(RevisionKind.CORRECTION), NOW, Level.EDITORIAL, Consent.NOT_REQUIRED),
            SETTINGS,
            "nothing",
        ),
        (
            Course(revision(RevisionKind.CORRECTION), NOW, Level.MATERIAL, Consent.UNKNOWN, decided=True),
            SETTINGS,
            "nothing",
        ),
        (
            Course(revision(lagging=("de",)), EARLIER, Level.EDITORIAL, Consent.NOT_REQUIRED),
            SETTINGS,
            "language-behind de:3",
        ),
        (
            Course(
                revision(RevisionKind.CORRECTION, lagging=("de",)), NOW, Level.EDITORIAL, Consent.NOT_REQUIRED
            ),
            SETTINGS,
            "language-lags de:3",
        ),
        (
            Course(revision(lagging=("de",)), EARLIER, Level.EDITORIAL, Consent.NOT_REQUIRED),
            SETTINGS + "    translation_lag: allowed\n",
            "language-lags de:3",
        ),
    ],
)
def test_dates_and_what_they_promise(course: Course, settings: str, expected: str) -> None:
    found = check(settings=settings, course=course)
    assert shown(found) == expected


def test_languages_that_bear_different_dates() -> None:
    course = Course(NOW, EARLIER, Level.EDITORIAL, Consent.NOT_REQUIRED)
    later = "effective: 2025-04-01\nconsent_until: 2025-05-01"
    declared = source("de").replace("effective: 2025-03-01", later)
    found = check(de=declared, course=course)
    assert rows(found) == [("dates-differ", "de", 4), ("dates-differ", "de", 5)]
    assert dict(found[0].arguments)["own"] == "2025-04-01"
    assert dict(found[1].arguments)["leading"] == "–"


def test_an_assessment_that_one_language_declares() -> None:
    assessment = "effective: 2025-03-01\nimpact_assessment: {date: 2025-01-01, risk: high, reference: A 1}"
    course = Course(NOW, EARLIER, Level.EDITORIAL, Consent.NOT_REQUIRED)
    found = check(en=source("en").replace("effective: 2025-03-01", assessment), course=course)
    assert rows(found) == [("dates-differ", "de", 1)]


def test_a_lagging_text_is_not_compared() -> None:
    course = Course(revision(lagging=("de",)), EARLIER, Level.EDITORIAL, Consent.NOT_REQUIRED)
    found = check(de=source("de").replace("14 Tagen", "15 Tagen"), course=course)
    assert rows(found) == [("language-behind", "de", 3)]


def test_headings_without_numbers_are_compared_one_by_one() -> None:
    texts = [
        f"---\ntitle: T\nrevision: 2025-01-10\neffective: 2025-03-01\n---\n# {one}\n\n{a}\n\n# {two}\n\n{b}\n"
        for one, a, two, b in [
            ("What", "We keep it for 3 days.", "Who", "Nobody but us for 5 days."),
            ("Was", "Wir bewahren es 5 Tage auf.", "Wer", "Niemand außer uns für drei Tage."),
        ]
    ]
    found = check(*texts, settings=SETTINGS.replace("    grounds: {7.4: clause 3.2 of club}\n", ""))
    assert rows(found) == [("fact-differs", language, line) for language in ("de", "en") for line in (8, 12)]


def one_line(english: str, german: str) -> str:
    head = "---\ntitle: T\nrevision: 2025-01-10\neffective: 2025-03-01\n---\n"
    settings = SETTINGS.replace("    grounds: {7.4: clause 3.2 of club}\n", "")
    return shown(check(f"{head}{english}\n", f"{head}{german}\n", settings=settings))


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("On 5 March 2025.", "Am 5. März 2025."),
        ("5 March 2025", "05.03.2025"),
        ("On March 5th, 2025.", "Am 05.03.25."),
        ("On 2025-03-05.", "Am 5. 3. 2025."),
        ("In March 2025.", "Im März 2025."),
        ("We may keep it in May.", "Wir dürfen es im Mai behalten."),
        ("It costs 1,000 EUR.", "Es kostet 1.000 EUR."),
        ("It costs €1,250.50.", "Es kostet 1.250,50 €."),
        ("After 2.5 km.", "Nach 2,5 km."),
        ("Within twelve months.", "Binnen 12 Monaten."),
        ("Within one year.", "Binnen 12 Monaten."),
        ("Within one month.", "Binnen eines Monats."),
        ("Within 48 hours.", "Binnen zwei Tagen."),
        ("Two of us.", "Wir beide."),
        ("Version 1.2.3 of the R2.", "Version 1.2.3 des R2."),
        ("See Article 6(1)(a) GDPR.", "Siehe Art. 6 Abs. 1 lit. a DSGVO."),
        ("Write to A.B@Club.example.", "Schreiben Sie an a.b@club.example."),
        ("See [x](https://www.club.example/en).", "Siehe [x](http://club.example/de)."),
        ("Our “flagship” is here.", "Unser „Flaggschiff“ ist da."),
        ("Some boats (such as “Heron”).", "Manche Boote (wie „Heron“)."),
        ("Leave [it](#x) be. {#x}", "Lassen [Sie](#x) das. {#x}"),
        (
            "In the Tools/Boats menu, in the Tools > Oars menu, with our tools.",
            "Im Menü Werkzeuge/Boote, im Menü Werkzeuge > Ruder, mit unseren Werkzeugen.",
        ),
    ],
)
def test_facts_that_are_the_same_in_both_languages(english: str, german: str) -> None:
    assert one_line(english, german) == "nothing"


@pytest.mark.parametrize(
    ("english", "german", "rule"),
    [
        ("On 5 March 2025.", "Am 6. März 2025.", "fact-differs"),
        ("On 5 March 2025.", "Am 5. März 2024.", "fact-differs"),
        ("It costs 2,000 EUR.", "Es kostet 2,000 EUR.", "fact-differs"),
        ("Within twelve months.", "Binnen zwölf Tagen.", "fact-differs"),
        ("Within thirty days.", "Binnen vierzehn Tagen.", "fact-differs"),
        ("Version 1.2.3.", "Version 1.2.4.", "fact-differs"),
        ("Write to a@club.example.", "Schreiben Sie an b@club.example.", "email-differs"),
        ("See https://club.example/en.", "Siehe https://klub.example/de.", "web-differs"),
    ],
)
def test_facts_that_are_not(english: str, german: str, rule: str) -> None:
    assert one_line(english, german) == f"{rule} de:6, {rule} en:6"


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("TODO", "placeholder-left"),
        ("[...]", "placeholder-left"),
        ("[insert name]", "placeholder-left"),
        ("Lorem ipsum", "placeholder-left"),
        ("2\u202e1", "sign-invisible"),
        ("a\u200bb", "sign-invisible"),
        ("Boots\u00adhaus", ""),
        ("todo list", ""),
        ("[a] (b)", ""),
    ],
)
def test_what_the_making_of_a_text_left_in_it(words: str, rule: str) -> None:
    both = one_line(f"See {words} there.", f"See {words} there.")
    assert both == (f"{rule} de:6, {rule} en:6" if rule else "nothing")


def test_every_rule_is_told_in_both_languages() -> None:
    keys = {language: Messages(language) for language in ("en", "de")}
    for rule in SEVERITIES:
        for part in ("", ".why", ".remedy"):
            assert all(f"check.{rule}{part}" in messages for messages in keys.values()), rule
    for severity in Severity:
        assert all(f"check.severity.{severity}" in messages for messages in keys.values())
