"""Effective dates as a calendar (iCalendar, RFC 5545), one a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from redletter.editions import PublishedPolicy
from redletter.feeds.chain import Link
from redletter.messages import Messages
from redletter.model import RevisionKind
from redletter.wire import EntryData

_LINE = 75  # octets, the line's end not counted


def file(
    policies: Sequence[PublishedPolicy], chains: Mapping[str, Sequence[Link]], messages: Messages
) -> bytes:
    """An all-day event for each revision of each policy; a withdrawn one is shown as cancelled."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//redletter//effective dates//EN",
        f"NAME:{_escaped(messages.text('feed.calendar'))}",
        f"X-WR-CALNAME:{_escaped(messages.text('feed.calendar'))}",
    ]
    for policy in policies:
        chain = chains[policy.slug]
        withdrawn = {
            link.entry.data.replaces.seq
            for link in chain
            if link.entry.type == "withdrawal" and link.entry.data.replaces
        }
        for link in chain:
            if link.entry.type == RevisionKind.REVISION:
                lines += _event(link, messages, cancelled=link.seq in withdrawn)
    lines.append("END:VCALENDAR")
    return "".join(folded for line in lines for folded in _folded(line)).encode()


def _event(link: Link, messages: Messages, *, cancelled: bool) -> Iterator[str]:
    data = link.entry.data
    language = messages.language
    spoken = language if language in data.summary else data.governing
    day = date.fromisoformat(data.effective)
    recorded = datetime.fromisoformat(data.time).astimezone(UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{link.entry.id}"
    yield f"DTSTAMP:{recorded:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    title = messages.text("feed.calendar.event", title=_title(data, language))
    yield f"SUMMARY;LANGUAGE={language}:{_escaped(title)}"
    yield f"DESCRIPTION;LANGUAGE={spoken}:{_escaped(data.summary[spoken])}"
    addresses = data.addresses.get(language) or data.addresses[data.governing]
    yield f"URL:{addresses.redline or addresses.text}"
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _title(data: EntryData, language: str) -> str:
    return (data.texts.get(language) or data.texts[data.governing]).title


def _escaped(words: str) -> str:
    """TEXT as RFC 5545 section 3.3.11 has it."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        words = words.replace(sign, written)
    return "".join(sign for sign in words if sign >= " " or sign == "\t")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never within a character (section 3.1)."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LINE:
            yield f"{piece}\r\n"
            piece, size = " ", 1
        piece += sign
        size += width
    yield f"{piece}\r\n"
