"""A contract as data: what a data set is, who answers for it, what its rows and columns promise.

Source: Open Data Contract Standard 3.1 (Bitol, LF AI & Data). What the standard has no word for (texts in several
languages, who may see it, where rows come from) stands in its `customProperties`, as the standard means it to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from longbien.data.rules.contract.processing import Processing, read_processing
from longbien.kernel.text import Text

Kind = Literal["string", "integer", "number", "boolean", "date", "timestamp"]
Access = Literal["open", "shared", "restricted"]
Class = Literal["public", "internal", "personal", "sensitive"]
Metric = Literal["missingValues", "invalidValues", "duplicateValues", "rowCount"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ACCESSES: tuple[Access, ...] = get_args(Access)
CLASSES: tuple[Class, ...] = get_args(Class)
METRICS: tuple[Metric, ...] = get_args(Metric)
OPERATORS = ("mustBe", "mustBeGreaterOrEqualTo", "mustBeLessOrEqualTo")


@dataclass(frozen=True)
class Check:
    """A promise that can be counted: `metric` of a column (or of all rows) against a bound.

    `valid` and `pattern` say which values are valid (`invalidValues` counts the others).
    """

    metric: Metric
    operator: str
    bound: int
    valid: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its kind, its name in words, whether a value must stand, whether no two rows share it.

    `sorts` is its place among the columns that the rows lie by in the lake, from 1; 0 for one that they don't.
    """

    name: str
    kind: Kind
    title: Text
    about: Text | None = None
    is_required: bool = False
    is_unique: bool = False
    is_key: bool = False
    classified: Class = "public"
    checks: tuple[Check, ...] = ()
    sorts: int = 0

    @property
    def is_personal(self) -> bool:
        return self.classified in ("personal", "sensitive")


@dataclass(frozen=True)
class Spatial:
    """Where a row lies, WGS 84: two columns of degrees, or one whose text is a GeoJSON geometry (`outline`)."""

    lon: str = ""
    lat: str = ""
    outline: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.outline,) if self.outline else (self.lon, self.lat)


@dataclass(frozen=True)
class Temporal:
    """When a row holds: at the day or instant of one column, or from there to that of another; none there: for ever."""

    since: str
    until: str = ""


@dataclass(frozen=True)
class Contract:
    """What is promised of a data set. `source` names the supply that its rows come from; `licence` is an address;
    `owner` the organisation of the hub that answers for it, where it names one."""

    code: str
    version: str
    title: Text
    about: Text
    publisher: Text
    theme: str
    access: Access
    licence: str
    source: str
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    limits: Text | None = None
    every: str = ""
    owner: str = ""
    processing: Processing | None = None
    spatial: Spatial | None = None
    temporal: Temporal | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """The columns that the rows lie by in the lake, so that readers skip what they don't ask for."""
        return tuple(one.name for one in sorted(self.columns, key=lambda one: one.sorts) if one.sorts)

    @property
    def is_personal(self) -> bool:
        """Whether any column tells of persons."""
        return any(one.is_personal for one in self.columns)

    @property
    def is_about_persons(self) -> bool:
        """Whether anybody may ask to be erased from it, however its columns are classified."""
        return self.is_personal or self.processing is not None

    @property
    def may_be_empty(self) -> bool:
        """Whether it promises a number of rows that none keeps too."""
        counted = [one for one in self.checks if one.metric == "rowCount"]
        return bool(counted) and all(one.operator == "mustBeLessOrEqualTo" or one.bound == 0 for one in counted)

    @property
    def key(self) -> Column | None:
        """The column that names a row."""
        return next((one for one in self.columns if one.is_key), None)

    def column(self, name: str) -> Column | None:
        return next((one for one in self.columns if one.name == name), None)


def read_contract(data: Mapping[str, Any], languages: tuple[str, ...]) -> Contract:
    """The contract that a file holds whose shape was found right (`data.hub`). `version` is that of the contract."""
    own = {one["property"]: one["value"] for one in data["customProperties"]}
    (table,) = data["schema"]
    return Contract(
        code=data["id"],
        version=data["version"],
        title=Text.from_data(own["title"], languages),
        about=Text.from_data(own["about"], languages),
        publisher=Text.from_data(own["publisher"], languages),
        theme=data["domain"],
        access=own["access"],
        licence=own["licence"],
        source=own["source"],
        columns=tuple(_column(one, languages) for one in table["properties"]),
        checks=tuple(map(_check, table.get("quality", ()))),
        limits=Text.from_data(own["limits"], languages) if "limits" in own else None,
        every=own.get("frequency", ""),
        owner=own.get("owner", ""),
        processing=read_processing(own["processing"], languages) if "processing" in own else None,
        spatial=Spatial(**own["spatial"]) if "spatial" in own else None,
        temporal=Temporal(**own["temporal"]) if "temporal" in own else None,
    )


def _column(data: Mapping[str, Any], languages: tuple[str, ...]) -> Column:
    own = {one["property"]: one["value"] for one in data["customProperties"]}
    return Column(
        name=data["name"],
        kind=cast(Kind, data["logicalType"]),
        title=Text.from_data(own["title"], languages),
        about=Text.from_data(own["about"], languages) if "about" in own else None,
        is_required=data.get("required", False),
        is_unique=data.get("unique", False) or data.get("primaryKey", False),
        is_key=data.get("primaryKey", False),
        classified=data.get("classification", "public"),
        checks=tuple(map(_check, data.get("quality", ()))),
        sorts=data.get("partitionKeyPosition", 1) if data.get("partitioned") else 0,
    )


def _check(data: Mapping[str, Any]) -> Check:
    operator = next(one for one in OPERATORS if one in data)
    arguments = data.get("arguments", {})
    return Check(
        data["metric"], operator, data[operator], tuple(arguments.get("validValues", ())), arguments.get("pattern", "")
    )
