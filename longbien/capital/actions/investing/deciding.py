"""Two officers: what every draft of this part has in common. Inside an action only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar, cast
from uuid import UUID

import rfc8785

from longbien.capital import models
from longbien.capital.actions.funds.locked import hold_vehicle, move, must_be_another, must_say_why, subject_of
from longbien.capital.events.funds import Dropped, Prepared
from longbien.capital.rules.funds.lives import DRAFT
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.store_document import store_document
from longbien.record.rules.media import Limits

EVIDENCE = Limits(max_bytes=10_000_000)
Decided = (
    models.Investment | models.Valuation | models.Proceeds | models.Distribution | models.FeePayment
    | models.Conversion | models.BuyOut
)  # fmt: skip
R = TypeVar("R", bound=Decided)
MODELS: Mapping[str, type[Decided]] = {
    "investment": models.Investment,
    "valuation": models.Valuation,
    "proceeds": models.Proceeds,
    "distribution": models.Distribution,
    "feepayment": models.FeePayment,
    "conversion": models.Conversion,
    "buyout": models.BuyOut,
}


@dataclass(frozen=True)
class Paper:
    """The document behind a decision, as it came."""

    name: str
    chunks: Iterable[bytes]


def kind_of(row: Decided) -> str:
    return type(row).__name__.lower()


def about(row: Decided) -> Subject:
    """The decision in the record and in the ledger."""
    return Subject(f"capital.{kind_of(row)}", row.pk)


def keep(row: Decided, paper: Paper | None, *, by: Actor, at: datetime) -> None:
    """Store the document behind a decision. Refusal 422 without one."""
    row.evidence = stored(paper, about(row), by=by, at=at)


def stored(paper: Paper | None, subject: Subject, *, by: Actor, at: datetime) -> UUID:
    """The document that shows what was done. Refusal 422 without one, or for one that can't be taken."""
    if paper is None:
        raise Refusal("no-evidence", NO_EVIDENCE, faults=(Fault("evidence", NO_EVIDENCE),))
    try:
        return store_document(paper.chunks, name=paper.name, subject=subject, by=by, at=at, limits=EVIDENCE)
    except Refusal as refusal:
        raise Refusal(
            refusal.code, refusal.what, status=refusal.status, faults=(Fault("evidence", refusal.what),)
        ) from refusal


def draft(row: Decided, content: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """Store the draft with what the officer saw, as canonical JSON."""
    row.plan, row.sha256 = written(content)
    row.state, row.prepared_by, row.prepared_at = DRAFT, by.person_id, at
    row.save(force_insert=True)
    vehicle = subject_of(row.vehicle)
    emit(Prepared(kind_of(row), row.pk, row.sha256), subject=vehicle, by=by, at=at, chain=vehicle)
    return row.pk


def written(content: Mapping[str, Any]) -> tuple[str, str]:
    """Canonical JSON, and its SHA-256."""
    canonical = rfc8785.dumps(dict(content))
    return canonical.decode(), sha256(canonical).hexdigest()


def seen(model: type[R], key: UUID, by: Actor, action: str) -> R:
    """The row, if `by` may do `action` to it. Refusal 404 for what is not there."""
    row = model._default_manager.select_related("vehicle").filter(pk=key).first()
    if row is None:
        raise not_found()
    check(by, action, row)
    return cast(R, row)


def confirming(model: type[R], key: UUID, by: Actor, at: datetime) -> R:
    """A draft on its way to be posted by a second officer. Refusal 403 for the first one, 409 where it isn't one."""
    row = seen(model, key, by, "confirm")
    row.vehicle = hold_vehicle(row.vehicle_id)
    row.refresh_from_db(fields=["state", "sha256"])
    move(row, "confirm")
    must_be_another(by, row.prepared_by)
    row.number = model._default_manager.filter(vehicle=row.vehicle_id, number__isnull=False).count() + 1
    row.confirmed_by, row.confirmed_at = by.person_id, at
    return row


def posted(row: Decided) -> tuple[int, UUID]:
    """The number of what was confirmed, and the document behind it."""
    if row.number is None or row.evidence is None:
        raise ValueError("only what is confirmed, with its document, is posted")
    return row.number, row.evidence


@act
def drop(kind: str, key: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a draft up. Refusal 409 for one that was confirmed, or dropped already."""
    row = seen(MODELS[kind], key, by, "drop")
    vehicle = subject_of(hold_vehicle(row.vehicle_id))
    row.refresh_from_db(fields=["state"])
    said = must_say_why(reason)
    move(row, "drop")
    row.save(update_fields=["state"])
    emit(Dropped(kind, row.pk, reason=said), subject=vehicle, by=by, at=at, chain=vehicle)


NO_EVIDENCE = Text.of(vi="Cần tài liệu làm chứng.", en="The document behind it is needed.")
