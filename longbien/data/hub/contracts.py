"""The hub's `data/*.yaml`: the contract of one data set a file, in the Open Data Contract Standard 3.1."""

from collections.abc import Iterator
from datetime import datetime

from longbien.data.actions.sets.list_data_set import list_data_set
from longbien.data.registry import BY_STEWARDS, supplies, supply_called
from longbien.data.rules import reserved
from longbien.data.rules.contract.contract import (
    ACCESSES,
    CLASSES,
    KINDS,
    METRICS,
    OPERATORS,
    Contract,
    read_contract,
)
from longbien.data.rules.contract.placing import misplaced
from longbien.data.rules.contract.themes import THEMES
from longbien.data.rules.contract.vocabulary import FREQUENCIES
from longbien.kernel.hub import Files, Hub, Section, register
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import (
    Either,
    Finding,
    Line,
    ListOf,
    OneOf,
    Record,
    Ref,
    Shape,
    Spot,
    Whole,
    Words,
    YesNo,
    code,
    examine,
)
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text

COLUMN_NAME = r"[a-z][a-z0-9_]{0,59}"


PROCESSING = Record(
    {"purpose": Words(), "ground": Words(), "subjects": Words(), "safeguards": Words()},
    {"person": Line(COLUMN_NAME),
     "retention": Record({}, {"years": Whole(1, 100), "months": Whole(1, 1200), "days": Whole(1, 36_500)})},
)  # fmt: skip


class Own:
    """`customProperties`: a list of `{property, value}`, each property once, as `shapes` say."""

    def __init__(self, required: dict[str, Shape], optional: dict[str, Shape] | None = None) -> None:
        self.record = Record(required, optional or {})

    def examine(self, at: Spot) -> Iterator[Finding]:
        yield from _placed(at, self.record)


def _placed(at: Spot, record: Record) -> Iterator[Finding]:
    """Each value in its own place of the file."""
    if not isinstance(at.value, list):
        yield at.fault(vi="cần một danh sách {property, value}", en="a list of {property, value} is needed")
        return
    seen = set()
    for place, one in enumerate(at.value):
        name = one.get("property") if isinstance(one, dict) else None
        shape = record.required.get(name) or record.optional.get(name) if isinstance(name, str) else None
        if shape is None or "value" not in one or name in seen:
            known = ", ".join((*record.required, *record.optional))
            yield at.into(place).fault(
                vi=f"cần một property (mỗi thứ một lần) trong: {known}, và value của nó",
                en=f"one property (each once) of: {known}, with its value, is needed",
            )
            continue
        seen.add(name)
        yield from shape.examine(at.into(place).into("value"))
    for name in record.required.keys() - seen:
        yield at.fault(vi=f"thiếu property “{name}”", en=f"property “{name}” is missing")


