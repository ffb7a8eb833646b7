"""Who must show a second factor."""

from django.conf import settings

from longbien.kernel.actor import Actor
from longbien.people import models
from longbien.people.rules.second_factor import required


def needs_second_factor(actor: Actor) -> bool:
    """Whether an office asks two factors of this person: a role, a seat, or a place in a public body (hub.yaml)."""
    asked = required(settings.HUB.data)
    if asked.by_office(actor.roles, actor.bodies):
        return True
    places = models.Organisation.objects.filter(pk__in=list(actor.organisations), kind__in=asked.organisations)
    return bool(actor.organisations) and places.exists()
