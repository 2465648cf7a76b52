"""Records: what a lawyer reads and edits, read back to the letter and held against the history."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import msgspec
import pytest
from chains import (
    SETTINGS,
    TITLES,
    Spoken,
    Step,
    amendment,
    chain,
    compose,
    messages,
    numbered_steps,
    revision,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from redletter import letters, records
from redletter.errors import RecordError
from redletter.messages import Messages
from redletter.model import (
    Amendment,
    Clause,
    ClauseKind,
    Consent,
    Determination,
    Direction,
    Document,
    Ground,
    JudgedChange,
    Level,
    Override,
    Revision,
    RevisionKind,
    Status,
)
from redletter.naming import clause_title
from redletter.notices import Notice
from redletter.records import Decision, Record

FIRST = Step("2024-01-31", {"en": "We keep loans for 30 days.", "de": "Wir speichern Ausleihen 30 Tage."})
SECOND = Step(
    "2024-05-01",
    {"en": "We keep loans for 60 days.", "de": "Wir speichern Ausleihen 60 Tage."},
    Level.MATERIAL,
    (Ground.SERVICE_MODEL, Ground.RIGHTS),
    Direction.ADVERSE,
    Consent.REQUIRED,
    effective=date(2024, 6, 1),
    consent_until=date(2024, 12, 31),
)


def judged(step: Step, before: Step = FIRST, **determination: object) -> Amendment:
    """The amendment with its one change judged otherwise."""
    amended = amendment("loans", before, step)
    change = amended.changes[0]
    found = replace(change.determination, **determination)
    return replace(amended, changes=(JudgedChange(change.change, found),), determination=found)


def record(amended: Amendment | None = None, **changes: object) -> Record:
    """The decided record of the second step."""
    amended = amended or amendment("loans", FIRST, SECOND)
    documents = {
        text.language: (None, Document((), text.body))
        for text in (amended.after.texts if not amended.changes else ())
    }
    if amended.changes:
        from chains import document

        documents = {
            text.language: (document(FIRST.words[text.language]), document(SECOND.words[text.language]))
            for text in amended.after.texts
        }
    notice = records.compose(
        amended,
        settings=SETTINGS,
        seq=2,
        time="2024-05-01T09:00:00Z",
        documents=documents,
        messages=messages(),
    )
    return replace(records.begin(notice, amended), **changes)


def test_what_a_notice_says() -> None:
    notice = compose("loans", FIRST, SECOND, 2)
    assert (notice.type, notice.label, notice.before, notice.initial) == (
        "revision",
        "2024-05-01",
        "2024-01-31",
        False,
    )
    assert (notice.level, notice.direction, notice.consent) == ("material", "adverse", "required")
    assert [ground.id for ground in notice.grounds] == ["7.1", "7.4"]
    assert (notice.consent_url, notice.consent_until) == (SETTINGS.consent_url, "2024-12-31")
    assert (notice.channels, notice.notice_days) == (("push", "popup", "email"), 31)
    assert notice.languages == ("en", "de")
    change = notice.changes[0]
    english = change.edits["en"]
    assert english.address == "https://policies.example/en/loans/changes/2024-05-01/#change-4.2"
    assert (english.title, english.anchor, english.line) == ("4.2", "4.2", 10)
    assert english.redline == (
        ("delete", "We keep loans for 30 days."),
        ("insert", "We keep loans for 60 days."),
    )
    assert change.edits["de"].findings[0].message == (
        "Die Worte „Wir speichern Ausleihen 60 Tage.“ haben sich geändert."
    )


@pytest.mark.parametrize("kind", list(RevisionKind))
@pytest.mark.parametrize("level", list(Level))
def test_every_kind_and_level_has_its_letters(kind: RevisionKind, level: Level) -> None:
    step = replace(SECOND, label="2024-05-01.1", kind=kind, level=level)
    notice = compose("loans", replace(SECOND, words=FIRST.words), step, 2)
    for language, spoken in notice.messages.items():
        assert TITLES["loans"][language] in spoken.email.subject
        assert notice.summary[language].startswith(spoken.email.text.split("\n\n")[1][:60])


def test_a_translation_says_which_text_prevails() -> None:
    step = replace(SECOND, label="2024-05-01.1", kind=RevisionKind.TRANSLATION, words=MOVED.words)
    assert compose("loans", SECOND, step, 3).summary["en"] == (
        "We have revised a translation of “Lending Privacy Notice”, version of 1 May 2024. It concerns the "
        "text in German. The governing text (English) is unchanged. Because the revised translation differs "
        "in substance, we treat this as a material change. This concerns: "
        f"{messages()['en'].text('ground.7.1')}; {messages()['en'].text('ground.7.4')}. "
        "Clauses changed: 4.2. This version takes effect on 1 June 2024."
    )


def test_a_first_publication_tells_no_change() -> None:
    notice = compose("loans", None, FIRST, 1)
    assert (notice.initial, notice.changes, notice.channels, notice.level) == (True, (), (), "none")
    assert notice.addresses["en"].redline is None
    assert notice.messages["de"].email.subject == "Veröffentlicht: „Datenschutzhinweis zur Ausleihe“"


def test_a_lagging_language_is_said_to_lag() -> None:
    late = replace(SECOND, words={"en": SECOND.words["en"], "de": FIRST.words["de"]})
    amended = amendment("loans", FIRST, late)
    amended = replace(amended, after=replace(amended.after, lagging=("de",)))
    notice = record(amended).stored
    assert {language: text.lagging for language, text in notice.texts.items()} == {"en": False, "de": True}
    assert list(notice.changes[0].edits) == ["en"]
    assert notice.messages["de"].push.title.startswith("Wesentliche Änderung:")


def mail(**changes: object) -> str:
    return compose("loans", FIRST, replace(SECOND, **changes), 2).messages["en"].email.text


def test_a_mail_says_what_changed_from_when_and_what_consent_means() -> None:
    assert mail() == (
        "Hello,\n\n"
        "We have published a new version of “Lending Privacy Notice”, dated 1 May 2024. It contains material "
        "changes. This version takes effect on 1 June 2024.\n\n"
        "This concerns:\n"
        f"- {messages()['en'].text('ground.7.1')}\n"
        f"- {messages()['en'].text('ground.7.4')}\n\n"
        "The changes in the text:\n"
        "- 4.2: The words “We keep loans for 60” changed.\n\n"
        "Part of this change would reduce your rights. That part applies to you only with your express "
        "consent, which you are free to refuse. You can consent until 31 December 2024. As long as you have "
        "not consented, the earlier version continues to apply to you.\n\n"
        "You can give or refuse your consent here:\nhttps://policies.example/consent\n\n"
        "All changes, word for word:\nhttps://policies.example/en/loans/changes/2024-05-01/\n\n"
        "The full text:\nhttps://policies.example/en/loans/2024-05-01/\n\n"
        "If you have questions or objections, please write to: Ada Moss, desk@policies.example\n"
    )


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (Consent.REQUIRED, "only with your express consent, which you are free to refuse"),
        (Consent.UNKNOWN, "only with your express consent"),
        (Consent.NOT_REQUIRED, "does not reduce your rights"),
    ],
)
def test_silence_is_never_taken_for_consent(consent: Consent, said: str) -> None:
    text = mail(consent=consent)
    assert said in text
    assert not re.search(r"deemed|unless you object|by continuing|if you do not object", text, re.IGNORECASE)


@pytest.mark.parametrize("level", list(Level))
def test_only_material_changes_ask_for_channels(level: Level) -> None:
    notice = compose("loans", FIRST, replace(SECOND, level=level), 2)
    assert notice.channels == (SETTINGS.channels if level is Level.MATERIAL else ())
    assert set(notice.messages) == set(notice.summary) == {"en", "de"}


def test_a_mail_never_speaks_two_languages() -> None:
    """A change that stands in one language only is named in the other, without that language's finding."""
    notice = compose("loans", FIRST, SECOND, 2)
    german = {"de": notice.changes[0].edits["de"]}
    alone = msgspec.structs.replace(
        notice, changes=(msgspec.structs.replace(notice.changes[0], edits=german),)
    )
    told = {language: letters.write(alone, each).email.text for language, each in messages().items()}
    assert "\n- 4.2: changed.\n" in told["en"]
    assert "haben sich geändert" not in told["en"]
    assert "\n- 4.2: Die Worte „Wir speichern Ausleihen 60 Tage.“ haben sich geändert.\n" in told["de"]


