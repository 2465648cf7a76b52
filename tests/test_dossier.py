"""A dossier holds what was decided, proves itself, and opens without a network."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import pytest
from growing import SETTINGS, Repository, policy
from redletter import cli, dossier, recording, reviewing
from redletter.errors import RedletterError
from redletter.model import Level
from redletter.reviewing import Verdict

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)
ADA = "Ada Example"
EN = "# Plots\n\n1.1 We keep it for 14 days.\n\n1.2 We tell nobody & none.\n"
DE = "# Beete\n\n1.1 Wir speichern es 14 Tage.\n\n1.2 Wir sagen es niemandem & keinem.\n"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Three revisions: the first by the rules, the second decided by a person, the third undecided."""
    grown = Repository(tmp_path_factory.mktemp("dossier"), settings=SETTINGS)
    for day, old, new in (("2026-01-01", "", ""), ("2026-02-01", "14", "30"), ("2026-03-01", "14", "90")):
        files: dict[str, str | bytes | None] = {
            f"content/{language}/privacy.md": policy(
                body.replace(old, new) if old else body, revision=day, effective=day
            )
            for language, body in (("en", EN), ("de", DE))
        }
        grown.commit(f"Texts of {day}", files)
        if day == "2026-03-01":
            break
        recording.record(grown.root, now=NOW)
        if day == "2026-02-01":
            (review,) = reviewing.begin(grown.root, now=NOW, label=day, by=ADA)
            decided = review.decide(*review.find("1.1"), Verdict("Promised long ago", Level.CLARIFYING))
            settled = reviewing.settle(grown.root, decided, now=NOW)
            reviewing.save(grown.root, settled.accept(*settled.waiting).sign())
        grown.commit(f"Record of {day}")
    return grown


def unpacked(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def files(repository: Repository) -> dict[str, bytes]:
    return unpacked(dossier.export(repository.root, "privacy"))


def test_the_whole_history_that_is_decided(files: dict[str, bytes]) -> None:
    assert sorted(files) == [
        *("2026-01-01/record.yml", "2026-01-01/text.de.html", "2026-01-01/text.de.md"),
        *("2026-01-01/text.en.html", "2026-01-01/text.en.md"),
        *("2026-02-01/record.yml", "2026-02-01/redline.de.html", "2026-02-01/redline.en.html"),
        *("2026-02-01/text.de.html", "2026-02-01/text.de.md"),
        *("2026-02-01/text.en.html", "2026-02-01/text.en.md"),
        *("SHA256SUMS", "index.de.html", "index.html", "index.json"),
    ]
    assert "2026-03-01" in files["index.html"].decode()


def test_a_withdrawal_stands_beside_the_amendment(tmp_path: Path) -> None:
    grown = Repository(tmp_path, settings=SETTINGS)
    texts: dict[str, str | bytes | None] = {
        "content/en/privacy.md": policy(EN),
        "content/de/privacy.md": policy(DE),
    }
    grown.commit("First", texts)
    recording.record(grown.root, now=NOW)
    reason = {"en": "Sent by mistake", "de": "Versehentlich versandt"}
    recording.withdraw(grown.root, "privacy", "2021-01-01", reason=reason, by=ADA, now=NOW)
    grown.commit("Withdrawn")
    files = unpacked(dossier.export(grown.root, "privacy"))
    assert {path.split("/")[0] for path in files if "/" in path} == {"2021-01-01", "2021-01-01.withdrawal"}
    rows = json.loads(files["index.json"])
    assert [(row["type"], row["signed"]) for row in rows] == [
        ("revision", "by the rules; nobody had to decide"),
        ("withdrawal", "by Ada Example on 3 February 2026"),
    ]


def test_its_sums_hold(files: dict[str, bytes]) -> None:
    rows = [row.split("  ") for row in files["SHA256SUMS"].decode().splitlines()]
    assert {path: sum for sum, path in rows} == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items() if path != "SHA256SUMS"
    }


def test_each_language_has_a_cover_that_leads_to_the_others(files: dict[str, bytes]) -> None:
    for cover, title, decided, other in (
        ("index.html", "Dossier: Privacy policy", "1 February 2026", "index.de.html"),
        ("index.de.html", "Dossier: Privacy policy", "1. Februar 2026", "index.html"),
    ):
        tree = html5lib.parse(files[cover], namespaceHTMLElements=False)
        assert tree.findtext(".//h1") == title
        assert decided in [each.text for each in tree.iter("dd")]
        assert tree.find(f".//a[@href='{other}']") is not None


