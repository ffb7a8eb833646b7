"""Book a machine, and cancel a booking."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.places.events import BookingCancelled, MachineBooked
from longbien.places.models import Booking, Machine
from longbien.places.registry import Booked, payers
from longbien.record.actions.act import act, hold
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Asked:
    """`machine` by its code, for an organisation; `case_id` and `seq` say which case asked for it, so that it is made
    once."""

    machine: str
    organisation_id: UUID
    starts_at: datetime
    ends_at: datetime
    case_id: UUID | None = None
    seq: int = 1


@act
def book_machine(asked: Asked, *, by: Actor, at: datetime) -> UUID:
    """The booking's id. Refusal when the machine is taken then (409), and when whoever pays for the hours refuses. The
    caller has asked the policy."""
    machine = Machine.objects.filter(code=asked.machine).first()
    if machine is None:
        raise not_found()
    if asked.starts_at >= asked.ends_at:
        what = Text.of(vi="Giờ kết thúc phải sau giờ bắt đầu.", en="It must end after it starts.")
        raise Refusal("bad-times", what, faults=(Fault("ends_at", what),))
    hold(f"places.machine {machine.pk}")
    if asked.case_id and (made := Booking.objects.filter(case_id=asked.case_id, seq=asked.seq).first()):
        return made.pk
    _check_free(machine, asked)
    booking = Booking(id=new_id(), machine=machine, organisation_id=asked.organisation_id, booked_at=at)
    booking.starts_at, booking.ends_at = asked.starts_at, asked.ends_at
    booking.case_id, booking.seq = asked.case_id, asked.seq
    booked = MachineBooked(machine.code, asked.organisation_id, asked.starts_at, asked.ends_at)
    booking.entry_id = emit(booked, subject=_subject(machine), by=by, at=at)
    booking.save(force_insert=True)
    for payer in payers():
        payer.draw(_as_booked(booking), by, at)
    return booking.pk


@act
def cancel_booking(booking_id: UUID, *, by: Actor, at: datetime) -> None:
    """Give a machine free again; what was drawn for it goes back. The caller has asked the policy."""
    booking = Booking.objects.select_for_update(of=("self",)).select_related("machine").filter(pk=booking_id).first()
    if booking is None:
        raise not_found()
    if booking.cancelled_at is not None:
        raise conflict("cancelled-already", Text.of(vi="Lần giữ chỗ này đã huỷ.", en="This booking was cancelled."))
    Booking.objects.filter(pk=booking.pk).update(cancelled_at=at)
    cancelled = BookingCancelled(booking.machine.code, booking.starts_at)
    emit(cancelled, subject=_subject(booking.machine), by=by, at=at)
    for payer in payers():
        payer.give_back(_as_booked(booking), by, at)


def _check_free(machine: Machine, asked: Asked) -> None:
    meets = Booking.objects.filter(
        machine=machine, cancelled_at=None, starts_at__lt=asked.ends_at, ends_at__gt=asked.starts_at
    )
    if meets.exists():
        raise conflict(
            "booked-already",
            Text.of(vi="Thiết bị đã có người giữ chỗ trong giờ này.", en="The machine is booked at that time."),
        )


def _as_booked(booking: Booking) -> Booked:
    return Booked(booking.pk, booking.machine.code, booking.organisation_id, booking.starts_at, booking.ends_at)


def _subject(machine: Machine) -> Subject:
    return Subject("places.laboratory", machine.laboratory_id)
