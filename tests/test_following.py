"""The reference consumer: each notice in order, at least once, and never past what does not hold."""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from chains import Chains, Memory, chain, messages, numbered_steps, write
from notification_service import Service
from redletter import following, records, signing
from redletter.errors import FeedError
from redletter.following import Filters
from redletter.messages import Messages
from redletter.model import Level
from redletter.sources import Found, Reply, Source

KEYS = ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=")
STEPS = numbered_steps(8)
LOANS = chain("loans", STEPS)
VISITS = chain("visits", STEPS[:2])
NEXT_DAY = date(2026, 11, 26)

Files = dict[str, bytes]


def site(loans: int = 6, visits: int = 2, **options: object) -> Files:
    notices = {"loans": LOANS[:loans]} | ({"visits": VISITS[:visits]} if visits else {})
    return replace(Chains(notices), **options).site  # type: ignore[arg-type]


SITE = site()


def handed(
    place: Files | Source | str | Path,
    state: Path,
    start: str | None = None,
    hand: Callable[[int], None] = lambda seq: None,
    **options: object,
) -> list[tuple[str, int]]:
    """Policy and seq of each notice that a run hands on; `hand` sees the seq at once."""
    source = Memory(place) if isinstance(place, dict) else place
    options = {"waits": (), "today": lambda: NEXT_DAY, **options}
    seen = []
    for each in following.follow(source, state, start=start, **options):  # type: ignore[arg-type]
        hand(each.seq)
        seen.append((each.entry["data"]["policy"], each.seq))
    return seen


def loans(*seqs: int) -> list[tuple[str, int]]:
    return [("loans", seq) for seq in seqs]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


def test_everything_comes_once_and_in_order(state: Path) -> None:
    assert handed(SITE, state, "first") == [*loans(1, 2, 3, 4, 5, 6), ("visits", 1), ("visits", 2)]
    assert handed(SITE, state) == []
    assert handed(site(8), state) == loans(7, 8)


def test_the_state_says_how_far_it_came(state: Path) -> None:
    handed(SITE, state, "first")
    index = json.loads(SITE["feed/loans/index.json"])["entries"]
    written = json.loads(state.read_bytes())
    assert list(written) == ["schema", "policies"]
    assert written["policies"]["loans"] == {"seq": 6, "hash": index[-1]["hash"]}


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("first", [*loans(1, 2, 3, 4, 5, 6), ("visits", 1), ("visits", 2)]),
        ("1", [*loans(1, 2, 3, 4, 5, 6), ("visits", 1), ("visits", 2)]),
        ("2", [*loans(2, 3, 4, 5, 6), ("visits", 2)]),
        ("5", loans(5, 6)),
        ("now", []),
    ],
)
def test_where_a_new_follower_begins(state: Path, start: str, expected: list[tuple[str, int]]) -> None:
    assert handed(SITE, state, start) == expected
    assert handed(site(7), state) == loans(7)


@pytest.mark.parametrize(
    ("start", "key"), [(None, "follow-start-missing"), ("soon", "follow-start"), ("0", "follow-start")]
)
def test_the_first_run_must_say_where(state: Path, start: str | None, key: str) -> None:
    with pytest.raises(FeedError, match=key):
        handed(SITE, state, start)
    assert not state.exists()


def test_a_policy_that_came_later_is_followed_from_its_first_notice(state: Path) -> None:
    assert handed(site(visits=0), state, "now") == []
    assert handed(SITE, state) == [("visits", 1), ("visits", 2)]


def test_a_notice_not_acknowledged_comes_again(state: Path) -> None:
    for seq in (1, 2, 3):
        notices = following.follow(Memory(SITE), state, start="first", waits=(), today=lambda: NEXT_DAY)
        assert next(notices).seq == max(seq - 1, 1)
        if seq > 1:
            assert next(notices).seq == seq
        notices.close()
    assert handed(SITE, state)[0] == ("loans", 3)


def test_a_start_that_failed_half_way_begins_again_as_it_was_told(state: Path) -> None:
    """`now` is decided for all policies at once: a crash between two must not replay the second."""
    broken = {path: raw for path, raw in SITE.items() if path != "feed/visits/head.json"}
    with pytest.raises(FeedError, match="feed-missing"):
        handed(broken, state, "now")
    assert handed(SITE, state, "now") == []


# Filters


