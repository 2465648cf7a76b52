"""`diff` writes files for counsel: of one policy, in one language, with what a person decided."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import pytest
from growing import SETTINGS, Repository, policy
from redletter import cli, reviewing
from redletter.model import Level
from redletter.reviewing import Verdict
from word_reading import accepted, part, rejected

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)
EN = "# Plots\n\n1.1 We keep it for 14 days.\n"
DE = "# Beete\n\n1.1 Wir speichern es 14 Tage.\n"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A second revision on which a person decided otherwise than the rules."""
    settings = SETTINGS + "  cookies:\n"
    grown = Repository(tmp_path_factory.mktemp("counsel"), settings=settings)
    for day, new in (("2026-01-01", "14"), ("2026-02-01", "30")):
        grown.commit(
            f"Texts of {day}",
            {
                f"content/{language}/{slug}.md": policy(body.replace("14", new), revision=day)
                for language, body in (("en", EN), ("de", DE))
                for slug in ("privacy", "cookies")
            },
        )
    (review,) = reviewing.begin(grown.root, now=NOW, policy="privacy", label="2026-02-01", by="Ada Example")
    decided = review.decide(*review.find("1.1"), Verdict("Promised long ago", Level.CLARIFYING))
    reviewing.save(grown.root, reviewing.settle(grown.root, decided, now=NOW))
    return grown


def run(repository: Repository, *arguments: str) -> tuple[int, str]:
    said = io.StringIO()
    code = cli.main(["diff", *arguments, "--root", str(repository.root)], io.StringIO(), said)
    return code, said.getvalue()


@pytest.mark.parametrize(
    ("options", "old", "new"),
    [
        ((), ["Plots", "1.1 We keep it for 14 days."], ["Plots", "1.1 We keep it for 30 days."]),
        (
            ("--lang", "de"),
            ["Beete", "1.1 Wir speichern es 14 Tage."],
            ["Beete", "1.1 Wir speichern es 30 Tage."],
        ),
    ],
)
def test_a_word_document(
    repository: Repository, tmp_path: Path, options: tuple[str, ...], old: list[str], new: list[str]
) -> None:
    target = tmp_path / "redline.docx"
    said = run(repository, "privacy", "--format", "docx", "-o", str(target), *options)
    assert said == (0, f"Wrote {target}\n")
    document = target.read_bytes()
    assert (rejected(document), accepted(document)) == (old, new)
    assert "Promised long ago" in "".join(part(document, "word/comments.xml").itertext())


def test_an_html_page_that_stands_alone(repository: Repository, tmp_path: Path) -> None:
    target = tmp_path / "redline.html"
    assert run(repository, "privacy", "--format", "html", "-o", str(target))[0] == 0
    page = target.read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "Decided by Ada Example on 3 February 2026; the rules alone would have said: material." in page
    assert "<ins " in page
    assert "src=" not in page


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("privacy", "--format", "docx"), "needs a file to write: -o FILE"),
        (("--format", "docx", "-o", "x.docx"), "holds one policy"),
        (("privacy", "--format", "html", "-o", "x.html", "--lang", "fr"), "content/fr/privacy.md"),
    ],
)
def test_what_is_asked_for_wrongly(
    repository: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run(repository, *arguments)
    assert (code, sentence in said) == (2, True)
    assert list(tmp_path.iterdir()) == []
