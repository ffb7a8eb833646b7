"""A simulation as it is written: flows in YAML, JSON or CSV, with the terms of the fund and of the public money.

    currency: USD
    day_count: act/365
    flows:
      - {on: 2027-01-01, public: 40000000, private: 60000000}
      - {on: 2033-01-01, proceeds: 210000000}
    terms: {carry: 20%, hurdle: {rate: 8%}, catch_up: {share: 100%}}     # optional
    public_terms: {capped: {rate: 5%}}                                   # optional

The same flows as CSV: a line `on,public,private,proceeds`, then a line a day.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from longbien.capital.rules.daycount import DAY_COUNTS, DayCount
from longbien.capital.rules.public.sharing import Moment
from longbien.capital.rules.public.terms import PublicTerms
from longbien.capital.rules.waterfall.terms import Ladder, Terms
from longbien.capital.rules.written.numbers import Amount, minor_of, rate_of, short
from longbien.capital.rules.written.public import PublicTermsShape, read_public_terms
from longbien.capital.rules.written.terms import TermsShape, read_terms
from longbien.kernel.money import CURRENCY
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.shape import Finding, Line, ListOf, OneOf, Record, Spot, examine, faults_only
from longbien.kernel.sourced import Sourced, Unreadable, parse_yaml
from longbien.kernel.text import Text

COLUMNS = ("public", "private", "proceeds")
LANGUAGES = ("vi", "en")
MOST = 1_000  # flows; more than a fund has in twenty years
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
BROKEN = Text.of(
    vi="Không dùng được các dòng tiền này. Hãy sửa những chỗ sau:",
    en="These flows can't be used. Mend the following:",
)


@dataclass(frozen=True)
class Simulation:
    """What is simulated. `given` are the codes of the public terms that the file itself states."""

    currency: str
    day_count: DayCount
    moments: tuple[Moment, ...]
    fund: Terms | Ladder | None
    public: Mapping[str, PublicTerms]
    given: frozenset[str]


@dataclass(frozen=True)
class Dated:
    """A day between 1900 and 2200, written 2027-01-31."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        day = at.value
        if not isinstance(day, date) or isinstance(day, datetime) or not EARLIEST <= day <= LATEST:
            yield at.fault(
                vi=f"{at.named} phải là một ngày như 2027-01-31, không phải “{short(day)}”",
                en=f"{at.named} must be a date such as 2027-01-31, not “{short(day)}”",
            )


def read_simulation(source: bytes, *, named: str, currency: str) -> Simulation:
    """Read a simulation; `currency` is what amounts are in where the file doesn't say.

    Refusal "bad-simulation" with every fault: `named:line`, in both languages.
    """
    try:
        file = _csv(source, named) if _is_csv(source) else parse_yaml(source, named=named)
    except Unreadable as unreadable:
        raise Refusal("bad-simulation", BROKEN, faults=(unreadable.fault,)) from unreadable
    stated = file.data.get("currency") if isinstance(file.data, Mapping) else None
    unit = stated if isinstance(stated, str) and CURRENCY.fullmatch(stated) else currency
    found = faults_only(examine(file, _shape(unit), LANGUAGES)) or list(_wanting(file))
    if found:
        raise Refusal("bad-simulation", BROKEN, faults=tuple(found))
    data = file.data
    terms, public = data.get("terms"), data.get("public_terms", {})
    return Simulation(
        unit,
        data.get("day_count", "act/365"),
        tuple(sorted((_moment(one, unit, file, n) for n, one in enumerate(data["flows"])), key=lambda one: one.on)),
        None if terms is None else read_terms(terms),
        read_public_terms(public),
        frozenset(public),
    )


def _shape(currency: str) -> Record:
    amounts = dict.fromkeys(COLUMNS, Amount(currency))
    return Record(
        {"flows": ListOf(Record({"on": Dated()}, amounts), 2, MOST)},
        {
            "currency": Line(CURRENCY.pattern),
            "day_count": OneOf(DAY_COUNTS),
            "terms": TermsShape(),
            "public_terms": PublicTermsShape(),
        },
    )


def _wanting(file: Sourced) -> Iterator[Fault]:
    """What flows need beyond their shape: money from both sides, and from somebody on the first day."""
    flows = file.data["flows"]
    for side, vi, en in (("public", "vốn công", "public"), ("private", "vốn tư nhân", "private")):
        if not any(one.get(side) for one in flows):
            what = Text.of(vi=f"không có dòng nào góp {vi}", en=f"no flow pays in {en} money")
            yield file.fault(("flows",), what)
    ladder = (file.data.get("terms") or {}).get("ladder", {})
    if rate_of(ladder.get("investors", 1)) != 1:
        what = Text.of(
            vi="trong mô phỏng, toàn bộ vốn là của hai bên: bỏ “investors” hoặc ghi 100%",
            en="in a simulation all capital is that of the two sides: leave “investors” out, or write 100%",
        )
        yield file.fault(("terms", "ladder", "investors"), what)
    first = min(range(len(flows)), key=lambda n: flows[n]["on"])
    if not (flows[first].get("public") or flows[first].get("private")):
        what = Text.of(vi="ngày đầu tiên phải có tiền góp vào", en="something must be paid in on the first day")
        yield file.fault(("flows", first), what)


def _moment(data: Mapping[str, Any], currency: str, file: Sourced, place: int) -> Moment:
    public, private, proceeds = (minor_of(data.get(column, 0), currency) or 0 for column in COLUMNS)
    return Moment(data["on"], public, private, proceeds, f"{file.file}:{file.line(('flows', place))}")


def _is_csv(source: bytes) -> bool:
    """Whether the first line names columns, one of them the day."""
    first = source.decode("utf-8-sig", "replace").strip().partition("\n")[0]
    return "on" in _columns(first) and len(_columns(first)) > 1


def _columns(line: str) -> list[str]:
    return [name.strip().lower() for name in line.split(_mark(line))]


def _mark(line: str) -> str:
    return ";" if ";" in line else ","


def _csv(source: bytes, named: str) -> Sourced:
    """A CSV as the same data, with its lines. Unreadable for other letters than UTF-8."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = Text.of(vi="tệp phải là UTF-8", en="the file must be UTF-8")
        raise Unreadable(Fault(f"{named}:1", words)) from error
    above = text[: len(text) - len(text.lstrip())].count("\n")
    first, *rest = text.strip().splitlines()
    head = _columns(first)
    lines: dict[tuple[str | int, ...], int] = {}
    flows: list[dict[str, Any]] = []
    for number, row in enumerate(_rows(rest, _mark(first), named), start=2 + above):
        if any(cell.strip() for cell in row):
            lines[("flows", len(flows))] = number
            flows.append({name: _cell(name, cell) for name, cell in zip(head, row, strict=False) if cell.strip()})
    return Sourced(named, {"flows": flows}, lines)


def _rows(lines: list[str], mark: str, named: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error as error:
        raise Unreadable(Fault(f"{named}:1", Text.of(vi=f"CSV hỏng: {error}", en=f"a broken CSV: {error}"))) from error


def _cell(name: str, cell: str) -> Any:
    if name != "on":
        return cell.strip()
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        return cell.strip()
