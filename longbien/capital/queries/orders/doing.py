"""What in orders and in the catalogue waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext

from longbien.capital.models import Order, Solution
from longbien.capital.queries.orders.orders import OrderView, is_first, order_views
from longbien.kernel.actor import Actor
from longbien.people.policy import OFFICER, can

RECENT = 100


@dataclass(frozen=True)
class Doing:
    """A step that is the reader's to take."""

    number: str
    title: str
    url: str
    kind: str
    due: datetime | None


def orders_to_do(actor: Actor) -> list[Doing]:
    """The nearest first; only among orders that are not over."""
    mine = list(actor.organisations)
    rows = Order.objects.exclude(steps__step__in=("withdrawn", "decided"))
    if OFFICER not in actor.roles:
        rows = rows.filter(Q(buyer_id__in=mine) | Q(supplier_id__in=mine))
    found = {row.pk: row for row in rows[:RECENT]}
    todo = [one for view in order_views(found.values()) if (one := _step(actor, found[view.id], view))]
    return sorted(todo, key=lambda one: (one.due is None, one.due.timestamp() if one.due else 0.0))


def solutions_to_list(actor: Actor) -> list[Solution]:
    waiting = Solution.objects.filter(steps=None) if OFFICER in actor.roles else Solution.objects.none()
    return [row for row in waiting[:RECENT] if can(actor, "list", row)]


def _step(actor: Actor, row: Order, view: OrderView) -> Doing | None:
    return next((one for action, one in _steps(view) if _may(actor, action, row)), None)


def _steps(view: OrderView) -> Iterator[tuple[str, Doing]]:
    """What comes next, with the action of the policy that it needs."""
    page = reverse("orders:order", args=[view.id])
    names = {"prepared": ("agree", gettext("Order to agree to")), "agreed": ("sign", gettext("Order to sign"))}
    if view.state in names:
        action, name = names[view.state]
        yield action, Doing(view.number, view.title, page, name, view.next.by)
    for part in view.parts if view.state == "signed" else ():
        url = reverse("orders:part", args=[view.id, part.place])
        if part.state == "open":
            yield "deliver", Doing(view.number, part.title, url, gettext("Part to deliver"), part.due_at)
        if part.state == "delivered":
            kind = gettext("Part to accept, late") if part.due_at < now() else gettext("Part to accept")
            yield "accept", Doing(view.number, part.title, url, kind, part.due_at)
        if part.state == "owed":
            kind = gettext("Part to pay, late") if part.due_at < now() else gettext("Part to pay")
            yield "pay", Doing(view.number, part.title, url, kind, part.due_at)
    if view.state == "signed" and all(part.closed for part in view.parts):
        yield "decide", Doing(view.number, view.title, page, gettext("Order to decide on"), view.next.by)


def _may(actor: Actor, action: str, row: Order) -> bool:
    """Whoever prepared it neither signs, nor accepts, nor decides."""
    second = action in ("sign", "accept", "decide") and is_first(actor, row)
    return not second and can(actor, action, row)
