"""Change one's own name, time zone and address."""

from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import PersonDetailed, PersonRenamed
from longbien.people.models import Person
from longbien.people.policy import check
from longbien.people.rules.collation import sort_key
from longbien.people.rules.names import clean_name
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def rename_person(*, person_id: UUID, name: str, by: Actor, at: datetime) -> None:
    """Show a person under another name from now on; what stands in the record keeps the old one."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise not_found()
    check(by, "edit", person)
    cleaned = clean_name(name, longest=120)
    if cleaned == person.name:
        return
    Person.objects.filter(pk=person_id).update(name=cleaned, sort_key=sort_key(cleaned))
    emit(PersonRenamed(name=cleaned), subject=Subject("people.person", person_id), by=by, at=at)


@act
def detail_person(*, person_id: UUID, timezone: str, address: str, by: Actor, at: datetime) -> None:
    """Set where a person lives and whose time they keep; "" is the hub's time, and no address.

    Refusal for a time zone that there isn't.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise not_found()
    check(by, "edit", person)
    if timezone and timezone not in available_timezones():
        what = Text.of(vi="Hãy chọn một múi giờ.", en="Choose a time zone.")
        raise Refusal("unknown-timezone", what, faults=(Fault("timezone", what),))
    placed = clean_name(address, longest=300, field="address") if address.strip() else ""
    if (person.timezone, person.address) == (timezone, placed):
        return
    Person.objects.filter(pk=person_id).update(timezone=timezone, address=placed)
    detailed = PersonDetailed(timezone=timezone, address=placed)
    emit(detailed, subject=Subject("people.person", person_id), by=by, at=at)
