"""What is asked, as SQL over a relation: which rows, in which order. DuckDB's; `meets(outline)` is given to it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from longbien.data.rules.contract.contract import Contract, Spatial, Temporal
from longbien.data.rules.features.asked import Asked, Box, Span
from longbien.data.rules.quoting import literal, name


def where(asked: Asked, contract: Contract) -> str:
    """The condition, ` WHERE` before it; nothing when all rows are asked."""
    held = " AND ".join(_conditions(asked, contract))
    return f" WHERE {held}" if held else ""


def page(asked: Asked, contract: Contract) -> str:
    """Where in the order of the key to begin, and how many to give."""
    return f" ORDER BY {key_of(contract)} LIMIT {asked.limit:d} OFFSET {asked.offset:d}"


def one(said: str, contract: Contract) -> str:
    """The condition that a feature has this id. ValueError for one that no text can be."""
    return f" WHERE CAST({key_of(contract)} AS VARCHAR) = {literal(said)}"


def key_of(contract: Contract) -> str:
    if contract.key is None:
        raise ValueError("rows without a key can't be asked for")
    return name(contract.key.name)


def _conditions(asked: Asked, contract: Contract) -> Iterator[str]:
    for column, value in asked.equal:
        yield f"{name(column)} = {literal(value)}"
    if asked.box and contract.spatial:
        yield _within(asked.box, contract.spatial)
    if asked.span and contract.temporal:
        yield from _during(asked.span, contract.temporal, contract)


def _within(box: Box, spatial: Spatial) -> str:
    if spatial.outline:
        return f"meets({name(spatial.outline)})"
    lon, lat = name(spatial.lon), name(spatial.lat)
    across = " OR ".join(f"{lon} BETWEEN {literal(one.west)} AND {literal(one.east)}" for one in box.parts)
    return f"({across}) AND {lat} BETWEEN {literal(box.south)} AND {literal(box.north)}"


def _during(span: Span, temporal: Temporal, contract: Contract) -> Iterator[str]:
    """A row that has no beginning holds from ever, one without an end for ever; a day is one of UTC."""
    if span.last:
        yield _or_open(temporal.since, "<=", span.last, contract)
    if span.first:
        yield _or_open(temporal.until or temporal.since, ">=", span.first, contract)


def _or_open(column: str, compared: str, at: datetime, contract: Contract) -> str:
    found = contract.column(column)
    value = literal(at if found and found.kind == "timestamp" else at.astimezone(UTC).date())
    return f"({name(column)} IS NULL OR {name(column)} {compared} {value})"
