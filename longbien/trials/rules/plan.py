"""The plan of a trial: where, when, how much, and what stops it; read from the licence form, never changed after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from hashlib import sha256
from typing import Any, Literal, TypeVar, cast, get_args

from longbien.kernel.money import Money
from longbien.kernel.period import Period
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.comparison import MOST_COMPARISONS, Comparison, read_comparison
from longbien.trials.rules.limits.days import HOLIDAYS, Holidays
from longbien.trials.rules.limits.parts import NO_LIMITS, Limits, read_limits
from longbien.trials.rules.reading import WRONG_KINDS, Faulty, chosen, each, money, parts, whole, words

Cap = Literal[
    "area", "hours", "speed", "devices", "participants", "value", "no_go", "altitude", "fleet", "value_day", "distance",
    "device_hours", "consent",
]  # fmt: skip
CAPS: tuple[Cap, ...] = get_args(Cap)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
YEARS = (2000, 2200)  # as in telemetry; every end that MOST_MONTHS leads to is a day of the calendar
MOST_MONTHS = 1200
T = TypeVar("T")


@dataclass(frozen=True)
class Window:
    """Hours of local time on some weekdays (Monday is 0): [opens, closes).

    A window that closes at or before it opens runs past midnight and belongs to the day it opens on, so 00:00–00:00
    is the whole day. `holidays`: whether it opens on public holidays too, never on them, or only.
    """

    days: frozenset[int]
    opens: time
    closes: time
    holidays: Holidays = "also"

    def to_data(self) -> dict[str, Any]:
        days = [DAYS[day] for day in sorted(self.days)]
        said = {"days": days, "from": f"{self.opens:%H:%M}", "to": f"{self.closes:%H:%M}"}
        return said if self.holidays == "also" else {**said, "holidays": self.holidays}


@dataclass(frozen=True)
class Guardrail:
    """A limit on an average: at most `limit` times `measure`, on average, a site and day of operation.

    With `per`, at most `limit` in so many of what the plan's kind counts the measure against: days of a vehicle or a
    site, metres, tries (`rules.kind`).
    """

    measure: str
    limit: int
    per: int | None = None

    def to_data(self) -> dict[str, Any]:
        if self.per is None:
            return {"measure": self.measure, "limit_per_site_day": self.limit}
        return {"measure": self.measure, "limit": self.limit, "per": self.per}


@dataclass(frozen=True)
class Exemption:
    """A provision that the applicant asks not to be bound by, and why."""

    provision: str
    why: str


@dataclass(frozen=True)
class Plan:
    """What the applicant asks for, and once licensed, what holds.

    `devices` at work at once, `participants` at any moment, `value` over the whole term, `speed_kmh` anywhere;
    `stops` are the rules whose breach suspends the trial at once; `kind` is the code of what is tried, if it is of one.
    """

    title: str
    summary: str
    areas: tuple[str, ...]
    start: date
    term_months: int
    windows: tuple[Window, ...]
    participants: int
    devices: int
    value: Money
    speed_kmh: int
    guardrails: tuple[Guardrail, ...]
    stops: frozenset[Cap]
    exemptions: tuple[Exemption, ...] = ()
    limits: Limits = NO_LIMITS
    kind: str = ""
    comparisons: tuple[Comparison, ...] = ()

    @property
    def idle_stops(self) -> tuple[Cap, ...]:
        """The rules that are to stop the trial though the plan sets no limit that could be broken."""
        further = self.limits
        unset: dict[Cap, bool] = {
            "no_go": not further.no_go,
            "altitude": further.altitude_m is None,
            "fleet": not further.fleet,
            "value_day": further.value_day is None,
            "distance": further.distance_km is None,
            "device_hours": further.device_hours is None,
        }
        return tuple(cap for cap in CAPS if cap in self.stops and unset.get(cap))

    @property
    def minds_holidays(self) -> bool:
        """Whether any window needs to know which days are public holidays."""
        return any(window.holidays != "also" for window in self.windows)

    @property
    def term(self) -> Period:
        """The days of the licence, in local dates."""
        return Period.of_months(self.start, self.term_months)

    def to_data(self) -> dict[str, Any]:
        """The plan in the words of the form, without its personal fields; `read_plan` reads it back."""
        return {
            "title": self.title,
            "summary": self.summary,
            "areas": list(self.areas),
            "start": self.start.isoformat(),
            "term_months": self.term_months,
            "windows": [window.to_data() for window in self.windows],
            "cap_participants": self.participants,
            "cap_devices": self.devices,
            "cap_value": self.value.to_data(),
            "cap_speed_kmh": self.speed_kmh,
            "guardrails": [guardrail.to_data() for guardrail in self.guardrails],
            "stop_on": sorted(self.stops),
            "exemptions": [{"provision": asked.provision, "why": asked.why} for asked in self.exemptions],
            **self.limits.to_data(),
            **({"kind": self.kind} if self.kind else {}),
            **({"comparisons": [one.to_data() for one in self.comparisons]} if self.comparisons else {}),
        }

    def canonical(self) -> bytes:
        """RFC 8785 bytes of the plan."""
        return canonical(self.to_data())

    @property
    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()

    def fills(self, part: str) -> bool:
        """Whether the plan says something for a key of the form that a regime asks for."""
        return self.to_data().get(part) not in (None, "", [], {})


def read_plan(data: Mapping[str, Any]) -> Plan:
    """The plan in the form's data. Refusal with every part that can't be read, named by its JSON pointer."""
    read = _Reader(data)
    plan = {
        "title": read.part("title", words),
        "summary": read.part("summary", words),
        "areas": read.part("areas", lambda given: chosen(given, words)),
        "start": read.part("start", _start),
        "term_months": read.part("term_months", lambda given: whole(given, least=1, most=MOST_MONTHS)),
        "windows": read.part("windows", lambda given: each(given, _window)),
        "participants": read.part("cap_participants", whole),
        "devices": read.part("cap_devices", whole),
        "value": read.part("cap_value", money),
        "speed_kmh": read.part("cap_speed_kmh", whole),
        "guardrails": read.part("guardrails", lambda given: each(given, _guardrail)),
        "stops": read.part("stop_on", lambda given: frozenset(chosen(given, _cap)), default=[]),
        "exemptions": read.part("exemptions", lambda given: each(given, _exemption), default=[]),
        "limits": read_limits(data, read.part),
        "kind": read.part("kind", words) if data.get("kind") else "",
        "comparisons": read.part("comparisons", _comparisons, default=[]),
    }
    if read.faults:
        raise Refusal("plan-unreadable", UNREADABLE, faults=tuple(read.faults))
    return Plan(**cast(dict[str, Any], plan))


class _Reader:
    """Reads part after part and keeps the faults, so that an applicant hears of all of them at once."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data, self.faults = data, list[Fault]()

    def part(self, name: str, read: Callable[[Any], T], default: Any = None) -> T | None:
        try:
            return read(self.data.get(name, default))
        except Faulty as several:
            self.faults += [Fault(f"/{name}{below}", what or WRONG) for below, what in several.faults]
        except WRONG_KINDS:
            self.faults.append(Fault(f"/{name}", MISSING if name not in self.data else WRONG))
        return None