def test_html_mail_carries_the_policys_words_escaped() -> None:
    step = replace(FIRST, words={"en": "Guests sign in.", "de": "Gäste tragen sich ein."})
    html = compose("visits", None, step, 1).messages["en"].email.html
    assert "“Visitors &amp; Guests”" in html
    assert "This policy is a sample and is not binding." in html


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120)


@settings(deadline=None)
@given(title=words, grounds=st.lists(words, max_size=7), consent=st.sampled_from(list(Consent)))
def test_a_push_notification_always_fits(title: str, grounds: list[str], consent: Consent) -> None:
    notice = compose("loans", FIRST, replace(SECOND, consent=consent), 2)
    ground = notice.grounds[0]
    notice = msgspec.structs.replace(
        notice,
        grounds=tuple(msgspec.structs.replace(ground, titles={"en": each, "de": each}) for each in grounds),
        texts={
            language: msgspec.structs.replace(text, title=title) for language, text in notice.texts.items()
        },
    )
    for each in messages().values():
        push = letters.write(notice, each).push
        assert len(push.title) <= letters.PUSH_TITLE
        assert len(push.body) <= letters.PUSH_BODY


def test_shortening_ends_at_a_word_and_keeps_the_sentence() -> None:
    notice = compose("loans", FIRST, SECOND, 2)
    long = msgspec.structs.replace(
        notice.grounds[0], titles={"en": "the purposes for which we use loans and " * 5, "de": "x"}
    )
    push = letters.write(msgspec.structs.replace(notice, grounds=(long,)), Messages("en")).push
    assert push.body.startswith("Effective 1 June 2024, in part only with your express consent. ")
    assert push.body.endswith(" for…")
    assert push.title == "Material change: Lending Privacy Notice"


