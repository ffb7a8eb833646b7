"""One published answer: its numbers with what they may be off by, as a chart, a table and a file."""

import csv
from io import StringIO
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from longbien.data.queries.agreements import agreement_view
from longbien.data.queries.cubes import ReleaseView, needed_release
from longbien.data.views.cubes.page import needed_cube
from longbien.data.views.told import drawn, said_cell, said_question
from longbien.ui.formats import cell
from longbien.ui.requests import Request

SHOWN = 500


@login_required
@require_safe
@never_cache
def answer(request: Request, agreement_id: UUID, release_id: UUID) -> HttpResponse:
    found, cube, contract = needed_cube(request, agreement_id)
    one = needed_release(found, release_id)
    title = said_question(one.question, cube, contract)
    rows = [
        (said_cell(values, cube, one.question.by), number, number - one.off, number + one.off)
        for values, number in one.cells[:SHOWN]
    ]
    context = {
        "view": agreement_view(found), "one": one, "title": title, "rows": rows, "more": len(one.values) - len(rows),
        "chart": drawn(one, title, cube), "csv": reverse("data:cube-answer-csv", args=[agreement_id, release_id]),
    }  # fmt: skip
    return render(request, "data/cubes/release.html", context)


@login_required
@require_safe
@never_cache
def as_csv(request: Request, agreement_id: UUID, release_id: UUID) -> HttpResponse:
    """The same numbers, for programs: always the same bytes."""
    found, _, _ = needed_cube(request, agreement_id)
    one = needed_release(found, release_id)
    file = f'attachment; filename="{found.data_set.code}-{one.digest[:12]}.csv"'
    return HttpResponse(
        "\ufeff" + written(one), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": file}
    )


def written(one: ReleaseView) -> str:
    """Of each cell: its values, its number, and between which two it lies nineteen times in twenty."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(map(cell, (*one.question.by, one.question.measure, "low", "high")))
    for values, number in one.cells:
        lines.writerow(map(cell, (*values, number, number - one.off, number + one.off)))
    return out.getvalue()
