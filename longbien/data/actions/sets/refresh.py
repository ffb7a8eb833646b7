"""Deliver what the hub's own supplies hold now."""

from dataclasses import dataclass
from datetime import datetime

from longbien.data.actions.sets.deliver import deliver
from longbien.data.models import DataSet
from longbien.data.queries.sets import contract_of
from longbien.data.registry import BY_STEWARDS, supply_called
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Refusal, not_found
from longbien.kernel.text import Text

NO_SUPPLY = Text.of(vi="Không có nguồn nào mang tên này.", en="There is no supply of this name.")


@dataclass(frozen=True)
class Refreshed:
    """What became of a data set: `new`, `same` or `apart` (quarantined)."""

    code: str
    outcome: str
    rows: int


def refresh(code: str = "", *, by: Actor, at: datetime) -> tuple[Refreshed, ...]:
    """One data set or all of them, each in a transaction of its own. Refusal (404) for a code that isn't there."""
    codes = list(DataSet.objects.filter(**({"code": code} if code else {})).order_by("code"))
    if code and not codes:
        raise not_found()
    supplied = ((row, contract_of(row).source) for row in codes)
    return tuple(_one(row, source, by=by, at=at) for row, source in supplied if source != BY_STEWARDS)


def _one(row: DataSet, source: str, *, by: Actor, at: datetime) -> Refreshed:
    given = supply_called(source)
    if given is None:
        raise Refusal("no-supply", NO_SUPPLY)
    before = row.quarantined.count()
    rows = list(given())
    made = deliver(row.code, rows, by=by, at=at)
    outcome = "new" if made else "apart" if row.quarantined.count() > before else "same"
    return Refreshed(row.code, outcome, len(rows))
