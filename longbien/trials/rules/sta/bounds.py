"""What of a $filter on observations the database can answer: times, and of which Datastream. The rest is tried on each.

An interval of time counts by its last moment, as everywhere in this house (`times`).
"""

from dataclasses import dataclass, replace

from longbien.trials.rules.sta.filters import Call, Literal, Moment, Node, Path

EVER = -(2**62), 2**62
TIME, STREAM = Path(("phenomenonTime",)), (Path(("Datastream", "id")), Path(("Datastream", "@iot.id")))
FLIPPED = {"gt": "lt", "lt": "gt", "ge": "le", "le": "ge", "eq": "eq"}


@dataclass(frozen=True)
class Bounds:
    """Microseconds from `first` up to and with `last`, of a Datastream (None: of any); `rest`: what else must hold."""

    first: int = EVER[0]
    last: int = EVER[1]
    stream: int | None = None
    rest: Node | None = None


def bounds(node: Node | None) -> Bounds:
    """The bounds that a filter sets by what it joins with `and`."""
    found = Bounds()
    for part in _joined(node):
        found = _narrowed(found, part)
    return found


def _joined(node: Node | None) -> list[Node]:
    if isinstance(node, Call) and node.name == "and":
        return [part for arg in node.args for part in _joined(arg)]
    return [] if node is None else [node]


def _narrowed(found: Bounds, part: Node) -> Bounds:
    if isinstance(part, Call) and part.name in FLIPPED:
        name, (left, right) = part.name, part.args
        if isinstance(right, Path):
            name, left, right = FLIPPED[name], right, left
        if left == TIME and isinstance(right, Moment):
            return _timed(found, name, right.at_us)
        number = right.value if isinstance(right, Literal) else None
        if left in STREAM and name == "eq" and type(number) is int and found.stream in (None, number):
            return replace(found, stream=number)
    return replace(found, rest=part if found.rest is None else Call("and", (found.rest, part)))


def _timed(found: Bounds, name: str, at_us: int) -> Bounds:
    first = at_us + (name == "gt") if name in ("gt", "ge", "eq") else EVER[0]
    last = at_us - (name == "lt") if name in ("lt", "le", "eq") else EVER[1]
    return replace(found, first=max(found.first, first), last=min(found.last, last))
