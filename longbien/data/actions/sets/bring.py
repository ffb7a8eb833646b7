"""A steward brings a file of rows: read by the contract's kinds, delivered under the contract."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from longbien.data.actions.sets.deliver import deliver
from longbien.data.actions.sets.make_key import NOT_BROUGHT
from longbien.data.models import DataSet
from longbien.data.queries.sets import Apart, contract_of, set_apart
from longbien.data.registry import BY_STEWARDS
from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.delivery.reading import rows_of
from longbien.kernel.actor import Actor
from longbien.kernel.extras import require
from longbien.kernel.refusal import conflict, not_found
from longbien.people.policy import check


@dataclass(frozen=True)
class Brought:
    """What became of it: a new edition, `apart` when it broke the contract, or neither when nothing is new."""

    rows: int
    edition: UUID | None
    apart: Apart | None


def bring(code: str, content: bytes, form: str, *, by: Actor, at: datetime) -> Brought:
    """Refusal: not a steward's (403), rows that nobody brings (409), what can't be read with every fault (422)."""
    found = DataSet.objects.filter(code=code).first()
    if found is None:
        raise not_found()
    check(by, "deliver", found)
    contract = contract_of(found)
    if contract.source != BY_STEWARDS:
        raise conflict("not-brought", NOT_BROUGHT)
    rows = _read(content, form, contract)
    made = deliver(code, rows, by=by, at=at)
    apart = None if made else next((one for one in set_apart(found.pk) if one.at == at), None)
    return Brought(len(rows), made, apart)


def _read(content: bytes, form: str, contract: Contract) -> Any:
    """The rows, as a table where they can be read by columns."""
    found = require("longbien.data.lake.brought", extra="data").table_of(content, contract) if form == "csv" else None
    return rows_of(content, form, contract) if found is None else found