def test_a_row_of_a_table_is_printed_as_one(tmp_path: Path) -> None:
    grown = Repository(tmp_path, settings=SETTINGS)
    table = "# Plots\n\n| Who | Where |\n| --- | --- |\n| Fork Ltd. | {} |\n| Rake Ltd. | Berne |\n"
    for day, place, kept in (("2026-01-01", "Oslo", 6), ("2026-02-01", "Lima", 5)):
        body = "".join(table.format(place).splitlines(keepends=True)[:kept])
        grown.commit(
            day,
            {
                f"content/{language}/privacy.md": policy(body, revision=day, effective=day)
                for language in ("en", "de")
            },
        )
        recording.record(grown.root, now=NOW)
        for review in reviewing.begin(grown.root, now=NOW, by=ADA):
            reviewing.save(grown.root, review.accept(*review.waiting).sign())
        grown.commit(f"Record of {day}")
    page = unpacked(dossier.export(grown.root, "privacy"))["2026-02-01/redline.en.html"]
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    tables = tree.findall(".//table[@class='redline']")
    assert [[each.text for each in table.iter("th")] for table in tables] == [["Who", "Where"]] * 2
    edited, dropped = ([list(each.itertext()) for each in table.iter("td")] for table in tables)
    assert edited[0] == ["Fork Ltd."]
    assert [each for each in edited[1] if each in ("Oslo", "Lima")] == ["Oslo", "Lima"]
    assert "Rake Ltd." in dropped[0]
    assert not [each for each in tree.itertext() if "|" in each]


def test_texts_and_records_are_those_of_the_commit(repository: Repository, files: dict[str, bytes]) -> None:
    for row in json.loads(files["index.json"]):
        for language, text in row["texts"].items():
            committed = repository.git("show", f"{row['commit']}:{text['path']}")
            assert files[f"{row['label']}/text.{language}.md"].decode().rstrip("\n") == committed
        assert (repository.root / row["record"]).read_bytes() == files[f"{row['label']}/record.yml"]


def test_it_says_who_decided_and_why(files: dict[str, bytes]) -> None:
    redline = files["2026-02-01/redline.de.html"].decode()
    for said in (
        "von Ada Example am 3. Februar 2026",
        "Promised long ago",
        "nach den Regeln allein: wesentlich",
    ):
        assert said in redline
    by = {row["label"]: row["signed"] for row in json.loads(files["index.json"])}
    assert by == {
        "2026-01-01": "by the rules; nobody had to decide",
        "2026-02-01": "by Ada Example on 3 February 2026",
    }


def test_its_pages_are_sound_and_load_nothing(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content.decode())
        tree = html5lib.parse(content, namespaceHTMLElements=False)
        loaded = [each.tag for each in tree.iter() if each.get("src") or each.tag in ("link", "script")]
        assert loaded == []
        policies = [each.get("content") for each in tree.iter("meta") if each.get("http-equiv")]
        assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_same_history_gives_the_same_bytes(repository: Repository) -> None:
    first, second = (dossier.export(repository.root, "privacy") for _ in range(2))
    assert first == second


def test_one_amendment(repository: Repository, tmp_path: Path) -> None:
    target = tmp_path / "one.zip"
    said = io.StringIO()
    code = cli.main(
        ["export", "privacy", "--label", "2026-02-01", "-o", str(target), "--root", str(repository.root)],
        io.StringIO(),
        said,
    )
    assert (code, said.getvalue()) == (0, f"Wrote {target}\n")
    assert {path.split("/")[0] for path in unpacked(target.read_bytes())} == {
        *("2026-02-01", "SHA256SUMS", "index.de.html", "index.html", "index.json")
    }


@pytest.mark.parametrize(
    ("name", "label", "key"),
    [
        ("cookies", None, "policy-unknown"),
        ("privacy", "1999-01-01", "label-unknown"),
        ("privacy", "2026-03-01", "record-missing"),
    ],
)
def test_what_is_not_signed_off_is_not_exported(
    repository: Repository, name: str, label: str | None, key: str
) -> None:
    with pytest.raises(RedletterError) as caught:
        dossier.export(repository.root, name, label=label)
    assert caught.value.key == key
