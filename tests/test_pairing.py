"""Who does what to whom, what belongs together, and what a sentence is about."""

from pathlib import Path

import pytest
from redletter import lexicon, memory
from redletter.lexicon import Lexicon
from redletter.model import Ground, Level, Status
from redletter.rules import learning, topics
from redletter.rules.comparison import Comparison
from redletter.rules.exchanging import words_exchanged
from redletter.rules.judgement import judge_texts
from redletter.rules.pairing import companions_exchanged, order_turned
from redletter.rules.reading import read
from redletter.rules.roles import deeds_kept, deeds_turned
from redletter.rules.synonyms import senses
from redletter.rules.writing import in_one_way, without_zu


def _lexicon(language: str) -> Lexicon:
    words = lexicon.load(language)
    assert words is not None
    return words


def _compared(language: str, old: str, new: str) -> Comparison:
    return Comparison(old, new, _lexicon(language))


# Pairs with the same words of which the second says something else.
_TURNED = [
    ("en", "If you return the lamp, we refund the deposit.",
     "We return the lamp if you refund the deposit."),
    ("en", "Photos are kept for two years, and videos for six months.",
     "For six months photos are kept, and videos for two years."),
    ("en", "The shop sends us your order, and we check it.", "We send the shop your order, which checks it."),
    ("en", "You are asked before we lend your lamp.", "We lend your lamp before you are asked."),
    ("en", "We must repair the lamp when you ask us to.",
     "When you ask us to repair the lamp, we may do so."),
    ("en", "Only tenants see the plan of the house.", "Tenants see only the plan of the house."),
    ("en", "We pay for the lamp; you pay for the postage.", "You pay for the lamp; we pay for the postage."),
    ("en", "You thank us for the lamp.", "We thank you for the lamp."),
    ("de", "Wenn Sie die Lampe zurückgeben, erstatten wir die Kaution.",
     "Wir geben die Lampe zurück, wenn Sie die Kaution erstatten."),
    ("de", "Fotos bewahren wir zwei Jahre auf, Videos sechs Monate.",
     "Sechs Monate bewahren wir Fotos auf, Videos zwei Jahre."),
    ("de", "Nur Mieter sehen den Plan des Hauses.", "Mieter sehen nur den Plan des Hauses."),
    ("de", "Bevor wir Ihre Lampe verleihen, fragen wir Sie.",
     "Wir verleihen Ihre Lampe, bevor wir Sie fragen."),
    ("de", "Wir danken Ihnen für die Lampe.", "Sie danken uns für die Lampe."),
    ("de", "Mieter unserer Nachbarn sehen den Plan.", "Nachbarn unserer Mieter sehen den Plan."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "old", "new"), _TURNED)
