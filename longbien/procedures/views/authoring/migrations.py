"""How a migration went: for a supervisor to read, and as CSV."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.procedures.models import MigrationRun
from longbien.procedures.queries.authoring.report import lines, report, run_of, table
from longbien.procedures.queries.history import readable_cases
from longbien.procedures.views.access import signed_in
from longbien.ui.formats import cell
from longbien.ui.language import reader_language
from longbien.ui.requests import Request

PER_PAGE = 50
OUTCOMES = ("kept", "migrated")


def _run(request: Request, run_id: UUID) -> MigrationRun:
    run = run_of(run_id)
    check(request.actor, "view", run)
    return run


@require_safe
@signed_in
def migration(request: Request, run_id: UUID) -> HttpResponse:
    """Figures, flows from state to state, reasons, and the cases one by one."""
    run = _run(request, run_id)
    outcome = request.GET.get("outcome", "")
    chosen = outcome if outcome in OUTCOMES else ""
    page = Paginator(lines(run, chosen), PER_PAGE).get_page(request.GET.get("page"))
    # Whose case it is stays with those who may open it; the number alone tells nobody.
    open_to = readable_cases(request.actor, [line.case_id for line in page.object_list])
    rows = [
        (line, [Text(tuple(reason.items())) for reason in line.why], line.case_id in open_to)
        for line in page.object_list
    ]
    context = {"report": report(run), "page": page, "rows": rows, "outcome": chosen}
    return render(request, "procedures/authoring/migration.html", context)


@require_safe
@signed_in
def migration_csv(request: Request, run_id: UUID) -> HttpResponse:
    """Every case with what became of it, in the reader's language."""
    run = _run(request, run_id)
    name = f"{run.version.code}-{run.source.version}-{run.version.version}.csv"
    return HttpResponse(
        _written(run, reader_language()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _written(run: MigrationRun, language: str) -> Iterator[bytes]:
    """UTF-8 with its mark, so that spreadsheets show Vietnamese; a cell that looks like a formula is no formula."""
    yield b"\xef\xbb\xbf"
    for row in table(run, language):
        line = io.StringIO()
        csv.writer(line).writerow(map(cell, row))
        yield line.getvalue().encode()
