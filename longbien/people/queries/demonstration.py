"""The demonstration's people that are loaded."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from longbien.kernel.text import Text
from longbien.people import models
from longbien.people.kinds.demonstration import ORGANISATIONS, PERSONS, DemoPerson
from longbien.people.queries.organisations import OrganisationCard, organisation_card
from longbien.people.queries.persons import PersonCard, card_of


@dataclass(frozen=True)
class DemoCard:
    """A demonstration person and what they are there to do."""

    person: PersonCard
    code: str
    email: str
    does: Text
    roles: tuple[Text, ...]
    organisations: tuple[OrganisationCard, ...]


def demonstration() -> tuple[DemoCard, ...]:
    """The demonstration's persons that are loaded, in the order of the crossing."""
    emails = [one.email for one in PERSONS]
    loaded = models.Person.objects.filter(email__in=emails, is_demo=True, is_active=True)
    known = {one.email: one for one in loaded.prefetch_related("hub_roles", "memberships__organisation")}
    return tuple(_demo_card(one, known[one.email]) for one in PERSONS if one.email in known)


def _demo_card(demo: DemoPerson, found: models.Person) -> DemoCard:
    roles = tuple(settings.HUB.roles[held.role] for held in found.hub_roles.all() if held.role in settings.HUB.roles)
    places = tuple(organisation_card(membership.organisation) for membership in found.memberships.all())
    return DemoCard(card_of(found), demo.code, demo.email, demo.does, roles, places)


def demonstration_organisations() -> dict[str, UUID]:
    """The demonstration's organisations that are loaded, by code."""
    language = settings.HUB.languages[0]
    names = {one.name.in_language(language): one.code for one in ORGANISATIONS}
    found = models.Organisation.objects.filter(is_demo=True, name__in=list(names)).values_list("name", "pk")
    return {names[name]: key for name, key in found}
