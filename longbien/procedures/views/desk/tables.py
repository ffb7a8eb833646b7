"""The tables of the supervisor's page as files, in the reader's language and for their spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from longbien.kernel.refusal import not_found
from longbien.procedures.queries.desk.overview import Overview, overview
from longbien.procedures.rules.deadlines import in_words
from longbien.procedures.rules.desk.elapsed import working_day_seconds
from longbien.procedures.views.access import signed_in
from longbien.procedures.views.desk.overview import chosen_office, overseen, overseen_versions
from longbien.ui.formats import cell
from longbien.ui.language import say
from longbien.ui.requests import Request

Rows = Iterable[tuple[object, ...]]


@require_safe
@signed_in
def table_csv(request: Request, table: str) -> HttpResponse:
    """`load`, `steps` or `shares`. Where decimals have a comma, a semicolon parts the columns: so spreadsheets of that
    language read it."""
    versions = overseen_versions(request.actor)
    office = chosen_office(request, overseen(request.actor, versions))
    write = TABLES.get(table)
    if not office or write is None:
        raise not_found()
    comma = get_language() == "vi"
    written = io.StringIO()
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    written.write("\ufeff")
    rows = csv.writer(written, delimiter=";" if comma else ",")
    for row in write(overview(office, versions, timezone.now())):
        rows.writerow(map(cell, (_number(one, comma=comma) for one in row)))
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table}.csv"'
    return response


def _load(found: Overview) -> Rows:
    yield _("Handler"), _("Waits for the office"), _("Overdue"), _("Waits for the applicant")
    for one in found.loads:
        yield one.name if one.person_id else _("Not assigned"), one.open, one.overdue, one.quiet


def _steps(found: Overview) -> Rows:
    """Times in working days, as on the page; of fewer than five stays nothing is told."""
    yield (
        _("Service"), _("Step"), _("Set deadline"), _("At this step now"), _("Late now"), _("Stays that ended"),
        _("Median, working days"), _("90 in 100 done within, working days"), _("Stays that ended late"),
    )  # fmt: skip
    a_day = working_day_seconds(settings.HUB.calendar)
    for step in found.steps:
        taken = step.taken if step.taken and not step.taken.is_few else None
        times = (round(taken.median / a_day, 2), round(taken.most / a_day, 2), taken.late) if taken else ("", "", "")
        within = say(in_words(step.within)) if step.within else ""
        n = step.taken.n if step.taken else 0
        yield say(step.service), say(step.title), within, step.now.open, step.now.overdue, n, *times


def _shares(found: Overview) -> Rows:
    yield _("Kind of work"), _("Who"), _("Given"), _("Average")
    for pool in found.pools:
        title = say(pool.title) if pool.service is None else f"{say(pool.title)} · {say(pool.service)}"
        for one in pool.given:
            yield title, one.name, one.n, round(pool.fairness.mean, 2)


TABLES = {"load": _load, "steps": _steps, "shares": _shares}


def _number(value: object, *, comma: bool) -> object:
    return str(value).replace(".", ",") if comma and isinstance(value, float) else value
