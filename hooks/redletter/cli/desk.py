"""Commands of the legal desk: init, check, record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from redletter.cli.console import Console

if TYPE_CHECKING:
    from redletter.records import Record


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def init(console: Console, folder: Path) -> None:
    """Begin a policy repository in FOLDER, or add what one lacks beside an existing content/.

    Example: redletter init my-policies
    """
    from redletter import scaffold

    for written in scaffold.begin(folder, today=datetime.now(UTC).date()):
        console.say("cli.init.kept" if written.kept else "cli.init.written", path=written.path)
    console.say("cli.init.next")


@click.command()
@click.option("--root", default=".", type=click.Path(file_okay=False, path_type=Path), help="The repository.")
@click.option("--reclassify", metavar="POLICY/LABEL", help="Judge an amendment anew and tell people so.")
@click.option("--withdraw", metavar="POLICY/LABEL", help="Take an amendment's notice back.")
@click.option("--reason", "reasons", multiple=True, metavar="LANG=TEXT", help="Why, once a language.")
@click.option("--by", metavar="NAME", help="With --withdraw: who signs.")
@click.option("--renumber", is_flag=True, help="Mend numbers that two merged branches gave twice.")
@click.option("--published", default=0, help="With --renumber: how many notices are out there already.")
@click.pass_obj
def record(
    console: Console,
    root: Path,
    reclassify: str | None,
    withdraw: str | None,
    reasons: tuple[str, ...],
    by: str | None,
    renumber: bool,
    published: int,
) -> int:
    """Write the record of each amendment that has none, and take in what was edited in the others.

    Exits with 1 where a person must decide: edit the file that is named, then run this again.

    Example: redletter record && git add content/records
    """
    from redletter import recording

    now = datetime.now(UTC)
    if any("=" not in each for each in reasons):
        raise console.misuse("usage.record.reason")
    reason = dict(each.split("=", 1) for each in reasons)
    written: tuple[Record, ...]
    if reclassify:
        written = (recording.reclassify(root, *_act(reclassify), reason=reason, now=now),)
    elif withdraw and by:
        written = (recording.withdraw(root, *_act(withdraw), reason=reason, by=by, now=now),)
    elif withdraw:
        raise console.misuse("usage.record.by")
    elif renumber:
        written = recording.renumber(root, published=published)
    else:
        written = recording.record(root, now=now)
    for each in written:
        key = "cli.record.written" if each.decision.decided else "cli.record.undecided"
        verdict = "print.initial" if each.stored.initial else f"level.{each.stored.level}"
        console.say(key, path=each.path, verdict=console.messages.text(verdict))
    if not written:
        console.say("cli.record.nothing")
    return int(any(not each.decision.decided for each in written))


def _act(named: str) -> tuple[str, str]:
    policy, _, label = named.partition("/")
    return policy, label


@click.command()
@click.option("--root", default=".", type=click.Path(file_okay=False, path_type=Path), help="The repository.")
@click.option("--base", metavar="REF", help="Take everything since REF as one revision.")
@click.option("--strict", is_flag=True, help="Warnings stand against publication too.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.pass_obj
def check(console: Console, root: Path, base: str | None, strict: bool, form: str) -> int:
    """List all that stands against publication: file and line, what is wrong, why, what to do.

    Example: redletter check --format github
    """
    from redletter import inspection, reports

    found = inspection.inspect(root, base=base)
    rows = reports.complaints(found.faults, found.remarks, console.messages)
    if rows or form == "json":
        console.data(reports.complaint_list(rows, form, console.messages))
    else:
        console.say("cli.check.clean")
    if found.broken or (strict and found.remarks):
        return 2
    return int(found.undecided)


COMMANDS = (init, record, check)
