"""A `datastore_search` as SQL over one view: names are those of the view's columns, values are literals of their kind.

The view is that of an agreement, or all of an open set; the gateway judges the statement like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any

from longbien.data.rules.agreement.terms import Mask, Terms
from longbien.data.rules.ckan.asked import (
    FURTHEST,
    MOST_RECORDS,
    Asked,
    listed,
    mapping,
    ordered,
    text,
    whole,
    wrong,
    yes,
)
from longbien.data.rules.ckan.parts import Part, alone, page
from longbien.data.rules.contract.contract import Contract, Kind
from longbien.data.rules.quoting import Value, literal, name

TYPES: Mapping[Kind, str] = {
    "string": "text", "integer": "int", "number": "float", "boolean": "bool", "date": "date",
    "timestamp": "timestamptz",
}  # fmt: skip
MOST_VALUES = 1_000
FORMATS = ("objects", "lists", "csv", "tsv")


@dataclass(frozen=True)
class Wanted:
    """What is asked of a table: the rows, and how many there are in all. `is_whole` says that these are all rows of the
    view."""

    fields: tuple[str, ...]
    rows: Part
    total: Part
    is_whole: bool
    limit: int
    offset: int
    with_total: bool
    form: str


def kind_shown(kind: Kind, mask: Mask) -> Kind:
    """Of which kind the values of a column are, as an agreement shows it."""
    if mask.kind in ("pseudonym", "first", "blank"):
        return "string"
    return "date" if mask.kind in ("year", "month") else kind


def kinds_shown(terms: Terms, contract: Contract) -> dict[str, Kind]:
    """The columns of the view that terms compile to, in its order; a cube counts by texts, with people and rows."""
    if terms.cube:
        counted = ("rows", "people", *(one.column for one in terms.cube.measures))
        return {**dict.fromkeys(terms.cube.names, "string"), **dict.fromkeys(counted, "integer")}
    kinds: dict[str, Kind] = {one.name: one.kind for one in contract.columns}
    return {one.column: kind_shown(kinds[one.column], one.mask) for one in terms.columns if one.column in kinds}


def wanted(asked: Asked, *, view: str, columns: Mapping[str, Kind]) -> Wanted:
    """Refusal (409) for columns that there aren't and for values that aren't of a column's kind.

    Rows that the order asked for leaves equal follow by their fields: whoever turns pages meets each row once.
    """
    fields = _known("fields", listed(asked, "fields"), columns) or tuple(columns)
    order = [(_known("sort", [one], columns)[0], is_down) for one, is_down in ordered(text(asked, "sort"))]
    limit = whole(asked, "limit", 100, most=MOST_RECORDS)
    offset = whole(asked, "offset", 0, most=FURTHEST)
    form = text(asked, "records_format", "objects")
    if form not in FORMATS:
        raise wrong("records_format", vi=f"Một trong: {', '.join(FORMATS)}", en=f"One of: {', '.join(FORMATS)}")
    rows = " AND ".join((*_filters(asked, columns), *_words(asked, columns)))
    is_distinct = yes(asked, "distinct")
    said = f"{'DISTINCT ' if is_distinct else ''}{', '.join(map(name, fields))}"
    chosen = f"SELECT {said} FROM {name(view)}{f' WHERE {rows}' if rows else ''}"  # noqa: S608
    sorting = _sorting(order, fields)
    return Wanted(
        fields=fields,
        rows=page(f"{chosen}{sorting}", limit, offset, is_steady=bool(sorting) or not is_distinct),
        total=alone(f"SELECT count(*) AS n FROM ({chosen}) AS found"),  # noqa: S608
        is_whole=not (rows or is_distinct),
        limit=limit,
        offset=offset,
        with_total=yes(asked, "include_total", default=True),
        form=form,
    )


def _sorting(order: Sequence[tuple[str, bool]], fields: Sequence[str]) -> str:
    """The order asked for, then the fields that it doesn't name, by their places; nothing where none is asked for."""
    named = {one for one, _ in order}
    places = [str(place) for place, one in enumerate(fields, 1) if one not in named]
    asked = [f"{name(one)}{' DESC' if is_down else ''} NULLS LAST" for one, is_down in order]
    return f" ORDER BY {', '.join([*asked, *places])}" if order else ""


def _known(where: str, names: Sequence[str], columns: Mapping[str, Kind]) -> tuple[str, ...]:
    if unknown := [one for one in names if one not in columns]:
        said, known = unknown[0][:60], ", ".join(columns)
        raise wrong(where, vi=f"Không có cột “{said}”; có: {known}", en=f"There is no column “{said}”; known: {known}")
    return tuple(dict.fromkeys(names))


def _filters(asked: Asked, columns: Mapping[str, Kind]) -> list[str]:
    conditions = []
    for said, value in mapping(asked, "filters").items():
        (column,) = _known("filters", [said], columns)
        values = value if isinstance(value, list) else [value]
        if not 1 <= len(values) <= MOST_VALUES:
            raise wrong(
                "filters", vi=f"Cần từ 1 đến {MOST_VALUES} giá trị.", en=f"1 to {MOST_VALUES} values are needed."
            )
        given = [literal(_value(one, columns[column], column)) for one in values if one is not None]
        parts = [f"{name(column)} IN ({', '.join(given)})"] if given else []
        parts += [f"{name(column)} IS NULL"] if len(given) < len(values) else []
        conditions.append(f"({' OR '.join(parts)})")
    return conditions


def _words(asked: Asked, columns: Mapping[str, Kind]) -> list[str]:
    """Each word of `q` stands in some column, or, when `q` is an object, in the column that it names."""
    said = asked.get("q")
    by_column = mapping(asked, "q") if isinstance(said, dict) or str(said or "").lstrip().startswith("{") else None
    if by_column is None:
        return [_holds(tuple(columns), word) for word in text(asked, "q").split()[:20]]
    known = _known("q", list(by_column), columns)
    return [_holds((column,), word) for column in known for word in text(by_column, column).split()[:20]]


def _holds(columns: Sequence[str], word: str) -> str:
    said = literal(word.lower())
    return f"({' OR '.join(f'contains(lower(CAST({name(one)} AS VARCHAR)), {said})' for one in columns)})"


def _value(said: Any, kind: Kind, where: str) -> Value:
    try:
        return _read(said, kind)
    except (ValueError, OverflowError):
        shown = str(said)[:60]
        raise wrong("filters", vi=f"“{shown}” không phải giá trị của cột {where}.",
                    en=f"“{shown}” is no value of the column {where}.") from None  # fmt: skip


def _read(said: Any, kind: Kind) -> Value:
    if not isinstance(said, str | int | float):
        raise ValueError(said)
    if kind == "boolean":
        return _flag(said)
    if isinstance(said, bool) or "\0" in str(said):
        raise ValueError(said)
    if kind == "integer":
        return _bounded(said)
    if kind == "number":
        return _finite(float(said))
    if kind == "date":
        return date.fromisoformat(str(said))
    return datetime.fromisoformat(str(said)) if kind == "timestamp" else str(said)


def _flag(said: str | int | float) -> bool:
    if str(said).lower() not in ("true", "false"):
        raise ValueError(said)
    return str(said).lower() == "true"


def _bounded(said: str | int | float) -> int:
    number = int(said)
    if abs(number) >= 2**63 or (isinstance(said, float) and said != number):
        raise ValueError(said)
    return number


def _finite(number: float) -> float:
    if not isfinite(number):
        raise ValueError(number)
    return number