ITEM = Clause("4.2-3", ClauseKind.ITEM, "(3)", "(3) courts;", "(3) courts;", 12, "4.2/3", parent="4.2")
BULLET = Clause(
    "4.2-b", ClauseKind.ITEM, None, "- any court", "any court of any land at any time", 13, "b", "4.2"
)
LEAD = Clause("4.2", ClauseKind.PARAGRAPH, "4.2", "4.2 We tell:", "4.2 We tell:", 10, "4.2", parent="4")
HEADING = Clause("4", ClauseKind.HEADING, "4.", "## 4. Sharing", "4. Sharing", 8, "4", depth=2)
PLAIN = Clause("more", ClauseKind.HEADING, None, "## More", "More", 20, "5", depth=2)
LOOSE = Clause("more-x", ClauseKind.PARAGRAPH, None, "x", "Write to us", 22, "5.1", parent="more")
ALONE = Clause("hello", ClauseKind.PARAGRAPH, None, "x", "Welcome", 2, "1")
LETTER = Clause("4.2-3-a", ClauseKind.ITEM, "a)", "a) here", "a) here", 14, "a", parent="4.2-3")


@pytest.mark.parametrize(
    ("clause", "title"),
    [
        (HEADING, "4. Sharing"),
        (LEAD, "4.2"),
        (ITEM, "4.2 (3)"),
        (LETTER, "4.2 (3) a)"),
        (BULLET, "4.2: “any court of any land at …”"),
        (PLAIN, "More"),
        (LOOSE, "More: “Write to us”"),
        (ALONE, "“Welcome”"),
    ],
)
def test_clauses_are_called_as_a_reader_would(clause: Clause, title: str) -> None:
    document = Document((ALONE, HEADING, LEAD, ITEM, LETTER, BULLET, PLAIN, LOOSE))
    assert clause_title(document, clause, Messages("en")) == title


# Files


def test_a_record_reads_like_a_letter() -> None:
    text = records.dump(record(judged(SECOND, status=Status.REVIEW)))
    assert text.startswith("# What was found about a change to a policy, who decided it")
    assert "\ndecided: false\ndecided_by: null\ndecided_on: null\n" in text
    assert "  # override:\n  #   level: material" in text
    assert "      body: |-\n        Effective 1 June 2024, in part only with" in text
    assert "\n    html: |\n" not in text.split("messages:")[0]


def test_what_was_written_is_read_back() -> None:
    written = record()
    read = records.load(records.dump(written).encode(), written.path)
    assert read.path == "content/records/loans/2024-05-01.yml"
    assert (read.stored, read.decision) == (written.stored, Decision(True, "rules"))
    assert records.dump(read) == records.dump(written)


TEXTS = st.text(max_size=200) | st.text(" \n\t#:-|>'\"%@`[]{}é…\U0001f4a1", max_size=60)


