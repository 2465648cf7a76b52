"""The feed's files: shapes, chain, and what feed readers, calendars and event libraries make of them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import msgspec
import pytest
from chains import (
    AS_OF,
    LANGUAGES,
    SETTINGS,
    SITE,
    TITLES,
    Chains,
    Spoken,
    Step,
    chain,
    compose,
    messages,
    numbered_steps,
)
from cloudevents.core.bindings.http import HTTPMessage, from_structured_event
from redletter import feeds, records, wire
from redletter.feeds.atom import PAGE
from redletter.model import Level

LOANS = chain("loans", numbered_steps(7))
VISITS = chain("visits", numbered_steps(2))
CHAINS = Chains({"loans": LOANS, "visits": VISITS})
FILES = CHAINS.files


def read(path: str, files: Mapping[str, bytes] = FILES) -> Any:
    return json.loads(files[path])


def test_the_files_of_a_feed() -> None:
    assert [path for path in FILES if "visits" not in path] == [
        "feed/schema/entry.v1.json",
        "feed/schema/head.v1.json",
        "feed/schema/index.v1.json",
        "feed/schema/discovery.v1.json",
        *(f"feed/loans/entries/00000{seq}.json" for seq in range(1, 8)),
        "feed/loans/index.json",
        "feed/loans/atom.en.xml",
        "feed/loans/material.en.xml",
        "feed/loans/atom.de.xml",
        "feed/loans/material.de.xml",
        "en/effective-dates.ics",
        "de/effective-dates.ics",
        ".well-known/redletter.json",
        "feed/index.json",
        "feed/loans/head.json",
    ]


def test_heads_come_last_so_that_a_copy_in_order_never_points_at_nothing() -> None:
    assert list(FILES)[-2:] == ["feed/loans/head.json", "feed/visits/head.json"]


def test_json_is_served_sorted_indented_and_ended_by_one_newline() -> None:
    for path, raw in FILES.items():
        if path.endswith(".json"):
            plain = json.loads(raw)
            assert raw == (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def test_the_head() -> None:
    assert read("feed/loans/head.json") == {
        "schema": 1,
        "policy": "loans",
        "seq": 7,
        "hash": hashlib.sha256(FILES["feed/loans/entries/000007.json"]).hexdigest(),
        "valid_until": "2026-12-02",
        "addresses": {
            "entry": SITE + "feed/loans/entries/000007.json",
            "index": SITE + "feed/loans/index.json",
            "atom": {"en": SITE + "feed/loans/atom.en.xml", "de": SITE + "feed/loans/atom.de.xml"},
        },
    }


def test_the_index_tells_every_entry() -> None:
    index = read("feed/loans/index.json")
    assert list(index) == ["entries", "schema"]
    assert [row["seq"] for row in index["entries"]] == list(range(1, 8))
    for row in index["entries"]:
        entry = read(row["path"])
        assert row["hash"] == hashlib.sha256(FILES[row["path"]]).hexdigest()
        assert row == {
            "seq": entry["data"]["seq"],
            "id": entry["id"],
            "type": entry["type"],
            **{key: entry["data"][key] for key in ("label", "revision", "effective", "level", "consent")},
            "hash": row["hash"],
            "path": row["path"],
        }


def test_both_discoveries_are_the_same_bytes() -> None:
    assert FILES[".well-known/redletter.json"] == FILES["feed/index.json"]
    assert list(read("feed/index.json")["policies"]) == ["loans", "visits"]
    assert read("feed/index.json")["policies"]["visits"]["sample"] is True


def test_each_entry_names_the_one_before() -> None:
    prev = None
    for seq in range(1, 8):
        raw = FILES[f"feed/loans/entries/{seq:06d}.json"]
        entry = json.loads(raw)
        assert list(entry) == ["data", "id", "source", "specversion", "subject", "time", "type"]
        assert (entry["data"]["seq"], entry["data"]["prev"]) == (seq, prev)
        prev = hashlib.sha256(raw).hexdigest()


def test_a_change_its_revert_and_the_change_again_are_three_notices() -> None:
    one, other = numbered_steps(2)
    steps = [
        replace(step, label=f"2000-01-0{day}", effective=date(2000, 1, 1))
        for day, step in enumerate((one, other, one, other), start=1)
    ]
    files = Chains({"loans": chain("loans", steps)}).files
    ids = [row["id"] for row in read("feed/loans/index.json", files)["entries"]]
    assert len(set(ids)) == 4


def test_ids_depend_on_the_policy_the_entry_before_and_the_texts() -> None:
    texts = {"en": "0" * 64, "de": "1" * 64}
    first = wire.identify("loans", None, texts)
    assert first == wire.identify("loans", None, dict(reversed(texts.items())))
    others = {
        wire.identify("visits", None, texts),
        wire.identify("loans", "2" * 64, texts),
        wire.identify("loans", None, {**texts, "de": "3" * 64}),
        wire.identify("loans", None, {"en": "0" * 64}),
    }
    assert len(others | {first}) == 5
    assert first[14] == "8"


def later(number: int, **changes: object) -> Any:
    """One more notice for the chain of loans."""
    steps = numbered_steps(number)
    return compose("loans", steps[-2], steps[-1], number, **changes)


def entries(files: Mapping[str, bytes], policy: str = "loans") -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if path.startswith(f"feed/{policy}/entries/")}


def test_what_is_out_there_keeps_its_bytes() -> None:
    """Another policy, another language, a moved site, a later day, one more notice: old entries stay."""
    more = Chains(
        {"visits": VISITS, "loans": (*LOANS, later(8))},
        as_of=date(2027, 5, 1),
        settings=replace(
            SETTINGS, site_url="https://elsewhere.example/", contact=None, consent_url=None, notice_days=99
        ),
    ).files
    assert entries(FILES).items() <= entries(more).items()
    assert len(entries(more)) == 8


class Reworded(Spoken):
    """Other catalogues."""

    def text(self, key: str, **arguments: object) -> str:
        return super().text(key, **arguments).upper()


def test_other_catalogues_and_another_version_change_no_old_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the records' files, as a later version of the program would read them."""
    monkeypatch.setattr("redletter.__version__", "99.0")
    files = [records.dump(records.Record(records.path(each), each, records.Decision())) for each in LOANS]
    read = tuple(records.load(file.encode(), "x.yml").notice for file in files)
    spoken = {language: Reworded(language) for language in LANGUAGES}
    assert entries(feeds.files(Chains({"loans": read}).publication, spoken)) == entries(FILES)


