"""What another engine is given of an agreement: the terms, the files of the newest edition, the key of its codes."""

from typing import Any

from longbien.data.models import Agreement
from longbien.data.queries.sets import card, folder_of
from longbien.data.rules.agreement.compiled import view_name
from longbien.data.rules.agreement.written import read_terms
from longbien.kernel.extras import require


def asked_of(row: Agreement, statement: str, *, most: int) -> dict[str, Any] | None:
    """The parts of `engines.asked.Asked`; None before the first edition."""
    found = card(row.data_set.code)
    if found is None or found.newest is None:
        return None
    lake = require("longbien.data.lake.tables", extra="data")
    return {
        "name": view_name(found.code),
        "terms": read_terms(row.terms, found.contract),
        "contract": found.contract,
        "files": lake.files(folder_of(found.code), found.newest.version),
        "key": row.key,
        "statement": statement,
        "most": most,
    }
