"""What waits for a person in this room, for the page /me: clocks of their rights, agreements to sign."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from longbien.capital.models import Agreement
from longbien.capital.queries.rights.book import BOTH_SIDES
from longbien.capital.queries.rights.clocks import clocks
from longbien.kernel.actor import Actor
from longbien.people.policy import can, visible
from longbien.people.registry import Waiting, waiting
from longbien.ui.language import say

MOST = 20


@waiting
def rights(actor: Actor) -> Iterator[Waiting]:
    """A right whose turn it is waits for its holder."""
    if not actor.organisations:
        return
    for one in clocks(actor)[:MOST]:
        if one.is_mine:
            url = reverse("rights:answer", args=[one.turn.offer_id, one.turn.entitlement_id])
            yield Waiting(f"{say(one.card.kind)}: {say(one.turn.laboratory)}", url, one.card.agreement, one.turn.due_at)


@waiting
def agreements(actor: Actor) -> Iterator[Waiting]:
    """An agreement that lacks a signature waits for whoever may sign it."""
    if not actor.is_signed_in:
        return
    unsigned = visible(actor, Agreement.objects.all()).annotate(sides=Count("signatures")).filter(sides__lt=BOTH_SIDES)
    for row in unsigned.select_related("contribution").prefetch_related("signatures").order_by("proposed_at")[:MOST]:
        lacks = {"holder", "hub"} - {one.side for one in row.signatures.all()}
        own = "hub" in lacks and can(actor, "sign-hub", row) and row.proposed_by != actor.id
        if own or ("holder" in lacks and can(actor, "sign-holder", row)):
            yield Waiting(row.number, reverse("rights:agreement", args=[row.pk]), _("Agreement to sign"))
