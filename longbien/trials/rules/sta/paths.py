"""Read what comes behind the root of the service: `Things(1)/Datastreams(2)/Observations`. OGC 18-088, 9.2."""

import re
from dataclasses import dataclass
from typing import Literal

from longbien.kernel.refusal import not_found
from longbien.trials.rules.sta.entities import BY_NAME, BY_PLURAL, Id, Kind
from longbien.trials.rules.sta.terms import DEEPEST, unfit

STEP = re.compile(r"([A-Za-z]+)(?:\((?:(\d{1,18})|'([A-Za-z0-9._:~-]{1,80})')\))?").fullmatch


@dataclass(frozen=True)
class Step:
    """A step from an entity (or the root) to a set of a kind by a `way`, and to one of it by `id`, if one is named.

    A way to a single entity leads to that one.
    """

    way: str
    kind: Kind
    many: bool
    id: Id | None = None


@dataclass(frozen=True)
class Place:
    """Where a path leads: by `steps`, then to a property, told as an object, as its `value` alone, or as a `ref`."""

    steps: tuple[Step, ...]
    field: str = ""
    told: Literal["", "value", "ref"] = ""

    @property
    def kind(self) -> Kind:
        return self.steps[-1].kind

    @property
    def is_set(self) -> bool:
        """Whether it leads to a set and not to one of it."""
        return self.steps[-1].many and self.steps[-1].id is None and not self.field


def read_path(path: str) -> Place:
    """Where a path leads. Refusal 404 when no such thing can be, 400 for what is told in no such way."""
    parts = path.strip("/").split("/")
    told = parts.pop() if parts[-1] in ("$ref", "$value") else ""
    steps: list[Step] = []
    field = ""
    for part in parts:
        match = STEP(part)
        if match is None or field or len(steps) > DEEPEST:
            raise not_found()
        step = _step(match[1], _id(match[2], match[3]), steps)
        if step is not None:
            steps.append(step)
        elif steps and not _is_many(steps[-1]) and match[0] == match[1] and match[1] in steps[-1].kind.fields:
            field = match[1]
        else:
            raise not_found()
    place = Place(tuple(steps), field, told[1:])  # type: ignore[arg-type]
    if not steps or (told == "$value") != bool(field and told):
        unfit(f"{told} không dùng được ở đây.", f"{told} can't be asked of this.")
    return place


def _step(name: str, wanted: Id | None, before: list[Step]) -> Step | None:
    if not before:
        kind = BY_PLURAL.get(name)
        return Step(name, kind, many=True, id=wanted) if kind else None
    way = before[-1].kind.ways.get(name)
    if way is None or _is_many(before[-1]) or (wanted is not None and not way.many):
        return None
    return Step(name, BY_NAME[way.to], many=way.many, id=wanted)


def _is_many(step: Step) -> bool:
    return step.many and step.id is None


def _id(number: str | None, text: str | None) -> Id | None:
    """What stands in quotes and is a number names the same as the number."""
    written = number or text
    if written is None:
        return None
    return int(written) if written.isdigit() and len(written) < 19 else written
