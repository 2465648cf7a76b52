"""The command `review`: a person decides on what waits, change by change, and signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from redletter.cli.console import Console
    from redletter.messages import Messages
    from redletter.model import Ground
    from redletter.notices import ChangeNotice
    from redletter.reviewing import Review, Verdict

_LEVELS = ("editorial", "clarifying", "material")
_DIRECTIONS = ("adverse", "favourable", "neutral", "unknown")
_CONSENTS = ("required", "not_required", "unknown")


@click.command()
@click.option("--policy", help="Only this policy's records.")
@click.option("--label", help="The record of this revision, decided already or not.")
@click.option("--clause", metavar="ID", help="Decide on this clause's change and ask nothing.")
@click.option("--accept-all", is_flag=True, help="Accept all that waits as the rules found it, and sign.")
@click.option("--level", type=click.Choice(_LEVELS), help="With --clause: otherwise than the rules.")
@click.option("--grounds", default="", help="With --clause: 7.3,7.4 for example, or other.")
@click.option("--direction", type=click.Choice(_DIRECTIONS), help="With --clause: for the reader.")
@click.option("--consent", type=click.Choice(_CONSENTS), help="With --clause: need for express consent.")
@click.option("--reason", default="", help="With --clause: why you decide otherwise.")
@click.option("--by", metavar="NAME", help="Who signs; default: git's user.name.")
@click.option("--root", default=".", type=click.Path(file_okay=False, path_type=Path), help="The repository.")
@click.pass_obj
def review(
    console: Console,
    policy: str | None,
    label: str | None,
    clause: str | None,
    accept_all: bool,
    level: str | None,
    grounds: str,
    direction: str | None,
    consent: str | None,
    reason: str,
    by: str | None,
    root: Path,
) -> int:
    """Decide on the changes that wait for a person, and sign the record.

    Shows each change with its redline and what the rules suggest, takes your decision, and at the end
    the texts that people will get. Every decision is kept at once: stop when you like and run it again.
    Exits with 1 where something still waits.

    Example: redletter review

    Example: redletter review --label 2026-10-15 --clause 4.2 --level clarifying --reason "Order only"

    Example: redletter review --accept-all --by "Erika Mustermann"
    """
    from redletter import reviewing

    verdict = _verdict(level, grounds, direction, consent, reason)
    if clause is None and (verdict is not None or reason):
        raise console.misuse("usage.review.clause")
    now = datetime.now(UTC)
    reviews = reviewing.begin(root, now=now, policy=policy, label=label, by=by)
    if clause is not None and len(reviews) > 1:
        named = ", ".join(f"{each.record.policy} {each.record.label}" for each in reviews)
        raise console.misuse("usage.review.record", records=named)
    desk = _Desk(console, root, now)
    if clause is not None:
        reviews = tuple(desk.decide_clause(each, clause, verdict) for each in reviews)
    if accept_all:
        return desk.finish(desk.sign(desk.accept_all(each)) for each in reviews)
    if clause is not None:
        return desk.finish(desk.settled(each) for each in reviews)
    return desk.finish(desk.ask(each, again=label is not None) for each in reviews)


def _verdict(
    level: str | None, grounds: str, direction: str | None, consent: str | None, reason: str
) -> Verdict | None:
    """None where nothing was said that could differ from what the rules found."""
    from redletter.model import Consent, Direction, Level
    from redletter.reviewing import Verdict

    if not (level or grounds or direction or consent):
        return None
    return Verdict(
        reason=reason,
        level=Level(level) if level else None,
        grounds=_grounds(grounds) if grounds else None,
        direction=Direction(direction) if direction else None,
        consent=Consent(consent) if consent else None,
    )


def _grounds(named: str) -> tuple[Ground, ...]:
    """Grounds from `7.3,7.4` or `7.3 7.4`; a hyphen is none."""
    from redletter.model import Ground

    known = {ground.value: ground for ground in Ground}
    words = named.replace(",", " ").replace("-", " ").split()
    for word in words:
        if word not in known:
            raise click.BadParameter(word, param_hint="--grounds")
    return tuple(known[word] for word in words)


class _Desk:
    """Shows a review at the terminal and asks; each decision is written at once."""

    def __init__(self, console: Console, root: Path, now: datetime) -> None:
        self.console, self.root, self.now = console, root, now

    @property
    def messages(self) -> Messages:
        return self.console.messages

    def finish(self, reviews: Iterator[Review]) -> int:
        """Say how each record stands; 1 where one is not signed."""
        done = tuple(reviews)
        if not done:
            self.console.say("review.nothing")
        for each in done:
            if each.record.decision.decided:
                self.console.say("review.signed", name=each.by, path=each.record.path)
            elif each.waiting:
                self.console.say("review.waiting", path=each.record.path, count=len(each.waiting))
            else:
                self.console.say("review.unsigned", path=each.record.path)
        return int(any(not each.record.decision.decided for each in done))

    def decide(self, review: Review, at: int, verdict: Verdict | None) -> Review:
        from redletter import reviewing

        decided = review.accept(at) if verdict is None else review.decide(at, verdict)
        key = "review.accepted" if verdict is None else "review.decided"
        reviewing.save(self.root, decided)
        self.console.say(key, clause=_clause(review.change(at)), name=review.by)
        return decided

    def decide_clause(self, review: Review, clause: str, verdict: Verdict | None) -> Review:
        for at in review.find(clause):
            review = self.decide(review, at, verdict)
        return review

    def accept_all(self, review: Review) -> Review:
        for at in review.waiting:
            review = self.decide(review, at, None)
        return self.settled(review)

    def settled(self, review: Review) -> Review:
        from redletter import reviewing

        return reviewing.settle(self.root, review, now=self.now)

    def sign(self, review: Review) -> Review:
        from redletter import reviewing

        signed = review.sign()
        reviewing.save(self.root, signed)
        return signed

    def ask(self, review: Review, *, again: bool) -> Review:
        """Go through what waits, or where nothing does and it is wanted `again`, through all changes.

        End of input, or `q`, ends it and keeps what was decided.
        """
        self.console.say(
            "review.opening",
            policy=review.record.policy,
            label=review.record.label,
            name=review.by,
            waiting=len(review.waiting),
            changes=len(review.record.stored.changes),
        )
        try:
            every = range(len(review.record.stored.changes)) if again else ()
            for at in review.waiting or every:
                self._show(review, at)
                answer = self._choice("review.ask", "aolq")
                if answer == "q":
                    return review
                if answer in "ao":
                    review = self.decide(
                        review, at, None if answer == "a" else self._asked(review.change(at))
                    )
            if review.waiting:
                return review
            return self._signed(self.settled(review))
        except click.Abort:
            return review

    def _signed(self, review: Review) -> Review:
        from redletter import reviewing

        while True:
            self._tell(review)
            answer = self._choice("review.ask.sign", "yen", name=review.by)
            if answer == "y":
                return self.sign(review)
            if answer == "n":
                return review
            edited = click.edit(review.texts(), extension=".yml")
            if edited is not None:
                review = review.reword(edited)
                reviewing.save(self.root, review)

    def _choice(self, key: str, answers: str, **arguments: object) -> str:
        asked = self.messages.text(key, **arguments)
        return str(click.prompt(asked, type=click.Choice(list(answers)), show_choices=False, err=True))

    def _asked(self, change: ChangeNotice) -> Verdict:
        """A person's own judgement, asked for with what was found as the default."""
        level = self._prompt("level", _LEVELS, change.level)
        grounds, direction, consent = "-", None, None
        if level == "material":
            grounds = self._words("review.ask.grounds", " ".join(change.grounds) or "-")
            direction = self._prompt("direction", _DIRECTIONS, change.direction)
            consent = self._prompt("consent", _CONSENTS, change.consent)
        verdict = _verdict(level, grounds, direction, consent, self._words("review.ask.reason", None))
        assert verdict is not None  # noqa: S101 - a level is always named
        return verdict

    def _prompt(self, name: str, known: tuple[str, ...], found: str) -> str:
        asked = self.messages.text(f"review.ask.{name}")
        return str(click.prompt(asked, type=click.Choice(known), default=found, show_choices=False, err=True))

    def _words(self, key: str, default: str | None) -> str:
        return str(click.prompt(self.messages.text(key), default=default, err=True))

    def _show(self, review: Review, at: int) -> None:
        """The change in every language, what the rules suggest, and why."""
        from redletter import rendering

        change = review.change(at)
        say = self.messages.text
        found = " · ".join(
            (
                say(f"level.{change.level}"),
                say(f"direction.{change.direction}"),
                say(f"consent.{change.consent}"),
            )
        )
        place = say("review.place", at=at + 1, of=len(review.record.stored.changes))
        click.echo("", err=True)
        self.console.say("review.change", place=place, clause=_clause(change), verdict=found)
        for ground in change.grounds:
            number = say("print.ground.other") if ground == "other" else say("print.ground", ground=ground)
            self.console.say("review.ground", ground=number, title=say(f"ground.{ground}"))
        colored = self.console.stderr.isatty()
        for language, edit in change.edits.items():
            shown = rendering.ansi(edit.redline)
            click.echo(f"\n[{language}] {edit.title}", err=True)
            for line in (shown if colored else click.unstyle(shown)).splitlines():
                click.echo(f"    {line}", err=True)
            for message in dict.fromkeys(finding.message for finding in edit.findings):
                click.echo(f"  - {message}", err=True)
        click.echo("", err=True)

    def _tell(self, review: Review) -> None:
        """The texts that people will get, in every language."""
        for language, texts in review.record.stored.messages.items():
            click.echo("", err=True)
            self.console.say("review.texts", language=language)
            self.console.say("review.push", title=texts.push.title, body=texts.push.body)
            self.console.say("review.popup", title=texts.popup.title, body=texts.popup.body)
            self.console.say("review.email", subject=texts.email.subject, body=texts.email.text)


def _clause(change: ChangeNotice) -> str:
    return change.clause or change.clause_before


COMMANDS = (review,)
