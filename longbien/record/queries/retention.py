"""The hub's rules of retention, and what they say is over."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from longbien.kernel.actor import SYSTEM_ID
from longbien.kernel.event import known_events
from longbien.kernel.sourced import read_yaml
from longbien.kernel.subject import Subject
from longbien.record import models
from longbien.record.registry import anonymisers
from longbien.record.rules.retention import DOCUMENTS, ENTRIES, Happening, Rule, read_rules

FILE = "retention.yaml"


@dataclass(frozen=True)
class Due:
    """Something whose period is over: entries to open no more, documents to delete, or the subject itself."""

    rule: Rule
    subject: Subject
    started: datetime
    entries: tuple[models.Event, ...] = ()
    documents: tuple[models.Document, ...] = ()

    @property
    def count(self) -> int:
        return len(self.entries) or len(self.documents) or 1


def retention_rules() -> tuple[Rule, ...]:
    """The rules of this hub; none when it has no such file."""
    path = settings.HUB.folder / FILE
    return _rules(path, path.stat().st_mtime_ns, settings.HUB.languages) if path.exists() else ()


@lru_cache(maxsize=4)
def _rules(path: Path, changed: int, languages: tuple[str, ...]) -> tuple[Rule, ...]:
    return read_rules(read_yaml(path).data, languages)


def due(rule: Rule, *, at: datetime, limit: int) -> Iterator[Due]:
    """Up to `limit` subjects for which the period of a rule is over at an instant, those that began first before."""
    zone = ZoneInfo(settings.HUB.timezone)
    latest = datetime.combine(rule.surely_begun_by(at.astimezone(zone).date()), time(), zone).astimezone(UTC)

    def is_over(started: datetime) -> bool:
        return rule.is_over(started.astimezone(zone).date(), at.astimezone(zone).date())

    found = 0
    begun = _own(rule, latest) if rule.starts is None else _begun(rule, rule.starts, latest)
    for subject, started in begun:
        if is_over(started) and found < limit and (one := _held(rule, subject, started, is_over)):
            found += 1
            yield one


def _own(rule: Rule, latest: datetime) -> Iterator[tuple[str, datetime]]:
    """Subjects with entries that still hide something, and when the first of them was made."""
    rows = _hiding(rule).filter(at__lte=latest).order_by("at", "id").values_list("subject", "at")
    seen: set[str] = set()
    for subject, started in rows.iterator(1_000):
        if subject not in seen:
            seen.add(subject)
            yield subject, started


def _begun(rule: Rule, starts: Happening, latest: datetime) -> Iterator[tuple[str, datetime]]:
    """Subjects that still hold something, and when their period last began."""
    events = _of_type(starts.event).filter(at__lte=latest, subject__startswith=f"{rule.subject}:")
    if (held := _holding(rule)) is not None:
        events = events.filter(Exists(held))
    seen: set[str] = set()
    for row in events.order_by("at", "id").iterator(1_000):
        if row.subject not in seen and starts.fits(json.loads(row.leaf)["open"]):
            seen.add(row.subject)
            last = _last(starts, row.subject)
            stopped = _last(rule.unless, row.subject) if rule.unless else None
            if last and not (stopped and stopped >= last):
                yield row.subject, last


def _holding(rule: Rule) -> QuerySet[models.Event] | QuerySet[models.Document] | None:
    """What a rule could erase of the subject of an outer event; None for things, of which nothing is known here."""
    if rule.of == ENTRIES:
        return _hiding(rule).filter(subject=OuterRef("subject"))
    return _sent_in().filter(subject=OuterRef("subject")) if rule.of == DOCUMENTS else None


def _held(rule: Rule, subject: str, started: datetime, is_over: Callable[[datetime], bool]) -> Due | None:
    """What a rule erases of a subject; None when nothing is left."""
    about = Subject.parse(subject)
    if rule.of == ENTRIES:
        rows = _hiding(rule).filter(subject=subject).order_by("at", "id")
        entries = tuple(row for row in rows if rule.starts is not None or is_over(row.at))
        return Due(rule, about, started, entries=entries) if entries else None
    if rule.of == DOCUMENTS:
        documents = tuple(_sent_in().filter(subject=subject).order_by("at", "id"))
        return Due(rule, about, started, documents=documents) if documents else None
    return Due(rule, about, started) if anonymisers()[rule.subject].is_named(about) else None


def _sent_in() -> QuerySet[models.Document]:
    """The files that people sent. What the hub itself made, such as the sealed letter of a decision, stays."""
    return models.Document.objects.exclude(entry__actor_id=SYSTEM_ID)


def _hiding(rule: Rule) -> QuerySet[models.Event]:
    """Entries of the rule that still hide something."""
    rows = models.Event.objects.filter(type__in=_keys(rule.events), subject__startswith=f"{rule.subject}:")
    return rows.filter(Exists(models.Opening.objects.filter(event=OuterRef("pk"))))


def _of_type(name: str) -> QuerySet[models.Event]:
    return models.Event.objects.filter(type__in=_keys((name,)))


def _keys(names: Iterable[str]) -> list[str]:
    return [event.key() for name in names for event in known_events(name)]


def _last(what: Happening, subject: str) -> datetime | None:
    rows = _of_type(what.event).filter(subject=subject).order_by("-at", "-id")
    return next((row.at for row in rows if what.fits(json.loads(row.leaf)["open"])), None)
