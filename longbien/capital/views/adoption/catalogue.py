"""The catalogue of proven solutions: for everyone, as a page, as data, as a feed."""

import csv
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.capital.queries.adoption.solutions import SolutionView, listed, solution_views, solutions
from longbien.capital.queries.orders.routes import routes
from longbien.kernel.ids import to_slug
from longbien.ui.formats import cell
from longbien.ui.language import reader_language, say
from longbien.ui.requests import Request

MOST, IN_FEED = 300, 50
COLUMNS = ("title", "supplier", "problem", "currency", "price", "report_sha256", "orders", "demonstration")


@require_safe
def catalogue(request: Request) -> HttpResponse:
    """Every solution that a trial has proven, with its price; those that wait are shown to whom they concern."""
    waiting = solutions(request.actor).exclude(pk__in=listed().values("pk")) if request.actor.is_signed_in else ()
    context = {
        "solutions": solution_views(listed()[:MOST]),
        "waiting": [one for one in solution_views(waiting) if one.state == "offered"],
        "leads": any("lead" in roles for roles in request.actor.organisations.values()),
        "routes": [one for one in routes() if one.kind == "adoption"],
    }
    return render(request, "capital/adoption/catalogue.html", context)


@require_safe
def as_json(request: Request) -> JsonResponse:
    """The same as data; money in minor units, as strings."""
    found = [_data(one) for one in solution_views(listed()[:MOST])]
    return JsonResponse({"solutions": found}, json_dumps_params={"ensure_ascii": False})


@require_safe
def as_csv(request: Request) -> HttpResponse:
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = 'attachment; filename="solutions.csv"'
    reply.write("\ufeff")  # tells a spreadsheet that this is UTF-8
    lines = csv.writer(reply)
    lines.writerow(map(cell, COLUMNS))
    for one in solution_views(listed()[:MOST]):
        said = (one.title, one.supplier.name, say(one.problem), one.currency, one.price.minor, one.report_sha256)
        lines.writerow(map(cell, (*said, one.orders, int(one.is_demo))))
    return reply


@require_safe
def atom(request: Request) -> HttpResponse:
    """What was listed lately."""
    made = Atom1Feed(
        title=_("Proven solutions"),
        link=request.build_absolute_uri(reverse("adoption:catalogue")),
        description="",
        language=reader_language(),
        feed_url=request.build_absolute_uri(),
    )
    for one in solution_views(listed()[:IN_FEED]):
        page = request.build_absolute_uri(reverse("adoption:solution", args=[one.id]))
        made.add_item(
            title=one.title, link=page, description=one.about, unique_id=page, updateddate=one.updated_at,
            pubdate=one.updated_at,
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _data(one: SolutionView) -> dict[str, Any]:
    return {
        "id": to_slug(one.id),
        "url": reverse("adoption:solution", args=[one.id]),
        "title": one.title,
        "supplier": one.supplier.name,
        "problem": to_slug(one.problem_id),
        "price": one.price.to_data(),
        "terms": one.terms,
        "report_sha256": one.report_sha256,
        "parts": [
            {"title": part.title, "amount": one.money(part).to_data(), "days": part.days} for part in one.parts
        ],
        "orders": one.orders,
        "listed_at": one.updated_at,
        "demonstration": one.is_demo,
    }  # fmt: skip
