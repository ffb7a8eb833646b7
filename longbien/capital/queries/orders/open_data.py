"""Signed orders as open data: the packages of the Open Contracting Data Standard, a row for each in JSON and CSV."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from longbien.capital.queries.orders.orders import OrderView, order_views, public_orders
from longbien.capital.queries.orders.parts import PartView, last_moment
from longbien.capital.rules.orders import ocds
from longbien.kernel.citation import Citation
from longbien.kernel.ids import to_slug
from longbien.kernel.money import Money
from longbien.ui.language import reader_language, say

Absolute = Callable[[str], str]
MOST = 500
COLUMNS = (
    "number", "kind", "title", "problem", "buyer", "supplier", "signed", "state", "currency", "price", "paid",
    "reserved", "released", "demonstration",
)  # fmt: skip


def public_views(*, kind: str = "") -> tuple[OrderView, ...]:
    """Every signed order, newest first."""
    rows = public_orders()
    return order_views((rows.filter(kind=kind) if kind else rows)[:MOST])


def sums(views: Sequence[OrderView]) -> tuple[Money, Money, Money, Money]:
    """What was ordered together, and how much of it is paid, reserved and released."""
    nothing = Money(0, settings.HUB.currency)
    return (
        sum((one.price for one in views), nothing), sum((one.paid for one in views), nothing),
        sum((one.reserved for one in views), nothing), sum((one.released for one in views), nothing),
    )  # fmt: skip


def contracts() -> tuple[OrderView, ...]:
    """What is procurement: orders and the adoption of proven solutions. Grants are none."""
    return order_views(public_orders().exclude(kind="grant")[:MOST])


def release_package(view: OrderView, absolute: Absolute) -> dict[str, Any]:
    return ocds.release_package(absolute(_address(view)), _publisher(), contracting(view))


def record_package(absolute: Absolute) -> dict[str, Any]:
    """Every order, as of the moment at which something was last published."""
    found = [(absolute(_address(one)), contracting(one)) for one in contracts()]
    newest = max((order.moments[-1] for _, order in found), default=EPOCH)
    return ocds.record_package(absolute(reverse("orders:records")), _publisher(), found, newest)


def contracting(view: OrderView) -> ocds.Contracting:
    """A signed order as the standard publishes it, in the reader's language."""
    signed = view.signed_at
    assert signed is not None  # noqa: S101 (callers choose among those that were signed)
    return ocds.Contracting(
        ocid=f"{_prefix()}-{to_slug(view.id)}",
        number=view.number,
        language=reader_language(),
        title=view.title,
        description=view.about,
        rationale=f"{say(view.route.title)}: {'; '.join(map(say_law, view.route.basis))}",
        buyer=ocds.Party(to_slug(view.buyer.id), view.buyer.name),
        supplier=ocds.Party(to_slug(view.supplier.id), view.supplier.name),
        signed_at=signed,
        milestones=tuple(_milestone(view, part) for part in view.parts),
        decided_at=next((one.at for one in view.steps if one.step == "decided"), None),
        verdict=say(view.state_name) if view.verdict else "",
    )


def as_data(view: OrderView) -> dict[str, Any]:
    """An order of the register as JSON; money in minor units, as strings."""
    return {
        "number": view.number,
        "url": reverse("orders:order", args=[view.id]),
        "kind": view.kind,
        "route": view.route.code,
        "verified": view.route.verified,
        "title": view.title,
        "problem": to_slug(view.problem_id),
        "buyer": view.buyer.name,
        "supplier": view.supplier.name,
        "signed_at": view.signed_at,
        "state": view.verdict or view.state,
        "price": view.price.to_data(),
        "paid": view.paid.to_data(),
        "reserved": view.reserved.to_data(),
        "released": view.released.to_data(),
        "parts": [_part(part) for part in view.parts],
        "demonstration": view.is_demo,
    }


def as_row(view: OrderView) -> tuple[object, ...]:
    signed = view.signed_at.date().isoformat() if view.signed_at else ""
    return (
        view.number, view.kind, view.title, say(view.problem), view.buyer.name, view.supplier.name, signed,
        view.verdict or view.state, view.currency, view.price.minor, view.paid.minor, view.reserved.minor,
        view.released.minor, int(view.is_demo),
    )  # fmt: skip


def say_law(law: Citation) -> str:
    return law.in_language(reader_language())


def _part(part: PartView) -> dict[str, Any]:
    return {
        "title": part.title,
        "amount": part.amount.to_data(),
        "due_on": part.due_on,
        "criterion": say(part.criterion.said) if part.criterion else None,
        "state": part.state,
    }


def _milestone(view: OrderView, part: PartView) -> ocds.Milestone:
    closed = part.closed
    told = say(view.kpis[part.kpi].name)
    return ocds.Milestone(
        id=f"{view.number}-{part.place}",
        title=part.title,
        told=f"{told}. {say(part.criterion.said)}" if part.criterion else told,
        amount=part.amount,
        due=ocds.written(last_moment(part.due_on)),
        closed=closed.step if closed else "",
        closed_at=closed.at if closed else None,
        payment=str(closed.posting) if closed else "",
    )


def _prefix() -> str:
    """As registered with the publishers of the standard; the hub's own code where there is none."""
    return str(settings.HUB.data.get("capital", {}).get("ocid_prefix") or settings.HUB.code)


def _publisher() -> ocds.Party:
    return ocds.Party(settings.HUB.code, say(settings.HUB.name))


def _address(view: OrderView) -> str:
    return reverse("orders:release", args=[view.id])


EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
