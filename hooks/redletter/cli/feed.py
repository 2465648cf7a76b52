"""Commands for whoever reads the feed: follow, verify."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from redletter.cli.console import Console


@click.command()
@click.argument("site", metavar="DIR|URL")
@click.option(
    "--state", required=True, type=click.Path(dir_okay=False, path_type=Path), help="What was seen."
)
@click.option("--from", "start", metavar="first|now|SEQ", help="Where to begin; asked for on the first run.")
@click.option(
    "--exec", "command", metavar="COMMAND", help="Run for each entry, on its stdin; 0 acknowledges."
)
@click.option("--post", "address", metavar="URL", help="Post each entry as a CloudEvent.")
@click.option("--policy", "policies", multiple=True, help="Only these policies.")
@click.option("--channel", type=click.Choice(["push", "popup", "email"]), help="Only what goes out on it.")
@click.option("--lang", help="Only what is told in this language.")
@click.option(
    "--level",
    type=click.Choice(["none", "editorial", "clarifying", "material"]),
    help="The least level wanted.",
)
@click.option("--key", metavar="BASE64", help="The public key that must sign every head.")
@click.option("--once", is_flag=True, help="End when there is nothing more.")
@click.option("--interval", default=300.0, help="Seconds between polls.")
@click.pass_obj
def follow(
    console: Console,
    site: str,
    state: Path,
    start: str | None,
    command: str | None,
    address: str | None,
    policies: tuple[str, ...],
    channel: str | None,
    lang: str | None,
    level: str | None,
    key: str | None,
    once: bool,
    interval: float,
) -> int:
    """Hand on each notice of a feed in order, at least once, as NDJSON or to a command or address.

    Stops with a reason at a gap, a fork, a rollback, a stale head, a changed entry or a bad signature.

    Example: redletter follow https://policies.example.com/ --state seen.json --from now --exec ./deliver
    """
    from redletter import following
    from redletter.model import Level

    if command and address:
        raise console.misuse("usage.follow.handlers")
    if command:
        handler = following.command(shlex.split(command))
    elif address:
        handler = following.post(address)
    else:
        handler = following.lines(console.stdout)
    return following.run(
        site,
        state,
        handler=handler,
        start=start,
        filters=following.Filters(
            policies=frozenset(policies),
            channel=channel,
            language=lang,
            level=Level(level) if level else None,
        ),
        key=key,
        once=once,
        interval=interval,
        trouble=console.error,
    )


@click.command()
@click.argument("site", metavar="DIR|URL")
@click.option("--against", metavar="DIR|URL", help="The last publication; all its notices must stand.")
@click.option("--key", metavar="BASE64", help="The public key that must sign every head.")
@click.pass_obj
def verify(console: Console, site: str, against: str | None, key: str | None) -> int:
    """Prove a publication: its chain and pages hold, and no earlier notice was changed or dropped.

    Example: redletter verify site --against https://policies.example.com/
    """
    from redletter import verification

    problems = verification.verify(site, against, key=key)
    for problem in problems:
        console.error(problem)
    if problems:
        return 2
    console.say("cli.verify.sound", site=site)
    return 0


COMMANDS = (follow, verify)