@settings(deadline=None)
@given(before=TEXTS, after=TEXTS, body=TEXTS)
def test_no_text_is_changed_by_the_file(before: str, after: str, body: str) -> None:
    stored = record().stored
    change = stored.changes[0]
    edit = msgspec.structs.replace(
        change.edits["en"], before=before, after=after, redline=(("delete", before), ("insert", after))
    )
    changed = msgspec.structs.replace(change, edits={**change.edits, "en": edit})
    mail = msgspec.structs.replace(stored.messages["en"].email, text=body)
    messages = msgspec.structs.replace(stored.messages["en"], email=mail)
    stored = msgspec.structs.replace(
        stored, changes=(changed, changed), messages={**stored.messages, "en": messages}
    )
    written = replace(record(), stored=stored)
    assert records.load(records.dump(written).encode(), written.path).stored == stored


OVERRIDE = Override("0" * 64, "Ada Moss", date(2024, 4, 30), "Sixty was promised all along.", Level.EDITORIAL)


def overridden(**changes: object) -> Record:
    """The second step, found material and lowered to editorial by a person."""
    fingerprint = amendment("loans", FIRST, SECOND).changes[0].change.fingerprint
    override = replace(OVERRIDE, **{"fingerprint": fingerprint, **changes})
    found = judged(
        SECOND,
        level=Level.EDITORIAL,
        grounds=(),
        found=Level.MATERIAL,
        override=override,
        consent=Consent.NOT_REQUIRED,
    )
    return record(found, decision=Decision(True, "Ada Moss", date(2024, 4, 30)))


def test_an_override_names_its_person_in_the_record_and_not_in_the_notice() -> None:
    written = overridden()
    read = records.load(records.dump(written).encode(), written.path)
    assert read.overrides == written.overrides
    assert next(iter(read.by_fingerprint.values())).reason == "Sixty was promised all along."
    assert read.notice.changes[0].override is not None
    assert read.notice.changes[0].override.engine_level == "material"
    assert "Ada" not in msgspec.json.encode(read.notice.changes).decode()


def test_rules_never_sign_what_a_person_overrode() -> None:
    assert problems(ONE, replace(overridden(), decision=Decision(True, "rules"))) == [
        ("record-undecided", "2024-05-01.yml")
    ]


def test_rules_never_sign_an_amendment_in_review_though_each_change_be_decided() -> None:
    amended = amendment("loans", FIRST, SECOND)
    waiting = record(
        replace(amended, determination=replace(amended.determination, status=Status.REVIEW)),
    )
    assert (waiting.decision, waiting.to_sign) == (Decision(), True)
    text = records.dump(waiting)
    assert "\ndecided_on: null\nsignature: required\n" in text
    forged = text.replace("decided: false\ndecided_by: null", "decided: true\ndecided_by: rules")
    read = records.load(forged.encode(), waiting.path)
    assert problems(ONE, read) == [("record-undecided", "2024-05-01.yml")]
    signed = replace(read, decision=Decision(True, sorted(SETTINGS.approvers)[0], date(2024, 5, 2)))
    assert problems(ONE, signed) == []


def test_a_decided_record_leaves_nothing_in_review() -> None:
    waiting = record(judged(SECOND, status=Status.REVIEW))
    assert waiting.decision == Decision()
    assert waiting.notice.changes[0].status == "review"
    signed = replace(waiting, decision=Decision(True, "Jo Reed", date(2024, 5, 2)))
    assert signed.notice.changes[0].status == "decided"


def test_a_broken_file_is_named() -> None:
    for raw, key, line in (
        (b"", "record-shape", 1),
        (b"a: 1\nb: [", "record-yaml", 3),
        (b"a: \xff", "record-encoding", 1),
    ):
        with pytest.raises(RecordError) as raised:
            records.load(raw, "x.yml")
        assert (raised.value.key, raised.value.line) == (key, line)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("\ndecided: true", "\ndecided: true\ndecided: false#here", "record-key-twice"),
        ("\ndecided: true", "\ndecided: perhaps#here", "record-value"),
        ("decided_on: null", "decided_on: 2024-02-31#here", "record-value"),
        ("policy: loans", "polizy: loans#here", "record-key-unknown"),
        ("level: material", "level: massive#here", "record-value"),
        ("  kind: substitution", "  kind: substitution\n  leval: none#here", "record-key-unknown"),
        ("  status: decided", "  status: decided\n  override: yes please#here", "record-override-shape"),
        ("  status: decided", "  status: decided\n  override:\n    levl: none#here", "record-key-unknown"),
        ("  status: decided", "  status: decided\n  override: #here\n    on: 2024-01-01", "record-value"),
    ],
)
def test_a_slip_of_the_hand_is_named_with_its_line(old: str, new: str, key: str) -> None:
    text = records.dump(record())
    assert old in text
    text = text.replace(old, new, 1)
    line = text[: text.index("#here")].count("\n") + 1
    with pytest.raises(RecordError) as raised:
        records.load(text.replace("#here", "").encode(), "content/records/loans/x.yml")
    assert (raised.value.key, raised.value.line) == (key, line)


