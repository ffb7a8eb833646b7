"""What a masked column says to whoever reads its rows: a day that stands for its month or its year.

The value is a day on every way out (SQL, Delta Sharing, Iceberg, Spark), so that all of them show identical rows; here
is what it means, for pages and for descriptions of columns.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from longbien.data.rules.agreement.terms import MaskKind, Shown
from longbien.kernel.text import Text

STANDS: Mapping[MaskKind, Text] = {
    "month": Text.of(vi="ngày 1 thay cho cả tháng", en="the 1st stands for the whole month"),
    "year": Text.of(vi="ngày 1/1 thay cho cả năm", en="1 January stands for the whole year"),
}


def notes(columns: Iterable[Shown]) -> dict[str, Text]:
    """Of the columns whose days are masked, what their values mean."""
    return {one.column: STANDS[one.mask.kind] for one in columns if one.mask.kind in STANDS}


def masks(columns: Iterable[Shown]) -> dict[str, MaskKind]:
    """Of the same columns, how they are masked."""
    return {one.column: one.mask.kind for one in columns if one.mask.kind in STANDS}


def stand_for(values: Iterable[Any], mask: MaskKind | None) -> MaskKind | None:
    """How the values of a column are read: by its mask, provided that every one of them is the first day of its month
    or year; as days where one isn't, for then the question has reckoned with them."""
    if mask is None:
        return None
    found = [one for one in values if one is not None]
    firsts = all(type(one) is date and one.day == 1 and (mask == "month" or one.month == 1) for one in found)
    return mask if found and firsts else None