def withdrawn() -> Files:
    """Notice 4, material, is withdrawn by 7."""
    notice = records.withdraw(
        LOANS[3], seq=7, time="2000-03-01T09:00:00Z", reason={"en": "…", "de": "…"}, messages=messages()
    )
    return Chains({"loans": (*LOANS[:6], notice), "visits": VISITS}).site


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [*loans(1, 2, 3, 4, 5, 6, 7), ("visits", 1), ("visits", 2)]),
        (Filters(policies=frozenset({"visits"})), [("visits", 1), ("visits", 2)]),
        (Filters(level=Level.MATERIAL), loans(4, 7)),
        (Filters(level=Level.EDITORIAL), [*loans(2, 3, 4, 5, 6, 7), ("visits", 2)]),
        (Filters(channel="push"), loans(4, 7)),
        (Filters(channel="fax"), []),
        (Filters(language="de", policies=frozenset({"loans"})), loans(1, 2, 3, 4, 5, 6, 7)),
        (Filters(language="fr"), []),
    ],
)
def test_what_is_filtered_out_still_moves_the_state(
    state: Path, filters: Filters, expected: list[tuple[str, int]]
) -> None:
    assert handed(withdrawn(), state, "first", filters=filters) == expected
    assert handed(withdrawn(), state) == []


# What does not hold


def entry(seq: int) -> str:
    return f"feed/loans/entries/{seq:06d}.json"


def edit(files: Files, path: str, old: bytes, new: bytes) -> Files:
    assert old in files[path]
    return files | {path: files[path].replace(old, new, 1)}


def forked() -> Files:
    """Another history from notice 3 on, a sound chain by itself."""
    others = (replace(step, words={**step.words, "en": f"{step.words['en']}!"}) for step in STEPS[2:])
    steps = [*STEPS[:2], *others]
    return Chains({"loans": chain("loans", steps), "visits": VISITS}).site


HEAD = "feed/loans/head.json"
MORE = site(8)


@pytest.mark.parametrize(
    ("files", "key", "path"),
    [
        ({path: raw for path, raw in MORE.items() if path != entry(7)}, "feed-gap", entry(7)),
        (MORE | {entry(7): MORE[entry(8)], entry(8): MORE[entry(7)]}, "feed-reordered", entry(7)),
        (MORE | {entry(8): MORE[entry(5)]}, "feed-replayed", entry(8)),
        (site(4), "feed-rollback", HEAD),
        (forked(), "feed-fork", entry(6)),
        (edit(MORE, entry(7), b"share loan", b"share loam"), "feed-tampered", entry(7)),
        (edit(MORE, entry(8), b"share loan", b"share loam"), "feed-tampered", entry(8)),
        (MORE | {entry(8): MORE[entry(8)][:700]}, "feed-truncated", entry(8)),
        (edit(MORE, entry(8), b'"schema": 1', b'"schema": 2'), "feed-schema", entry(8)),
        (edit(MORE, HEAD, b'"schema": 1', b'"schema": 2'), "feed-schema", HEAD),
        (edit(MORE, HEAD, b"2026-12-02", b"2026-11-25"), "feed-stale", HEAD),
        (site(8, 0), "feed-policy-gone", "feed/index.json"),
        ({}, "feed-missing", "feed/index.json"),
    ],
)
def test_it_stops_at_what_does_not_hold(state: Path, files: Files, key: str, path: str) -> None:
    handed(SITE, state, "first")
    before = state.read_bytes()
    seen: list[int] = []
    with pytest.raises(FeedError) as raised:
        seen += [
            each.seq for each in following.follow(Memory(files), state, waits=(), today=lambda: NEXT_DAY)
        ]
    assert (raised.value.key, raised.value.path) == (key, path)
    assert seen == []
    assert state.read_bytes() == before
    for language in ("en", "de"):
        spoken = Messages(language)
        assert spoken.text(f"error.{key}", **raised.value.arguments)
        assert spoken.text(f"error.{key}.remedy", **raised.value.arguments)
    assert handed(MORE, state) == loans(7, 8)


SIGNED = site(environment={signing.KEY_VARIABLE: KEYS[0]})


def test_only_the_expected_signature_will_do(state: Path) -> None:
    assert len(handed(SIGNED, state, "first", key=KEYS[1])) == 8
    for files, key in ((SITE, KEYS[1]), (SIGNED, signing.generate()[1])):
        with pytest.raises(FeedError, match="feed-signature"):
            handed(files, state.with_name(f"{key[:4]}.json".replace("/", "_")), "first", key=key)


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", "follow-state-broken"),
        (b'{"schema": 1}', "follow-state-broken"),
        (b'{"schema": 9, "policies": {}}', "follow-state-schema"),
    ],
)
def test_a_state_that_is_none_is_never_started_over(state: Path, raw: bytes, key: str) -> None:
    state.write_bytes(raw)
    with pytest.raises(FeedError, match=key):
        handed(SITE, state, "first")
    assert state.read_bytes() == raw


