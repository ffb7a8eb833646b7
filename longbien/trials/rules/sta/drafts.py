"""What a request declares: an entity with all that it brings along, each under the next number of its kind.

A part with an `@iot.id` is a known entity, whatever else clients say of it; one without becomes a new one. OGC 18-088,
10.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from longbien.trials.rules.mds.fields import faults_of
from longbien.trials.rules.reading import NAME
from longbien.trials.rules.sta.entities import BY_NAME, DATASTREAM, LOCATION, THING, Entity, Kind
from longbien.trials.rules.sta.patches import patched
from longbien.trials.rules.sta.terms import DEEPEST, MOST_ENTITIES, Said, absent, number_in, unfit

ID = "@iot.id"
COMPUTED = frozenset({"phenomenonTime", "resultTime"})  # of a Datastream: found from its observations, never said
DEVICE = "device"
How = Literal["merge", "replace", "patch"]


class Known(Protocol):
    """What is declared so far."""

    def next_number(self, kind: Kind) -> int:
        """The number after the highest of a kind."""

    def has(self, kind: Kind, number: int) -> bool:
        """Whether there is such an entity."""


@dataclass
class Drafts:
    """What is to be declared: `made` by kind and number, and where known Things stand from now on (`moved`)."""

    known: Known
    made: dict[tuple[str, int], Said] = field(default_factory=dict)
    moved: dict[int, list[int]] = field(default_factory=dict)

    def add(self, kind: Kind, body: Any, given: Mapping[str, Any], depth: int = 0) -> int:
        """The number of a new entity; `given` are the ways that its place in the request says. Refusal 400."""
        if not isinstance(body, dict) or ID in body:
            unfit(f"{kind.name}: cần một đối tượng JSON không có {ID}.", f"{kind.name}: a JSON object without {ID}.")
        if depth > DEEPEST or len(self.made) >= MOST_ENTITIES:
            unfit(
                f"Tối đa {MOST_ENTITIES} thực thể, lồng không quá {DEEPEST} lớp.",
                f"At most {MOST_ENTITIES} entities, {DEEPEST} within each other.",
            )
        number = self._number(kind)
        content = self.made[kind.code, number] = {}
        content |= properties(kind, body)
        ways = {**{way: body[way] for way in kind.ways if way in body}, **given}
        for way, said in ways.items():
            self._follow(kind, number, way, said, depth)
        lacking = [way for way, one in kind.ways.items() if one.said and not one.many and way not in content]
        if lacking:
            unfit(f"{kind.name} cần {', '.join(lacking)}.", f"{kind.name} needs {', '.join(lacking)}.")
        if kind is THING:
            content[DEVICE] = device_of(content, number)
        return number

    def _number(self, kind: Kind) -> int:
        return self.known.next_number(kind) + sum(code == kind.code for code, _ in self.made)

    def _follow(self, kind: Kind, number: int, way: str, said: Any, depth: int) -> None:
        """Take one way of an entity: what lies there is known, or declared with it."""
        relation, content = kind.ways[way], self.made[kind.code, number]
        to = BY_NAME[relation.to]
        if not to.code or (kind.name, way) == ("FeatureOfInterest", "Observations"):
            unfit(f"Không gửi {way} ở đây được.", f"{way} can't be sent here.")
        if relation.said:
            found = [self.linked(to, one, depth) for one in _listed(said, way, many=relation.many)]
            content[way] = found if relation.many else found[0]
            return
        for one in _listed(said, way, many=True):
            if kind is LOCATION and isinstance(one, dict) and ID in one:
                self.moved.setdefault(self.linked(to, one, depth), []).append(number)
            else:
                here = [{ID: number}] if kind is LOCATION else {ID: number}
                back = next(name for name, other in to.ways.items() if other.said and other.to == kind.name)
                self.add(to, one, {back: here}, depth + 1)

    def linked(self, kind: Kind, said: Any, depth: int = 0) -> int:
        """The number of an entity that is named, or declared on the spot."""
        if not isinstance(said, dict) or ID not in said:
            return self.add(kind, said, {}, depth + 1)
        number = number_in(said[ID])
        if number is None or not (self.known.has(kind, number) or (kind.code, number) in self.made):
            absent(kind.name, said[ID])
        return number


def properties(kind: Kind, body: Mapping[str, Any], *, whole: bool = True) -> Said:
    """What a body says of an entity itself. Refusal 400 naming what is missing, wrong or unheard of."""
    said = {name: body[name] for name in kind.fields if name in body}
    strange = [
        name for name in body
        if name not in kind.fields and name not in kind.ways and "@iot." not in name and name not in COMPUTED
    ]  # fmt: skip
    found = faults_of(said, kind.fields)
    missing = found.missing if found and whole else ()
    wrong = (*(found.wrong if found else ()), *strange)
    if missing or wrong:
        unfit(
            f"{kind.name}: thiếu {', '.join(missing) or '–'}; không hợp lệ {', '.join(wrong) or '–'}.",
            f"{kind.name}: missing {', '.join(missing) or '–'}; not valid {', '.join(wrong) or '–'}.",
        )
    return said


def device_of(content: Mapping[str, Any], number: int) -> str:
    """The device that a Thing is among telemetry: `properties.device`, or its name where that is a plain one."""
    wanted = (content.get("properties") or {}).get(DEVICE)
    if wanted is not None and not (isinstance(wanted, str) and NAME(wanted)):
        unfit(
            "properties.device cần 1–64 chữ cái không dấu, chữ số hoặc . _ : ~ -.",
            "properties.device needs 1–64 plain letters, digits or . _ : ~ -.",
        )
    name = content["name"]
    return wanted or (name if NAME(name) else f"thing-{number}")


def next_version(entity: Entity, body: Any, how: How, drafts: Drafts) -> Said:
    """What an entity says after a change: `merge` PATCH, `replace` PUT, or a JSON `patch`. Refusal 400."""
    kind, before = entity.kind, {**entity.said, **entity.links}
    if how == "patch":
        body = patched({name: value for name, value in entity.said.items() if name in kind.fields}, body)
    if not isinstance(body, dict):
        unfit("Cần một đối tượng JSON.", "A JSON object is needed.")
    kept = before if how == "merge" else {name: value for name, value in before.items() if name not in kind.fields}
    now = {**kept, **properties(kind, body, whole=how != "merge")}
    for way in (way for way in kind.ways if way in body):
        now[way] = _rehung(entity, way, body[way], drafts)
    if kind is THING and _device(body) not in (None, before[DEVICE]):
        unfit("Thiết bị của Thing không đổi được.", "The device of a Thing can't be changed.")
    return now


def _rehung(entity: Entity, way: str, said: Any, drafts: Drafts) -> Any:
    """What an entity hangs on from now on."""
    relation = entity.kind.ways[way]
    if not relation.said:
        unfit(f"Hãy gửi {way} riêng.", f"Send {way} on their own.")
    to = BY_NAME[relation.to]
    found = [drafts.linked(to, one) for one in _listed(said, way, many=relation.many)]
    if (entity.kind, way) == (DATASTREAM, "Thing") and found != [entity.links[way]]:
        unfit("Thing của Datastream không đổi được.", "The Thing of a Datastream can't be changed.")
    return found if relation.many else found[0]


def _device(body: Mapping[str, Any]) -> Any:
    return (body.get("properties") or {}).get(DEVICE)


def _listed(said: Any, way: str, *, many: bool) -> list[Any]:
    if many != isinstance(said, list):
        what = ("một danh sách", "a list") if many else ("một đối tượng", "an object")
        unfit(f"{way} cần {what[0]}.", f"{way} needs {what[1]}.")
    return said if many else [said]