def test_other_catalogues_change_no_archived_page() -> None:
    chains = Chains({"loans": chain("loans", numbered_steps(PAGE + 1))})
    spoken = {language: Reworded(language) for language in LANGUAGES}
    files, reworded = chains.files, feeds.files(chains.publication, spoken)
    archived = {path for path in files if "/archive/" in path}
    assert len(archived) == 2
    assert {path: files[path] for path in archived} == {path: reworded[path] for path in archived}
    assert files["feed/loans/atom.en.xml"] != reworded["feed/loans/atom.en.xml"]


def test_another_language_changes_no_old_entry() -> None:
    english = {"en": messages()["en"]}
    told = tuple(records.tell(notice, english) for notice in LOANS)
    alone = replace(SETTINGS, languages=("en",))
    before = Chains({"loans": told}, settings=alone).files
    after = Chains({"loans": told}).files
    assert entries(before) == entries(after)
    feed = feedparser.parse(after["feed/loans/atom.de.xml"])
    assert feed.entries[0].title == LOANS[-1].messages["en"].email.subject


def test_a_record_read_by_a_later_version_keeps_its_bytes() -> None:
    """What a later version adds has a default, and defaults are not written."""

    class Later(records.composition.Notice, frozen=True, kw_only=True, omit_defaults=True):  # type: ignore
        added: str | None = None
        more: tuple[str, ...] = ()

    for notice in LOANS:
        plain = msgspec.to_builtins(notice)
        assert wire.serialise(msgspec.convert(plain, Later)) == wire.serialise(notice)


SCRIPT = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
import test_feeds
for path, raw in Chains({"loans": test_feeds.LOANS}).files.items():
    print(path, hashlib.sha256(raw).hexdigest())
