"""Reads hub.yaml and the calendars beside it; names every fault by file and line."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holidays.registry import COUNTRIES

from longbien.kernel.hub import Files, Hub, Section, register, shaped
from longbien.kernel.refusal import Fault
from longbien.kernel.shape import Finding, examine
from longbien.kernel.sourced import Path_, Sourced, Unreadable, read_yaml
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.site.hub_shape import CALENDAR, HUB, LANGUAGES

SHOWN = 100


class BrokenHub(Exception):
    """A hub's folder can't be used. `faults` say where and why; the message has a line for each, a hundred a file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(_lines(faults)))
        self.faults = faults


def _lines(faults: tuple[Fault, ...]) -> Iterator[str]:
    told = Counter[str]()
    for fault in faults:
        file = fault.where.rpartition(":")[0]
        told[file] += 1
        if told[file] <= SHOWN:
            yield line_of(fault)
    yield from (f"{file}: … +{count - SHOWN}" for file, count in told.items() if count > SHOWN)


def line_of(fault: Fault) -> str:
    """`hub.yaml:12: thiếu khoá “name” | key “name” is missing`: one line, every language."""
    said = " ".join(" | ".join(fault.what.values()).split())
    return f"{fault.where}: {said}"


def read_hub(folder: Path) -> Hub:
    """The hub of a folder. BrokenHub names every fault of hub.yaml and of the calendars."""
    file = _read(folder, folder / "hub.yaml")
    _refuse(examine_hub(file))
    data = file.data
    languages = tuple(data["languages"])
    calendars = tuple(_read(folder, path) for path in sorted((folder / "calendars").glob("*.yaml")))
    for calendar in calendars:
        _refuse(examine(calendar, CALENDAR, languages))
    return Hub(
        code=data["code"],
        folder=folder,
        name=Text.from_data(data["name"], languages),
        city=Text.from_data(data["city"], languages),
        country=data["country"],
        languages=languages,
        currency=data["currency"],
        timezone=data["timezone"],
        calendar=_calendar(data, calendars),
        stages={code: Text.from_data(stage["name"], languages) for code, stage in data["stages"].items()},
        roles={code: Text.from_data(name, languages) for code, name in data["roles"].items()},
        log_origin=data["log_origin"],
        data=data,
    )


def examine_hub(file: Sourced) -> list[Finding]:
    """Faults and references of hub.yaml: its shape, then what a shape can't say."""
    data = file.data if isinstance(file.data, dict) else {}
    given = data.get("languages")
    languages = tuple(code for code in given if code in LANGUAGES) if isinstance(given, list) else ()
    found = examine(file, HUB, languages or LANGUAGES)
    return found if any(isinstance(one, Fault) for one in found) else [*found, *_beyond_shape(file)]


def _beyond_shape(file: Sourced) -> Iterator[Fault]:
    data = file.data

    def fault(path: Path_, *, vi: str, en: str) -> Fault:
        return file.fault(path, Text.of(vi=vi, en=en))

    if not _has_holidays(data["country"]):
        yield fault(
            ("country",),
            vi=f"không có lịch nghỉ lễ của nước “{data['country']}” (mã ISO 3166)",
            en=f"no public holidays are known for country “{data['country']}” (ISO 3166 code)",
        )
    try:
        ZoneInfo(data["timezone"])
    except (ZoneInfoNotFoundError, ValueError):
        yield fault(
            ("timezone",), vi=f"không có múi giờ “{data['timezone']}”", en=f"there is no time zone “{data['timezone']}”"
        )
    for n, (opens, closes) in enumerate(data["working_hours"]):
        if time.fromisoformat(opens) >= time.fromisoformat(closes):
            yield fault(("working_hours", n), vi="giờ mở cửa phải trước giờ đóng cửa", en="must open before it closes")
    if sum(founder["share_percent"] for founder in data.get("founders", ())) not in (0, 100):
        yield fault(
            ("founders",), vi="tổng tỷ lệ góp vốn phải là 100 %", en="the founders' shares must add up to 100 %"
        )
    west, south, east, north = data.get("bounds", (-1, -1, 1, 1))
    if west >= east or south >= north:
        yield fault(("bounds",), vi="viết theo thứ tự tây, nam, đông, bắc", en="written west, south, east, north")


def _has_holidays(country: str) -> bool:
    """Read from the registry: any other question makes the library import every country, for half a second."""
    return any(country in codes for _, *codes in COUNTRIES.values())


def _read(folder: Path, path: Path) -> Sourced:
    try:
        return read_yaml(path, named=named(path))
    except FileNotFoundError as missing:
        lost = Fault(f"{named(path)}:1", Text.of(vi=f"không có tệp này trong {folder}", en=f"not in folder {folder}"))
        raise BrokenHub((lost,)) from missing
    except Unreadable as broken:
        raise BrokenHub((broken.fault,)) from broken


def named(path: Path) -> str:
    """The path as a person at this prompt would write it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _refuse(found: list[Finding]) -> None:
    if faults := tuple(one for one in found if isinstance(one, Fault)):
        raise BrokenHub(faults)


def _calendar(data: dict[str, Any], calendars: Files) -> WorkingDays:
    overrides: dict[date, bool] = {day["date"]: day["working"] for file in calendars for day in file.data["days"]}
    hours = tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in data["working_hours"])
    return WorkingDays(data["country"], data["timezone"], overrides, frozenset(data.get("weekend", [5, 6])), hours)


register(Section("calendars/*.yaml", shaped(CALENDAR)))
