"""How the last delivery kept each promise of the contract: what a reader is told of quality."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from longbien.data.rules.contract.contract import Contract
from longbien.data.rules.contract.judging import counted, promises


@dataclass(frozen=True)
class Promise:
    """A promise by its name (`code: missing`), the column it is about, and how often the last delivery broke it; None:
    not told, because the report of a delivery holds the first rows only."""

    name: str
    column: str
    what: str
    broken: int | None


def last_check(contract: Contract, report: Mapping[str, Any] | None, *, is_whole: bool = True) -> tuple[Promise, ...]:
    """Every promise; `report` of a delivery that was set apart, none when the last one was kept."""
    broken = Counter(name for _, names in (report or {}).get("rows", ()) for name in names)
    broken.update(name for name, _ in (report or {}).get("whole", ()))
    names = [name for name, _ in promises(contract)] + [name for name, _, _ in counted(contract)]
    return tuple(
        Promise(name, *_parts(name), broken[name] if is_whole or broken[name] else None)
        for name in dict.fromkeys(names)
    )


def _parts(name: str) -> tuple[str, str]:
    column, _, what = name.partition(": ")
    return (column, what) if what else ("", column)
