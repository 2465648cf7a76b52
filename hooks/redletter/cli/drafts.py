"""Commands that begin and hand over: new, export."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from redletter.cli.console import Console, Day

_ROOT = click.option(
    "--root", default=".", type=click.Path(file_okay=False, path_type=Path), help="The repository."
)


@click.command()
@click.argument("policy")
@click.option("--revision", type=Day(), help="The day that the new text bears.")
@click.option("--effective", type=Day(), help="The day from which it applies.")
@click.option("--correction", is_flag=True, help="A correction under the newest revision's own date.")
@_ROOT
@click.pass_obj
def new(
    console: Console,
    policy: str,
    revision: date | None,
    effective: date | None,
    correction: bool,
    root: Path,
) -> None:
    """Open a revision of POLICY: its dates are written into the text of every language.

    Nothing else in the files changes, but that the last revision's own impact_assessment and
    consent_until go.

    Example: redletter new privacy --revision 2027-06-01 --effective 2027-07-15

    Example: redletter new privacy --correction
    """
    from redletter import drafting

    if correction:
        if revision or effective:
            raise console.misuse("usage.new.correction")
        begun = drafting.correct(root, policy)
        console.say("new.correction", label=begun.label)
        for path in begun.paths:
            console.data(path)
    else:
        if revision is None or effective is None:
            raise console.misuse("usage.new.dates")
        opened = drafting.revise(root, policy, revision=revision, effective=effective)
        for path in opened.paths:
            console.say("new.opened", path=path, revision=revision, effective=effective)
        if opened.short:
            material, consent = opened.wanted
            console.say("new.short", days=opened.notice_days, wanted=material, consent=consent)
    console.say("new.next", policy=policy)


@click.command()
@click.argument("policy")
@click.option("--label", help="Only this revision's amendment; default: all that is decided.")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The ZIP file."
)
@_ROOT
@click.pass_obj
def export(console: Console, policy: str, label: str | None, output: Path, root: Path) -> None:
    """Write the signed-off dossier of POLICY for a regulator: texts, redlines, decisions, hashes.

    Example: redletter export privacy --label 2026-10-15 -o privacy-2026-10-15.zip
    """
    from redletter import dossier

    output.write_bytes(dossier.export(root, policy, label=label))
    console.say("export.done", path=output)


COMMANDS = (new, export)
