"""Open an account."""

from collections.abc import Callable
from datetime import datetime

from longbien.kernel.actor import Actor
from longbien.kernel.subject import Subject
from longbien.people.events import PersonRegistered
from longbien.people.models import Person
from longbien.people.rules.names import clean_name
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@act
def register_person(person: Person, *, at: datetime) -> Person:
    """Save a new account, its password and address already set on it, and write it down.

    The person is the actor of their own registration. Refusal for a name that can't be shown.
    """
    person.name = clean_name(person.name, longest=120)
    person.save(force_insert=True)
    registered = PersonRegistered(is_demo=person.is_demo, name=person.name, email=person.email)
    emit(registered, subject=Subject("people.person", person.pk), by=Actor(id=person.pk, name=person.name), at=at)
    return person


@act
def register_linked_person(person: Person, *, link: Callable[[], object], at: datetime) -> Person:
    """The same for someone who comes from another service; `link` notes who they are there."""
    register_person(person, at=at)
    link()
    return person
