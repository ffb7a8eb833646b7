"""What other catalogues list, and the sources that it was read from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from longbien.data.models import External, Source
from longbien.data.policy import SOURCE
from longbien.data.rules.harvest.told import External as Told
from longbien.data.rules.harvest.told import from_data
from longbien.kernel.actor import Actor
from longbien.kernel.folding import fold
from longbien.kernel.text import Text
from longbien.people.policy import can


@dataclass(frozen=True)
class SourceCard:
    """A source; `count` are the sets that it lists now, `seen` when it was read last. The worker reads it next at
    `due_at`; `failed_since` and `trouble` say since when, and why, it can't be read."""

    id: UUID
    code: str
    kind: str
    address: str
    title: dict[str, str]
    count: int = 0
    seen: datetime | None = None
    every: str = ""
    due_at: datetime | None = None
    failed_since: datetime | None = None
    trouble: Text | None = None

    @property
    def is_linked(self) -> bool:
        return self.address.startswith(("http://", "https://"))


@dataclass(frozen=True)
class ExternalCard:
    """A data set of another catalogue."""

    id: UUID
    source: SourceCard
    told: Told
    first_seen: datetime
    last_seen: datetime
    gone_at: datetime | None


def sources() -> tuple[SourceCard, ...]:
    rows = Source.objects.annotate(count=Count("sets", filter=Q(sets__gone_at=None)), seen=Max("sets__last_seen"))
    return tuple(_source(row, row.count, row.seen) for row in rows.order_by("code"))


def source(code: str) -> SourceCard | None:
    row = Source.objects.filter(code=code).first()
    return _source(row) if row else None


def externals(words: str = "", *, source: str = "") -> QuerySet[External]:
    """Those whose texts have all the words, folded; what is gone stands last."""
    first = F("gone_at").asc(nulls_first=True)
    found = External.objects.select_related("source").order_by(first, "found", "pk")
    for word in fold(words).split():
        found = found.filter(found__contains=word)
    return found.filter(source__code=source) if source else found


def external(external_id: UUID) -> ExternalCard | None:
    row = External.objects.select_related("source").filter(pk=external_id).first()
    return external_card(row) if row else None


def external_card(row: External) -> ExternalCard:
    return ExternalCard(
        row.pk, _source(row.source), from_data(row.told), row.first_seen, row.last_seen, row.gone_at
    )  # fmt: skip


def _source(row: Any, count: int = 0, seen: datetime | None = None) -> SourceCard:
    trouble = Text.from_data(row.trouble, tuple(row.trouble)) if row.trouble else None
    return SourceCard(
        row.pk, row.code, row.kind, row.address, row.title, count, seen, row.every, row.due_at, row.failed_since,
        trouble,
    )  # fmt: skip


def troubled(actor: Actor) -> tuple[SourceCard, ...]:
    """Those that can't be read, of the sources that the reader sees to."""
    rows = Source.objects.exclude(failed_since=None).order_by("failed_since")
    return tuple(_source(row) for row in rows if can(actor, "steward", row, type=SOURCE))