def _start(given: Any) -> date:
    start = date.fromisoformat(given)
    if not YEARS[0] <= start.year < YEARS[1]:
        raise ValueError("a day that telemetry can be of is needed")
    return start


def _window(given: Any) -> Window:
    found = parts(given, **{"days": _days, "from": time.fromisoformat, "to": time.fromisoformat, "holidays": _holidays})
    return Window(found["days"], found["from"], found["to"], found["holidays"])


def _days(given: Any) -> frozenset[int]:
    days = frozenset(chosen(given, DAYS.index))
    if not days:
        raise ValueError("a window needs days")
    return days


def _holidays(given: Any) -> Holidays:
    return HOLIDAYS[HOLIDAYS.index("also" if given is None else given)]


def _guardrail(given: Any) -> Guardrail:
    """The form asks for one limit, and beside it for `per`; a plan writes `limit` where there is one."""
    if "per" not in given:
        found = parts(given, measure=words, limit_per_site_day=whole)
        return Guardrail(found["measure"], found["limit_per_site_day"])
    limit = "limit" if "limit" in given else "limit_per_site_day"
    readers: dict[str, Callable[[Any], Any]] = {"measure": words, limit: whole, "per": partial(whole, least=1)}
    found = parts(given, **readers)
    return Guardrail(found["measure"], found[limit], found["per"])


def _comparisons(given: Any) -> tuple[Comparison, ...]:
    found = each(given, read_comparison)
    if len(found) > MOST_COMPARISONS:
        raise ValueError("more comparisons than are believed together")
    return found


def _cap(given: Any) -> Cap:
    return CAPS[CAPS.index(given)]


def _exemption(given: Any) -> Exemption:
    return Exemption(**parts(given, provision=words, why=words))


UNREADABLE = Text.of(vi="Kế hoạch thử nghiệm còn thiếu hoặc sai.", en="The plan of the trial is incomplete or wrong.")
MISSING = Text.of(vi="Phần này còn thiếu.", en="This part is missing.")
WRONG = Text.of(vi="Phần này không đọc được.", en="This part can't be read.")
