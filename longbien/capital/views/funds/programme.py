"""The programme's cockpit: every fund, what was promised, called and paid in, and the goal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.capital.policy import HUB
from longbien.capital.queries import funds as queries
from longbien.people.policy import can
from longbien.ui.charts import Chart, Point
from longbien.ui.requests import Request

MOST = 200


@require_safe
def programme(request: Request) -> HttpResponse:
    """Open to everyone: sums only."""
    cards = queries.cards(queries.vehicles(request.actor)[:MOST])
    sums = queries.sums(cards)
    context = {
        "cards": cards,
        "groups": [(one, chart_of(one)) for one in sums],
        "goal": queries.goal(sums),
        "packs": queries.packs(),
        "may_open": can(request.actor, "open-vehicle", None, type=HUB),
    }
    return render(request, "capital/funds/programme.html", context)


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
