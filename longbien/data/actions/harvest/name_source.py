"""Take a source into the list of those that are read, and say how often the worker reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.data.events.harvest import SourceNamed
from longbien.data.models import Source
from longbien.data.rules.harvest.periods import NEVER, PERIODS
from longbien.kernel.actor import SYSTEM
from longbien.kernel.subject import Subject
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Naming:
    """What is said of a source; without `every` it is read by hand alone. `owner_id` is whose stewards see to it."""

    kind: str
    address: str
    title: Mapping[str, str]
    every: str = ""
    owner_id: UUID | None = None


@act
def name_source(code: str, told: Naming, *, at: datetime) -> None:
    """Write what differs. A source with a period is due at once when it is new, or lies elsewhere, or is read more or
    less often now; one that the hub names keeps its period when somebody reads it by hand."""
    known = Source.objects.filter(code=code).first()
    values = {"kind": told.kind, "address": told.address, "title": dict(told.title), "owner_id": told.owner_id}
    if known is None:
        known = Source.objects.create(code=code, **values)
        moved = True
    else:
        moved = (known.kind, known.address) != (told.kind, told.address)
        Source.objects.filter(pk=known.pk).update(**values)
    if told.every and (moved or known.every != told.every):
        _set(known, told.every, at=at)


@act
def stop_others(codes: Iterable[str], *, at: datetime) -> None:
    """Sources that the hub's folder names no longer stay, with what was found in them; no worker reads them."""
    for one in Source.objects.filter(every__in=PERIODS).exclude(code__in=list(codes)):
        _set(one, NEVER, at=at)


def _set(source: Source, every: str, *, at: datetime) -> None:
    subject = Subject("data.source", source.pk)
    entry_id = emit(SourceNamed(source.code, every), subject=subject, by=SYSTEM, at=at, chain=subject)
    due = {"due_at": at if every in PERIODS else None, "failures": 0, "failed_since": None, "trouble": None}
    Source.objects.filter(pk=source.pk).update(every=every, entry_id=entry_id, **due)
