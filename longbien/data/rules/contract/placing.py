"""What is wrong with where and when the rows of a contract are said to lie."""

from collections.abc import Iterator

from longbien.data.rules.contract.contract import Contract
from longbien.kernel.text import Text

TIMES = ("date", "timestamp")


def misplaced(contract: Contract) -> Iterator[Text]:
    """Columns that aren't there or are of another kind; rows that lie somewhere but have no key to be asked for by."""
    if contract.spatial:
        kinds = ("string",) if contract.spatial.outline else ("number",)
        yield from _columns(contract, "spatial", contract.spatial.columns, kinds)
        if contract.key is None:
            yield Text.of(vi="spatial: cần một cột là primaryKey", en="spatial: a column that is primaryKey is needed")
    if contract.temporal:
        named = tuple(filter(None, (contract.temporal.since, contract.temporal.until)))
        yield from _columns(contract, "temporal", named, TIMES)


def _columns(contract: Contract, of: str, names: tuple[str, ...], kinds: tuple[str, ...]) -> Iterator[Text]:
    for name in names:
        column = contract.column(name)
        if column is None or column.kind not in kinds:
            asked = ", ".join(kinds)
            yield Text.of(
                vi=f"{of}: “{name}” phải là một cột kiểu {asked}", en=f"{of}: “{name}” must be a column of kind {asked}"
            )
