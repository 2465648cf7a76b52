"""The example feed for other teams' consumers, met by our own."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from example_feed import SECRET, examples, write_examples
from jsonschema import Draft202012Validator
from notification_service import Service
from redletter import following, schemas, signing
from redletter.errors import FeedError

AS_OF = date(2026, 11, 25)
EXAMPLES = dict(examples(AS_OF))
KEY = signing.Signer(SECRET).public_key


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    write_examples(folder, AS_OF)
    return folder


def handed(place: Path, state: Path) -> list[list[Any]]:
    notices = following.follow(place, state, start="first", key=KEY, waits=(), today=lambda: AS_OF)
    return [[each.entry["data"]["policy"], each.seq] for each in notices]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_follower_meets_every_example_as_expected(folder: Path, tmp_path: Path, name: str) -> None:
    expected = json.loads((folder / "expected.json").read_bytes())
    assert expected["public_key"] == KEY
    example, state = expected["examples"][name], tmp_path / "state.json"
    if name != "before":
        handed(folder / "before", state)
    if example["fault"] is None:
        assert handed(folder / name, state) == example["hands_on"]
        return
    reached = state.read_bytes()
    with pytest.raises(FeedError) as raised:
        handed(folder / name, state)
    assert raised.value.key == example["fault"]
    assert state.read_bytes() == reached


def test_it_has_every_type_and_level() -> None:
    entries = [json.loads(raw) for path, raw in EXAMPLES["after"].site.items() if "/entries/" in path]
    assert {entry["type"] for entry in entries} == {
        "revision",
        "correction",
        "translation",
        "reclassification",
        "withdrawal",
    }
    assert {entry["data"]["level"] for entry in entries} == {"none", "editorial", "clarifying", "material"}
    assert {entry["data"]["consent"] for entry in entries} == {"required", "unknown", "not_required"}


def test_every_file_is_valid_against_its_schema() -> None:
    published = schemas.schemas("https://policies.example/")
    kinds = {"head.json": "head", "redletter.json": "discovery"}
    for path, raw in EXAMPLES["after"].site.items():
        if not path.endswith(".json") or "/schema/" in path:
            continue
        name = path.rpartition("/")[2]
        kind = kinds.get(name) or ("entry" if "/entries/" in path else "index")
        kind = "discovery" if path == "feed/index.json" else kind
        Draft202012Validator(published[kind]).validate(json.loads(raw))


def test_the_notification_service_takes_the_feed_as_a_command(folder: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "people.db")
    people = Service(store)
    people.register("Ada", "en", "push")
    people.register("Bruno", "de", "email")
    arguments = [sys.executable, str(Path(__file__).with_name("notification_service.py")), store]
    options = {"once": True, "waits": (), "today": lambda: AS_OF, "handler": following.command(arguments)}
    for place in ("before", "after", "after"):
        following.run(folder / place, tmp_path / "state.json", start="first", **options)
    expected = json.loads((folder / "expected.json").read_bytes())["examples"]
    news = [*expected["before"]["hands_on"], *expected["after"]["hands_on"]]
    assert people.arrived() == [tuple(each) for each in news]
    entries = [json.loads(raw) for path, raw in EXAMPLES["after"].site.items() if "/entries/" in path]
    told = {entry["id"] for entry in entries if entry["data"]["channels"]}
    assert sorted(people.told()) == sorted(
        (name, notice, channel) for notice in told for name, channel in (("Ada", "push"), ("Bruno", "email"))
    )
    people.store.close()