def test_one_state_serves_one_follower(state: Path) -> None:
    first = following.follow(Memory(SITE), state, start="first", today=lambda: NEXT_DAY)
    next(first)
    with pytest.raises(FeedError, match="follow-state-in-use"):
        handed(SITE, state)
    first.close()


class Late(Memory):
    """A cache that serves the new head and has the newest entry only after some requests."""

    def read(self, path: str, known: str | None = None):  # type: ignore[no-untyped-def]
        reply = super().read(path, known)
        if path == entry(6) and self.asked.count(path) < 3:
            return super().read("nowhere")
        return reply


def test_an_entry_that_a_cache_does_not_have_yet_is_waited_for(state: Path) -> None:
    slept: list[float] = []
    assert handed(Late(SITE), state, "first", waits=(0.5, 1.0, 2.0), sleep=slept.append)[5] == ("loans", 6)
    assert slept == [0.5, 1.0]


def test_a_poll_without_news_is_one_request(state: Path) -> None:
    place = Memory(SITE)

    def sleep(seconds: float) -> None:
        assert seconds == 60
        if place.asked == ["feed/index.json"]:
            raise KeyboardInterrupt
        place.asked.clear()

    with pytest.raises(KeyboardInterrupt):
        handed(place, state, "first", once=False, interval=60, sleep=sleep)


class Unchanging(Memory):
    """A host whose tags never change."""

    def read(self, path: str, known: str | None = None):  # type: ignore[no-untyped-def]
        reply = super().read(path)
        return Reply(Found.UNCHANGED, tag="same") if known else replace(reply, tag="same")


@pytest.mark.parametrize("place", [Memory, Unchanging])
def test_polling_notices_that_time_has_run_out(state: Path, place: type[Memory]) -> None:
    days = [NEXT_DAY]

    def sleep(seconds: float) -> None:
        days.append(days[-1] + timedelta(days=1))
        assert len(days) < 10

    with pytest.raises(FeedError, match="feed-stale"):
        handed(place(SITE), state, "first", once=False, today=lambda: days[-1], sleep=sleep)
    assert days[-1] == date(2026, 12, 3)


def test_a_tag_that_never_changes_delays_news_by_a_day_at_most(state: Path) -> None:
    place, days = Unchanging(SITE), [NEXT_DAY]

    def sleep(seconds: float) -> None:
        if len(days) == 2:
            raise Enough
        place.files = MORE
        days.append(days[-1] + timedelta(days=1))

    seen: list[int] = []
    with pytest.raises(Enough):
        handed(place, state, "first", seen.append, once=False, today=lambda: days[-1], sleep=sleep)
    assert seen[-2:] == [7, 8]


# On the web


@contextmanager
def served(handler: type[http.server.BaseHTTPRequestHandler] | Callable[..., object]) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    asked: list[tuple[str, int]] = []  # noqa: RUF012 one list for all requests

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.asked.append((self.path, int(code)))

    def log_message(self, format: str, *args: object) -> None:
        pass


class Enough(Exception):  # noqa: N818 it is none
    """Ends a poll that would go on for ever."""


def test_a_site_on_the_web_is_followed_with_conditional_requests(tmp_path: Path, state: Path) -> None:
    folder = write(tmp_path / "site", SITE)
    polls = iter([site(7), {}])

    def sleep(seconds: float) -> None:
        news = next(polls, None)
        if news is None:
            raise Enough
        Quiet.asked.clear()
        write(folder, news)
        if news:
            os.utime(folder / "feed/index.json", (2e9, 2e9))

    seen: list[int] = []
    with served(functools.partial(Quiet, directory=folder)) as address, pytest.raises(Enough):
        handed(f"{address}feed/index.json", state, "first", seen.append, once=False, sleep=sleep)
    assert seen == [1, 2, 3, 4, 5, 6, 1, 2, 7]
    assert Quiet.asked == [("/feed/index.json", 304)]


def test_a_site_out_of_reach_is_named(state: Path) -> None:
    with served(Quiet) as address:
        pass
    with pytest.raises(FeedError, match="feed-unreachable"):
        handed(address, state, "first")


