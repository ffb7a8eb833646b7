"""A delivery without the rows of those who were erased: a source that still has them doesn't bring them back."""

from typing import Any

from longbien.data.models import DataSet
from longbien.data.queries.duties.keyed import mac_of
from longbien.data.queries.duties.withheld import withheld
from longbien.data.rules.contract.contract import Contract
from longbien.kernel.extras import require


def without_erased(found: DataSet, contract: Contract, table: Any) -> Any:
    """The same table when nobody was erased."""
    person = contract.processing.person if contract.processing else ""
    macs = withheld(found.pk) if person else frozenset()
    if not macs:
        return table
    forgetting = require("longbien.data.lake.forgetting", extra="data")
    return forgetting.drop(table, person, lambda value: mac_of(found.code, value) in macs)
