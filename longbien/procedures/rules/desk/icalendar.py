"""Deadlines as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

WIDE = 75  # octets a line, RFC 5545 §3.1


@dataclass(frozen=True)
class Deadline:
    """`uid` stays the same as long as the thing is the same; `changed` is when it last changed."""

    uid: str
    due: datetime
    changed: datetime
    title: str
    url: str


def calendar(name: str, deadlines: Iterable[Deadline], *, maker: str) -> bytes:
    """A calendar with one event of no length for each deadline, and a reminder a day before it."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(maker)}//NONSGML v1//EN", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}",
    ]  # fmt: skip
    for one in deadlines:
        lines += _event(one)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(one: Deadline) -> list[str]:
    return [
        "BEGIN:VEVENT", f"UID:{_text(one.uid)}", f"DTSTAMP:{_utc(one.changed)}", f"DTSTART:{_utc(one.due)}",
        f"SUMMARY:{_text(one.title)}", f"URL:{one.url}", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
        "TRIGGER:-P1D", f"DESCRIPTION:{_text(one.title)}", "END:VALARM", "END:VEVENT",
    ]  # fmt: skip


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(written: str) -> str:
    """RFC 5545 §3.3.11: what a person wrote can begin no line of its own."""
    plain = " ".join(written.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """At most 75 octets a line, never cut inside a character; what follows begins with a space."""
    parts: list[str] = []
    left = line
    while left:
        room = WIDE - (1 if parts else 0)
        cut = len(left.encode()[:room].decode(errors="ignore"))
        parts.append(left[:cut])
        left = left[cut:]
    return ("\r\n ".join(parts) + "\r\n").encode()
