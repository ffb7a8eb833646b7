"""The supervisor's page, and its tables as CSV."""

import csv
import io

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.policy import can, check
from longbien.procedures.queries.desk.offices import office_title, offices_among, offices_of
from longbien.procedures.queries.desk.overview import Overview, StepTime
from longbien.procedures.queries.desk.overview import overview as look
from longbien.procedures.queries.versions import Published, all_in_force
from longbien.procedures.rules.deadlines import in_words
from longbien.procedures.rules.desk.elapsed import working_day_seconds
from longbien.procedures.rules.desk.spans import working_time
from longbien.procedures.views.access import signed_in
from longbien.ui.charts import Chart, Point, Threshold
from longbien.ui.formats import cell
from longbien.ui.requests import Request

MOST_BARS = 24


@require_safe
@signed_in
def overview(request: Request) -> HttpResponse:
    """`?office=group:…` chooses among the offices that the reader oversees."""
    versions = _versions(request.actor)
    offices = _offices(request.actor, versions)
    office = _chosen(request, offices)
    found = look(office, versions, timezone.now()) if office else None
    context = {
        "offices": [(one, office_title(one)) for one in offices],
        "office": office,
        "title": office_title(office) if office else None,
        "found": found,
        "steps": [_told(step) for step in found.steps] if found else [],
        "chart": _chart(found) if found else None,
        "late_percent": round(100 * found.overdue / found.open) if found and found.open else 0,
    }
    return render(request, "procedures/desk/overview.html", context)


@require_safe
@signed_in
def steps_csv(request: Request) -> HttpResponse:
    """How long cases stayed in each state, in hours of working time."""
    versions = _versions(request.actor)
    office = _chosen(request, _offices(request.actor, versions))
    if not office:
        raise not_found()
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["service", "state", "promised", "n", "median_hours", "p90_hours", "late"])
    for step in look(office, versions, timezone.now()).steps:
        if not step.taken.is_few:
            times = (round(step.taken.median / 3600, 1), round(step.taken.most / 3600, 1))
            row = (step.code, step.state, step.within or "", step.taken.n, *times, step.taken.late)
            rows.writerow(map(cell, row))
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="steps.csv"'
    return response


def _versions(actor: Actor) -> tuple[Published, ...]:
    """What is in force, for who may oversee an office."""
    check(actor, "oversee", None, type="procedures.desk")
    return all_in_force()


def _offices(actor: Actor, versions: tuple[Published, ...]) -> tuple[str, ...]:
    everywhere = offices_among(versions)
    if can(actor, "oversee-all", None, type="procedures.desk"):
        return everywhere
    held = offices_of(actor)
    return tuple(one for one in everywhere if one in held)


def _chosen(request: Request, offices: tuple[str, ...]) -> str:
    wanted = request.GET.get("office", "")
    if wanted and wanted not in offices:
        raise not_found()
    held = [one for one in offices_of(request.actor) if one in offices]
    return wanted or next(iter([*held, *offices]), "")


def _told(step: StepTime) -> dict[str, object]:
    """A step in words; how long few cases took is not told."""
    a_day, taken = working_day_seconds(settings.HUB.calendar), step.taken
    return {
        "step": step,
        "within": in_words(step.within) if step.within else None,
        "median": None if taken.is_few else working_time(taken.median, a_day),
        "most": None if taken.is_few else working_time(taken.most, a_day),
        "taken": taken,
    }


def _chart(found: Overview) -> Chart | None:
    """What lies with each person, with the mean as a line."""
    held = [one for one in found.loads if one.person_id is not None]
    if not held or not any(one.open for one in held):
        return None
    mean = sum(one.open for one in held) / len(held)
    points = tuple(Point(n, one.name, one.open) for n, one in enumerate(held[:MOST_BARS]))
    title = _("Open cases by handler")
    line = Threshold(mean, _("fair share"))
    return Chart(title, points, kind="rows", thresholds=(line,), x_title=_("Handler"), unit=_("Open cases"))
