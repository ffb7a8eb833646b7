"""Agreements that wait for one's signature, agreements of one's own that end soon."""

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from longbien.data.queries.access import agreements_of, to_sign
from longbien.data.queries.budgets import to_decide
from longbien.data.queries.sets import contract_of
from longbien.kernel.actor import Actor
from longbien.people.registry import Waiting, waiting
from longbien.ui.language import say

MOST = 20


@waiting
def signatures(actor: Actor) -> Iterator[Waiting]:
    for row, _ in list(to_sign(actor))[:MOST]:
        title = say(contract_of(row.data_set).title)
        yield Waiting(title, reverse("data:agreement", args=[row.pk]), gettext("Agreement on data to sign"))


@waiting
def budgets(actor: Actor) -> Iterator[Waiting]:
    """More of a privacy budget, proposed by another steward."""
    for row in to_decide(actor)[:MOST]:
        title = say(contract_of(row.data_set).title)
        yield Waiting(title, reverse("data:epsilon", args=[row.pk]), gettext("Privacy budget to decide on"))


@waiting
def endings(actor: Actor) -> Iterator[Waiting]:
    if not actor.organisations:
        return
    for one in agreements_of(actor)[:MOST]:
        if one.ends_soon and not one.renewed:
            until = datetime.combine(one.view.terms.until, time(23, 59), tzinfo=ZoneInfo(settings.HUB.timezone))
            title, kind = say(one.view.contract.title), gettext("Agreement on data that ends soon")
            yield Waiting(title, reverse("data:agreement", args=[one.view.id]), kind, until)
