"""Entries of the record, as other rooms and the pages read them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from longbien.kernel.plain import Plain
from longbien.kernel.subject import Subject
from longbien.record import models


@dataclass(frozen=True)
class Entry:
    """One event as it stands in the record.

    `type` is `trials.suspended/1`; `open` its readable fields in their JSON form; `sealed` maps the hidden ones to
    their commitments; `chain` and `seq` its place in the sequence of its case or trial; `index` its place in the log,
    None until placed.
    """

    id: UUID
    type: str
    at: datetime
    actor_id: UUID | None
    subject: Subject
    open: Mapping[str, Any]
    sealed: Mapping[str, str]
    chain: str
    seq: int | None
    leaf: str
    index: int | None

    @property
    def kind(self) -> str:
        """The type without its version."""
        return self.type.partition("/")[0]


def entry(entry_id: UUID) -> Entry | None:
    return next(_read(models.Event.objects.filter(pk=entry_id)), None)


def entries(subject: Subject | None = None, *, limit: int | None = None) -> tuple[Entry, ...]:
    """The entries about a subject in the order they happened; without one, the newest of all, newest first."""
    rows = models.Event.objects.all()
    if subject is None:
        return tuple(_read(rows.order_by("-id")[: limit or 50]))
    return tuple(_read(rows.filter(subject=str(subject)).order_by("at", "id")[:limit]))


def entries_before(entry_id: UUID, *, limit: int = 50) -> tuple[Entry, ...]:
    """The page of older entries after one in the list, newest first."""
    return tuple(_read(models.Event.objects.filter(pk__lt=entry_id).order_by("-id")[:limit]))


def entries_of_type(key: str, *, since: datetime | None = None) -> Iterator[Entry]:
    """Every entry of one `type/version`, in the order they were made; read as they are asked for."""
    rows = models.Event.objects.filter(type=key).order_by("at", "id")
    return _read(rows.filter(at__gte=since) if since else rows)


def newest_of_types(keys: Iterable[str], *, limit: int) -> tuple[Entry, ...]:
    """The newest entries of some `type/version`, newest first."""
    return tuple(_read(models.Event.objects.filter(type__in=list(keys)).order_by("-at", "-id")[:limit]))


def chain(subject: Subject) -> tuple[Entry, ...]:
    """The numbered sequence of a case or trial, from its first event on."""
    return tuple(_read(models.Event.objects.filter(chain=str(subject)).order_by("chain_seq")))


def entries_by_id(entry_ids: Iterable[UUID]) -> dict[UUID, Entry]:
    return {one.id: one for one in _read(models.Event.objects.filter(pk__in=list(entry_ids)))}


def _read(rows: QuerySet[models.Event]) -> Iterator[Entry]:
    for row in rows.select_related("place").iterator(1_000):
        said = json.loads(row.leaf)
        place = getattr(row, "place", None)
        yield Entry(
            id=row.pk,
            type=row.type,
            at=row.at,
            actor_id=row.actor_id,
            subject=Subject.parse(row.subject),
            open=said["open"],
            sealed=said["sealed"],
            chain=row.chain,
            seq=row.chain_seq,
            leaf=row.leaf,
            index=place.index if place else None,
        )


@dataclass(frozen=True)
class Opening:
    """The salt and the value behind a sealed field: together they prove its commitment."""

    name: str
    salt: bytes
    value: Plain


def opening(entry_id: UUID, name: str) -> Opening | None:
    """What a sealed field holds; None when it was erased. Ask the policy of the subject before showing it."""
    return openings(entry_id).get(name)


def openings(entry_id: UUID) -> dict[str, Opening]:
    """All openings of an entry that were not erased."""
    rows = models.Opening.objects.filter(event_id=entry_id)
    return {row.name: Opening(row.name, bytes(row.salt), json.loads(row.value)) for row in rows}


def openings_of(entry_ids: Iterable[UUID]) -> dict[UUID, dict[str, Opening]]:
    """The same for several entries, in one query; an entry without any is left out."""
    found: dict[UUID, dict[str, Opening]] = {}
    for row in models.Opening.objects.filter(event_id__in=list(entry_ids)):
        one = Opening(row.name, bytes(row.salt), json.loads(row.value))
        found.setdefault(row.event_id, {})[row.name] = one
    return found


def entry_url(entry_id: UUID) -> str:
    """The page of an entry."""
    return reverse("record:entry", args=[entry_id])
