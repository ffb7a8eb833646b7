"""The money of orders in the ledger: held when an order is signed, paid on acceptance, released when a part lapses."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.capital.models import Order, OrderStep, Part
from longbien.capital.queries.orders.budgets import appropriated_code, available_code, left, paid_code
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.kernel.written import amount
from longbien.ledger.actions.open_ledger import AccountTerms, open_account, open_ledger
from longbien.ledger.actions.post import post, take, void
from longbien.ledger.rules.posting import Leg, Phase, Posting
from longbien.ledger.wording import word

RESERVED = word("capital.order-reserved", Text.of(vi="Giữ tiền cho đơn đặt hàng", en="Money reserved for an order"))


def accounts_of_buyer(buyer: UUID, *, by: Actor, at: datetime) -> tuple[UUID, UUID]:
    """What was appropriated, and what is available of it; opened when they are first needed."""
    currency = settings.HUB.currency
    open_ledger(currency, scale=Money(0, currency).exponent, by=by, at=at)
    owner = Subject("people.organisation", buyer)
    given = open_account(AccountTerms(currency, appropriated_code(buyer), "credit", owner), by=by, at=at)
    return given, open_account(AccountTerms(currency, available_code(buyer), "debit", owner), by=by, at=at)


def must_be_covered(order: Order, price: Money) -> None:
    """Refusal (409) where the buyer's budget doesn't reach."""
    free = left(order.buyer_id)
    if free.minor < price.minor:
        has, needs = amount(free), amount(price)
        what = Text.of(
            vi=f"Ngân sách còn {has['vi']}, đơn này cần {needs['vi']}.",
            en=f"{has['en']} is left in the budget; this order needs {needs['en']}.",
        )
        raise Refusal("no-budget", what, status=409)


def reserve(part: Part, *, by: Actor, at: datetime) -> UUID:
    """Hold the price of a part; the answer is the entry that holds it."""
    order = part.order
    _, available = accounts_of_buyer(order.buyer_id, by=by, at=at)
    terms = AccountTerms(
        order.currency, paid_code(order.buyer_id, order.supplier_id), "debit",
        Subject("people.organisation", order.supplier_id),
    )  # fmt: skip
    paid = open_account(terms, by=by, at=at)
    legs = (Leg(paid, available, part.minor),)
    key, day = _key("reserved", part), at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    held = Posting(
        key, RESERVED, day, legs, order.digest, event=Subject("capital.order", order.pk), phase=Phase.PENDING
    )
    return post(held, by=by, at=at).id


def pay(part: Part, *, by: Actor, at: datetime) -> UUID:
    """Let what is held for a part move; the answer is the entry of the payment."""
    day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    return take(_held(part), key=_key("paid", part), effective_on=day, by=by, at=at).id


def release(part: Part, *, by: Actor, at: datetime) -> UUID:
    """Give back what is held for a part."""
    day = at.astimezone(ZoneInfo(settings.HUB.timezone)).date()
    return void(_held(part), key=_key("released", part), effective_on=day, by=by, at=at).id


def _held(part: Part) -> UUID:
    held = OrderStep.objects.values_list("posting", flat=True).get(part=part, step="reserved")
    assert held is not None  # noqa: S101 (the step that reserves always names its posting)
    return held


def _key(what: str, part: Part) -> UUID:
    return uuid5(NAMESPACE_URL, f"longbien:capital:order:{what}:{part.pk}")
