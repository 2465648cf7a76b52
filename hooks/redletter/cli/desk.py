"""Commands of the legal desk: init, check, record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from redletter import recording, scaffold
from redletter.cli.console import Console


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def init(console: Console, folder: Path) -> None:
    """Begin a policy repository in FOLDER, or add what one lacks beside an existing content/.

    Example: redletter init my-policies
    """
    for written in scaffold.begin(folder, today=datetime.now(UTC).date()):
        console.say("cli.init.kept" if written.kept else "cli.init.written", path=written.path)
    console.say("cli.init.next")


@click.command()
@click.option("--root", default=".", type=click.Path(file_okay=False, path_type=Path), help="The repository.")
@click.option("--renumber", is_flag=True, help="Mend numbers that two merged branches gave twice.")
@click.option("--published", default=0, help="With --renumber: how many notices are out there already.")
@click.pass_obj
def record(console: Console, root: Path, renumber: bool, published: int) -> int:
    """Write the record of each amendment that has none, and take in what was edited in the others.

    Exits with 1 where a person must decide: edit the file that is named, then run this again.

    Example: redletter record && git add content/records
    """
    if renumber:
        written = recording.renumber(root, published=published)
    else:
        written = recording.record(root, now=datetime.now(UTC))
    for each in written:
        key = "cli.record.undecided" if each.undecided else "cli.record.written"
        console.say(key, path=each.record.path, verdict=each.record.stored.level)
    if not written:
        console.say("cli.record.nothing")
    return int(any(each.undecided for each in written))


COMMANDS = (init, record)
