"""The dossier of a policy for a regulator: what applied, what changed, who decided it, and what proves it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path, PurePosixPath

from redletter import frontmatter, history, printing, publication
from redletter.archives import pack
from redletter.errors import RecordError, SourceError
from redletter.messages import Messages
from redletter.model import Revision, Text
from redletter.records import RULES, Ledger, Record


def export(root: Path, policy: str, *, label: str | None = None, content: str = "content") -> bytes:
    """One amendment, or all that is decided, as a ZIP: texts, redlines, determinations, records, hashes.

    From HEAD and its records alone. Raises SourceError where the policy or the label is not there, and
    the error that stands against it where the label's record is missing, undecided or wrong.
    """
    past = history.read(root, content=content, worktree=False)
    if policy not in past.revisions:
        raise SourceError("policy-unknown", policy=policy, known=", ".join(past.revisions))
    ledger = publication.ledgers(past, content)[policy]
    revisions = {each.label: each for each in past.revisions[policy]}
    if label is not None and label not in revisions:
        raise SourceError("label-unknown", policy=policy, label=label)
    wanted = tuple(each for each in _signed(ledger) if label in (None, each.label))
    if not wanted:
        raise _against(ledger, label)
    book = _Book(root, past.records, {each: Messages(each) for each in past.settings.languages})
    chapters = [
        _Chapter(book, record, revisions[record.label], revisions.get(record.stored.before or ""))
        for record in wanted
    ]
    parts = [dict(chapter.files()) for chapter in chapters]
    files = {path: raw for part in parts for path, raw in part.items()}
    last = revisions[label or list(revisions)[-1]]
    held = ledger.held if label is None else ()
    covers = {each: "index.html" if each == last.governing else f"index.{each}.html" for each in book.voices}
    for language, cover in covers.items():
        voice = book.voices[language]
        rows = [chapter.row(voice, list(part)) for chapter, part in zip(chapters, parts, strict=True)]
        files[cover] = printing.cover(
            voice,
            title=(last.text(language) or last.governing_text).title,
            others={other: file for other, file in covers.items() if other != language},
            rows=rows,
            held=held,
            sample=chapters[-1].sample,
        ).encode()
        if language == last.governing:
            files["index.json"] = _json(rows)
    sums = "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    files["SHA256SUMS"] = sums.encode()
    return pack({path: files[path] for path in sorted(files)})


def _signed(ledger: Ledger) -> Iterator[Record]:
    """The records that can be published, each after the amendment that it judges anew or withdraws."""
    labels = dict.fromkeys(record.label for record in ledger.chain)
    for label in labels:
        yield from (record for record in ledger.chain if record.label == label)


def _against(ledger: Ledger, label: str | None) -> RecordError:
    """Why nothing, or not a label's amendment, is signed off: its own fault, or that of an earlier one."""
    own = f"/{label}.yml"
    mine = [problem for problem in ledger.problems if (problem.path or "").endswith(own)]
    return (mine or list(ledger.problems))[0]


@dataclass(frozen=True, slots=True)
class _Book:
    root: Path
    records: Mapping[str, bytes]
    voices: Mapping[str, Messages]

    def source(self, text: Text, commit: str) -> bytes:
        """The file as it was committed; written out where it stood elsewhere at that commit."""
        raw = history.file_at(self.root, commit, text.path) if commit else None
        if (
            raw is not None
            and frontmatter.read(raw, path=text.path, policy=text.policy, language=text.language).sha256
            == text.sha256
        ):
            return raw
        dates = f"revision: {text.revision}\neffective: {text.effective}\n"
        title = json.dumps(text.title, ensure_ascii=False)
        return f"---\ntitle: {title}\n{dates}---\n{text.body}".encode()


@dataclass(frozen=True, slots=True)
class _Chapter:
    """One record with the revision that it is about, and the one that this is compared with."""

    book: _Book
    record: Record
    revision: Revision
    before: Revision | None

    @property
    def folder(self) -> str:
        """The label; later acts on it, under their records' own names."""
        return PurePosixPath(self.record.path).stem

    @property
    def sample(self) -> bool:
        return self.record.stored.sample

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Paths in the dossier and their bytes."""
        yield f"{self.folder}/record.yml", self.book.records[self.record.path]
        documents = publication.pairs(self.before, self.revision)
        for text in self.revision.texts:
            language = text.language
            voice = self.book.voices[language]
            if not self.record.is_act:
                yield f"{self.folder}/text.{language}.md", self.book.source(text, self.revision.commit)
                page = printing.text(
                    text, voice, label=self.revision.label, commit=self.revision.commit, sample=self.sample
                )
                yield f"{self.folder}/text.{language}.html", page.encode()
            if not self.record.stored.initial:
                redline = printing.redline(
                    self.record.notice,
                    voice,
                    documents=documents,
                    overrides=self.record.overrides,
                    signed=_signature(self.record, voice),
                )
                yield f"{self.folder}/redline.{language}.html", redline.encode()

    def row(self, voice: Messages, paths: list[str]) -> dict[str, object]:
        """The chapter's line on the cover, and in index.json; `paths` are its files."""
        notice = self.record.notice
        return {
            "label": self.folder,
            "seq": notice.seq,
            "type": notice.type,
            "initial": notice.initial,
            "revision": notice.revision,
            "effective": notice.effective,
            "level": notice.level,
            "grounds": [ground.id for ground in notice.grounds],
            "direction": notice.direction,
            "consent": notice.consent,
            "signed": _signature(self.record, voice),
            "commit": self.revision.commit,
            "committed": self.revision.committed.astimezone(UTC).isoformat(),
            "texts": {
                text.language: {"path": text.path, "sha256": text.sha256} for text in self.revision.texts
            },
            "record": self.record.path,
            "files": paths,
        }


def _signature(record: Record, voice: Messages) -> str:
    decision = record.decision
    if decision.by == RULES or decision.by is None:
        return voice.text("dossier.signed.rules")
    on = voice.date(decision.on) if decision.on else "–"
    return voice.text("dossier.signed.person", name=decision.by, day=on)


def _json(rows: list[dict[str, object]]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
