"""Writes an example feed with every type, level and failure, for consumers to be tested against.

    PYTHONPATH=hooks python tests/example_feed.py OUT

A consumer under test takes in OUT/before first and then, from the state it has reached, each other
folder: OUT/after brings news, and each of the others holds one failure at which it must stop without
handing on anything. OUT/expected.json says what to expect of each, and the public key of the heads.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from chains import Chains, Step, compose, messages, write
from redletter import records, signing
from redletter.model import Consent, Direction, Ground, ImpactAssessment, Level, RevisionKind
from redletter.notices import Notice

SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="  # noqa: S105 an example's key is no secret
_OTHER_SECRET = "HxwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEAHh8="  # noqa: S105
_REASON = {"en": "A second reading found more.", "de": "Eine zweite Lesung ergab mehr."}
_BEFORE = 5  # notices of the loans policy that a consumer has taken in first

_STEPS = (
    Step("2024-01-01", {"en": "We keep loans for 30 days.", "de": "Wir speichern Ausleihen 30 Tage."}),
    Step(
        "2024-02-01",
        {"en": "We keep loans for thirty days.", "de": "Wir speichern Ausleihen dreißig Tage."},
        Level.EDITORIAL,
    ),
    Step(
        "2024-03-01",
        {"en": "We keep data on loans for 30 days.", "de": "Wir speichern Ausleihdaten 30 Tage."},
        Level.CLARIFYING,
    ),
    Step(
        "2024-04-01",
        {"en": "We keep data on loans for 60 days.", "de": "Wir speichern Ausleihdaten 60 Tage."},
        Level.MATERIAL,
        (Ground.SERVICE_MODEL, Ground.RIGHTS, Ground.IMPACT_ASSESSMENT),
        Direction.ADVERSE,
        Consent.REQUIRED,
        effective=date(2024, 6, 1),
        consent_until=date(2024, 12, 31),
        impact_assessment=ImpactAssessment(date(2024, 3, 20), "high", "DPIA-7"),
    ),
    Step(
        "2024-04-01.1",
        {"en": "We keep data on loans for sixty days.", "de": "Wir speichern Ausleihdaten 60 Tage."},
        Level.EDITORIAL,
        kind=RevisionKind.CORRECTION,
        effective=date(2024, 6, 1),
    ),
    Step(
        "2024-04-01.2",
        {"en": "We keep data on loans for sixty days.", "de": "Wir speichern Ausleihdaten sechzig Tage."},
        Level.EDITORIAL,
        kind=RevisionKind.TRANSLATION,
        effective=date(2024, 6, 1),
    ),
    Step(
        "2024-07-01",
        {"en": "We keep data on loans for sixty days.", "de": "Wir speichern Ausleihdaten sechzig Tage."},
        Level.NONE,
    ),
    Step(
        "2024-08-01",
        {"en": "We keep data on loans for ten days.", "de": "Wir speichern Ausleihdaten zehn Tage."},
        Level.MATERIAL,
        (Ground.SERVICE_MODEL,),
        Direction.FAVOURABLE,
    ),
)
_VISITS = (
    Step("2024-01-15", {"en": "Guests sign in.", "de": "Gäste tragen sich ein."}),
    Step(
        "2024-05-15",
        {"en": "Guests sign in & out.", "de": "Gäste tragen sich ein & aus."},
        Level.MATERIAL,
        (Ground.RECIPIENTS, Ground.CONTACT),
        Direction.UNKNOWN,
        Consent.UNKNOWN,
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A publication that a consumer meets after `before`, and what it must make of it."""

    site: Mapping[str, bytes]
    fault: str | None = None
    hands_on: tuple[tuple[str, int], ...] = ()


