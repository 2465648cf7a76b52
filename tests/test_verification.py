"""A publication proved: by itself, against the last one, and against every flipped byte."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from chains import SETTINGS, Chains, Memory, chain, numbered_steps, write
from redletter import receiving, signing, verification
from redletter.errors import FeedError
from redletter.messages import Messages
from redletter.notices import Notice
from redletter.receiving import Patience, Position

KEYS = ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=")
LOANS = chain("loans", numbered_steps(4))
VISITS = chain("visits", numbered_steps(2))
CHAINS = Chains({"loans": LOANS, "visits": VISITS})
SITE = CHAINS.site
SIGNED = replace(CHAINS, environment={signing.KEY_VARIABLE: KEYS[0]}).site
HEAD = "feed/loans/head.json"

Files = dict[str, bytes]


def entry(seq: int) -> str:
    return f"feed/loans/entries/{seq:06d}.json"


def problems(files: Files, against: Files | None = None, **options: str) -> list[tuple[str, str | None]]:
    found = verification.verify(Memory(files), None if against is None else Memory(against), **options)
    return [(problem.key, problem.path) for problem in found]


def test_a_sound_publication_has_no_problem(tmp_path: Path) -> None:
    folder = CHAINS.write(tmp_path)
    assert verification.verify(folder) == ()
    assert verification.verify(str(folder), str(folder)) == ()
    assert problems(SIGNED, SITE) == []


def without(*paths: str) -> Callable[[], Files]:
    return lambda: {path: raw for path, raw in SITE.items() if path not in paths}


def changed(path: str, old: bytes, new: bytes) -> Callable[[], Files]:
    assert old in SITE[path]
    return lambda: SITE | {path: SITE[path].replace(old, new, 1)}


def swapped() -> Files:
    return SITE | {entry(2): SITE[entry(3)], entry(3): SITE[entry(2)]}


REDLINE = "en/loans/changes/2000-01-04/index.html"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (without("feed/index.json"), [("feed-missing", "feed/index.json")]),
        (without(".well-known/redletter.json"), [("feed-missing", ".well-known/redletter.json")]),
        (
            changed("feed/index.json", b'"de"', b'"dd"'),
            [("feed-discoveries-differ", "feed/index.json")],
        ),
        (without(HEAD), [("feed-address", "feed/index.json"), ("feed-missing", HEAD)]),
        (without(entry(3)), [("feed-gap", entry(3))]),
        (swapped, [("feed-reordered", entry(2))]),
        (lambda: SITE | {entry(3): SITE[entry(2)]}, [("feed-replayed", entry(3))]),
        (changed(entry(2), b"share loan", b"share loam"), [("feed-tampered", entry(2))]),
        (changed(entry(4), b"share loan", b"share loam"), [("feed-tampered", entry(4))]),
        (lambda: SITE | {entry(2): SITE[entry(2)][:-1]}, [("feed-truncated", entry(2))]),
        (changed(entry(4), b'"schema": 1', b'"schema": 2'), [("feed-schema", entry(4))]),
        (lambda: SITE | {HEAD: SITE["feed/visits/head.json"]}, [("feed-misplaced", HEAD)]),
        (changed(HEAD, b"2026", b"2036"), [("feed-head", HEAD)]),
        (
            changed("feed/loans/index.json", b"editorial", b"clarifying"),
            [("feed-index", "feed/loans/index.json")],
        ),
        (without(REDLINE), [("feed-page-missing", entry(4))]),
        (changed(REDLINE, b"change-4.2", b"change-9.9"), [("feed-anchor-missing", entry(4))]),
        (without("feed/loans/atom.de.xml"), [("feed-address", "feed/index.json")]),
        (without("de/effective-dates.ics"), [("feed-address", "feed/index.json")]),
        (without("feed/schema/entry.v1.json"), [("feed-address", "feed/index.json")]),
    ],
)
def test_what_does_not_hold_is_named(files: Callable[[], Files], expected: list[tuple[str, str]]) -> None:
    assert problems(files()) == expected


def site(loans: tuple[Notice, ...]) -> Files:
    return Chains({"loans": loans, "visits": VISITS}).site


MENDED = (*LOANS[:2], msgspec.structs.replace(LOANS[2], level="clarifying"), LOANS[3])


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (site(chain("loans", numbered_steps(6))), []),
        (site(LOANS[:3]), [("feed-rollback", HEAD), ("feed-entry-dropped", entry(4))]),
        (site(MENDED), [("feed-entry-changed", entry(3)), ("feed-entry-changed", entry(4))]),
        (Chains({"loans": LOANS}).site, [("feed-policy-gone", "feed/index.json")]),
    ],
)
def test_nothing_said_before_is_gone(new: Files, expected: list[tuple[str, str]]) -> None:
    assert problems(new, SITE) == expected


def test_it_says_which_entry_differs_and_why() -> None:
    changed = verification.verify(Memory(site(MENDED)), Memory(SITE))[0]
    assert changed.arguments["difference"] == '/data/level: "editorial" → "clarifying"'
    sentence = Messages("en").text("error.feed-entry-changed", **changed.arguments)
    assert sentence.startswith("Entry 3 of loans was published and would change: /data/level")


def test_a_site_that_was_signed_stays_signed() -> None:
    assert problems(SITE, SIGNED) == [("feed-unsigned", "feed/index.json")]


def test_signatures_are_checked() -> None:
    assert problems(SIGNED, key=KEYS[1]) == []
    assert problems(SIGNED, key=KEYS[0]) == [
        ("feed-signature", "feed/loans/head.json.sig"),
        ("feed-signature", "feed/visits/head.json.sig"),
    ]
    assert problems(SITE, key=KEYS[1])[0] == ("feed-signature", "feed/loans/head.json.sig")
    moved = SIGNED | {HEAD: SIGNED[HEAD].replace(b"2026", b"2027")}
    assert problems(moved) == [("feed-signature", "feed/loans/head.json.sig")]


def test_a_signature_is_the_same_bytes_each_time() -> None:
    assert replace(CHAINS, environment={signing.KEY_VARIABLE: KEYS[0]}).site == SIGNED
    assert json.loads(SIGNED["feed/index.json"])["signing"] == {
        "algorithm": "Ed25519",
        "public_key": KEYS[1],
    }


@pytest.mark.parametrize("secret", ["x", "AAAA", "A" * 44])
def test_a_key_that_is_none_is_refused(secret: str) -> None:
    with pytest.raises(FeedError, match="signing-key"):
        signing.Signer(secret)


def test_new_keys_sign() -> None:
    secret, public = signing.generate()
    signer = signing.Signer(secret)
    assert signer.public_key == public
    assert signing.holds(signer.sign(b"head"), b"head", public)
    assert not signing.holds(signer.sign(b"head"), b"tail", public)


# Every single byte

SMALL = replace(CHAINS, notices={"loans": LOANS[:3]})
FILES = SMALL.site
SMALL_SIGNED = replace(SMALL, environment={signing.KEY_VARIABLE: KEYS[0]}).site


def flips(raw: bytes, masks: tuple[int, ...] = (0x01,)) -> Iterator[tuple[int, bytes]]:
    for at in range(len(raw)):
        for mask in masks:
            yield at, raw[:at] + bytes([raw[at] ^ mask]) + raw[at + 1 :]


def taken_in(files: Files, key: str | None = None, today: date = date(2026, 11, 26)) -> Position:
    """What a follower does with a feed, from the head to every entry; FeedError where it does not hold."""
    place = Memory(files)
    if key is not None:
        receiving.signed(place, files[HEAD], "loans", key)
    head = receiving.head(files[HEAD], "loans", today=today)
    end = Position(head.seq, head.hash)
    for _ in receiving.walk(place, "loans", Position(), end, Patience(())):
        pass
    return end


def is_refused(files: Files, key: str | None = None) -> bool:
    try:
        taken_in(files, key)
    except FeedError:
        return True
    return False


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_follower_refuses_every_flipped_byte_of_an_entry(seq: int) -> None:
    assert [at for at, raw in flips(FILES[entry(seq)]) if not is_refused(FILES | {entry(seq): raw})] == []


@pytest.mark.parametrize("path", [HEAD, f"{HEAD}.sig"])
def test_a_follower_refuses_every_flipped_byte_of_a_signed_head(path: str) -> None:
    passed = [
        at for at, raw in flips(SMALL_SIGNED[path]) if not is_refused(SMALL_SIGNED | {path: raw}, KEYS[1])
    ]
    assert passed == []


def harmless(raw: bytes) -> set[int]:
    """Bytes of an unsigned head that change nothing a follower does, and what only a signature protects.

    White space between values; addresses, which a follower does not use (it knows the paths); names of
    those; and the day until which the head is valid, where the flip makes it a later one.
    """
    words = raw.decode()
    spaces = {at for at, sign in enumerate(words) if sign in " \n"}
    start, end = words.index('"addresses"'), words.index('"hash"')
    date = words.index('"valid_until": "') + len('"valid_until": "')
    return spaces | set(range(start, end)) | set(range(date, date + 10))


def test_a_follower_refuses_every_flip_of_an_unsigned_head_that_it_acts_on() -> None:
    passed = {at for at, raw in flips(FILES[HEAD]) if not is_refused(FILES | {HEAD: raw})}
    assert passed <= harmless(FILES[HEAD])
    assert {taken_in(FILES | {HEAD: raw}) for at, raw in flips(FILES[HEAD]) if at in passed} == {
        taken_in(FILES)
    }


@pytest.mark.parametrize(
    "path", [HEAD, "feed/loans/index.json", "feed/index.json", ".well-known/redletter.json"]
)
def test_verify_refuses_every_flipped_byte_of_head_index_and_discovery(path: str) -> None:
    passed = [at for at, raw in flips(FILES[path]) if not verification.verify(Memory(FILES | {path: raw}))]
    assert passed == []


BITS = tuple(1 << bit for bit in range(8))


@pytest.mark.audit
@pytest.mark.parametrize(
    ("path", "masks"),
    [
        (HEAD, tuple(range(1, 256))),
        (f"{HEAD}.sig", tuple(range(1, 256))),
        *((entry(seq), (*BITS, 0xFF)) for seq in (1, 2, 3)),
    ],
)
def test_every_other_value_of_a_byte_is_refused(path: str, masks: tuple[int, ...]) -> None:
    """Of head and signature every other value; of entries every flipped bit, and all eight at once."""
    for at, raw in flips(SMALL_SIGNED[path], masks):
        assert is_refused(SMALL_SIGNED | {path: raw}, KEYS[1]), at


@pytest.mark.parametrize("path", [HEAD, "feed/loans/index.json", "feed/index.json", *map(entry, (1, 2, 3))])
def test_every_cut_is_refused(path: str) -> None:
    raw = FILES[path]
    for length in range(0, len(raw), max(1, len(raw) // 200)):
        assert verification.verify(Memory(FILES | {path: raw[:length]}))


def test_every_problem_has_its_sentence_and_remedy_in_both_languages() -> None:
    for language in ("en", "de"):
        spoken = Messages(language)
        for files in (swapped(), without(REDLINE)(), without(entry(3))(), without(HEAD)()):
            for problem in verification.verify(Memory(files), Memory(SITE)):
                assert spoken.text(f"error.{problem.key}", **problem.arguments)
                assert spoken.text(f"error.{problem.key}.remedy", **problem.arguments)


def test_a_moved_site_still_finds_its_old_pages(tmp_path: Path) -> None:
    moved = replace(CHAINS, settings=replace(SETTINGS, site_url="https://new.example/"))
    assert verification.verify(write(tmp_path, moved.site)) == ()