class Short(Quiet):
    """Promises more than it sends."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"{")


def test_a_file_cut_short_on_the_way_is_named(state: Path) -> None:
    with served(Short) as address, pytest.raises(FeedError, match="feed-truncated"):
        handed(address, state, "first")


# Handlers


def run(state: Path, handler: following.Handler, **options: object) -> int:
    options = {"start": "first", "once": True, "waits": (), "today": lambda: NEXT_DAY, **options}
    return following.run(Memory(SITE), state, handler=handler, **options)  # type: ignore[arg-type]


def test_lines_are_whole_entries(state: Path) -> None:
    out = io.StringIO()
    assert run(state, following.lines(out)) == 0
    lines = out.getvalue().splitlines()
    assert len(lines) == 8
    assert json.loads(lines[2]) == json.loads(SITE[entry(3)])


COMMAND = """
import json, sys
seq = json.load(sys.stdin)["data"]["seq"]
print(seq, file=open(sys.argv[1], "a"))
sys.exit(seq == int(sys.argv[2]))
"""


def test_a_command_acknowledges_by_its_exit_code(state: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    arguments = [sys.executable, "-c", COMMAND, str(log)]
    with pytest.raises(FeedError) as raised:
        run(state, following.command([*arguments, "4"]))
    assert (raised.value.key, raised.value.arguments["seq"]) == ("follow-command-failed", 4)
    assert log.read_text().split() == ["1", "2", "3", "4"]
    assert run(state, following.command([*arguments, "0"])) == 0
    assert log.read_text().split() == ["1", "2", "3", "4", "4", "5", "6", "1", "2"]


def test_a_command_that_is_not_there(state: Path) -> None:
    with pytest.raises(FeedError, match="follow-command-missing"):
        run(state, following.command(["/nowhere/at/all"]))


class Sink(http.server.BaseHTTPRequestHandler):
    """Answers as `answers` says, then 204."""

    answers: Iterator[int] = iter(())
    taken: list[tuple[str, bytes]] = []  # noqa: RUF012 one list for all requests

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.headers["Content-Type"], body))
        code = next(Sink.answers, 204)
        if code == 0:
            self.connection.close()
            return
        self.send_response(code)
        self.end_headers()
        if code >= 400:
            self.wfile.write(b"so it is")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize(
    ("answers", "error", "taken"),
    [
        ([], None, [1, 2, 3, 4, 5, 6, 1, 2]),
        ([204, 500, 503, 0, 204], None, [1, 2, 2, 2, 2, 3, 4, 5, 6, 1, 2]),
        ([204, 429], None, [1, 2, 2, 3, 4, 5, 6, 1, 2]),
        ([204, 422], "follow-post-refused", [1, 2]),
        ([204, 410], "follow-post-refused", [1, 2]),
        ([500, 500, 500, 500], "follow-post-failed", [1, 1, 1, 1]),
    ],
)
def test_a_post_is_tried_again_or_stops(
    state: Path, answers: list[int], error: str | None, taken: list[int]
) -> None:
    Sink.answers = iter(answers)
    Sink.taken.clear()
    slept: list[float] = []
    with served(Sink) as address:
        handler = following.post(address, waits=(1.0, 2.0, 4.0), sleep=slept.append)
        if error is None:
            assert run(state, handler) == 0
        else:
            with pytest.raises(FeedError) as raised:
                run(state, handler)
            assert raised.value.key == error
            if error == "follow-post-refused":
                assert str(raised.value.arguments["words"]).endswith("so it is")
    assert [json.loads(body)["data"]["seq"] for _, body in Sink.taken] == taken
    assert {kind for kind, _ in Sink.taken} == {"application/cloudevents+json; charset=UTF-8"}
    assert Sink.taken[0][1] == SITE[entry(1)]
    assert slept == [1.0, 2.0, 4.0][: len(slept)]


def test_a_polling_follower_outlives_trouble(state: Path) -> None:
    failing = iter([True, True])
    told: list[str] = []
    seen: list[int] = []

    def handler(delivery: following.Delivery) -> None:
        if delivery.seq == 3 and next(failing, False):
            raise FeedError("follow-post-failed", address="x", seq=3, words="x")
        seen.append(delivery.seq)

    def sleep(seconds: float) -> None:
        if len(seen) == 8:
            raise Enough

    with pytest.raises(Enough):
        run(state, handler, once=False, sleep=sleep, trouble=lambda error: told.append(error.key))
    assert seen == [1, 2, 3, 4, 5, 6, 1, 2]
    assert told == ["follow-post-failed"] * 2


@pytest.mark.parametrize("files", [site(4), {path: raw for path, raw in MORE.items() if path != entry(7)}])
def test_a_polling_follower_waits_for_what_may_be_mended(state: Path, files: Files) -> None:
    """A cache that is behind, an upload under way: nothing goes past it, and then it goes on."""
    run(state, lambda delivery: None)
    place, told, seen = Memory(files), list[str](), list[int]()

    def sleep(seconds: float) -> None:
        if seen:
            raise Enough
        place.files = MORE

    options = {"once": False, "waits": (), "today": lambda: NEXT_DAY, "sleep": sleep}
    with pytest.raises(Enough):
        following.run(
            place,
            state,
            handler=lambda delivery: seen.append(delivery.seq),
            trouble=lambda error: told.append(error.key),
            **options,
        )
    assert seen == [7, 8]
    assert len(told) == 1


# A notification service


def test_every_person_is_told_of_every_material_change_once_in_their_language(
    state: Path, tmp_path: Path
) -> None:
    service = Service(str(tmp_path / "people.db"))
    people = {
        "Ada": ("en", "push"),
        "Bruno": ("de", "email"),
        "Cleo": ("fr", "popup"),
        "Dora": ("de", "none"),
    }
    for name, (language, channel) in people.items():
        service.register(name, language, channel)
    run(state, lambda delivery: service.take(delivery.entry))
    state.unlink()
    run(state, lambda delivery: service.take(delivery.entry))
    material = json.loads(SITE[entry(4)])["id"]
    assert service.told() == [
        ("Ada", material, "push"),
        ("Bruno", material, "email"),
        ("Cleo", material, "popup"),
    ]
    assert service.arrived() == [*loans(1, 2, 3, 4, 5, 6), ("visits", 1), ("visits", 2)]
    message = service.store.execute("SELECT message FROM told WHERE person = 'Bruno'").fetchone()[0]
    assert json.loads(message)["subject"] == LOANS[3].messages["de"].email.subject
    service.store.close()


# Crashes

FOLLOWER = """
import sys
from datetime import date
from redletter import following
print("ready", flush=True)
place, state, sink = sys.argv[1:]
handler = following.post(sink, waits=(0.001, 0.002, 0.004))
following.run(
    place, state, handler=handler, start="first", once=True, waits=(0.01,) * 20,
    today=lambda: date(2026, 11, 26),
)
"""


class FailingSink(http.server.BaseHTTPRequestHandler):
    """Stores what it is posted, by id, and fails at random before or after it has."""

    chance = random.Random(6)
    lock = threading.Lock()
    store = ""
    posts = 0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.lock:
            FailingSink.posts += 1
            luck = self.chance.random()
            if luck > 0.15:
                service = Service(self.store)
                service.take(json.loads(body))
                service.store.close()
        if luck < 0.1 or luck > 0.97:
            self.connection.close()
            return
        self.send_response(500 if luck < 0.2 else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(OSError, ValueError):  # the follower was killed in the middle of its request
            super().handle()


def crash(tmp_path: Path, kills: int, notices: int) -> None:
    """Kill the follower at random moments while the chain grows; then let it end, and read the sink."""
    chance = random.Random(notices)
    told = chain("loans", numbered_steps(notices))
    folder, state = tmp_path / "site", tmp_path / "state.json"
    FailingSink.store, FailingSink.posts = str(tmp_path / "sink.db"), 0
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent / "hooks")}
    published = killed = runs = 0

    with served(FailingSink) as sink:

        def start() -> subprocess.Popen[bytes]:
            arguments = [sys.executable, "-c", FOLLOWER, str(folder), str(state), sink]
            return subprocess.Popen(
                arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )

        while killed < kills:
            due = max(1, notices * (killed + 1) // kills)
            if due > published:
                write(folder, Chains({"loans": told[:due]}).files)
                published = due
            with start() as process:
                assert process.stdout is not None
                if chance.random() < 0.9:  # else: in the middle of its start
                    process.stdout.readline()
                time.sleep(chance.uniform(0, 0.03))
                killed += process.poll() is None
                runs += 1
                process.kill()
        ended = next((run for run in range(300) if _ended(start())), None)
        assert ended is not None
    service = Service(FailingSink.store)
    assert service.arrived() == [("loans", seq) for seq in range(1, notices + 1)]
    service.store.close()
    assert json.loads(state.read_bytes())["policies"]["loans"]["seq"] == notices
    print(f"{killed} kills in {runs} runs, {FailingSink.posts} posts of {notices} notices, each kept once")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    with process:
        return process.wait() == 0


def test_killed_at_any_moment_it_neither_misses_nor_repeats(tmp_path: Path) -> None:
    crash(tmp_path, kills=8, notices=8)


@pytest.mark.audit
def test_killed_at_a_thousand_moments_it_neither_misses_nor_repeats(tmp_path: Path) -> None:
    crash(tmp_path, kills=1000, notices=200)
