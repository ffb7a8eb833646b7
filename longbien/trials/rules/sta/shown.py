"""An entity as it is told: its properties, its own address and those of what hangs on it. OGC 18-088, 8.1 and 9.3."""

from collections.abc import Mapping
from typing import Any

from longbien.trials.rules.mds.terms import EXTENSION
from longbien.trials.rules.sta.entities import Entity, Id
from longbien.trials.rules.sta.options import Options
from longbien.trials.rules.sta.terms import Said

ARRAY = ["id", "phenomenonTime", "result", "resultTime"]
NOTHING_SAID = ("result", "resultTime")  # needed by the standard, and null where nobody said it


def address(base: str, plural: str, number: Id) -> str:
    """`Things(1)`, or `Observations('sta:2:1762653600000000')`, below the root of a service."""
    return f"{base}/{plural}({number})" if isinstance(number, int) else f"{base}/{plural}('{number}')"


def shown(entity: Entity, base: str, options: Options, more: Mapping[str, Any]) -> Said:
    """What is told of an entity; `more`: what this house adds of its own. Expanded ways are put in by the caller."""
    here = address(base, entity.kind.plural, entity.id)
    said: Said = {"@iot.id": entity.id, "@iot.selfLink": here}
    for name in entity.kind.fields:
        if name in entity.said or name in NOTHING_SAID:
            said[name] = entity.said.get(name)
    for way in entity.kind.ways:
        if way not in options.expand:
            said[f"{way}@iot.navigationLink"] = f"{here}/{way}"
    if options.select:
        kept = {*options.select, *(f"{way}@iot.navigationLink" for way in options.select)}
        return {name: value for name, value in said.items() if name in kept}
    return {**said, EXTENSION: dict(more)} if more else said


def as_array(entities: list[Entity], base: str, options: Options) -> list[Said]:
    """Observations as data arrays, one for each Datastream, in the order in which these come."""
    names = ["id" if one == "@iot.id" else one for one in options.select] or ARRAY
    groups: dict[Id, Said] = {}
    for one in entities:
        stream = one.links["Datastream"]
        group = groups.setdefault(
            stream,
            {
                "Datastream@iot.navigationLink": address(base, "Datastreams", stream),
                "components": names,
                "dataArray@iot.count": 0,
                "dataArray": [],
            },
        )
        group["dataArray"].append([one.id if name == "id" else one.said.get(name) for name in names])
        group["dataArray@iot.count"] += 1
    return list(groups.values())
