"""The management fee of a fund: what is accrued by itself, what is paid of it and by whom that was decided."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.fees.pay_fee import Paying, confirm_fee_payment, prepare_fee_payment
from longbien.capital.policy import FUND
from longbien.capital.queries import fees as queries
from longbien.capital.queries import funds
from longbien.capital.queries.investing.decisions import needed
from longbien.capital.rules.funds.charges import next_quarter
from longbien.capital.views.funds.asked import amount_field, answer, day_of, money_of
from longbien.capital.views.funds.wizard import prepared
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.deciding import context_of, decide
from longbien.capital.views.investing.evidence import sent
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import today
from longbien.ui.requests import Request


@require_safe
def fees(request: Request, vehicle_id: UUID) -> HttpResponse:
    """For officers and auditors."""
    card = funds.vehicle(request.actor, vehicle_id)
    check(request.actor, "view-inside", card, type="capital.vehicle")
    context = {
        "card": card,
        "fees": queries.fee_book(card.id, card.currency),
        "next": next_quarter(today()) if card.first_close_on else None,
        "is_officer": FUND in request.actor.roles,
    }
    return render(request, "capital/fees/fees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: Request, vehicle_id: UUID) -> HttpResponse:
    """How much leaves on which day, and what the manager asked for it with; the draft waits for a second officer."""
    card = asked.officer(request, vehicle_id)
    payable = queries.payable_on(card.id, card.currency, today())

    def send(data: dict[str, Any]) -> HttpResponse:
        paying = Paying(money_of(data, "amount"), day_of(data, "on"))
        paper = asked.paper_of(data)
        key = prepare_fee_payment(card.id, paying, paper=paper, by=request.actor, at=timezone.now())
        return prepared(request, "investing:feepayment", key)

    fields = (amount_field(card.currency, AMOUNT, most=10**18), asked.ON, asked.EVIDENCE)
    begun: dict[str, Any] = {"on": today().isoformat()}
    if payable.most.minor:
        begun["amount"] = payable.most.to_data()
    return answer(request, "capital/fees/pay.html", fields, send, begun=begun, card=card, payable=payable)


@require_safe
def payment(request: Request, payment_id: UUID) -> HttpResponse:
    """A payment, and what it leaves owed and in the fund's account."""
    row = needed(request.actor, "feepayment", payment_id)
    shown = queries.payment_card(row)
    context = context_of(request, shown.decision)
    payable = queries.payable_on(row.vehicle_id, row.vehicle.currency, row.on)
    after = {"owed": payable.owed - shown.amount, "cash": payable.cash - shown.amount}
    return render(request, "capital/fees/payment.html", {**context, "payment": shown, "payable": payable, **after})


@require_POST
def do(request: Request, payment_id: UUID, verb: str) -> HttpResponse:
    """Confirm, drop or reverse a payment."""
    return decide(request, "feepayment", payment_id, verb, confirm_fee_payment, _("The payment of the fee is posted."))


@require_safe
def evidence(request: Request, payment_id: UUID) -> HttpResponseBase:
    """What the manager asked for it with."""
    return sent(needed(request.actor, "feepayment", payment_id))


AMOUNT = Text.of(vi="Số phí chi trả", en="Fee to pay")
