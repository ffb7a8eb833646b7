"""Change one's own name."""

from datetime import datetime
from uuid import UUID

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.kernel.subject import Subject
from longbien.people.events import PersonRenamed
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
