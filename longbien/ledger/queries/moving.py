"""Every transfer on the accounts of one owner, as it was known at a moment: what statements are made of."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from longbien.kernel.subject import Subject
from longbien.ledger.queries.accounts import counted

FIELDS = (
    "entry_id", "entry__number", "entry__effective_on", "entry__recorded_at", "entry__kind", "entry__reverses_id",
    "debit__code", "credit__code", "amount", "entry__hash",
)  # fmt: skip


@dataclass(frozen=True)
class Transferred:
    """A transfer that moved something, with its accounts by their codes and `digest`, the hash of its entry."""

    entry_id: UUID
    number: int
    effective_on: date
    recorded_at: datetime
    kind: str
    reverses: UUID | None
    debit: str
    credit: str
    amount: int
    digest: bytes


def transfers_of(owner: Subject, unit: str, *, known_at: datetime) -> tuple[Transferred, ...]:
    """In one unit, in the order of writing. One query."""
    found = counted(known_at=known_at).filter(Q(debit__owner=str(owner)) | Q(credit__owner=str(owner)), ledger=unit)
    rows = found.order_by("entry__number", "seq").values_list(*FIELDS)
    return tuple(Transferred(*row) for row in rows)
