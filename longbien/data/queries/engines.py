"""What another engine is given of an agreement: the terms, the files of the newest edition, the key of its codes."""

from typing import Any

from longbien.data.models import Agreement
from longbien.data.queries.sets import card, folder_of
from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.agreement.written import read_terms
from longbien.kernel.extras import require
from longbien.kernel.refusal import Refusal, conflict
from longbien.kernel.text import Text

BEHIND = Text.of(
    vi="Bản sao của kho chưa có ấn bản mới nhất: chạy longbien data mirror.",
    en="The copy of the lake hasn't the newest edition yet: run longbien data mirror.",
)
AWAY = Text.of(
    vi="Kho lưu trữ không trả lời, hoặc không cho vào. Xem AWS_ENDPOINT_URL và khoá truy cập.",
    en="The bucket doesn't answer, or won't have us. See AWS_ENDPOINT_URL and the access key.",
)


def asked_of(row: Agreement, statement: str, *, most: int, lake: str = "") -> dict[str, Any] | None:
    """The parts of `engines.asked.Asked`, over the lake of this machine or its copy at `lake`; None before the first
    edition. Refusal (409) when the copy hasn't it."""
    found = card(row.data_set.code)
    if found is None or found.newest is None:
        return None
    return {
        "name": view_name(found.code),
        "terms": read_terms(row.terms, found.contract),
        "contract": found.contract,
        "files": _files(found.code, found.newest.version, lake),
        "key": row.key,
        "statement": statement,
        "most": most,
    }


def _files(code: str, version: int, lake: str) -> tuple[str, ...]:
    if not lake:
        tables = require("longbien.data.lake.tables", extra="data")
        return tuple(map(str, tables.files(folder_of(code), version)))
    try:
        there: tuple[str, ...] | None = require("longbien.data.lake.mirror", extra="s3").mirrored(lake, code, version)
    except OSError as error:
        raise Refusal("bucket-away", AWAY, status=503) from error
    if there is None:
        raise conflict("mirror-behind", BEHIND)
    return there
