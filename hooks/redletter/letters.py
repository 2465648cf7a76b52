"""What people are told of a notice, on each channel: from the catalogues, as a person would write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from redletter import notices
from redletter.messages import Messages
from redletter.model import Consent, Level
from redletter.notices import ChangeNotice, Notice

PUSH_TITLE = 50
PUSH_BODY = 178
_MOST_CLAUSES = 12  # named in a mail; the redline has them all
_SUMMARY_CLAUSES = 6
_ACTS = ("reclassification", "withdrawal")


def write(notice: Notice, messages: Messages) -> notices.Messages:
    """The texts to send of a notice in one language.

    Only the variable parts of a push notification (the policy's title, the list of grounds) are
    shortened to fit its limits, at the end of a word.
    """
    story = _Story(notice, messages)
    return notices.Messages(
        push=notices.PushMessage(
            title=_fitted(story.push_title, story.title, PUSH_TITLE),
            body=_fitted(lambda words: story.push_body(words, story.title), story.topics, PUSH_BODY)
            if story.topics
            else _fitted(lambda words: story.push_body("", words), story.title, PUSH_BODY),
        ),
        popup=notices.PopupMessage(
            title=story.say("notice.popup.title", title=story.title),
            body=" ".join(story.popup()),
            action=story.say(f"notice.action.{'text' if story.link == story.text else 'redline'}"),
        ),
        email=_email(story),
    )


def summary(notice: Notice, messages: Messages) -> str:
    """What changed, in a few plain sentences."""
    story = _Story(notice, messages)
    return " ".join(story.summary())


@dataclass(frozen=True, slots=True)
class _Story:
    """A notice and the sentences about it in one language."""

    notice: Notice
    messages: Messages

    def say(self, key: str, **arguments: object) -> str:
        return self.messages.text(key, **arguments)

    @property
    def language(self) -> str:
        return self.messages.language

    @property
    def kind(self) -> str:
        """Which of the letters it is."""
        if self.notice.type in _ACTS:
            return self.notice.type
        return "initial" if self.notice.initial else self.notice.level

    @property
    def material(self) -> bool:
        """Whether people are to be told of a material change, be it on second thoughts."""
        return self.notice.level == Level.MATERIAL and self.notice.type != "withdrawal"

    @property
    def title(self) -> str:
        """The policy's title, in this language where it has a text in it."""
        texts = self.notice.texts
        return (texts.get(self.language) or texts[self.notice.governing]).title

    @property
    def grounds(self) -> tuple[str, ...]:
        return tuple(ground.titles[self.language] for ground in self.notice.grounds)

    @property
    def topics(self) -> str:
        """The grounds in one line; empty where nothing material is to be told."""
        return "; ".join(self.grounds) if self.material else ""

    @property
    def text(self) -> str:
        return self._address.text

    @property
    def link(self) -> str:
        """Where to read what changed; at a first publication, the text."""
        return self._address.redline or self._address.text

    @property
    def _address(self) -> notices.Addresses:
        addresses = self.notice.addresses
        return addresses.get(self.language) or addresses[self.notice.governing]

    @property
    def dates(self) -> dict[str, str]:
        return {
            "revision": self.messages.date(date.fromisoformat(self.notice.revision)),
            "effective": self.messages.date(date.fromisoformat(self.notice.effective)),
        }

    @property
    def applies(self) -> str:
        """From when the text applies, seen from the day of the notice."""
        tense = "from" if self.notice.effective > self.notice.time[:10] else "since"
        return self.say(f"notice.applies.{tense}", **self.dates)

    def clauses(self, most: int) -> tuple[tuple[str, ...], int]:
        """Names of the clauses that changed, the gravest level first, and how many were left out."""
        ranks = [level.value for level in Level]
        changes = sorted(self.notice.changes, key=lambda change: -ranks.index(change.level))
        names = tuple(dict.fromkeys(self._edit(change).title for change in changes))
        return names[:most], max(0, len(names) - most)

    def _edit(self, change: ChangeNotice) -> notices.EditNotice:
        edits = change.edits
        return edits.get(self.language) or edits.get(self.notice.governing) or next(iter(edits.values()))

    def details(self) -> Iterator[str]:
        """The changes that matter, each with what was found in it."""
        grave = [change for change in self.notice.changes if self.material and change.level == Level.MATERIAL]
        for change in grave[:_MOST_CLAUSES]:
            found = self._found(change) or self.say(f"notice.kind.{change.kind}")
            yield self.say("notice.change", clause=self._edit(change).title, words=found)
        if len(grave) > _MOST_CLAUSES:
            yield self.say("notice.change.more", count=len(grave) - _MOST_CLAUSES)

    def _found(self, change: ChangeNotice) -> str | None:
        """What the rules found in this language's text; nothing where a person decided otherwise."""
        edit = change.edits.get(self.language)
        if edit is None or change.override is not None:
            return None
        return next((finding.message for finding in edit.findings if finding.ground), None)

    def consent(self) -> Iterator[str]:
        """Whether consent is needed, and what applies without it."""
        notice = self.notice
        if not self.material:
            return
        yield self.say(f"notice.consent.{notice.consent}")
        if notice.consent == Consent.REQUIRED:
            if notice.consent_until:
                until = self.messages.date(date.fromisoformat(notice.consent_until))
                yield self.say("notice.consent.until", until=until)
            else:
                yield self.say("notice.consent.pending")

    def opening(self) -> Iterator[str]:
        """What happened, and what it means for an earlier notice."""
        notice = self.notice
        yield self.say(f"notice.opening.{self._opening}", title=self.title, **self.dates)
        if notice.type == "translation":
            changed = self.messages.list(self.messages.name(each) for each in notice.languages)
            governing = self.messages.name(notice.governing)
            yield self.say("notice.translated", languages=changed, governing=governing)
            yield self.say(f"notice.translated.{notice.level}")
        if notice.type in _ACTS:
            if notice.type == "reclassification" and notice.replaces is not None:
                yield self.say(f"notice.reclassified.{notice.level}")
            if reason := notice.reason.get(self.language):
                yield self.say("notice.reason", reason=reason)

    @property
    def _opening(self) -> str:
        if self.notice.initial or self.notice.type in (*_ACTS, "translation"):
            return "initial" if self.kind == "initial" else self.notice.type
        return f"{self.notice.type}.{self.notice.level}"

    def summary(self) -> Iterator[str]:
        yield from self.opening()
        if self.topics:
            yield self.say("notice.grounds", grounds=self.topics)
        names, more = self.clauses(_SUMMARY_CLAUSES)
        if names and self.notice.type not in _ACTS:
            listed = "; ".join(names)
            yield (
                self.say("notice.clauses.more", clauses=listed, count=more)
                if more
                else self.say("notice.clauses", clauses=listed)
            )
        if self.notice.type != "withdrawal":
            yield self.applies

    def push_title(self, title: str) -> str:
        return self.say(f"notice.push.title.{self.kind}", title=title)

    def push_body(self, topics: str, title: str) -> str:
        if self.kind != Level.MATERIAL:
            body = self.say(f"notice.push.body.{self.kind}", title=title, **self.dates)
        else:
            consent = "consent" if self.notice.consent == Consent.REQUIRED else "plain"
            body = self.say(f"notice.push.body.material.{consent}", topics=topics, **self.dates)
        return self.say("notice.push.sample", body=body) if self.notice.sample else body

    def popup(self) -> Iterator[str]:
        yield from self.opening()
        if self.topics:
            yield self.say("notice.grounds", grounds=self.topics)
        if self.notice.type != "withdrawal":
            yield self.applies
        yield from self.consent()
        if self.notice.sample:
            yield self.say("notice.sample")


def _email(story: _Story) -> notices.EmailMessage:
    blocks = tuple(_blocks(story))
    subject = story.say(f"notice.email.subject.{story.kind}", title=story.title, **story.dates)
    body = "\n".join(block.html for block in blocks)
    head = f'<meta charset="utf-8"><title>{escape(subject)}</title>'
    return notices.EmailMessage(
        subject=subject,
        text="\n\n".join(block.text for block in blocks) + "\n",
        html=f'<!doctype html>\n<html lang="{story.language}">\n<head>{head}</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n",
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of a mail, a list below it, or a link at its end."""

    words: str
    items: tuple[str, ...] = ()
    link: str | None = None

    @property
    def text(self) -> str:
        lines = [self.words if self.link is None else f"{self.words}\n{self.link}"]
        return "\n".join([*lines, *(f"- {item}" for item in self.items)])

    @property
    def html(self) -> str:
        words = escape(self.words)
        if self.link is not None:
            address = escape(self.link)
            return f'<p>{words}<br><a href="{address}">{address}</a></p>'
        items = "".join(f"<li>{escape(item)}</li>" for item in self.items)
        return f"<p>{words}</p>" + (f"\n<ul>{items}</ul>" if items else "")


def _blocks(story: _Story) -> Iterator[_Block]:
    notice = story.notice
    yield _Block(story.say("notice.email.greeting"))
    applies = () if notice.type == "withdrawal" else (story.applies,)
    yield _Block(" ".join([*story.opening(), *applies]))
    if notice.sample:
        yield _Block(story.say("notice.sample"))
    if story.topics:
        yield _Block(story.say("notice.email.grounds"), items=story.grounds)
    if details := tuple(story.details()):
        yield _Block(story.say("notice.email.changes"), items=details)
    if consent := tuple(story.consent()):
        yield _Block(" ".join(consent))
        if notice.consent == Consent.REQUIRED and notice.consent_url:
            yield _Block(story.say("notice.email.consent"), link=notice.consent_url)
    if story.link != story.text:
        yield _Block(story.say("notice.email.redline"), link=story.link)
    yield _Block(story.say("notice.email.text"), link=story.text)
    if notice.contact is not None:
        yield _Block(story.say("notice.email.contact", name=notice.contact.name, email=notice.contact.email))


def _fitted(render: Callable[[str], str], words: str, limit: int) -> str:
    """The sentence with its variable words, these shortened at a word's end as far as the limit asks."""
    whole = render(words)
    kept = words.split()
    while len(whole) > limit and kept:
        kept.pop()
        shortened = " ".join(kept).rstrip(",;:.–- ")
        whole = render(f"{shortened}…" if shortened else "…")
    return whole if len(whole) <= limit else _cut(whole, limit)


def _cut(words: str, limit: int) -> str:
    """The last resort, where a single word is longer than the limit."""
    return words[: limit - 1].rstrip() + "…"
