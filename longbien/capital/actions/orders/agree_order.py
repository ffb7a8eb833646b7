"""The supplier agrees to an order, the buyer signs it and its money is held, or it is withdrawn before that."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from longbien.capital.actions.orders.paying import must_be_covered, reserve
from longbien.capital.actions.orders.standing import (
    Made,
    locked_order,
    must_be_another,
    must_say_why,
    take_step,
)
from longbien.capital.events.orders import OrderAgreed, OrderSigned, OrderWithdrawn, PartReserved
from longbien.capital.events.pilots import PartBegun
from longbien.capital.models import Order, Part
from longbien.capital.queries.orders.orders import state_of
from longbien.capital.queries.orders.parts import moment_after
from longbien.capital.rules.orders.routes import PILOT
from longbien.capital.rules.orders.steps import ORDER, demand
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act


@act
def agree_order(order_id: UUID, *, digest: str, by: Actor, at: datetime) -> None:
    """The supplier's lead agrees to exactly what has this digest."""
    order = locked_order(order_id, "agree", by=by)
    _must_be_the_text(order, digest)
    demand(ORDER, state_of(order), "agreed")
    take_step(order, "agreed", OrderAgreed(order.number, digest), by=by, at=at)


@act
def sign_order(order_id: UUID, *, digest: str, by: Actor, at: datetime) -> None:
    """Another officer than the one who prepared it signs; the price of each part is held in the ledger from now on. A
    pilot is signed by any lead of the company that orders, and holds nothing.

    Refusal 403 for the preparer, 409 where the budget doesn't reach or the first part is due already.
    """
    order = locked_order(order_id, "sign", by=by)
    must_be_another(order, by)
    _must_be_the_text(order, digest)
    demand(ORDER, state_of(order), "signed")
    parts = list(order.parts.order_by("place"))
    if any(at >= moment_after(part.due_on) for part in parts):
        raise conflict("too-late", TOO_LATE)
    if order.kind != PILOT:
        must_be_covered(order, Money(sum(part.minor for part in parts), settings.HUB.currency))
    take_step(order, "signed", OrderSigned(order.number, digest), by=by, at=at)
    for part in parts:
        part.order = order
        _begin(part, by=by, at=at)


def _begin(part: Part, *, by: Actor, at: datetime) -> None:
    """Public money is held for the part from now on; a company's stays its own until it pays."""
    order = part.order
    if order.kind == PILOT:
        take_step(order, "begun", PartBegun(part.pk, part.place, part.due_on), Made(part), by=by, at=at)
        return
    held = reserve(part, by=by, at=at)
    event = PartReserved(part.pk, part.place, part.due_on, held)
    take_step(order, "reserved", event, Made(part, posting=held), by=by, at=at)


@act
def withdraw_order(order_id: UUID, *, reason: str, by: Actor, at: datetime) -> None:
    """Drop an order before it is signed; either side may, with a reason."""
    order = locked_order(order_id, "withdraw", by=by)
    demand(ORDER, state_of(order), "withdrawn")
    said = must_say_why(reason)
    take_step(order, "withdrawn", OrderWithdrawn(order.number, said), by=by, at=at)


def _must_be_the_text(order: Order, digest: str) -> None:
    if digest != order.digest:
        raise conflict("other-text", OTHER_TEXT)


OTHER_TEXT = Text.of(vi="Văn bản trên trang không còn đúng.", en="This is no longer the text of the order.")
TOO_LATE = Text.of(
    vi="Hạn của phần đầu đã qua. Hãy rút và lập lại.", en="The first part is due already. Withdraw it and prepare anew."
)
