"""The rows of an open data set, in the formats that people and programs take."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from longbien.data.actions.workbench.count_use import count_use
from longbien.data.queries.sets import card, rows_of
from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text
from longbien.ui.formats import cell
from longbien.ui.requests import Request

WRITTEN = "longbien.data.lake.written"
NOT_OPEN = Text.of(
    vi="Bộ dữ liệu này chỉ được cấp theo thoả thuận.", en="This data set is given out under an agreement only."
)


def _written() -> Any:
    return require(WRITTEN, extra="data")


FORMATS: dict[str, tuple[str, Callable[[Any], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda table: _written().as_csv(table, cell)),
    "json": ("application/json", lambda table: _written().as_json(table)),
    "parquet": ("application/vnd.apache.parquet", lambda table: _written().as_parquet(table)),
    "arrow": ("application/vnd.apache.arrow.file", lambda table: _written().as_arrow(table)),
}


@require_safe
def download(request: Request, code: str, name: str) -> HttpResponse:
    """All rows of the newest edition. 403 for what isn't open, 404 where nothing was delivered yet."""
    found = card(code)
    if found is None or name not in FORMATS or found.newest is None:
        raise not_found()
    if found.contract.access != "open":
        raise Refusal("not-open", NOT_OPEN, status=403)
    tag = f'"{found.newest.sha256[:32]}-{name}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    media, write = FORMATS[name]
    file = f'attachment; filename="{found.code}-{found.newest.number}.{name}"'
    headers = {"Content-Disposition": file, "ETag": tag}
    if request.method == "GET":
        count_use(found.id, name)
    return HttpResponse(write(rows_of(found)), content_type=media, headers=headers)
