"""Terms as people type them into a form, and what could not be read of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from longbien.data.rules.agreement.terms import Condition, Mask, MaskKind, Operator, Scalar, Shown, Terms
from longbien.data.rules.agreement.written import value_of
from longbien.data.rules.contract.contract import Contract
from longbien.kernel.refusal import Fault
from longbien.kernel.text import Text


def terms_of(data: Mapping[str, Any], contract: Contract) -> tuple[Terms, tuple[Fault, ...]]:
    """The terms; the faults stand at the questions of the form, `rows-0-values`."""
    faults: list[Fault] = []
    rows = tuple(_condition(row, n, contract, faults) for n, row in enumerate(data.get("rows") or ()))
    columns = tuple(
        Shown(row["column"], Mask(cast(MaskKind, row["mask"]), row.get("step") or 0)) for row in data["columns"]
    )
    abroad = tuple(one.strip().upper() for one in (data.get("territory") or "").split(";") if one.strip())
    made = Terms(contract.code, columns, rows, data["purpose"], date.fromisoformat(data["until"]), abroad)
    return made, tuple(faults)


def _condition(row: Mapping[str, Any], n: int, contract: Contract, faults: list[Fault]) -> Condition:
    said = [one.strip() for one in (row.get("values") or "").split(";") if one.strip()]
    values: list[Scalar] = []
    for one in said:
        try:
            values.append(value_of(one, contract, row["column"]))
        except ValueError:
            what = Text.of(vi=f"“{one}” không phải giá trị của cột này.", en=f"“{one}” is no value of this column.")
            faults.append(Fault(f"rows-{n}-values", what))
    return Condition(row["column"], cast(Operator, row["operator"]), tuple(values))
