"""Open data sets as tables that anybody may ask: all their columns, all their rows."""

import re

from longbien.data.gateway.terms import Offer
from longbien.data.models import DataSet
from longbien.data.queries.sets import SetCard, card, folder_of
from longbien.data.rules.agreement.compiled import over_files, view_name
from longbien.data.rules.ckan.packages import code_of
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.quoting import name
from longbien.kernel.extras import require

MOST = 8
WORD = re.compile(r"[a-z][a-z0-9_]*")


def open_offer(found: SetCard) -> Offer | None:
    """The view of an open set over its newest edition; None before the first one."""
    if found.newest is None:
        return None
    files = require("longbien.data.lake.tables", extra="data").files(folder_of(found.code), found.newest.version)
    relation = over_files([str(one) for one in files], found.contract)
    return Offer(view_name(found.code), f"SELECT {shown_openly(found.contract)} FROM {relation}", files)  # noqa: S608


def shown_openly(contract: Contract) -> str:
    """What is shown of an open set: all its columns."""
    return ", ".join(name(one.name) for one in contract.columns)


def offers_named(statement: str) -> tuple[tuple[Offer, ...], tuple[str, ...]]:
    """Views of open sets whose names stand in a statement, the first few, and codes of sets in it that aren't open.

    Which of them the statement asks is for the gateway to judge: a name in a text is no harm.
    """
    words = {code for word in WORD.findall(statement.lower()) for code in code_of(word)}
    rows = dict(DataSet.objects.filter(code__in=sorted(words)[:500]).order_by("code").values_list("code", "access"))
    named = (card(code) for code, access in rows.items() if access == "open")
    offers = (open_offer(one) for one in named if one)
    closed = tuple(code for code, access in rows.items() if access != "open")
    return tuple(one for one in offers if one)[:MOST], closed
