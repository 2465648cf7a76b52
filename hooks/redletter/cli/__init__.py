"""The command line: a lens that prints what the package finds and exits 0, 1 or 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import TextIO

import click

from redletter.cli import desk, drafts, feed, reading, review, site
from redletter.cli.console import Console
from redletter.errors import UNDECIDED, RedletterError

_COMMANDS = (
    *desk.COMMANDS,
    *reading.COMMANDS,
    *site.COMMANDS,
    *feed.COMMANDS,
    *drafts.COMMANDS,
    *review.COMMANDS,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="redletter")
def redletter() -> None:
    """Publish legal policies from Markdown in git: redlines, judgements and a change feed.

    Exit codes: 0 clean, 1 a person must decide, 2 something must be repaired.
    """


for _command in _COMMANDS:
    redletter.add_command(_command)


def main(
    argv: Sequence[str] | None = None, stdout: TextIO | None = None, stderr: TextIO | None = None
) -> int:
    """Run one command. Data goes to `stdout`, talk to `stderr`; the exit code is returned."""
    console = Console(stdout or sys.stdout, stderr or sys.stderr)
    try:
        with redirect_stdout(console.stdout), redirect_stderr(console.stderr):
            result = redletter.main(args=argv, prog_name="redletter", standalone_mode=False, obj=console)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as misuse:
        misuse.show(file=console.stderr)
        return misuse.exit_code
    except click.Abort:
        return 2
    except RedletterError as error:
        console.error(error)
        return 1 if error.key in UNDECIDED else 2
    return result if isinstance(result, int) else 0