# Held against the history


def revisions(*steps: Step) -> dict[str, tuple[Revision, ...]]:
    return {"loans": tuple(revision("loans", step) for step in steps)}


def decided(notice: Notice) -> Record:
    return Record(records.path(notice), notice, Decision(True, "rules"))


def problems(*kept: Record, steps: tuple[Step, ...] = (FIRST, SECOND)) -> list[tuple[str, str]]:
    ledger = records.match(kept, revisions(*steps), settings=SETTINGS)["loans"]
    return [(problem.key, str(problem.path).rpartition("/")[2]) for problem in ledger.problems]


ONE, TWO = map(decided, chain("loans", (FIRST, SECOND)))


def test_records_that_fit_make_the_chain() -> None:
    ledger = records.match([TWO, ONE], revisions(FIRST, SECOND), settings=SETTINGS)["loans"]
    assert ledger.problems == ()
    assert ledger.chain == (ONE, TWO)
    assert ledger.held == ()


MOVED = replace(SECOND, words={**SECOND.words, "de": "Wir speichern Ausleihen 61 Tage."})
WAITING = record(judged(SECOND, status=Status.REVIEW))


@pytest.mark.parametrize(
    ("kept", "steps", "expected"),
    [
        ((ONE,), (FIRST, SECOND), [("record-missing", "2024-05-01.yml")]),
        ((ONE, TWO), (FIRST, MOVED), [("record-stale", "2024-05-01.yml")]),
        ((ONE, TWO), (FIRST,), [("record-orphan", "2024-05-01.yml")]),
        ((ONE, WAITING), (FIRST, SECOND), [("record-undecided", "2024-05-01.yml")]),
        (
            (ONE, replace(WAITING, decision=Decision(True, "rules"))),
            (FIRST, SECOND),
            [("record-undecided", "2024-05-01.yml")],
        ),
        ((ONE, replace(WAITING, decision=Decision(True, "Jo Reed"))), (FIRST, SECOND), []),
        (
            (ONE, replace(WAITING, decision=Decision(True, "Nobody"))),
            (FIRST, SECOND),
            [("record-signer", "2024-05-01.yml")],
        ),
        (
            (ONE, replace(TWO, stored=msgspec.structs.replace(TWO.stored, seq=1))),
            (FIRST, SECOND),
            [("record-seq-twice", "2024-05-01.yml")],
        ),
        (
            (ONE, replace(TWO, stored=msgspec.structs.replace(TWO.stored, seq=3))),
            (FIRST, SECOND),
            [("record-seq-gap", "2024-05-01.yml")],
        ),
        (
            (
                replace(ONE, stored=msgspec.structs.replace(ONE.stored, seq=2)),
                replace(TWO, stored=msgspec.structs.replace(TWO.stored, seq=1)),
            ),
            (FIRST, SECOND),
            [("record-order", "2024-05-01.yml")],
        ),
        (
            (ONE, replace(TWO, path="content/records/visits/2024-05-01.yml")),
            (FIRST, SECOND),
            [("record-misplaced", "2024-05-01.yml")],
        ),
        (
            (ONE, replace(TWO, stored=msgspec.structs.replace(TWO.stored, level="clarifying"))),
            (FIRST, SECOND),
            [("record-total", "2024-05-01.yml")],
        ),
        ((ONE, overridden()), (FIRST, SECOND), []),
        ((ONE, overridden(reason="")), (FIRST, SECOND), [("record-downgrade", "2024-05-01.yml")]),
        ((ONE, overridden(by="Nobody")), (FIRST, SECOND), [("record-signer", "2024-05-01.yml")]),
        (
            (ONE, overridden(fingerprint="1" * 64)),
            (FIRST, SECOND),
            [("record-override-stale", "2024-05-01.yml")],
        ),
        (
            (ONE, overridden(level=Level.CLARIFYING)),
            (FIRST, SECOND),
            [("record-override-pending", "2024-05-01.yml")],
        ),
    ],
)
def test_what_does_not_fit_is_named(
    kept: tuple[Record, ...], steps: tuple[Step, ...], expected: list[tuple[str, str]]
) -> None:
    assert problems(*kept, steps=steps) == expected


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_error_has_its_sentence_and_remedy(language: str) -> None:
    spoken = Messages(language)
    ledger = records.match([WAITING], revisions(FIRST, MOVED), settings=SETTINGS)["loans"]
    for problem in ledger.problems:
        assert spoken.text(f"error.{problem.key}", **problem.arguments)
        assert spoken.text(f"error.{problem.key}.remedy", **problem.arguments)


