"""What an investment brings: one officer takes it down, another confirms it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.investing.take_proceeds import Taking, confirm_proceeds, prepare_proceeds
from longbien.capital.queries.investing.decisions import needed, proceeds_card
from longbien.capital.queries.investing.holdings import investment as investment_card
from longbien.capital.views.funds.asked import answer, day_of
from longbien.capital.views.funds.wizard import prepared
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.deciding import context_of, decide
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, investment_id: UUID) -> HttpResponse:
    """What kind, how much, on which day, by which document."""
    one = investment_card(request.actor, investment_id)
    card = asked.officer(request, one.vehicle_id)
    currency, others = asked.currency_asked(request, card)
    label = Text.of(vi="Số tiền hoặc giá trị thu về", en="Amount, or value, that came in")

    def send(data: dict[str, Any]) -> HttpResponse:
        taking = Taking(
            data["kind"], asked.rated_of(data), day_of(data, "on"), asked.percent_of(data, "part")
        )  # fmt: skip
        key = prepare_proceeds(one.id, taking, paper=asked.paper_of(data), by=request.actor, at=timezone.now())
        return prepared(request, "investing:proceeds", key)

    amounts = asked.rated_fields(currency, card, label, minimum=0)
    fields = (asked.KIND, *amounts, asked.ON, asked.PART, asked.EVIDENCE)
    begun = {"on": today().isoformat(), "rate_on": today().isoformat()}
    context = {"card": card, "one": one, "others": others}
    return answer(request, "capital/investing/new_proceeds.html", fields, send, begun=begun, **context)


@require_safe
def proceeds(request: Request, proceeds_id: UUID) -> HttpResponse:
    """What came in, and what became of it."""
    row = needed(request.actor, "proceeds", proceeds_id)
    shown = proceeds_card(row)
    one = investment_card(request.actor, row.investment_id)
    context = {**context_of(request, shown.decision), "proceeds": shown, "one": one}
    return render(request, "capital/investing/proceeds.html", context)


@require_POST
def do(request: Request, proceeds_id: UUID, verb: str) -> HttpResponse:
    """Confirm, drop or reverse proceeds."""
    said = _("The proceeds are posted. They can be distributed now.")
    return decide(request, "proceeds", proceeds_id, verb, confirm_proceeds, said)
