"""Factories of the people room."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.test import Client

from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.people.models import Body, HubRole, Membership, Organisation, Person
from longbien.people.queries import actor_for

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSWORD = "bốn con voi qua cầu"


def person(name: str = "Lan", *, email: str = "", roles: tuple[str, ...] = ()) -> Person:
    """An account with a confirmed address."""
    made = Person.objects.create(email=email or f"{new_id()}@example.org", name=name)
    made.set_password(PASSWORD)
    made.save()
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    for role in roles:
        HubRole.objects.create(person=made, role=role, granted_at=NOW)
    return made


def actor(*roles: str, lead_of: UUID | None = None, member_of: UUID | None = None, name: str = "Lan") -> Actor:
    """The standing of a new person."""
    made = person(name, roles=roles)
    for organisation_id, role in ((lead_of, "lead"), (member_of, "member")):
        if organisation_id:
            Membership.objects.create(person=made, organisation_id=organisation_id, role=role)
    return actor_for(made.pk)


def organisation(name: str = "Nhóm Sông Hồng", kind: str = "team") -> Organisation:
    return Organisation.objects.create(name=name, kind=kind, created_at=NOW)


def body(code: str = "gate-board", seats: object = "not-published") -> Body:
    """A body of hub.yaml, with as many seats as the test says."""
    terms = {"seats": seats, "quorum": "not-published", "reserved_matters": "not-published", "source": "hub-rule"}
    return Body.objects.create(code=code, name={"vi": "Hội đồng", "en": "Board"}, terms=terms)


def client_of(someone: Actor | Person) -> Client:
    """A browser that is signed in as someone."""
    client = Client()
    client.force_login(someone if isinstance(someone, Person) else Person.objects.get(pk=someone.id))
    return client
