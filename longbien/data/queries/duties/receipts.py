"""Receipts of what was deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from longbien.data.models import ConsentNote, GoneEdition, Receipt
from longbien.data.queries.sets import contract_of
from longbien.kernel.text import Text


@dataclass(frozen=True)
class ReceiptView:
    """What was deleted of which set, and whether the scan of every file found nothing."""

    id: UUID
    kind: str
    code: str
    title: Text
    report: dict[str, Any]
    digest: str
    is_clean: bool
    at: datetime
    entry_id: UUID
    request: str


def receipts() -> QuerySet[Receipt]:
    """Newest first."""
    return Receipt.objects.select_related("data_set", "request").order_by("-at", "-pk")


def receipt(receipt_id: UUID) -> ReceiptView | None:
    row = receipts().filter(pk=receipt_id).first()
    return receipt_view(row) if row else None


def gone_editions(data_set_id: UUID) -> frozenset[int]:
    """The numbers of those whose rows are kept no more."""
    gone = GoneEdition.objects.filter(edition__data_set=data_set_id)
    return frozenset(gone.values_list("edition__number", flat=True))


def receipt_view(row: Receipt) -> ReceiptView:
    return ReceiptView(
        id=row.pk,
        kind=row.kind,
        code=row.data_set.code,
        title=contract_of(row.data_set).title,
        report=row.report,
        digest=row.digest,
        is_clean=row.is_clean,
        at=row.at,
        entry_id=row.entry_id,
        request=row.request.number if row.request else "",
    )


@dataclass(frozen=True)
class ConsentCount:
    """How many codes agree to a purpose now, and how many took it back."""

    code: str
    purpose: str
    standing: int
    withdrawn: int


def consent_counts() -> tuple[ConsentCount, ...]:
    """By set and purpose: the newest word of each code counts."""
    newest: dict[tuple[str, str, str], bool] = {}
    for row in ConsentNote.objects.select_related("data_set").order_by("at", "pk"):
        newest[row.data_set.code, row.purpose, row.mac] = row.is_given
    kinds = sorted({(code, purpose) for code, purpose, _ in newest})
    return tuple(
        ConsentCount(code, purpose, *_counted(newest, code, purpose)) for code, purpose in kinds
    )  # fmt: skip


def _counted(newest: dict[tuple[str, str, str], bool], code: str, purpose: str) -> tuple[int, int]:
    said = [given for (of, what, _), given in newest.items() if (of, what) == (code, purpose)]
    return sum(said), len(said) - sum(said)
