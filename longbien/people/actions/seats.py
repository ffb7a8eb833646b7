"""Fill and vacate the seats of governing bodies."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import SeatFilled, SeatVacated
from longbien.people.models import Body, Person, Seat
from longbien.people.policy import check
from longbien.people.rules.names import clean_name
from longbien.people.rules.seats import has_room
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def fill_seat(
    *, body: str, person_id: UUID, by: Actor, at: datetime, organisation_id: UUID | None = None, label: str = ""
) -> None:
    """Seat a person in a body, in the name of an organisation or of nobody. Nothing happens when they sit there so.

    Refusal when the body has as many seats filled as are published.
    """
    check(by, "fill-seat", None, type="people.hub")
    found = Body.objects.select_for_update().filter(pk=body).first()
    if found is None or not Person.objects.filter(pk=person_id, is_active=True).exists():
        raise not_found()
    taken = Seat.objects.filter(body=found, person__isnull=False)
    if (person_id, organisation_id) in taken.values_list("person_id", "organisation_id"):
        return
    if not has_room(found.terms, taken.count()):
        what = Text.of(vi="Mọi ghế của hội đồng này đã có người.", en="Every seat of this body is filled.")
        raise conflict("no-seat", what)
    title = clean_name(label, longest=120, field="label") if label else ""
    Seat.objects.create(body=found, person_id=person_id, organisation_id=organisation_id, label=title)
    filled = SeatFilled(body=body, organisation=organisation_id, label=title)
    emit(filled, subject=Subject("people.person", person_id), by=by, at=at)


@act
def vacate_seat(*, seat_id: int, by: Actor, at: datetime) -> None:
    """End someone's seat in a body."""
    check(by, "fill-seat", None, type="people.hub")
    seat = Seat.objects.select_for_update().filter(pk=seat_id, person__isnull=False).first()
    if seat is None or seat.person_id is None:
        raise not_found()
    person_id, body = seat.person_id, seat.body_id
    seat.delete()
    emit(SeatVacated(body=body), subject=Subject("people.person", person_id), by=by, at=at)
