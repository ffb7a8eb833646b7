"""Query options: which entities of a set, in which order, with what beside them. OGC 18-088, 9.3."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

from longbien.trials.rules.sta.entities import BY_NAME, Kind
from longbien.trials.rules.sta.filters import Node, Path, read_filter
from longbien.trials.rules.sta.matching import IDS, check_path
from longbien.trials.rules.sta.terms import DEEPEST, LARGEST_PAGE, MOST_EXPANDED, PAGE, unfit

KNOWN = ("$top", "$skip", "$count", "$orderby", "$select", "$expand", "$filter", "$resultFormat")


@dataclass(frozen=True)
class Order:
    """What to sort by, and whether the largest comes first."""

    path: Path
    falling: bool


@dataclass(frozen=True)
class Options:
    """What was asked of a set of entities."""

    top: int = PAGE
    skip: int = 0
    count: bool = False
    order: tuple[Order, ...] = ()
    select: tuple[str, ...] = ()
    expand: Mapping[str, "Options"] = field(default_factory=dict)
    filter: Node | None = None
    is_array: bool = False
    given: Mapping[str, str] = field(default_factory=dict, compare=False)  # as it was written


def read_options(given: Mapping[str, str], kind: Kind, depth: int = 0) -> Options:
    """The options of a request for entities of a kind. Refusal 400 for what can't be read or is not offered."""
    for name in given:
        if name.startswith("$") and name not in KNOWN:
            unfit(
                f"Không hỗ trợ “{name}”. Có: {', '.join(KNOWN)}.", f"“{name}” is not offered: {', '.join(KNOWN)} are."
            )
    array = given.get("$resultFormat")
    if array not in (None, "dataArray") or (array and (kind.name != "Observation" or depth)):
        unfit("$resultFormat chỉ nhận dataArray, cho Observations.", "$resultFormat is dataArray, of Observations.")
    options = Options(
        top=min(_whole(given, "$top", PAGE), LARGEST_PAGE),
        skip=_whole(given, "$skip", 0),
        count=_flag(given.get("$count", "false")),
        order=tuple(_order(one, kind) for one in _parts(given.get("$orderby", ""), ",")),
        select=tuple(_selected(one.strip(), kind) for one in _parts(given.get("$select", ""), ",")),
        expand=_expanded(given.get("$expand", ""), kind, depth),
        filter=read_filter(given["$filter"]) if given.get("$filter") else None,
        is_array=bool(array),
        given=given,
    )
    if not depth and _size(options) > MOST_EXPANDED:
        unfit(f"$expand có tối đa {MOST_EXPANDED} quan hệ.", f"$expand follows at most {MOST_EXPANDED} ways.")
    return options


def _expanded(text: str, kind: Kind, depth: int) -> Mapping[str, Options]:
    """What to show beside: `A/B,C($expand=D;$top=1)`."""
    found: dict[str, Options] = {}
    for one in _parts(text, ","):
        path, inside = _opened(one.strip())
        step, _, rest = path.partition("/")
        way = kind.ways.get(step)
        if way is None:
            unfit(f"{kind.name} không có “{step}” để mở rộng.", f"{kind.name} has no “{step}” to expand.")
        if depth >= DEEPEST:
            unfit("$expand lồng quá sâu.", "The $expand is nested too deeply.")
        given = _pairs(inside) if not rest else {"$expand": f"{rest}({inside})" if inside else rest}
        found[step] = _joined(found.get(step), read_options(given, BY_NAME[way.to], depth + 1))
    return found


def _joined(before: Options | None, now: Options) -> Options:
    """The same way named twice: both of what hangs on it."""
    if before is None:
        return now
    deeper = dict(before.expand)
    for step, options in now.expand.items():
        deeper[step] = _joined(deeper.get(step), options)
    chosen = before if now == replace(Options(), expand=now.expand) else now
    return replace(chosen, expand=deeper)


def _size(options: Options) -> int:
    return sum(1 + _size(one) for one in options.expand.values())


def _opened(one: str) -> tuple[str, str]:
    """`A/B($top=1)` → `A/B` and `$top=1`."""
    path, bracket, inside = one.partition("(")
    if not bracket:
        return path.strip(), ""
    if not inside.endswith(")"):
        _torn(one)
    return path.strip(), inside[:-1]


def _pairs(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in _parts(inside, ";"):
        name, _, value = one.strip().partition("=")
        if not name.startswith("$"):
            _torn(one)
        found[name] = value
    return found


def _parts(text: str, mark: str) -> Iterator[str]:
    """The parts of a text between marks that stand in no brackets and no quotes."""
    start = depth = 0
    quoted = False
    for at, one in enumerate(text):
        if one == "'":
            quoted = not quoted
        elif not quoted:
            depth += {"(": 1, ")": -1}.get(one, 0)
            if depth < 0:
                _torn(text)
            if one == mark and not depth:
                yield text[start:at]
                start = at + 1
    if depth or quoted:
        _torn(text)
    if text[start:].strip():
        yield text[start:]


def _torn(text: str) -> NoReturn:
    unfit(f"Ngoặc hoặc dấu nháy không khớp: “{text[:60]}”.", f"Brackets or quotes don't match: “{text[:60]}”.")


def _order(one: str, kind: Kind) -> Order:
    words = one.split()
    if not 1 <= len(words) <= 2 or (words[-1].lower() in ("asc", "desc") and len(words) == 1):
        unfit(f"Không hiểu $orderby “{one}”.", f"The $orderby “{one}” can't be read.")
    way = words[1].lower() if len(words) == 2 else "asc"
    path = Path(tuple(words[0].split("/")))
    if way not in ("asc", "desc") or check_path(path.steps, kind):
        unfit(f"Không sắp xếp được theo “{one}”.", f"“{one}” is nothing to sort by.")
    return Order(path, way == "desc")


def _selected(name: str, kind: Kind) -> str:
    if name not in (*IDS, *kind.fields, *kind.ways):
        unfit(f"{kind.name} không có “{name}”.", f"{kind.name} has no “{name}”.")
    return "@iot.id" if name == "id" else name


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    written = given.get(name, str(default)).strip()
    if not (written.isascii() and written.isdigit()) or len(written) > 9:
        unfit(f"{name} cần một số nguyên từ 0.", f"{name} needs a whole number from 0.")
    return int(written)


def _flag(written: str) -> bool:
    if written.lower() not in ("true", "false"):
        unfit("$count cần true hoặc false.", "$count needs true or false.")
    return written.lower() == "true"