def test_the_same_words_turned_are_never_decided_to_change_nothing(language: str, old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        found = judge_texts(one, other, language)
        assert found.level is Level.MATERIAL or found.status is Status.REVIEW, (one, other)


_UNPROVED = [
    ("en", "We keep logs for 1 month and invoices for 120 months, as of 2024.",
     "We keep logs for 11 months and invoices for 20 months, as of 2024."),
    ("en", "Fees are 1 euro for 20 pages and 3000 users.", "Fees are 12 euro for 0 pages and 3000 users."),
    ("en", "Rooms 12, 34 and 567 are filmed.", "Rooms 123, 45 and 67 are filmed."),
    ("en", "You pay 30 euro a month (previously Free For All Members).", "You pay 30 euro a month."),
    ("en", "We are owned by Bell (formerly Acme Holdings).",
     "We are owned by Bell (formerly Orion Capital)."),
    ("en", "We process your address without your name and do not sell it.",
     "We only process your address with your name and sell it."),
    ("de", "Wir nutzen sie ohne Ihren Namen und verkaufen sie nicht.",
     "Wir nutzen sie nur mit Ihrem Namen und verkaufen sie."),
    ("en", "Our clerks see your order.", "Your clerks see our order."),
    ("de", "Unsere Anwälte sehen Ihre Schreiben.", "Ihre Anwälte sehen unsere Schreiben."),
    # A period that belongs to another thing.
    ("en", "We keep guest lists for two years after the party and key deposits until the next morning.",
     "Key deposits are kept for two years after the party; until the next morning, we keep guest lists."),
    # Who obliges whom, who allows what.
    ("de", "Wir verpflichten den Boten, den Schlüssel nach der Fahrt zurückzugeben.",
     "Der Bote verpflichtet uns, den Schlüssel nach der Fahrt zurückzugeben."),
    ("de", "Der Wirt hat die erfassten Gästelisten nach dem Fest zu löschen.",
     "Nach dem Fest sind die erfassten Gästelisten durch den Wirt löschbar."),
    # Words between the parts of a separable verb are words of their own.
    ("de", "Fundsachen bewahren wir zehn Tage nach Abschluss der Messe auf.",
     "Fundsachen bewahren wir zehn Tage nach Beginn der Messe auf."),
    # An office by the name of its land, a member of a list, who pays.
    ("de", "Zuständige Behörde ist der Hessische Beauftragte für Waldfragen.",
     "Zuständige Behörde ist das Bayerische Amt für Waldaufsicht."),
    ("en", "The kennel reports bites to the district vet and the regional insurance pool.",
     "Bites are reported by the kennel to the district vet."),
    ("en", "We bear the cost of returning the film to you, whatever the outcome.",
     "Whatever the outcome, the return of the film takes place at your cost."),
    ("en", "Members may look at the guest book.", "Members and visitors may look at the guest book."),
    # How many may look.
    ("en", "Some porters of the hotel can look into your locker when you are away.",
     "When you are away, your locker can be looked into by all porters of the hotel."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "old", "new"), _UNPROVED)
def test_what_only_looks_like_another_form_is_not_decided(language: str, old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        found = judge_texts(one, other, language)
        assert found.level is Level.MATERIAL or found.status is Status.REVIEW, (one, other)


def test_a_company_keeps_its_full_name_and_a_law_need_not() -> None:
    company = judge_texts("Lists go to Village Printing Works (VPW).", "Lists go to VPW.", "en")
    law = judge_texts("We follow the Village Records Act (VRA).", "We follow the VRA.", "en")
    assert (company.level, law.level) == (Level.MATERIAL, Level.EDITORIAL)


def test_a_former_name_that_the_other_text_bears_changes_nothing() -> None:
    found = judge_texts(
        "In Lamp Trips you can hide rides.", "In Lamp Rides (formerly Lamp Trips) you can hide rides.", "en"
    )
    assert (found.level, found.status) == (Level.EDITORIAL, Status.DECIDED)


# Pairs of which the second says the same.
_SAME = [
    ("en", "Your lamp is repaired by us.", "We repair your lamp."),
    ("en", "If you return the lamp, we refund the deposit to you.",
     "We refund the deposit to you if you return the lamp."),
    ("en", "Lamps are not lent unless you have agreed.", "Lamps are lent only if you have agreed."),
    ("en", "No data is shared with neighbours.", "Data is not shared with neighbours."),
    ("de", "Ihre Lampe wird von uns repariert.", "Wir reparieren Ihre Lampe."),
    ("de", "Wenn Sie eine Lampe bestellen, speichern wir Ihren Namen.",
     "Wir speichern Ihren Namen, wenn Sie eine Lampe bestellen."),
    ("de", "Lampen verleihen wir nicht, es sei denn, Sie haben zugestimmt.",
     "Lampen verleihen wir nur, wenn Sie zugestimmt haben."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "old", "new"), _SAME)
def test_the_same_said_in_another_voice_or_order_is_decided(language: str, old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        found = judge_texts(one, other, language)
        assert (found.level is Level.MATERIAL, found.status) == (False, Status.DECIDED), (one, other)


def test_companions_are_exchanged_only_between_clauses() -> None:
    old = "We bear the costs of the copy; you bear the postage."
    assert companions_exchanged(_compared("en", old, "You bear the costs of the copy; we bear the postage."))
    assert not companions_exchanged(
        _compared("en", old, "You bear the postage; we bear the costs of the copy.")
    )


def test_the_order_of_arguments_tells_who_acts_but_not_in_the_passive() -> None:
    assert order_turned(_compared("en", "The bank asks the agency.", "The agency asks the bank."))
    assert not order_turned(_compared("en", "The bank asks the agency.", "The agency is asked by the bank."))
    assert not words_exchanged(
        _compared("de", "Die Bank fragt die Auskunftei.", "Die Auskunftei wird von der Bank gefragt.")
    )


@pytest.mark.parametrize(
    ("old", "new", "turned"),
    [
        ("The courier gets your address from us.", "We give the courier your address.", False),
        ("The courier gives us your address.", "We give the courier your address.", True),
        ("You may object.", "You have the right to object.", False),
        ("You must pay.", "You may pay.", True),
        ("If you agree, we open the file.", "You agree, if we open the file.", True),
    ],
)
def test_deeds_are_turned_where_another_does_them_or_on_another_condition(
    old: str, new: str, turned: bool
) -> None:
    c = _compared("en", old, new)
    assert bool(deeds_turned(c)) is turned
    assert deeds_kept(c) is not turned


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Article 6(1)(b) of the GDPR", "Art. 6 para. 1 lit. b of the GDPR"),
        ("de", "Artikel 6 Absatz 1 Buchstabe b", "Art. 6 Abs. 1 lit. b"),
        ("en", "within ninety (90) days", "within ninety days"),
        ("en", "within ninety (80) days", "within ninety (80) days"),
        ("de", "Wir haben sie erfaßt.", "Wir haben sie erfasst."),
        ("de", "Grüße", "Grüße"),
    ],
)
def test_ways_of_writing_are_brought_to_one(language: str, text: str, expected: str) -> None:
    assert in_one_way(text, _lexicon(language)) == expected


def test_only_verbs_lose_their_zu() -> None:
    assert without_zu("einzusehen") == "einsehen"
    assert without_zu("anzunehmen") == "annehmen"
    assert without_zu("zukommen") == "zukommen"


def test_synonyms_are_found_in_any_form() -> None:
    one = senses(read("She threw the lamps away, she discards lamps.", _lexicon("en")))
    other = senses(read("It is discarded, it is thrown out.", _lexicon("en")))
    assert {each for groups in one.values() for each in groups} & {
        each for groups in other.values() for each in groups
    }


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_group_of_synonyms_joins_what_turns_a_meaning(language: str) -> None:
    """A phrase and its synonym hold the same words that oblige or limit."""
    words = _lexicon(language)
    tied = ("must", "only")
    for line in lexicon.beside(language, "synonyms.txt").read_text(encoding="utf-8").splitlines():
        phrases = [each.strip() for each in line.lower().split("|")]
        held = [
            {hit.term.list for hit in words.find(each.split()) if hit.term.list in tied} for each in phrases
        ]
        assert all(each == held[0] for each in held), line


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_topics_are_those_of_the_sentences(language: str) -> None:
    """Run `make topics` where sentences or word lists changed."""
    made, held = learning.learnt(language, learning.sentences(language)), topics.held(language)
    assert made.keys() == held.keys()
    assert {*made["weights"]} == {*held["weights"]}
    differing = [
        each
        for each, row in made["weights"].items()
        if any(abs(a - b) > 1 for a, b in zip(row, held["weights"][each], strict=True))
    ]
    assert not differing  # a hundredth may differ by how a machine rounds


@pytest.mark.parametrize("line", ["7.6\tA sentence.", "7.1 A sentence.", "7.1\t "])
def test_a_sentence_without_a_ground_is_named_with_its_line(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sentences.tsv"
    file.write_text(f"7.1\tWe count visits.\n\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "beside", lambda language, name: file)
    with pytest.raises(ValueError, match=r"sentences\.tsv:3: write a ground"):
        list(learning.sentences("en"))


def test_all_that_rules_look_into_is_in_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A judgement that was seen not to have drifted is forgotten when any word file changes."""
    (tmp_path / "en").mkdir()
    monkeypatch.setattr(memory, "locales_root", lambda: tmp_path)
    seen = set()
    for name in ("lexicon.yml", "synonyms.txt", "topics.json"):
        (tmp_path / "en" / name).write_text("changed", encoding="utf-8")
        memory._engine.cache_clear()
        seen.add(memory.fingerprint("a text"))
    memory._engine.cache_clear()
    assert len(seen) == len(("lexicon.yml", "synonyms.txt", "topics.json"))


@pytest.mark.parametrize(
    ("language", "text", "ground"),
    [
        ("en", "The lamp shop next door learns your door code from us.", Ground.RECIPIENTS),
        ("en", "You may inspect your lamp file free of charge.", Ground.RIGHTS),
        ("en", "Write to the officer for data protection at 1 Lamp Lane.", Ground.CONTACT),
        ("en", "All shares in the lamp company are held by its staff.", Ground.OWNERSHIP),
        ("en", "We keep the readings of your lamp for three months.", Ground.SERVICE_MODEL),
        ("de", "Der Lampenladen nebenan erfährt von uns Ihren Türcode.", Ground.RECIPIENTS),
        ("de", "Sie können Ihre Lampenakte kostenlos einsehen.", Ground.RIGHTS),
        ("de", "Die Messwerte Ihrer Lampe bewahren wir drei Monate auf.", Ground.SERVICE_MODEL),
        ("de", "Alle Anteile an der Lampen GmbH hält die Belegschaft.", Ground.OWNERSHIP),
    ],
)
def test_a_topic_is_told_of_a_sentence_not_seen_before(language: str, text: str, ground: Ground) -> None:
    reading = read(text, _lexicon(language))
    likely = topics.topic(reading, 0, len(reading.words))
    assert max(likely, key=lambda each: likely[each]) is ground
    assert sum(likely.values()) == pytest.approx(1.0)