ARGUMENTS = Record({}, {"validValues": ListOf(Line(), minimum=1), "pattern": Line()})
BOUNDED: dict[str, Shape] = dict.fromkeys(OPERATORS, Whole(0))
QUALITY = ListOf(Record({"type": OneOf(("library",)), "metric": OneOf(METRICS)}, {"arguments": ARGUMENTS, **BOUNDED}))
PROPERTY = Record(
    {
        "name": Line(COLUMN_NAME), "logicalType": OneOf(KINDS),
        "customProperties": Own({"title": Words()}, {"about": Words()}),
    },
    {
        "required": YesNo(), "unique": YesNo(), "primaryKey": YesNo(), "primaryKeyPosition": Whole(1),
        "partitioned": YesNo(), "partitionKeyPosition": Whole(1),
        "classification": OneOf(CLASSES), "description": Line(), "quality": QUALITY,
    },
)  # fmt: skip
TABLE = Record(
    {"name": Line(COLUMN_NAME), "logicalType": OneOf(("object",)), "physicalType": OneOf(("table",)),
     "properties": ListOf(PROPERTY, minimum=1)},
    {"quality": QUALITY, "description": Line()},
)  # fmt: skip
SPATIAL = Either((Record({"outline": Line(COLUMN_NAME)}), Record({"lon": Line(COLUMN_NAME), "lat": Line(COLUMN_NAME)})))
TEMPORAL = Record({"since": Line(COLUMN_NAME)}, {"until": Line(COLUMN_NAME)})
CONTRACT = Record(
    {
        "apiVersion": OneOf(("v3.1.0",)), "kind": OneOf(("DataContract",)), "id": code(),
        "name": Line(), "version": Line(r"\d+\.\d+\.\d+"), "status": OneOf(("active", "draft", "deprecated")),
        "domain": OneOf(tuple(THEMES)), "schema": ListOf(TABLE, minimum=1, maximum=1),
        "customProperties": Own(
            {"title": Words(), "about": Words(), "publisher": Words(), "access": OneOf(ACCESSES), "licence": Line(),
             "source": Line()},
            {"frequency": OneOf(tuple(FREQUENCIES)), "limits": Words(), "owner": Ref("organisation"),
             "processing": PROCESSING, "spatial": SPATIAL, "temporal": TEMPORAL},
        ),
    },
    {"description": Record({}, {"purpose": Line(), "usage": Line(), "limitations": Line()}), "tags": ListOf(Line())},
)  # fmt: skip


def check(hub: Hub, files: Files) -> Iterator[Finding]:
    """The shape of each file; no data set and no column twice; that its rows come from somewhere."""
    first: dict[str, str] = {}
    for file in files:
        found = examine(file, CONTRACT, hub.languages)
        yield from found
        if any(isinstance(one, Fault) for one in found):
            continue
        contract = read_contract(file.data, hub.languages)
        if first.setdefault(contract.code, file.file) != file.file:
            known = first[contract.code]
            yield file.fault(
                ("id",), Text.of(vi=f"mã này đã dùng trong {known}", en=f"this code is already used in {known}")
            )
        yield from _named(file, contract)
        yield from _of_persons(file, contract)
        for what in misplaced(contract):
            yield file.fault(("customProperties",), what)
        if contract.source != BY_STEWARDS and supply_called(contract.source) is None:
            known = ", ".join((BY_STEWARDS, *supplies()))
            what = Text.of(vi=f"không có nguồn “{contract.source}”; có: {known}",
                           en=f"there is no supply “{contract.source}”; known: {known}")  # fmt: skip
            yield file.fault(("customProperties",), what)


def _named(file: Sourced, contract: Contract) -> Iterator[Fault]:
    """A code that no page stands at, and no column twice."""
    if contract.code in reserved.SETS:
        yield file.fault(("id",), reserved.words(contract.code))
    names = [one.name for one in contract.columns]
    for place, name in enumerate(names):
        if names.index(name) != place:
            what = Text.of(vi=f"cột “{name}” có hai lần", en=f"column “{name}” stands twice")
            yield file.fault(("schema", 0, "properties", place, "name"), what)


def _of_persons(file: Sourced, contract: Contract) -> Iterator[Fault]:
    """Who holds data of persons says why and on what ground, and names a column that is there."""
    where = ("customProperties",)
    processing = contract.processing
    if processing is None:
        if contract.is_personal:
            yield file.fault(
                where, Text.of(vi="có dữ liệu cá nhân nên cần property “processing”",
                               en="personal data are in it: property “processing” is needed")
            )  # fmt: skip
    elif processing.person and contract.column(processing.person) is None:
        yield file.fault(
            where, Text.of(vi=f"không có cột “{processing.person}”", en=f"no column “{processing.person}”")
        )


def load(hub: Hub, files: Files, at: datetime) -> None:
    for file in files:
        list_data_set(file.data, read_contract(file.data, hub.languages), at=at)


def codes(hub: Hub, files: Files) -> list[str]:
    return [file.data["id"] for file in files]


register(Section("data/*.yaml", check, load, {"data-set": codes}))
