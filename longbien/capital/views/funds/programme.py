"""The programme's cockpit: every fund, what was promised, called and paid in, and the goal."""

import csv
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.capital.policy import HUB
from longbien.capital.queries import funds as queries
from longbien.capital.queries.investing.results import Result, results
from longbien.capital.queries.investing.returns import returns
from longbien.kernel.ids import to_slug
from longbien.people.policy import can
from longbien.people.queries import today
from longbien.ui.charts import Chart, Point
from longbien.ui.formats import cell
from longbien.ui.requests import Request

MOST = 200


@require_safe
def programme(request: Request) -> HttpResponse:
    """Open to everyone: sums only."""
    cards = queries.cards(queries.vehicles(request.actor)[:MOST])
    sums, found = queries.sums(cards), results(cards)
    rates = returns(found, today=today())
    context = {
        "cards": [(card, found[card.id], rates.get(card.id)) for card in cards],
        "groups": [(one, chart_of(one), group_result(one, cards, found)) for one in sums],
        "goal": queries.goal(sums),
        "packs": queries.packs(),
        "may_open": can(request.actor, "open-vehicle", None, type=HUB),
    }
    return render(request, "capital/funds/programme.html", context)


def group_result(
    one: queries.CurrencySums, cards: Iterable[queries.VehicleCard], found: dict[UUID, Result]
) -> Result:  # fmt: skip
    """What the vehicles of a group invested and distributed, together."""
    same = (card for card in cards if (card.currency, card.is_demo) == (one.currency, one.is_demo))
    return sum((found[card.id] for card in same), Result(one.currency))


@require_safe
def as_json(request: Request) -> JsonResponse:
    """Every fund with its sums, as open data; money in minor units, as strings."""
    found = queries.cards(queries.vehicles(request.actor)[:MOST])
    did = results(found)
    return JsonResponse(
        {"funds": [_data(card, did[card.id]) for card in found]}, json_dumps_params={"ensure_ascii": False}
    )


def _data(card: queries.VehicleCard, result: Result) -> dict[str, Any]:
    rules = card.pack.rules
    return {
        "id": to_slug(card.id),
        "name": card.name,
        "url": reverse("capital:vehicle", args=[card.id]),
        "rules": rules.code,
        "rules_version": card.pack.number,
        "verified": rules.verified,
        "first_close_on": card.first_close_on,
        "committed": {"public": card.public.to_data(), "private": card.private.to_data()},
        "called": card.called.to_data(),
        "received": card.received.to_data(),
        **{name: result.shown[name].to_data() for name in RESULT},
        "is_demo": card.is_demo,
    }


RESULT = ("invested", "value", "distributed", "nav")
COLUMNS = ("fund", "rules", "currency", "public", "private", "called", "received", *RESULT, "demonstration")


@require_safe
def as_csv(request: Request) -> HttpResponse:
    """The same, a fund a line; amounts in minor units."""
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="funds.csv"'
    reply.write("\ufeff")  # tells a spreadsheet that this is UTF-8
    lines = csv.writer(reply)
    lines.writerow(map(cell, COLUMNS))
    cards = queries.cards(queries.vehicles(request.actor)[:MOST])
    did = results(cards)
    for card in cards:
        sums = (card.sums.public, card.sums.private, card.sums.called, card.sums.received)
        sums += tuple(getattr(did[card.id], name) for name in RESULT)
        lines.writerow(map(cell, (card.name, card.pack.code, card.currency, *sums, int(card.is_demo))))
    return reply


def chart_of(one: queries.CurrencySums) -> Chart:
    """Whose money was promised, and how far it has come, as lying bars."""
    scale = 10**one.committed.exponent
    rows = (
        (_("Public money committed"), one.sums.public),
        (_("Private money committed"), one.sums.private),
        (_("Called"), one.sums.called),
        (_("Paid in"), one.sums.received),
    )
    points = tuple(Point(n, label, minor / scale) for n, (label, minor) in enumerate(rows))
    title = _("From promise to money, in %(currency)s") % {"currency": one.currency}
    return Chart(title=title, points=points, kind="rows", unit=one.currency)
