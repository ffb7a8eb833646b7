"""Each time somebody took over from a vehicle that drives itself: the fields of California's form OL 311R (7/2020).

A foreign form, read in public tables of its reports; holders who test elsewhere have it at hand. A table may name its
columns and answers as the form does, or by our codes.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.reading import NAME

SHORTEST, LONGEST, MOST_ROWS, MOST_FAULTS = 5, 2000, 5000, 20
TABLE = "table"
INITIATORS = {
    "av_system": Text.of(vi="Hệ thống tự lái", en="AV System"),
    "test_driver": Text.of(vi="Người trực trên xe", en="Test Driver"),
    "remote_operator": Text.of(vi="Người điều khiển từ xa", en="Remote Operator"),
    "passenger": Text.of(vi="Hành khách", en="Passenger"),
}
PLACES = {
    "interstate": Text.of(vi="Đường cao tốc liên vùng", en="Interstate"),
    "freeway": Text.of(vi="Đường cao tốc", en="Freeway"),
    "highway": Text.of(vi="Quốc lộ, đường trục", en="Highway"),
    "rural_road": Text.of(vi="Đường nông thôn", en="Rural Road"),
    "street": Text.of(vi="Đường phố", en="Street"),
    "parking_facility": Text.of(vi="Bãi đỗ xe", en="Parking Facility"),
}


@dataclass(frozen=True)
class Disengagement:
    """Which vehicle on which day; whether it can go without a driver, and whether one was there; who took over, where,
    and the facts that led to it."""

    day: date
    vehicle: str
    driverless: bool
    driver_present: bool
    initiated_by: str
    place: str
    facts: str

    def to_data(self) -> dict[str, Any]:
        return {**asdict(self), "day": self.day.isoformat()}


# Column of our tables → what the form calls it, as far as it must be written to be known.
COLUMNS = {
    "day": "date",
    "vehicle": "vin number",
    "driverless": "vehicle is capable of operating without a driver",
    "driver_present": "driver present",
    "initiated_by": "disengagement initiated by",
    "place": "disengagement location",
    "facts": "description of facts causing disengagement",
}
YES_NO = {"yes": True, "no": False, "true": True, "false": False, "có": True, "không": False}


def check_told(told: Sequence[Disengagement], *, today: date, alone: bool = False) -> None:
    """Refusal 422 with what is wrong: by its field where it was told `alone`, else by row and column of a table."""
    faults = [
        Fault(name, what) if alone else _at(row, name, what)
        for row, one in enumerate(told, 1)
        for name, what in _wrong(one, today)
    ]
    if not 1 <= len(told) <= MOST_ROWS:
        faults.append(Fault(TABLE, ROWS))
    _refuse(faults)


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise Refusal("disengagements-incomplete", INCOMPLETE, faults=tuple(faults[:MOST_FAULTS]))


def _at(row: int, column: str, what: Text) -> Fault:
    vi, en = (what.in_language(language) for language in ("vi", "en"))
    return Fault(TABLE, Text.of(vi=f"Dòng {row}, {column}: {vi}", en=f"Row {row}, {column}: {en}"))


def _wrong(one: Disengagement, today: date) -> Iterator[tuple[str, Text]]:
    if one.day > today:
        yield "day", Text.of(vi="Ngày này chưa đến.", en="This day is still to come.")
    if not NAME(one.vehicle):
        yield (
            "vehicle",
            Text.of(vi="Nêu tên xe như trong dữ liệu gửi về.", en="Name the vehicle as its telemetry does."),
        )
    if one.initiated_by not in INITIATORS:
        yield "initiated_by", _one_of(INITIATORS)
    if one.place not in PLACES:
        yield "place", _one_of(PLACES)
    if not SHORTEST <= len(one.facts) <= LONGEST or "\x00" in one.facts:
        yield "facts", FACTS


def read_table(table: str) -> tuple[Disengagement, ...]:
    """The rows of a CSV with a heading, comma or semicolon between; empty ones are left out.

    Refusal 422 with every cell that can't be read, named by its row below the heading, which is row 0.
    """
    head = table.partition("\n")[0]
    lines = io.StringIO(table.removeprefix("\ufeff"), newline="")
    try:
        heading, *rows = csv.reader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
    except (csv.Error, ValueError):
        heading, rows = [], []
    named = [_column(cell) for cell in heading]
    if missing := ", ".join(name for name in COLUMNS if name not in named):
        _refuse([Fault(TABLE, Text.of(vi=f"Thiếu cột: {missing}.", en=f"Columns are missing: {missing}."))])
    filled = (map(_plain, cells) for cells in rows if any(map(str.strip, cells)))
    read = [_row(dict(zip(named, cells, strict=False))) for cells in filled]
    _refuse([_at(number, name, what) for number, (_, wrong) in enumerate(read, 1) for name, what in wrong])
    return tuple(one for one, _ in read if one)


def _plain(cell: str) -> str:
    """A cell without blank edges, and without the mark that told a spreadsheet that it is no formula."""
    said = cell.strip()
    return said[1:] if said[:1] == "'" and said[1:2] in ("=", "+", "-", "@") else said


def _column(heading: str) -> str:
    """The column behind a heading of ours, or of the form, whose headings tell the answers in brackets after it."""
    plain = " ".join(heading.lower().split())
    return next((name for name, formal in COLUMNS.items() if plain == name or plain.startswith(formal)), plain)


def _row(said: Mapping[str, str]) -> tuple[Disengagement | None, list[tuple[str, Text]]]:
    wrong: list[tuple[str, Text]] = []
    try:
        day = date.fromisoformat(said.get("day", ""))
    except ValueError:
        wrong.append(("day", Text.of(vi="Viết ngày dạng 2026-11-28.", en="Write the day as 2026-11-28.")))
    flags = {name: YES_NO.get(said.get(name, "").lower()) for name in ("driverless", "driver_present")}
    yes_no = Text.of(vi="Viết có hoặc không (yes, no).", en="Write yes or no.")
    wrong += [(name, yes_no) for name, flag in flags.items() if flag is None]
    if wrong:
        return None, wrong
    return (
        Disengagement(
            day,
            said.get("vehicle", ""),
            bool(flags["driverless"]),
            bool(flags["driver_present"]),
            _code(said.get("initiated_by", ""), INITIATORS),
            _code(said.get("place", ""), PLACES),
            said.get("facts", ""),
        ),
        [],
    )


def _code(written: str, known: Mapping[str, Text]) -> str:
    """The code behind a code or a name in any language; what is none of them stays as it was written."""
    plain = written.strip().lower()
    names = {name.lower(): code for code, said in known.items() for name in (code, *dict(said).values())}
    return names.get(plain, written.strip())


def table_rows(told: Iterable[Disengagement]) -> list[list[str]]:
    """A heading and a row each, with the answers as the form writes them."""
    rows = [
        [
            one.day.isoformat(),
            one.vehicle,
            "Yes" if one.driverless else "No",
            "Yes" if one.driver_present else "No",
            INITIATORS[one.initiated_by].in_language("en"),
            PLACES[one.place].in_language("en"),
            one.facts,
        ]
        for one in told
    ]
    return [list(COLUMNS), *rows]


def summary(told: Iterable[Disengagement]) -> dict[str, Any]:
    """What the report of a period says of those of its days: how many by whom and where, and a digest of them all."""
    rows = list(told)
    return {
        "count": len(rows),
        "initiated_by": dict(sorted(Counter(one.initiated_by for one in rows).items())),
        "places": dict(sorted(Counter(one.place for one in rows).items())),
        "sha256": digest(rows),
    }


def digest(told: Iterable[Disengagement]) -> str:
    """SHA-256 of the RFC 8785 JSON of the rows, in their order."""
    return sha256(canonical([one.to_data() for one in told])).hexdigest()


def _one_of(known: Mapping[str, Text]) -> Text:
    vi, en = (", ".join(said.in_language(language) for said in known.values()) for language in ("vi", "en"))
    return Text.of(vi=f"Một trong: {vi}.", en=f"One of: {en}.")


INCOMPLETE = Text.of(vi="Bảng còn thiếu hoặc sai.", en="The table is incomplete or wrong.")
VEHICLE = Text.of(vi="Nêu tên xe như trong dữ liệu gửi về.", en="Name the vehicle as its telemetry does.")
ROWS = Text.of(vi=f"Cần 1 đến {MOST_ROWS} dòng.", en=f"1 to {MOST_ROWS} rows are needed.")
FACTS = Text.of(
    vi=f"Nêu điều đã dẫn đến việc đó, {SHORTEST} đến {LONGEST} ký tự.",
    en=f"Say what led to it, in {SHORTEST} to {LONGEST} characters.",
)
