"""The files as they lie on disk, read for whoever wants every complaint at once; git is not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from redletter import frontmatter, settings_file
from redletter.errors import SourceError
from redletter.history.newest import WorkTree
from redletter.model import Text
from redletter.settings import Settings
from redletter.yaml_lines import decoded


@dataclass(frozen=True, slots=True)
class Survey:
    """What policies.yml says, the texts by policy, and all that is wrong with their front matter.

    A text whose front matter is wrong has its body and no true title or dates; one that is no UTF-8
    is absent.
    """

    settings: Settings
    texts: Mapping[str, tuple[Text, ...]]
    faults: tuple[SourceError, ...]


def survey(root: Path, *, content: str = "content") -> Survey:
    """All texts that policies.yml names; SourceError where that file itself is wrong or missing."""
    files = WorkTree(root)
    path = f"{content}/policies.yml"
    raw = files.read(path)
    if raw is None:
        raise SourceError("settings-missing", path=path)
    settings = settings_file.load(raw, path)
    texts: dict[str, tuple[Text, ...]] = {}
    faults: list[SourceError] = []
    for policy in settings.policies:
        found = []
        for language in settings.languages:
            path = f"{content}/{language}/{policy.slug}.md"
            raw = files.read(path)
            if raw is None:
                continue
            wrong = frontmatter.faults(raw, path)
            faults += wrong
            text = (
                _bare(raw, path, policy.slug, language)
                if wrong
                else frontmatter.read(raw, path=path, policy=policy.slug, language=language)
            )
            if text is None:
                continue
            found.append(text)
            if not wrong and not policy.allow_retroactive:
                faults += [fault for fault in (retroactive(text),) if fault]
        texts[policy.slug] = tuple(found)
    return Survey(settings, texts, tuple(faults))


def retroactive(text: Text) -> SourceError | None:
    """What is wrong where the effective date lies before the revision's, and that is not allowed."""
    if text.effective >= text.revision:
        return None
    dates = {"effective": text.effective, "revision": text.revision}
    return SourceError("effective-before-revision", path=text.path, line=text.key_line("effective"), **dates)


def _bare(raw: bytes, path: str, policy: str, language: str) -> Text | None:
    """The body alone; the whole file where no front matter can be told from it, None where no text."""
    body, line = "", 1
    try:
        body = decoded(raw, path)
        _, body, line = frontmatter.split(body, path)
    except SourceError as error:
        if error.key == "utf8-invalid":
            return None
    return Text(policy, language, path, "", date.min, date.min, body, line)
