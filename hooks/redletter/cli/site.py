"""Commands that make and prove the site and its feed: build, serve, verify, follow."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from redletter.cli.console import Console

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--content",
    default="content",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the policies; mkdocs.yml stands beside it.",
)
@click.option("--site-dir", default="site", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("--as-of", type=_DAY, help="The day the site speaks of; default: today.")
@click.option("--publish", is_flag=True, help="From HEAD, every amendment recorded and decided.")
@click.option("--hold", is_flag=True, help="Publish each policy up to its last decided amendment.")
@click.option("--last", metavar="DIR|URL", help="The last publication; its notices must stand unchanged.")
@click.pass_obj
def build(
    console: Console,
    content: Path,
    site_dir: Path,
    as_of: datetime | None,
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
        as_of=as_of.date() if as_of else None,
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
    root = content.absolute().parent
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(root / "mkdocs.yml"), "-a", address]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "REDLETTER_CONTENT": content.name}
    console.say("cli.serve", address=address)
    console.stderr.flush()
    os.execve(sys.executable, command, environment)  # noqa: S606 - whoever stops us stops the server


COMMANDS = (build, serve)
