"""Random lives of a policy, grown as real repositories: whatever was on the branch is in a revision."""

from __future__ import annotations

import random
from itertools import groupby
from pathlib import Path

import pytest
from growing import SETTINGS, Repository, policy
from redletter import frontmatter, history

pytestmark = pytest.mark.audit

DAYS = ("2021-01-01", "2021-02-01", "2022-01-01")


class Life:
    """Grows one repository by chance and keeps its own book of each language's texts on the branch."""

    def __init__(self, root: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.repository = Repository(root, settings=SETTINGS + "    translation_lag: allowed\n")
        self.repository.commit("Begin")
        self.paths = {language: self.home(language) for language in ("en", "de")}
        self.texts: dict[str, str | None] = {"en": None, "de": None}
        self.last: dict[str, str | None] = {"en": None, "de": None}  # of texts that were taken down
        self.book: dict[str, list[str]] = {"en": [], "de": []}
        self.seen = dict(self.paths)  # the paths as the branch knows them

    def home(self, language: str) -> str:
        return f"content/{language}/privacy.md"

    def live(self) -> None:
        """One act: on the branch itself, or several on a side branch that is merged."""
        if self.chance.random() < 0.75:
            self.act()
        else:
            name = f"side{self.chance.randrange(10**9)}"
            self.repository.branch(name)
            for _ in range(self.chance.randrange(1, 4)):
                self.act()
            self.repository.checkout("main")
            self.repository.commit("Aside", {"NOTES.md": str(self.chance.random())})
            self.repository.merge(name)
        self.note()

    def act(self) -> None:
        language = self.chance.choice(["en", "de"])
        path, text = self.paths[language], self.texts[language]
        unseen = path != self.seen[language]  # renamed on a side branch; taken down there, without a trace
        if text is None or self.chance.random() < 0.5:
            # What comes back is like what was taken down: a new text under a new name is another's.
            self.texts[language] = self.edited(text or self.last[language])
            self.repository.commit("Edit", {path: self.texts[language]})
        elif self.chance.random() < 0.3:
            self.repository.commit("CRLF", {path: text.replace("\n", "\r\n")})
        elif self.chance.random() < 0.5 and not unseen:
            self.texts[language], self.last[language] = None, text
            self.repository.commit("Take down", {path: None})
        else:
            elsewhere = f"content/{language}/other{self.chance.randrange(10**6)}.md"
            self.move(language, elsewhere if path == self.home(language) else self.home(language))

    def edited(self, text: str | None) -> str:
        fresh = "".join(f"{number}.1 Word {self.chance.random()} stands here.\n\n" for number in range(24))
        lines = (text or policy(fresh)).split("\n")
        lines[self.chance.randrange(8, len(lines) - 1)] = f"Changed {self.chance.random()}."
        lines[2] = f"revision: {self.chance.choice(DAYS)}"
        lines[3] = "effective: 2023-01-01"
        return "\n".join(lines)

    def move(self, language: str, path: str) -> None:
        self.repository.write({self.paths[language]: self.texts[language]})  # LF: renamed as it is
        self.repository.git("add", "--all")
        self.repository.move(self.paths[language], path)
        self.repository.commit("Move")
        self.paths[language] = path

    def note(self) -> None:
        self.seen = dict(self.paths)
        for language, text in self.texts.items():
            if text is not None:
                read = frontmatter.read(text.encode(), path="", policy="", language=language)
                self.book[language].append(read.sha256)

    def come_home(self) -> None:
        """A text that no longer exists cannot be followed to other names; the others end at home."""
        for language, text in self.texts.items():
            if text is not None and self.paths[language] != self.home(language):
                self.move(language, self.home(language))


@pytest.mark.parametrize("seed", range(60))
def test_every_text_of_the_branch_is_in_a_revision(tmp_path: Path, seed: int) -> None:
    life = Life(tmp_path, seed)
    for _ in range(life.chance.randrange(3, 14)):
        life.live()
    life.come_home()
    existing = [language for language, text in life.texts.items() if text is not None]
    if not existing:
        life.texts["en"] = life.edited(None)
        life.repository.commit("Again", {life.home("en"): life.texts["en"]})
        existing, life.book["en"] = ["en"], []
        life.note()
    found = history.read(tmp_path, worktree=True)
    assert found.unread == ()
    for language in existing:
        read = [text.sha256 for each in found.revisions["privacy"] if (text := each.text(language))]
        told = [sha for sha, _ in groupby(read)]
        book = [sha for sha, _ in groupby(life.book[language])]
        assert told[len(told) - len(book) :] == book
