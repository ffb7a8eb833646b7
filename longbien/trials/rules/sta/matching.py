"""Does an entity fit a $filter? Several values at the end of a path: one that fits is enough.

Values of different types never fit each other, and nothing fits null but `eq null`.
"""

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any, Protocol

from longbien.trials.rules.sta.entities import BY_NAME, Entity, Kind
from longbien.trials.rules.sta.filters import BINDS, Call, Literal, Moment, Node, Path
from longbien.trials.rules.sta.terms import DEEPEST, unfit
from longbien.trials.rules.sta.times import instant_us
from longbien.trials.rules.telemetry import from_us

IDS = ("id", "@iot.id")
TIMES = frozenset({"phenomenonTime", "resultTime", "validTime", "time"})
OWN = frozenset({"properties", "parameters", "result", "unitOfMeasurement", "location", "feature", "metadata"})
MOST_VALUES = 1_000  # at the end of one path


class Graph(Protocol):
    """Where the entities hang together."""

    def beside(self, entity: Entity, way: str) -> Sequence[Entity]:
        """The entities at the end of a way."""


class Matcher:
    """A $filter on entities of a kind, examined once; Refusal 400 for a path that isn't there."""

    def __init__(self, node: Node, kind: Kind, graph: Graph, now_us: int) -> None:
        _check(node, kind)
        self.node, self.graph, self.now_us = node, graph, now_us

    def fits(self, entity: Entity) -> bool:
        return any(value is True for value in self._values(self.node, entity))

    def value(self, entity: Entity) -> Any:
        """The first value of an expression, to sort by."""
        return next(self._values(self.node, entity), None)

    def _values(self, node: Node, entity: Entity) -> Iterator[Any]:
        if isinstance(node, Literal):
            yield node.value
        elif isinstance(node, Moment):
            yield node
        elif isinstance(node, Path):
            yield from _reached(node.steps, entity, self.graph)
        elif node.name in ("and", "or"):
            join = all if node.name == "and" else any
            yield join(any(value is True for value in self._values(arg, entity)) for arg in node.args)
        elif node.name == "not":
            yield not any(value is True for value in self._values(node.args[0], entity))
        elif node.name == "now":
            yield Moment(self.now_us)
        else:
            given = [list(self._values(arg, entity)) for arg in node.args]
            yield from (_called(node.name, args) for args in product(*given))


def check_path(steps: tuple[str, ...], kind: Kind) -> bool:
    """Whether a path leads to many. Refusal 400 when it leads nowhere."""
    many = False
    for turn, step in enumerate(steps):
        way = kind.ways.get(step)
        if way is None:
            is_there = step in IDS or step in kind.fields
            if not is_there or (len(steps) > turn + 1 and step not in OWN):
                unfit(f"{kind.name} không có “{step}”.", f"{kind.name} has no “{step}”.")
            return many
        if way.to == "Observation" or turn > DEEPEST:
            unfit(f"Không lọc được theo “{step}”.", f"“{step}” can't be asked about here.")
        many, kind = many or way.many, BY_NAME[way.to]
    return unfit("Đường dẫn phải kết thúc ở một thuộc tính.", "A path has to end at a property.")


def _check(node: Node, kind: Kind) -> bool:
    """Whether a part of a filter may have many values."""
    if isinstance(node, Path):
        return check_path(node.steps, kind)
    if not isinstance(node, Call):
        return False
    many = [_check(arg, kind) for arg in node.args]
    if node.name in ("and", "or", "not"):
        return False
    if sum(many) > 1:
        unfit("Không so sánh được hai danh sách với nhau.", "Two lists can't be compared with each other.")
    return any(many)


def _reached(steps: tuple[str, ...], entity: Entity, graph: Graph) -> Iterator[Any]:
    here, turn = [entity], 0
    while here and steps[turn] in here[0].kind.ways:
        here = [beside for one in here for beside in graph.beside(one, steps[turn])]
        turn += 1
    yield from (_own(steps[turn:], one) for one in here[:MOST_VALUES])


def _own(steps: tuple[str, ...], entity: Entity) -> Any:
    if steps[0] in IDS:
        return entity.id
    value: Any = entity.said.get(steps[0])
    for step in steps[1:]:
        value = value.get(step) if isinstance(value, dict) else None
    return _moment(value) if steps[0] in TIMES else value


def _moment(written: Any) -> Moment | None:
    try:
        return Moment(instant_us(written))
    except (ValueError, TypeError):
        return None


def _called(name: str, args: tuple[Any, ...]) -> Any:
    if name in COMPARED:
        return _compared(name, *args)
    if name in BINDS or name in NUMERIC:
        return _number(name, args)
    if name in ON_TIME:
        return _part(name, args[0])
    if all(isinstance(arg, str) for arg in args):
        return ON_TEXT[name](*args)
    return None


def _compared(name: str, left: Any, right: Any) -> bool:
    if isinstance(left, Moment) and isinstance(right, str):
        right = _moment(right)
    if isinstance(right, Moment) and isinstance(left, str):
        left = _moment(left)
    if isinstance(left, Moment) and isinstance(right, Moment):
        left, right = left.at_us, right.at_us
    if name in ("eq", "ne"):
        return (_alike(left, right) and left == right) == (name == "eq")
    if left is None or right is None or not _alike(left, right) or isinstance(left, dict | list):
        return False
    return bool(COMPARED[name](left, right))


def _alike(left: Any, right: Any) -> bool:
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (left, right))
    return numbers or type(left) is type(right)


def _number(name: str, args: tuple[Any, ...]) -> float | None:
    if any(isinstance(arg, bool) or not isinstance(arg, int | float) for arg in args):
        return None
    try:
        found = NUMERIC[name](*args)
        return found if isinstance(found, int) or math.isfinite(found) else None
    except (ArithmeticError, ValueError):
        return None


def _part(name: str, given: Any) -> int | None:
    moment = _moment(given) if isinstance(given, str) else given
    return ON_TIME[name](from_us(moment.at_us)) if isinstance(moment, Moment) else None


COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le,
}  # fmt: skip
NUMERIC: Mapping[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv, "mod": math.fmod,
    "neg": operator.neg, "round": round, "floor": math.floor, "ceiling": math.ceil,
}  # fmt: skip
ON_TIME: Mapping[str, Callable[[datetime], int]] = {
    name: operator.attrgetter(name) for name in ("year", "month", "day", "hour", "minute", "second")
}
ON_TEXT: Mapping[str, Callable[..., Any]] = {
    "substringof": lambda part, whole: part in whole,
    "contains": lambda whole, part: part in whole,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "length": len,
    "tolower": str.lower,
    "toupper": str.upper,
    "trim": str.strip,
}
