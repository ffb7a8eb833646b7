"""Make the demonstration's persons and organisations."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings

from longbien.kernel.actor import SYSTEM
from longbien.people.actions.add_member import add_member
from longbien.people.actions.register_organisation import register_organisation
from longbien.people.actions.register_person import register_person
from longbien.people.actions.roles import grant_role
from longbien.people.actions.seats import fill_seat
from longbien.people.actions.set_expertise import set_expertise
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.kinds.demonstration import DOMAIN, INTERESTS, ORGANISATIONS, PERSONS, DemoInterest, DemoPerson
from longbien.people.models import Body, Interest, Organisation, Person
from longbien.people.queries import actor_for, today
from longbien.people.rules.seats import NOT_PUBLISHED
from longbien.record.actions.act import act


@act
def load_demonstration(*, at: datetime) -> None:
    """One person for every role, teams and offices for them, all marked `is_demo`. A second run writes nothing new."""
    language = settings.HUB.languages[0]
    organisations = {}
    for one in ORGANISATIONS:
        name = one.name.in_language(language)
        known = Organisation.objects.filter(is_demo=True, name=name).first()
        organisations[one.code] = (
            known.pk if known else register_organisation(name=name, kind=one.kind, by=SYSTEM, at=at, is_demo=True)
        )
    for person in PERSONS:
        _load(person, organisations, at)
    for interest in INTERESTS:
        _load_interest(interest, organisations[interest.organisation], at)


def _load_interest(demo: DemoInterest, organisation_id: UUID, at: datetime) -> None:
    person = Person.objects.filter(email=f"{demo.person}@{DOMAIN}").first()
    if person is None or Interest.objects.filter(person=person, organisation_id=organisation_id).exists():
        return
    stated = Stated(organisation_id, demo.kind, today(), is_public=True)
    declare_interest(stated=stated, person_id=person.pk, by=actor_for(person.pk), at=at)


def _load(demo: DemoPerson, organisations: dict[str, UUID], at: datetime) -> None:
    if Person.objects.filter(email=demo.email).exists():
        return
    hub = settings.HUB
    language = hub.languages[0]
    person = Person(email=demo.email, name=demo.name.in_language(language), language=language, is_demo=True)
    person.set_unusable_password()
    register_person(person, at=at)
    EmailAddress.objects.create(user=person, email=demo.email, verified=True, primary=True)
    if demo.organisation:
        place = organisations[demo.organisation]
        add_member(organisation_id=place, person_id=person.pk, role=demo.member_as, by=SYSTEM, at=at)
    for role in demo.roles:
        if role in hub.roles:
            grant_role(person_id=person.pk, role=role, by=SYSTEM, at=at)
    if demo.knows:
        tags = tuple(hub.data.get("technology_groups", ()))[demo.knows]
        set_expertise(person_id=person.pk, tags=tags, by=SYSTEM, at=at)
    for body in Body.objects.filter(pk__in=list(hub.data.get("bodies", ()))) if demo.sits else ():
        # A published board has its own members; only boards of the configuration get demonstration members.
        if body.terms.get("seats") == NOT_PUBLISHED:
            fill_seat(body=body.pk, person_id=person.pk, by=SYSTEM, at=at)
