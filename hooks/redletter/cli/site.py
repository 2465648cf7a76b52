"""Commands that make and prove the site and its feed: build, serve, verify, follow."""

from __future__ import annotations

import os
import socket
import sys
from datetime import date
from pathlib import Path

import click

from redletter.cli.console import Console, Day


@click.command()
@click.option(
    "--content",
    default="content",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the policies; mkdocs.yml stands beside it.",
)
@click.option("--site-dir", default="site", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("--as-of", type=Day(), help="The day the site speaks of; default: today.")
@click.option("--publish", is_flag=True, help="From HEAD, every amendment recorded and decided.")
@click.option("--hold", is_flag=True, help="Publish each policy up to its last decided amendment.")
@click.option("--last", metavar="DIR|URL", help="The last publication; its notices must stand unchanged.")
@click.pass_obj
def build(
    console: Console,
    content: Path,
    site_dir: Path,
    as_of: date | None,
    publish: bool,
    hold: bool,
    last: str | None,
) -> None:
    """Build the site: a preview of the work tree, or with --publish a publication.

    Example: redletter build --publish --site-dir /srv/policies --last /srv/policies
    """
    from redletter import building, publication
    from redletter.model import RevisionKind

    root = content.absolute().parent
    published = publication.publish(
        root,
        content=content.name,
        as_of=as_of,
        publish=publish,
        hold=hold,
    )
    for policy in published.policies:
        kinds = [each.revision.kind for each in policy.editions]
        counts = {f"{kind}s": kinds.count(kind) for kind in RevisionKind}
        console.say("cli.build.read", policy=policy.slug, **counts)
        if policy.held:
            console.say("cli.build.held", policy=policy.slug, labels=console.messages.list(policy.held))
    for place, commit in published.unread:
        console.say("cli.build.unread", place=place, commit=commit[:12])
    building.build(root, published, site_dir, content=content.name, last=last)
    console.say("cli.build.done", folder=site_dir)


@click.command()
@click.option("--content", default="content", type=click.Path(file_okay=False, path_type=Path))
@click.option("--address", default="127.0.0.1:8000", help="Host and port to listen on.")
@click.pass_obj
def serve(console: Console, content: Path, address: str) -> None:
    """Serve a live preview that follows every save and every commit, until Ctrl+C.

    Beside each policy stands its draft: the text as saved, its redline with the judgement, and what
    check says of it. What cannot be read as it was saved is told there, with the line to mend.

    Example: redletter serve --address 127.0.0.1:8001
    """
    _try(console, address)
    root = content.absolute().parent
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(root / "mkdocs.yml"), "-a", address]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "REDLETTER_CONTENT": content.name}
    console.say("cli.serve", address=address)
    console.stderr.flush()
    os.execve(sys.executable, command, environment)  # noqa: S606 - whoever stops us stops the server


def _try(console: Console, address: str) -> None:
    """Whether a server can listen there; MkDocs itself would end with a traceback."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > _PORTS:
        raise console.misuse("usage.serve.address", address=address)
    try:
        socket.create_server((host.strip("[]"), int(port)), family=_family(host)).close()
    except OSError as error:
        raise console.misuse(
            "usage.serve.taken", address=address, reason=str(error.strerror).partition(" (")[0]
        ) from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


_PORTS = 65535

COMMANDS = (build, serve)