def loans() -> tuple[Notice, ...]:
    """Every type and level: revisions, a correction, a translation, a reclassification, a withdrawal."""
    told: list[Notice] = []
    for before, after in zip((None, *_STEPS), _STEPS, strict=False):
        supersedes = told[-1] if after.kind is RevisionKind.CORRECTION else None
        told.append(compose("loans", before, after, len(told) + 1, supersedes=supersedes))
    again = replace(_STEPS[1], level=Level.MATERIAL, grounds=(Ground.OTHER,))
    told.append(
        compose(
            "loans",
            _STEPS[0],
            again,
            len(told) + 1,
            type="reclassification",
            supersedes=told[1],
            reason=_REASON,
            time="2024-09-01T09:00:00Z",
        )
    )
    told.append(
        records.withdraw(
            told[3], seq=len(told) + 1, time="2024-09-02T09:00:00Z", reason=_REASON, messages=messages()
        )
    )
    return tuple(told)


def visits() -> tuple[Notice, ...]:
    return tuple(
        compose("visits", before, after, seq)
        for seq, (before, after) in enumerate(zip((None, *_VISITS), _VISITS, strict=False), start=1)
    )


def examples(as_of: date) -> Iterator[tuple[str, Example]]:
    """Each publication by the name of its folder; `before` is the first."""
    told, others = loans(), visits()

    def published(**options: object) -> dict[str, bytes]:
        chains = Chains({"loans": told, "visits": others}, as_of, {signing.KEY_VARIABLE: SECRET})
        return replace(chains, **options).site  # type: ignore[arg-type]

    def entry(seq: int) -> str:
        return f"feed/loans/entries/{seq:06d}.json"

    before = published(notices={"loans": told[:_BEFORE], "visits": others[:1]})
    after = published()
    news = (*(("loans", seq) for seq in range(_BEFORE + 1, len(told) + 1)), ("visits", 2))
    first = (*(("loans", seq) for seq in range(1, _BEFORE + 1)), ("visits", 1))
    yield "before", Example(before, hands_on=first)
    yield "after", Example(after, hands_on=news)
    yield "gap", Example({path: raw for path, raw in after.items() if path != entry(7)}, "feed-gap")
    yield (
        "reordered",
        Example(after | {entry(6): after[entry(7)], entry(7): after[entry(6)]}, "feed-reordered"),
    )
    yield "replayed", Example(after | {entry(7): after[entry(4)]}, "feed-replayed")
    yield "rolled-back", Example(published(notices={"loans": told[:3], "visits": others}), "feed-rollback")
    other = replace(_STEPS[4], words={**_STEPS[4].words, "en": "We keep data on loans for 61 days."})
    fork = (*told[:4], compose("loans", _STEPS[3], other, 5), *told[5:])
    yield "forked", Example(published(notices={"loans": fork, "visits": others}), "feed-fork")
    changed = after[entry(8)].replace(b"ten days", b"two days")
    yield "tampered", Example(after | {entry(8): changed}, "feed-tampered")
    yield "truncated", Example(after | {entry(8): after[entry(8)][:-200]}, "feed-truncated")
    yield "stale", Example(published(as_of=date(2024, 9, 3)), "feed-stale")
    wrong = published(environment={signing.KEY_VARIABLE: _OTHER_SECRET})
    yield "badly-signed", Example(wrong, "feed-signature")
    newer = after["feed/index.json"].replace(b'"schema": 1', b'"schema": 2')
    unknown = dict.fromkeys(("feed/index.json", ".well-known/redletter.json"), newer)
    yield "unknown-schema", Example(after | unknown, "feed-schema")
    yield "policy-gone", Example(published(notices={"loans": told}), "feed-policy-gone")


def write_examples(folder: Path, as_of: date) -> None:
    """All examples as folders, and what to expect of each."""
    expected = {}
    for name, example in examples(as_of):
        write(folder / name, example.site)
        expected[name] = {"fault": example.fault, "hands_on": example.hands_on}
    known = {"public_key": signing.Signer(SECRET).public_key, "examples": expected}
    (folder / "expected.json").write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_examples(Path(sys.argv[1]), datetime.now(UTC).date())