""".replace("Chains", "test_feeds.Chains")


def test_same_bytes_under_another_time_zone_locale_and_hash_seed() -> None:
    here = Path(__file__).parent
    printed = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(here), str(here.parent / "hooks")],
            env=os.environ | {"TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, locale, seed in (("UTC", "C", "1"), ("Pacific/Kiritimati", "de_DE.UTF-8", "2"))
    }
    assert len(printed) == 1


def test_a_withdrawal_supersedes_by_id() -> None:
    withdrawn = records.withdraw(
        LOANS[3],
        seq=8,
        time="2000-02-01T09:00:00Z",
        reason={"en": "Wrong.", "de": "Falsch."},
        messages=messages(),
    )
    files = Chains({"loans": (*LOANS, withdrawn)}).files
    entry = read("feed/loans/entries/000008.json", files)
    assert entry["type"] == "withdrawal"
    assert entry["data"]["supersedes"] == read("feed/loans/entries/000004.json", files)["id"]
    assert entry["data"]["replaces"] == {
        "seq": 4,
        "type": "revision",
        "label": "2000-01-04",
        "level": "material",
        "channels": ["push", "popup", "email"],
    }


def test_the_event_library_reads_every_entry() -> None:
    for raw in entries(FILES).values():
        event = from_structured_event(HTTPMessage({"content-type": "application/cloudevents+json"}, raw))
        plain = json.loads(raw)
        assert (event.get_id(), event.get_source()) == (plain["id"], SITE + "feed/loans/")
        assert event.get_data() == plain["data"]


# For people


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_feed_reader_reads_all_changes(language: str) -> None:
    feed = feedparser.parse(FILES[f"feed/loans/atom.{language}.xml"])
    assert not feed.bozo
    assert (feed.version, feed.feed.language) == ("atom10", language)
    assert feed.feed.title.startswith(TITLES["loans"][language])
    assert [entry.id for entry in feed.entries] == [
        f"urn:uuid:{row['id']}" for row in reversed(read("feed/loans/index.json")["entries"])
    ]
    newest = feed.entries[0]
    assert newest.title == LOANS[-1].messages[language].email.subject
    assert newest.link == LOANS[-1].addresses[language].redline
    assert newest.summary == LOANS[-1].summary[language]
    assert {tag.term for tag in newest.tags} >= {"revision", "material", "7.3"}
    assert LOANS[-1].changes[0].edits[language].address in newest.content[0].value


def test_the_material_feed_has_material_changes_only() -> None:
    feed = feedparser.parse(FILES["feed/loans/material.en.xml"])
    assert [entry.published[:10] for entry in feed.entries] == ["2000-01-07", "2000-01-04"]


def test_words_of_a_policy_are_escaped() -> None:
    feed = feedparser.parse(FILES["feed/visits/atom.en.xml"])
    assert feed.feed.title == "Visitors & Guests: all changes"
    assert "“Visitors &amp; Guests”" in feed.entries[0].content[0].value


def test_nothing_drops_out_of_reach() -> None:
    """From the subscription document back through the archives, every entry, and archives are frozen."""
    count = 2 * PAGE + 5
    files = Chains({"loans": chain("loans", numbered_steps(count))}).files
    path: str | None = "feed/loans/atom.de.xml"
    seen: list[str] = []
    while path is not None:
        feed = feedparser.parse(files[path])
        assert not feed.bozo
        assert len(feed.entries) <= PAGE
        seen += [entry.id for entry in feed.entries]
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == SITE + path
        path = links["prev-archive"].removeprefix(SITE) if "prev-archive" in links else None
    assert len(set(seen)) == count
    fewer = Chains({"loans": chain("loans", numbered_steps(count - 3))}).files
    archives = {path: raw for path, raw in fewer.items() if "/archive/" in path}
    assert len(archives) == 4  # two full pages of all changes, none of material ones, twice
    assert archives.items() <= files.items()


def test_a_calendar_reads_the_effective_dates() -> None:
    calendar = icalendar.Calendar.from_ical(FILES["de/effective-dates.ics"])
    events = list(calendar.walk("VEVENT"))
    assert len(events) == 9
    assert events[6]["DTSTART"].dt == date(2000, 1, 7)
    assert str(events[6]["SUMMARY"]) == "Datenschutzhinweis zur Ausleihe: neue Fassung tritt in Kraft"
    assert str(events[6]["DESCRIPTION"]) == LOANS[6].summary["de"]
    assert str(events[6]["URL"]) == LOANS[6].addresses["de"].redline
    assert all(len(line) <= 75 for line in FILES["de/effective-dates.ics"].split(b"\r\n"))


def test_a_withdrawn_date_is_cancelled() -> None:
    withdrawn = records.withdraw(
        LOANS[3], seq=8, time="2000-02-01T09:00:00Z", reason={"en": "…", "de": "…"}, messages=messages()
    )
    files = Chains({"loans": (*LOANS, withdrawn)}).files
    events = icalendar.Calendar.from_ical(files["en/effective-dates.ics"]).walk("VEVENT")
    assert [str(event["STATUS"]) for event in events].count("CANCELLED") == 1


def test_a_language_that_came_later_is_heard_from_then_on() -> None:
    english = Step("2000-01-01", {"en": "We share nothing."})
    both = Step("2000-01-02", {"en": "We share all.", "de": "Wir teilen alles."}, Level.MATERIAL)
    files = Chains({"loans": chain("loans", (english, both))}).files
    feed = feedparser.parse(files["feed/loans/atom.de.xml"])
    assert [entry.link for entry in feed.entries] == [
        SITE + "de/loans/changes/2000-01-02/",
        SITE + "en/loans/2000-01-01/",
    ]


def test_a_policy_without_a_notice_has_no_feed_yet() -> None:
    files = Chains({"loans": LOANS, "visits": ()}, as_of=AS_OF).files
    assert not [path for path in files if "visits" in path]
    assert list(read("feed/index.json", files)["policies"]) == ["loans"]


def test_the_head_stays_small() -> None:
    assert len(FILES["feed/loans/head.json"]) < 4096
