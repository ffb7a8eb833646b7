"""An investor commits to a fund, or takes it back before a close."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.capital import models
from longbien.capital.actions.funds.locked import (
    hold_vehicle,
    local_date,
    move,
    must_be_untied,
    must_hold,
    must_say_why,
    subject_of,
)
from longbien.capital.events.funds import CommitmentWithdrawn, Committed
from longbien.capital.queries.funds.packs import pack_view
from longbien.capital.queries.funds.vehicles import standing
from longbien.capital.rules.funds.lives import SIGNED
from longbien.capital.rules.vehicles.limits import check_commitment
from longbien.capital.rules.vehicles.measures import PUBLIC, SOURCES, Holding
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.money import Money
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import OrganisationCard, organisation
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit

LARGEST = 10**18  # of a whole vehicle: sums stay within what both databases count
PUBLIC_BODIES = frozenset({"authority", "department"})


@dataclass(frozen=True)
class Promise:
    """Who promises how much to which vehicle, and whose money it is. `case_id`: the case that decided on it."""

    vehicle_id: UUID
    organisation_id: UUID
    amount: Money
    source: str
    case_id: UUID | None = None


@act
def commit(promise: Promise, *, by: Actor, at: datetime) -> UUID:
    """Take a signed commitment; the answer is its id. It binds nobody until a close admits it.

    Refusal 422 names the article of every limit it would break, 403 for an officer who is tied to the investor. The
    same case commits only once.
    """
    known = models.Commitment.objects.filter(case=promise.case_id).first() if promise.case_id else None
    if known is not None:
        return known.pk
    vehicle = models.Vehicle.objects.select_for_update(of=("self",)).filter(pk=promise.vehicle_id).first()
    investor = organisation(promise.organisation_id)
    if vehicle is None or investor is None:
        raise not_found()
    row = models.Commitment(id=new_id(), vehicle=vehicle, organisation_id=investor.id, source=promise.source)
    must_be_untied(by, [investor.id])
    check(by, "commit", row)
    stands = standing(vehicle, with_signed=True)
    _must_make_sense(vehicle, promise, investor, LARGEST - stands.total)
    holding = Holding(str(investor.id), promise.source, promise.amount.minor)
    must_hold(check_commitment(stands, holding, pack_view(vehicle.pack).rules))
    row.amount, row.state, row.signed_on, row.case, row.at = (
        promise.amount.minor, SIGNED, local_date(at), promise.case_id, at,
    )  # fmt: skip
    row.save(force_insert=True)
    event = Committed(row.pk, organisation=investor.id, amount=promise.amount)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))
    return row.pk


def _must_make_sense(vehicle: models.Vehicle, promise: Promise, investor: OrganisationCard, most: int) -> None:
    if promise.amount.currency != vehicle.currency or not 0 < promise.amount.minor <= most:
        what = Text.of(
            vi=f"Số tiền phải lớn hơn 0, tính bằng {vehicle.currency}, và quỹ không quá {LARGEST} đơn vị.",
            en=f"The amount must be above 0, in {vehicle.currency}, and the fund at most {LARGEST} units.",
        )
        raise Refusal("bad-amount", what, faults=(Fault("amount", what),))
    if promise.source not in SOURCES or (investor.kind in PUBLIC_BODIES and promise.source != PUBLIC):
        raise Refusal("bad-source", WHOSE, faults=(Fault("source", WHOSE),))


@act
def withdraw(commitment_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back a commitment that no close has admitted. Refusal 409 once one has."""
    row = models.Commitment.objects.filter(pk=commitment_id).first()
    if row is None:
        raise not_found()
    vehicle = hold_vehicle(row.vehicle_id)
    row.refresh_from_db()
    check(by, "withdraw", row)
    said = must_say_why(reason)
    move(row, "withdraw")
    row.save(update_fields=["state"])
    event = CommitmentWithdrawn(row.pk, reason=said)
    emit(event, subject=subject_of(vehicle), by=by, at=at, chain=subject_of(vehicle))


WHOSE = Text.of(
    vi="Cơ quan nhà nước góp bằng vốn công; hãy chọn đúng nguồn vốn.",
    en="A public body commits public money; choose whose money it is.",
)
