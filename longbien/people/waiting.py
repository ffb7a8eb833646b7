"""What waits for officers in this room, for the page /me: organisations to confirm."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from longbien.kernel.actor import Actor
from longbien.people.policy import ADMINISTRATOR, OFFICER
from longbien.people.queries import organisations, unverified
from longbien.people.registry import Waiting, waiting

MOST = 20


@waiting
def registrations(actor: Actor) -> Iterator[Waiting]:
    """At most twenty organisations whose registration nobody has confirmed yet; none of the actor's own."""
    if actor.roles.isdisjoint({OFFICER, ADMINISTRATOR}):
        return
    found = [one for one in unverified() if not actor.member_of(one.organisation_id)][:MOST]
    names = organisations([one.organisation_id for one in found])
    for one in found:
        url = reverse("people:organisation", args=[one.organisation_id])
        yield Waiting(names[one.organisation_id].name, url, _("Confirm the registration"))
