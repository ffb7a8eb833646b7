"""A valuation: one officer writes it, another approves it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.investing.value import Valuing, confirm_valuation, prepare_valuation
from longbien.capital.queries.investing.decisions import needed, valuation_card
from longbien.capital.queries.investing.holdings import investment as investment_card
from longbien.capital.rules.investing.valuing import IPEV, TECHNIQUES, read_inputs
from longbien.capital.views.funds.asked import answer, day_of
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.deciding import context_of, decide
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.ui.requests import Request

LINE = Text.of(vi="Dòng này chưa đúng dạng “tên = giá trị | nguồn”:", en="Not of the form “name = value | source”:")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, investment_id: UUID) -> HttpResponse:
    """The value as of a day, by which technique, from which inputs."""
    one = investment_card(request.actor, investment_id)
    card = asked.officer(request, one.vehicle_id)
    currency, others = asked.currency_asked(request, card)
    label = Text.of(vi="Giá trị hợp lý của phần quỹ giữ", en="Fair value of what the fund holds")

    def send(data: dict[str, Any]) -> HttpResponse:
        try:
            inputs = read_inputs(data["inputs"])
        except ValueError as error:
            words = Text.of(vi=f"{LINE['vi']} {error}", en=f"{LINE['en']} {error}")
            raise Refusal("bad-input", words, faults=(Fault("inputs", words),)) from error
        valuing = Valuing(
            data["technique"], asked.rated_of(data), day_of(data, "as_of"), data["calibration"], inputs
        )  # fmt: skip
        key = prepare_valuation(one.id, valuing, paper=asked.paper_of(data), by=request.actor, at=timezone.now())
        messages.success(request, _("The valuation is written. Another officer must approve it."))
        return redirect("investing:valuation", key)

    fields = (
        asked.TECHNIQUE, *asked.rated_fields(currency, card, label, minimum=0), asked.AS_OF, asked.CALIBRATION,
        asked.INPUTS, asked.EVIDENCE,
    )  # fmt: skip
    begun = {"as_of": today().isoformat(), "rate_on": today().isoformat()}
    context = {"card": card, "one": one, "others": others, "techniques": TECHNIQUES.values(), "ipev": IPEV}
    return answer(request, "capital/investing/new_valuation.html", fields, send, begun=begun, **context)


@require_safe
def valuation(request: Request, valuation_id: UUID) -> HttpResponse:
    """How the value was found, and who approved it."""
    row = needed(request.actor, "valuation", valuation_id)
    shown = valuation_card(row)
    one = investment_card(request.actor, row.investment_id)
    return render(
        request,
        "capital/investing/valuation.html",
        {**context_of(request, shown.decision), "valuation": shown, "one": one},
    )


@require_POST
def do(request: Request, valuation_id: UUID, verb: str) -> HttpResponse:
    """Approve, drop or reverse a valuation."""
    said = _("The valuation is approved, and the change of value is posted.")
    return decide(request, "valuation", valuation_id, verb, confirm_valuation, said)
