"""Undo what was posted: one officer asks for the reversal and says why, another confirms it. Books end as before."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from longbien.capital import models
from longbien.capital.actions.funds.locked import hold_vehicle, move, must_be_another, must_say_why, subject_of
from longbien.capital.actions.investing.deciding import MODELS, Decided, about, seen
from longbien.capital.events.investing import ReversalAsked, Reversed
from longbien.capital.rules.funds.lives import POSTED
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.ledger.actions.post import reverse
from longbien.ledger.queries import entries_of
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def ask_reversal(kind: str, key: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Ask that it be undone. Refusal 409 for what isn't posted, was paid, or has something built on it."""
    row = _held(kind, key, by)
    said = must_say_why(reason)
    _must_be_last(row)
    row.reversal_by, row.reversal_reason = by.person_id, said
    row.save(update_fields=["reversal_by", "reversal_reason"])
    vehicle = subject_of(row.vehicle)
    emit(ReversalAsked(kind, row.pk, reason=said), subject=vehicle, by=by, at=at, chain=vehicle)


@act
def confirm_reversal(kind: str, key: UUID, *, by: Actor, at: datetime) -> tuple[UUID, ...]:
    """Reverse every entry of it, last first; the answer is the new entries.

    Refusal 403 for the officer who asked, 409 when nobody did.
    """
    row = _held(kind, key, by)
    if row.reversal_by is None:
        raise conflict("not-asked", NOT_ASKED)
    must_be_another(by, row.reversal_by)
    _must_be_last(row)
    move(row, "reverse")
    posted = entries_of(about(row))
    undone = tuple(
        reverse(
            one.key,
            key=uuid5(NAMESPACE_URL, f"longbien:reversal:{one.key}"),
            effective_on=one.effective_on,
            by=by,
            at=at,
        ).id
        for one in reversed(posted)
    )
    row.reversed_by, row.reversed_at = by.person_id, at
    row.save(update_fields=["state", "reversed_by", "reversed_at"])
    vehicle = subject_of(row.vehicle)
    emit(Reversed(kind, row.pk, undone), subject=vehicle, by=by, at=at, chain=vehicle)
    return undone


def _held(kind: str, key: UUID, by: Actor) -> Decided:
    row = seen(MODELS[kind], key, by, "reverse")
    row.vehicle = hold_vehicle(row.vehicle_id)
    row.refresh_from_db(fields=["state", "reversal_by", "confirmed_at"])
    return row


def _must_be_last(row: Decided) -> None:
    """Only what nothing came after: its investment's last decision, the vehicle's last distribution, not paid yet."""
    if row.state != POSTED or _built_on(row):
        raise conflict("not-last", NOT_LAST)


def _built_on(row: Decided) -> bool:
    if isinstance(row, models.BuyOut):
        return _split_since(row)
    if isinstance(row, models.Distribution):
        return _paid_or_followed(row)
    if isinstance(row, models.FeePayment | models.Conversion):
        # Nothing stands on what was paid; a cap table goes on, and is mended by its next version.
        return isinstance(row, models.Conversion)
    after = {"state": POSTED, "confirmed_at__gt": row.confirmed_at}
    investment = row if isinstance(row, models.Investment) else row.investment
    if row is investment and models.Distribution.objects.filter(vehicle=row.vehicle_id, **after).exists():
        return True  # it was run over what this cost
    if investment.valuations.filter(**after).exists() or investment.proceeds.filter(**after).exists():
        return True
    return isinstance(row, models.Proceeds) and (
        row.spent.filter(distribution__state=POSTED).exists() or row.spent.filter(investment__state=POSTED).exists()
    )


def _paid_or_followed(row: models.Distribution) -> bool:
    """Whether it was paid, another came after it, or the price of the public share has counted it."""
    later = models.Distribution.objects.filter(vehicle=row.vehicle_id, state=POSTED, number__gt=row.number or 0)
    bought = models.BuyOut.objects.filter(vehicle=row.vehicle_id, state=POSTED)
    return bool(row.paid_on or row.returned_on) or later.exists() or bought.exists()


def _split_since(row: models.BuyOut) -> bool:
    """Whether something was called of, or distributed to, those who hold the stakes since."""
    after = {"vehicle": row.vehicle_id, "state": POSTED, "confirmed_at__gt": row.confirmed_at}
    return models.Call.objects.filter(**after).exists() or models.Distribution.objects.filter(**after).exists()


NOT_ASKED = Text.of(vi="Chưa ai đề nghị đảo mục này.", en="Nobody has asked for this reversal.")
NOT_LAST = Text.of(
    vi="Chỉ đảo được việc đã ghi sổ mới nhất, chưa chi trả và chưa có việc khác dựa vào.",
    en="Only what is posted, not paid, and has nothing built on it can be reversed.",
)
