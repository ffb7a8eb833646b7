"""The goal of the programme and the way to it, open to everyone: page, JSON and CSV."""

import csv
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.capital.queries.statements.goal import Track, the_goal, tracks
from longbien.capital.rules.statements.track import Year
from longbien.kernel.money import Money
from longbien.ui.charts import Chart, Point
from longbien.ui.formats import cell
from longbien.ui.requests import Request

PLACES = 4
COLUMNS = (
    "currency", "demonstration", "year", "public", "private", "committed", "followed_public", "followed_private",
    "private_per_public",
)  # fmt: skip


@require_safe
def goal(request: Request) -> HttpResponse:
    """Sums only: nobody's own commitment."""
    every = [(one, chart_of(one), [_shown(one, year) for year in one.years]) for one in tracks(request.actor)]
    return render(request, "capital/statements/goal.html", {"goal": the_goal(request.actor), "tracks": every})


@require_safe
def as_json(request: Request) -> JsonResponse:
    """Money in minor units, as strings; the ratio as an exact fraction and as a decimal."""
    found = the_goal(request.actor)
    told: dict[str, Any] = {"goal": None, "tracks": [_data(one) for one in tracks(request.actor)]}
    if found:
        reached = str(found.reached) if found.reached is not None else None
        told["goal"] = {"amount": found.amount.to_data(), "by": found.by, "reached": reached}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@require_safe
def as_csv(request: Request) -> HttpResponse:
    """A year a line; amounts in minor units."""
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="goal.csv"'
    reply.write("\ufeff")  # tells a spreadsheet that this is UTF-8
    lines = csv.writer(reply)
    lines.writerow(map(cell, COLUMNS))
    for one in tracks(request.actor):
        for year in one.years:
            followed = (year.followed.public, year.followed.private)
            sums = (year.sums.public, year.sums.private, year.sums.committed, *followed)
            lines.writerow(map(cell, (one.currency, int(one.is_demo), year.year, *sums, _decimal(year))))
    return reply


def _data(one: Track) -> dict[str, Any]:
    return {"currency": one.currency, "is_demo": one.is_demo, "years": [_year(one, year) for year in one.years]}


def _year(one: Track, year: Year) -> dict[str, Any]:
    lever = year.lever
    return {
        "year": year.year,
        "public": Money(year.sums.public, one.currency).to_data(),
        "private": Money(year.sums.private, one.currency).to_data(),
        "followed_public": Money(year.followed.public, one.currency).to_data(),
        "followed_private": Money(year.followed.private, one.currency).to_data(),
        "private_per_public": None if lever is None else {"exact": str(lever), "decimal": _decimal(year)},
    }


def _decimal(year: Year) -> str:
    return "" if year.lever is None else f"{float(year.lever):.{PLACES}f}"


def _shown(one: Track, year: Year) -> dict[str, Any]:
    sums = (year.sums.public, year.sums.private, year.sums.committed, year.followed.public + year.followed.private)
    lever = None if year.lever is None else float(year.lever)
    return {"year": year.year, "sums": [Money(sum_, one.currency) for sum_ in sums], "lever": lever}


def chart_of(one: Track) -> Chart:
    """What was binding at the end of each year, whose money it was, as lying bars."""
    scale = 10 ** Money(0, one.currency).exponent
    points = tuple(
        Point(
            year.year, str(year.year), year.sums.committed / scale,
            parts=(year.sums.public / scale, year.sums.private / scale),
        )
        for year in one.years
    )  # fmt: skip
    title = _("Binding commitments at the end of each year, in %(currency)s") % {"currency": one.currency}
    if one.is_demo:
        title = _("%(title)s (demonstration)") % {"title": title}
    return Chart(title=title, points=points, kind="rows", unit=one.currency, legend=(_("Public"), _("Private")))