def test_the_chain_ends_before_what_is_not_decided() -> None:
    third = replace(FIRST, label="2024-09-01")
    steps = (FIRST, SECOND, third)
    three = decided(compose("loans", SECOND, third, 3))
    ledger = records.match([ONE, WAITING, three], revisions(*steps), settings=SETTINGS)["loans"]
    assert ledger.chain == (ONE,)
    assert ledger.held == ("2024-05-01", "2024-09-01")


def test_renumbering_mends_two_merged_branches() -> None:
    steps = numbered_steps(4)
    notices = chain("loans", steps)
    doubled = [
        *notices[:2],
        msgspec.structs.replace(notices[2], seq=2),
        msgspec.structs.replace(notices[3], seq=3),
    ]
    kept = [decided(notice) for notice in doubled]
    mended = records.renumber(kept, revisions(*steps)["loans"])
    assert [(each.label, each.seq) for each in mended] == [("2000-01-03", 3), ("2000-01-04", 4)]
    fixed = {each.path: each for each in mended}
    assert problems(*(fixed.get(each.path, each) for each in kept), steps=steps) == []


def test_an_act_follows_and_keeps_pointing_at_what_it_replaces() -> None:
    steps = numbered_steps(3)
    notices = chain("loans", steps)
    withdrawn = records.withdraw(
        notices[1],
        seq=3,
        time="2000-01-02T12:00:00Z",
        reason={"en": "Sent too early.", "de": "Zu früh versandt."},
        messages=messages(),
    )
    assert withdrawn.replaces is not None
    assert (withdrawn.type, withdrawn.replaces.seq, withdrawn.label) == ("withdrawal", 2, "2000-01-02")
    assert "Zu früh versandt." in withdrawn.messages["de"].email.text
    kept = [decided(notice) for notice in (*notices, withdrawn)]
    assert kept[3].path == "content/records/loans/2000-01-02.withdrawal.yml"
    mended = records.renumber(kept, revisions(*steps)["loans"])
    assert [(each.label, each.stored.type, each.seq) for each in mended] == [("2000-01-03", "revision", 4)]


def test_a_reclassification_tells_what_it_replaces() -> None:
    editorial = replace(SECOND, level=Level.EDITORIAL, grounds=(), consent=Consent.NOT_REQUIRED)
    first = compose("loans", FIRST, editorial, 2)
    again = compose(
        "loans",
        FIRST,
        SECOND,
        3,
        type="reclassification",
        supersedes=first,
        reason={"en": "Twice as long is not editorial.", "de": "Doppelt so lang ist nicht redaktionell."},
        time="2024-05-20T09:00:00Z",
    )
    assert again.replaces is not None
    assert (again.replaces.seq, again.replaces.level, again.channels) == (2, "editorial", SETTINGS.channels)
    assert "Twice as long is not editorial." in again.summary["en"]
    assert again.summary["en"].startswith(
        "We have reviewed how we classified the change to “Lending Privacy Notice” dated 1 May 2024. "
        "It is a material change. "
    )


def test_corrections_and_translations_take_their_kind_from_history() -> None:
    correction = replace(SECOND, label="2024-05-01.1", kind=RevisionKind.CORRECTION)
    notice = compose("loans", SECOND, replace(correction, words=MOVED.words), 3, supersedes=TWO.stored)
    assert (notice.type, notice.languages) == ("correction", ("de",))
    assert notice.replaces is not None
    assert notice.replaces.label == "2024-05-01"


def test_catalogues_fill_every_letter_in_both_languages() -> None:
    for language in ("en", "de"):
        for notice in chain("loans", numbered_steps(4)):
            written = letters.write(notice, Spoken(language))
            assert "{" not in msgspec.json.encode(written).decode().replace('{"', "").replace(":{", ":")
    assert Determination(Level.NONE).status is Status.DECIDED
