"""Change one's own name, language, time zone and address."""

from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.events import LanguageChosen, PersonDetailed, PersonRenamed
from longbien.people.models import Person
from longbien.people.policy import check
from longbien.people.queries.zones import canonical
from longbien.people.rules.collation import sort_key
from longbien.people.rules.names import clean_name
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def rename_person(*, person_id: UUID, name: str, by: Actor, at: datetime) -> None:
    """Show a person under another name from now on; what stands in the record keeps the old one."""
    person = _editable(person_id, by)
    cleaned = clean_name(name, longest=120)
    if cleaned == person.name:
        return
    Person.objects.filter(pk=person_id).update(name=cleaned, sort_key=sort_key(cleaned))
    emit(PersonRenamed(name=cleaned), subject=Subject("people.person", person_id), by=by, at=at)


@act
def choose_language(*, person_id: UUID, language: str, by: Actor, at: datetime) -> None:
    """Write a person's letters in another language from now on. Refusal for one that the hub doesn't speak."""
    person = _editable(person_id, by)
    if language not in settings.HUB.languages:
        what = Text.of(vi="Hãy chọn một ngôn ngữ.", en="Choose a language.")
        raise Refusal("unknown-language", what, faults=(Fault("language", what),))
    if language != person.language:
        Person.objects.filter(pk=person_id).update(language=language)
        emit(LanguageChosen(language=language), subject=Subject("people.person", person_id), by=by, at=at)


@act
def detail_person(*, person_id: UUID, timezone: str, address: str, by: Actor, at: datetime) -> None:
    """Set where a person lives and whose time they keep, under its present name; "" is the hub's time, and no address.

    Refusal for a time zone that there isn't.
    """
    person = _editable(person_id, by)
    if timezone and timezone not in available_timezones():
        what = Text.of(vi="Hãy chọn một múi giờ.", en="Choose a time zone.")
        raise Refusal("unknown-timezone", what, faults=(Fault("timezone", what),))
    timezone = canonical(timezone)
    placed = clean_name(address, longest=300, field="address") if address.strip() else ""
    if (person.timezone, person.address) == (timezone, placed):
        return
    Person.objects.filter(pk=person_id).update(timezone=timezone, address=placed)
    detailed = PersonDetailed(timezone=timezone, address=placed)
    emit(detailed, subject=Subject("people.person", person_id), by=by, at=at)


def _editable(person_id: UUID, by: Actor) -> Person:
    """An open account. Refusal (404) when there is none, and for whoever may not change it."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise not_found()
    check(by, "edit", person)
    return person
