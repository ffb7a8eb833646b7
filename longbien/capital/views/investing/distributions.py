"""A distribution: choose proceeds, see the waterfall, prepare it; a second officer confirms it; all explained."""

import csv
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from longbien.capital.actions.investing.distribute import (
    Wanted,
    confirm_distribution,
    pay_out,
    prepare_distribution,
)
from longbien.capital.actions.investing.settle import confirm_settlement, prepare_settlement, take_back
from longbien.capital.queries import funds as queries
from longbien.capital.queries.funds.notices import NoticeCard, in_arrears
from longbien.capital.queries.investing.decisions import (
    DistributionCard,
    PayoutCard,
    distribution_card,
    needed,
    payouts,
    proceeds_of,
)
from longbien.capital.queries.investing.explaining import data_of, explain, settlement_of
from longbien.capital.queries.investing.previewing import preview
from longbien.capital.views.funds.asked import day_of
from longbien.capital.views.funds.wizard import Wizard, prepared
from longbien.capital.views.investing import asked
from longbien.capital.views.investing.deciding import context_of, decide
from longbien.capital.views.investing.explorer import chart_of, line_of, path_of, unit_asked
from longbien.kernel.actor import Actor
from longbien.kernel.money import Money
from longbien.kernel.refusal import not_found
from longbien.kernel.text import Text
from longbien.people.queries import today
from longbien.ui.fields import Choice, Field
from longbien.ui.formats import cell, money
from longbien.ui.language import say
from longbien.ui.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Choose what is distributed; first the preview, then the draft for a second officer."""
    card = asked.officer(request, vehicle_id)
    fields = _fields(card)

    def look(data: dict[str, Any]) -> dict[str, Any]:
        wanted = _wanted(data)
        shown = preview(card.id, wanted.proceeds, on=wanted.on, keep=wanted.keep)
        return {"shown": shown, "chart": chart_of(shown.explanation, shown.sides, card.money(shown.explanation.cash))}

    def prepare(data: dict[str, Any]) -> UUID:
        return prepare_distribution(card.id, _wanted(data), by=request.actor, at=timezone.now())

    begun = {"on": today().isoformat(), "proceeds": [one.value for one in fields[0].choices]}
    template = "capital/investing/new_distribution.html"
    return Wizard(template, "investing:distribution", card, fields, begun, look, prepare).answer(request)


def _fields(card: queries.VehicleCard) -> tuple[Field, ...]:
    choices = tuple(
        Choice(str(one.decision.id), Text.of(und=f"{one.company} · {say(one.kind_name)} · {money(one.left)}"))
        for one in proceeds_of(vehicle_id=card.id)
        if one.left.minor
    )
    keep = Text.of(vi="Giữ lại quỹ", en="Keep in the fund")
    hint = Text.of(
        vi="Để tái đầu tư hoặc trả chi phí; trừ vào khoản thu muộn nhất được chọn.",
        en="To invest again or to pay costs; taken off the latest of the proceeds chosen.",
    )
    label = Text.of(vi="Khoản thu đem chia", en="Proceeds to distribute")
    return (
        Field("proceeds", "choices", label, required=True, choices=choices),
        Field("on", "date", Text.of(vi="Ngày phân chia", en="Day of the distribution"), required=True),
        Field("keep", "money", keep, hint, minimum=0, maximum=10**17, currency=card.currency),
    )


def _wanted(data: dict[str, Any]) -> Wanted:
    keep = Money.from_data(data["keep"]).minor if data.get("keep") else 0
    return Wanted(tuple(UUID(one) for one in data["proceeds"]), day_of(data, "on"), keep)


@require_POST
def settle(request: Request, vehicle_id: UUID) -> HttpResponse:
    """Prepare the settlement of the manager's carry as of today."""
    card = asked.officer(request, vehicle_id)
    key = prepare_settlement(card.id, on=today(), by=request.actor, at=timezone.now())
    return prepared(request, "investing:distribution", key)


def _found(request: Request, distribution_id: UUID) -> DistributionCard:
    return distribution_card(needed(request.actor, "distribution", distribution_id))


@require_safe
def distribution(request: Request, distribution_id: UUID) -> HttpResponse:
    """What everyone gets and by which clause; `?unit=` shows the path of one minor unit."""
    one = _found(request, distribution_id)
    context: dict[str, Any] = {**context_of(request, one.decision), "one": one}
    context["payouts"] = payouts(distribution_id=one.decision.id)
    if one.settles:
        return render(request, "capital/investing/settlement.html", {**context, "settled": settlement_of(one)})
    told = explain(one)
    place, path = unit_asked(request.GET.get("unit", ""), told.explanation)
    currency = one.amount.currency
    context |= {
        "told": told,
        "arrears": _arrears(one, context["payouts"]),
        "lines": [line_of(line, currency, told.origins) for line in told.explanation.lines],
        "chart": chart_of(told.explanation, told.sides, one.amount),
        "place": place,
        "place_said": str(place),
        "path": path_of(path, currency, told) if path else None,
    }
    return render(request, "capital/investing/distribution.html", context)


def _arrears(one: DistributionCard, given: tuple[PayoutCard, ...]) -> tuple[NoticeCard, ...]:
    """What those who get something of it should have paid in by now; of a draft, what anybody should."""
    getting = {payout.commitment.id for payout in given}
    late = in_arrears(one.decision.vehicle_id, today=today())
    return tuple(notice for notice in late if not getting or notice.commitment_id in getting)


@require_safe
def as_json(request: Request, distribution_id: UUID) -> JsonResponse:
    """Every path, for machines: amounts as strings of minor units, exact shares as fractions."""
    one = _needs_paths(request, distribution_id)
    data = data_of(one, explain(one))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


COLUMNS = ("first_unit", "units", "to", "tier", "clause", "formula", "exact_share", "public_terms")


@require_safe
def as_csv(request: Request, distribution_id: UUID) -> HttpResponse:
    """The same, a path a line; amounts in minor units."""
    told = explain(_needs_paths(request, distribution_id))
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="paths.csv"'
    reply.write("\ufeff")  # tells a spreadsheet that this is UTF-8
    lines = csv.writer(reply)
    lines.writerow(map(cell, COLUMNS))
    for one in told.explanation.paths:
        who, side = told.names.get(one.investor, "manager"), one.side.formula if one.side else ""
        line = (one.first, one.minor, who, one.line.tier, one.line.clause, one.line.formula, str(one.exact), side)
        lines.writerow(map(cell, line))
    return reply


def _needs_paths(request: Request, distribution_id: UUID) -> DistributionCard:
    one = _found(request, distribution_id)
    if one.settles:
        raise not_found()
    return one


@require_POST
def do(request: Request, distribution_id: UUID, verb: str) -> HttpResponse:
    """Confirm, drop or reverse a distribution, post that it was paid, or that the manager paid back."""
    at, by = timezone.now(), request.actor
    if verb == "pay":
        pay_out(distribution_id, paid_on=today(), by=by, at=at)
        messages.success(request, _("The payouts are posted as paid today."))
    elif verb == "take-back":
        take_back(distribution_id, paid_on=today(), by=by, at=at)
        messages.success(request, _("What the manager paid back is posted."))
    else:
        said = _("The distribution is posted and the notices are out.")
        return decide(request, "distribution", distribution_id, verb, _confirm, said)
    return redirect("investing:distribution", distribution_id)


def _confirm(distribution_id: UUID, *, by: Actor, at: datetime) -> None:
    settles = distribution_card(needed(by, "distribution", distribution_id)).settles
    (confirm_settlement if settles else confirm_distribution)(distribution_id, by=by, at=at)
