"""The register of processing as files."""

import csv
from io import StringIO

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from longbien.data.queries.duties.register import register
from longbien.data.rules.duties.register import HEAD, lines
from longbien.ui.formats import cell
from longbien.ui.language import reader_language
from longbien.ui.requests import Request


@require_safe
def as_csv(request: Request) -> HttpResponse:
    """A line for each recipient of each set, in the reader's language."""
    out = StringIO()
    written = csv.writer(out)
    written.writerow(map(cell, HEAD))
    for line in lines(register(), reader_language()):
        written.writerow(map(cell, line.values()))
    headers = {"Content-Disposition": 'attachment; filename="register-of-processing.csv"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def as_json(request: Request) -> JsonResponse:
    """The same as a list of objects."""
    return JsonResponse(
        list(lines(register(), reader_language())), safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
