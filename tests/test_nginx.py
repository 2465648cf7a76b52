"""The feed as a real nginx serves it with the recommended headers, and the follower against it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email.message import Message
from pathlib import Path

import pytest
from chains import Chains, chain, numbered_steps, write
from redletter import following, signing, verification
from redletter.feeds.atom import PAGE

pytestmark = pytest.mark.audit

DEPLOY = Path(__file__).parents[1] / "hooks/redletter/starter/hosting"
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
STEPS = numbered_steps(PAGE + 5)
TOLD = chain("loans", STEPS)
NEXT_DAY = date(2026, 11, 26)

CONFIGURATION = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    log_format short "$request_method $uri $status";
    access_log {folder}/access.log short;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site;
        include {deploy}/nginx.conf;
        include {deploy}/nginx-feed.conf;
    }}
}}
"""


def published(count: int) -> dict[str, bytes]:
    return Chains({"loans": TOLD[:count]}, environment={signing.KEY_VARIABLE: KEY}).site


@contextmanager
def nginx(folder: Path) -> Iterator[str]:
    program = _program()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port, user=user, deploy=DEPLOY))
    with subprocess.Popen([program, "-c", str(configuration), "-p", str(folder)]) as process:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _program() -> str:
    """nginx, installed where we may."""
    if shutil.which("nginx") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx"]
        subprocess.run(install, check=True, capture_output=True)
    program = shutil.which("nginx")
    assert program, "not measured: this needs nginx; install it, for example: sudo apt-get install nginx"
    return program


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 our own server
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


FOREVER, ASK = "public, max-age=31536000, immutable", "no-cache"


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("feed/loans/entries/000001.json", "application/cloudevents+json; charset=UTF-8", FOREVER),
        ("feed/loans/archive/atom.en.000001.xml", "application/atom+xml; charset=UTF-8", FOREVER),
        ("feed/loans/atom.en.xml", "application/atom+xml; charset=UTF-8", ASK),
        ("feed/loans/material.de.xml", "application/atom+xml; charset=UTF-8", ASK),
        ("feed/loans/head.json", "application/json", ASK),
        ("feed/loans/head.json.sig", "text/plain; charset=UTF-8", ASK),
        ("feed/loans/index.json", "application/json", ASK),
        ("feed/index.json", "application/json", ASK),
        (".well-known/redletter.json", "application/json", ASK),
        ("feed/schema/entry.v1.json", "application/schema+json", ASK),
        ("de/effective-dates.ics", "text/calendar; charset=UTF-8", ASK),
    ],
)
def test_headers(tmp_path: Path, path: str, kind: str, cache: str) -> None:
    files = published(PAGE + 5)
    write(tmp_path / "site", files)
    with nginx(tmp_path) as address:
        status, headers, body = get(address + path)
        assert (status, body) == (200, files[path])
        assert headers["Content-Type"] == kind
        assert headers["Cache-Control"] == cache
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert get(address + path, **{"If-None-Match": headers["ETag"]})[0] == 304


def test_an_entry_that_is_not_there_yet_is_not_kept_as_missing(tmp_path: Path) -> None:
    write(tmp_path / "site", published(3))
    with nginx(tmp_path) as address:
        status, headers, _ = get(f"{address}feed/loans/entries/000009.json")
    assert (status, headers["Cache-Control"]) == (404, None)


def test_the_follower_polls_with_one_conditional_request(tmp_path: Path) -> None:
    site, log = tmp_path / "site", tmp_path / "access.log"
    write(site, published(PAGE))
    rounds = iter([PAGE + 5, None])
    seen: list[int] = []

    class Enough(Exception):  # noqa: N818 it is none
        pass

    def sleep(seconds: float) -> None:
        count = next(rounds, 0)
        if count == 0:
            raise Enough
        log.write_text("")
        if count:
            write(site, published(count))
            # nginx tells files apart by time, to the second, and size.
            os.utime(site / "feed/index.json", (2e9, 2e9))

    def follow(address: str) -> None:
        for each in following.follow(
            address,
            tmp_path / "state.json",
            start="first",
            key=signing.Signer(KEY).public_key,
            once=False,
            waits=(),
            sleep=sleep,
            today=lambda: NEXT_DAY,
        ):
            seen.append(each.seq)

    with nginx(tmp_path) as address:
        with pytest.raises(Enough):
            follow(address)
        assert log.read_text().split("\n") == ["GET /feed/index.json 304", ""]
        assert verification.verify(address, site) == ()
    assert seen == list(range(1, PAGE + 6))
