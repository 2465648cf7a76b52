"""Commands that read and tell: compare, diff, log, show, rules, evaluate."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from redletter.cli.console import Console, Day

_FORMATS = click.Choice(["text", "markdown", "json"])
_ROOT = click.option(
    "--root", default=".", type=click.Path(file_okay=False, path_type=Path), help="The repository."
)


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lang", default="en", help="The texts' language: en or de.")
@click.option("--format", "form", type=_FORMATS, default="text")
@click.pass_obj
def compare(console: Console, old: Path, new: Path, lang: str, form: str) -> None:
    """Compare two Markdown texts, with or without front matter: redline and judgement.

    Example: redletter compare old.md new.md --lang de --format json
    """
    from redletter import answers, reports
    from redletter.messages import Messages

    amendment = answers.compare(old.read_bytes(), new.read_bytes(), language=lang, paths=(str(old), str(new)))
    messages = Messages(lang)
    if form == "json":
        console.data(json.dumps(reports.comparison(amendment, lang, messages), ensure_ascii=False, indent=2))
    else:
        console.data(reports.amendment(amendment, {lang: messages}, form, color=_colored(console)))


@click.command()
@click.argument("policy", required=False)
@click.option("--from", "before", metavar="LABEL", help="The earlier revision; default: the one before.")
@click.option("--to", "after", metavar="LABEL", help="The later revision; default: the newest or the draft.")
@click.option("--base", metavar="REF", help="Take everything since REF as one revision.")
@click.option("--lang", help="With docx and html: the language; default: the governing one.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json", "docx", "html"]), default="text"
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="With docx and html.")
@_ROOT
@click.pass_obj
def diff(
    console: Console,
    policy: str | None,
    before: str | None,
    after: str | None,
    base: str | None,
    lang: str | None,
    form: str,
    output: Path | None,
    root: Path,
) -> None:
    """Show what the newest revision of each policy changes, judged; drafts in the work tree count.

    docx is a Word document with tracked changes, html a page that stands alone: for outside counsel.

    Example: redletter diff privacy --from 2022-05-16 --to 2023-02-01

    Example: redletter diff privacy --format docx -o privacy.docx
    """
    if form in ("docx", "html"):
        if output is None:
            raise console.misuse("usage.diff.output", form=form)
        from redletter import counsel

        file = counsel.redline(
            root, form, policy=policy, before=before, after=after, base=base, language=lang
        )
        output.write_bytes(file)
        console.say("export.done", path=output)
        return
    from redletter import answers, reports
    from redletter.messages import Messages

    amendments = answers.amendments(root, policy=policy, before=before, after=after, base=base)
    languages = {text.language for each in amendments for text in each.after.texts}
    messages = {language: Messages(language) for language in sorted(languages)}
    if form == "json":
        plain = [reports.steps(each, messages) for each in amendments]
        console.data(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    for each in amendments:
        console.data(reports.amendment(each, messages, form, color=_colored(console)))


@click.command()
@click.argument("policy", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_ROOT
@click.pass_obj
def log(console: Console, policy: str | None, form: str, root: Path) -> None:
    """List every revision, correction and translation, oldest first, with its judgement.

    Example: redletter log privacy
    """
    from redletter import publication, reports

    published = publication.publish(root)
    rows = reports.log(published, policy)
    console.data(json.dumps(rows, indent=2) if form == "json" else reports.table(rows))


@click.command()
@click.argument("policy")
@click.option("--on", "day", type=Day(), help="The day asked about; default: today.")
@click.option("--lang", help="The language; default: the governing one.")
@_ROOT
@click.pass_obj
def show(console: Console, policy: str, day: date | None, lang: str | None, root: Path) -> None:
    """Print the text that applied on a day, with its label, commit and hash on the error stream.

    Example: redletter show privacy --on 2023-05-01 --lang de
    """
    from redletter import answers

    text, revision = answers.applying(root, policy, day, lang)
    console.say(
        "cli.show", policy=policy, label=revision.label, commit=revision.commit or "-", sha256=text.sha256
    )
    console.data(text.body)


@click.command()
@click.option("--lang", default="en")
@click.option("--format", "form", type=_FORMATS, default="text")
@click.pass_obj
def rules(console: Console, lang: str, form: str) -> None:
    """Print the table of rules that judge a change.

    Example: redletter rules --lang de --format markdown
    """
    from redletter import reports
    from redletter.messages import Messages

    rows = reports.rules(Messages(lang))
    console.data(json.dumps(rows, ensure_ascii=False, indent=2) if form == "json" else reports.table(rows))


@click.command()
@click.argument("units", type=click.File("r", encoding="utf-8"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def evaluate(console: Console, units: TextIO, form: str) -> None:
    """Measure the judgement on labelled changes, one JSON object a line.

    Example: redletter evaluate changes.jsonl --format json
    """
    from redletter import evaluation

    result = evaluation.evaluate(units, units.name)
    console.data(
        json.dumps(result.plain(), ensure_ascii=False, indent=2) if form == "json" else result.text()
    )


def _colored(console: Console) -> bool:
    return console.stdout.isatty()


COMMANDS = (compare, diff, log, show, rules, evaluate)
