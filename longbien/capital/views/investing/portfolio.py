"""A vehicle's portfolio: what it holds, what that is worth, what it brought, what was distributed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.capital.policy import FUND
from longbien.capital.queries import funds as queries
from longbien.capital.queries.investing.buy_outs import buy_out_of
from longbien.capital.queries.investing.buying_out import has_schedule
from longbien.capital.queries.investing.decisions import distributions_of, proceeds_of
from longbien.capital.queries.investing.holdings import InvestmentCard, investments
from longbien.capital.queries.investing.plans import distribution_terms
from longbien.capital.queries.investing.results import results
from longbien.capital.queries.investing.returns import returns
from longbien.people.policy import check
from longbien.people.queries import today
from longbien.ui.charts import Chart, Point
from longbien.ui.requests import Request


@require_safe
def portfolio(request: Request, vehicle_id: UUID) -> HttpResponse:
    """For officers and auditors."""
    card = queries.vehicle(request.actor, vehicle_id)
    check(request.actor, "view-inside", card, type="capital.vehicle")
    held, result = investments(card.id), results([card])[card.id]
    taken, given = proceeds_of(vehicle_id=card.id), distributions_of(card.id)
    bought = buy_out_of(card.id)
    open_ = [one for one in held if one.is_open]
    context = {
        "card": card,
        "investments": held,
        "proceeds": taken,
        "distributions": given,
        "result": result,
        "irr": returns({card.id: result}, today=today()).get(card.id),
        "terms": distribution_terms(card.id),
        "chart": _chart(open_, card.currency) if open_ else None,
        "is_officer": FUND in request.actor.roles,
        "may_distribute": any(one.left.minor for one in taken),
        "buy_out": bought,
        "may_buy_out": bought is None and has_schedule(card.id),
        "may_settle": bool(given) and not open_ and not any(one.left.minor for one in taken),
        "today": today(),
    }
    return render(request, "capital/investing/portfolio.html", context)


def _chart(held: list[InvestmentCard], currency: str) -> Chart:
    """Cost and value of each investment, one under the other."""
    scale = 10 ** held[0].cost.exponent
    points: list[Point] = []
    for one in held:
        for label, amount in ((_("Cost"), one.cost), (_("Value"), one.value)):
            points.append(Point(len(points), f"{label}: {one.organisation.name}", amount.minor / scale))
    title = _("What is held, at cost and at fair value, in %(currency)s") % {"currency": currency}
    return Chart(title=title, points=tuple(points), kind="rows", unit=currency)
