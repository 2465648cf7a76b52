"""The pictures in the guides: each is there and is shown, says what it shows, and the script makes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from guide_reading import GUIDES
from markdown import markdown
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_MOST = 400_000  # bytes, all of them


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_every_picture_that_a_guide_names_is_shown(guide: Path, chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page()
    (tmp_path / "images").symlink_to(GUIDES / "images")
    rendered = tmp_path / f"{guide.stem}.html"
    rendered.write_text(f"<!doctype html><meta charset=utf-8>{markdown(guide.read_text('utf-8'))}", "utf-8")
    page.goto(rendered.as_uri(), wait_until="load")
    shown = page.evaluate(
        "[...document.images].map(each => [each.getAttribute('src'), each.alt, each.naturalWidth])"
    )
    page.close()
    assert [source for source, _, width in shown if not width] == []
    assert [source for source, alt, _ in shown if len(alt) < 40] == []
    assert len(shown) == (5 if guide.stem == "lawyers" else 0)


def test_no_picture_is_idle_and_all_are_small() -> None:
    named = "".join(path.read_text("utf-8") for path in GUIDES.glob("*.md"))
    pictures = sorted((GUIDES / "images").iterdir())
    assert [each.name for each in pictures if f"(images/{each.name})" not in named] == []
    assert sum(each.stat().st_size for each in pictures) < _MOST


def test_the_script_takes_every_picture(tmp_path: Path) -> None:
    script = Path(__file__).with_name("picture_guide.py")
    subprocess.run([sys.executable, script, tmp_path], check=True, stdout=subprocess.DEVNULL)
    taken = {each.name: each.stat().st_size for each in tmp_path.iterdir()}
    assert set(taken) == {each.name for each in (GUIDES / "images").iterdir()}
    assert all(5_000 < size < 150_000 for size in taken.values())
