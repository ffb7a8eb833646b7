"""What waits for a person in this room, for the page /me: drafts, what an investor owes, rights, agreements to sign."""

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext

from longbien.capital.models import Agreement
from longbien.capital.policy import FUND
from longbien.capital.queries import funds as queries
from longbien.capital.queries.cohorts.cohorts import asked_of
from longbien.capital.queries.funds.notices import mine, notice_cards, open_ones
from longbien.capital.queries.funds.vehicles import title
from longbien.capital.queries.investing.decisions import drafts as money_drafts
from longbien.capital.queries.orders.doing import orders_to_do, solutions_to_list
from longbien.capital.queries.rights.book import BOTH_SIDES
from longbien.capital.queries.rights.clocks import clocks
from longbien.kernel.actor import Actor
from longbien.people.policy import can, visible
from longbien.people.queries import today
from longbien.people.registry import Waiting, waiting
from longbien.ui.language import say

MOST = 20


@waiting
def drafts(actor: Actor) -> Iterator[Waiting]:
    """A close or a call that somebody else prepared."""
    if FUND not in actor.roles:
        return
    for one in queries.drafts()[:MOST]:
        if one.prepared_by != actor.id:
            route, kind = (
                ("call", gettext("Call to confirm")) if one.is_call else ("close", gettext("Close to confirm"))
            )
            yield Waiting(title(one.vehicle_id), reverse(f"capital:{route}", args=[one.id]), kind)


@waiting
def money(actor: Actor) -> Iterator[Waiting]:
    """An investment, a value, proceeds or a distribution that somebody else prepared, or wants reversed."""
    if FUND not in actor.roles:
        return
    names = {
        "investment": gettext("Investment to confirm"), "valuation": gettext("Valuation to approve"),
        "proceeds": gettext("Proceeds to confirm"), "distribution": gettext("Distribution to confirm"),
        "feepayment": gettext("Payment of the fee to confirm"), "conversion": gettext("Conversion to confirm"),
        "buyout": gettext("Buy-out of the public share to confirm"),
    }  # fmt: skip
    for one in money_drafts()[:MOST]:
        first = one.prepared_by if one.is_draft else one.reversal_by
        if first != actor.id:
            kind = names[one.kind] if one.is_draft else gettext("Reversal to confirm")
            yield Waiting(title(one.vehicle_id), reverse(f"investing:{one.kind}", args=[one.id]), kind)


@waiting
def notices(actor: Actor) -> Iterator[Waiting]:
    """What one's own organisations owe."""
    if not actor.organisations:
        return
    for one in open_ones(notice_cards(mine(actor), today=today()))[:MOST]:
        due = datetime.combine(one.due_on, time.max, ZoneInfo(settings.HUB.timezone))
        yield Waiting(one.vehicle, one.url, gettext("Capital to pay in"), due=due)


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
            yield Waiting(row.number, reverse("rights:agreement", args=[row.pk]), gettext("Agreement to sign"))


@waiting
def orders(actor: Actor) -> Iterator[Waiting]:
    """An order whose next step is the reader's: to agree, to sign, to deliver, to accept, to decide."""
    if not actor.is_signed_in:
        return
    for one in orders_to_do(actor)[:MOST]:
        yield Waiting(f"{one.number} {one.title}", one.url, one.kind, due=one.due)
    for row in solutions_to_list(actor)[:MOST]:
        yield Waiting(row.title, reverse("adoption:solution", args=[row.pk]), gettext("Solution to list"))


@waiting
def mentoring(actor: Actor) -> Iterator[Waiting]:
    """A company that the reader was asked to mentor."""
    for row in asked_of(actor)[:MOST]:
        url = reverse("cohorts:reply", args=[row.pk])
        yield Waiting(row.place.company.name, url, gettext("Request to mentor"))
