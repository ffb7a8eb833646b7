"""A licence as a program: the plan and its own copy of the geometry, compiled to what a machine can check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.period import Period
from longbien.kernel.text import Text
from longbien.kernel.workdays import WorkingDays
from longbien.record.rules.leaf import canonical
from longbien.trials.rules.comparison import Lots
from longbien.trials.rules.kinds.kind import Terms, read_terms
from longbien.trials.rules.limits.days import Hours, day_numbers, opening
from longbien.trials.rules.plan import Cap, Plan, Window, read_plan
from longbien.trials.rules.regime import Regime, check_extension, check_plan
from longbien.trials.rules.translating import Wording
from longbien.trials.rules.words import rule_name

# 2: with further limits or holidays; 3: needs consent on file; 4: from judgement 2 on.
# A policy without them is written, and hashed, as ever.
FORMATS = 1, 2, 3, 4
JUDGEMENT = 2  # of new licences
MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY
ALARM_ODDS = 1000  # the detector suspends at 1000 to 1: at least 1000 safe site-days between false alarms
SKEW_MINUTES = 5  # an event further in the future than this has a wrong clock
LIMITS: Mapping[str, Text] = {
    "no_go": Text.of(vi="vùng cấm nào", en="no zone"),
    "altitude": Text.of(vi="độ cao tối đa", en="no height"),
    "fleet": Text.of(vi="tên các thiết bị", en="no list of devices"),
    "value_day": Text.of(vi="giá trị tối đa một ngày", en="no value of a day"),
    "distance": Text.of(vi="quãng đường tối đa", en="no distance"),
    "device_hours": Text.of(vi="số giờ hoạt động tối đa", en="no number of hours"),
}


@dataclass(frozen=True)
class Site:
    """A testing area as the licence keeps it: GeoJSON in WGS 84 (lon, lat)."""

    code: str
    name: Mapping[str, str]
    geometry: Mapping[str, Any]

    @property
    def shape(self) -> BaseGeometry:
        return shapely.from_geojson(canonical(dict(self.geometry)).decode())

    def to_data(self) -> dict[str, Any]:
        return {"code": self.code, "name": dict(self.name), "geometry": self.geometry}


@dataclass(frozen=True)
class Policy:
    """What is enforced. Two policies with the same `sha256` enforce the same.

    `holidays` are the public holidays of the term as the calendar had them on the day of the grant, if a window minds;
    `terms` are those of the plan's kind; `lots` what its comparisons are drawn from, if it has any. `judgement`: how
    events are judged; 1, as licences of before are, or 2 (`term_alone`, `tests`).
    """

    plan: Plan
    sites: tuple[Site, ...]
    timezone: str
    regime: str
    regime_sha256: str
    alarm_odds: int = ALARM_ODDS
    holidays: tuple[date, ...] = ()
    terms: Terms | None = None
    lots: Lots | None = None
    judgement: int = 1

    @property
    def format(self) -> int:
        """The oldest format that can say all of it: whoever knows only that one still enforces the whole."""
        if self.judgement > 1:
            return 4
        if self.plan.limits.consent:
            return 3
        return 2 if self.plan.limits or self.plan.minds_holidays else 1

    def to_data(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "plan": self.plan.to_data(),
            "sites": [site.to_data() for site in self.sites],
            "timezone": self.timezone,
            "regime": self.regime,
            "regime_sha256": self.regime_sha256,
            "alarm_odds": self.alarm_odds,
            "skew_minutes": SKEW_MINUTES,
            **({"holidays": [day.isoformat() for day in self.holidays]} if self.plan.minds_holidays else {}),
            **({"kind": self.terms.to_data()} if self.terms else {}),
            **({"lots": self.lots.to_data()} if self.lots else {}),
            **({"judgement": self.judgement} if self.judgement > 1 else {}),
        }

    def canonical(self) -> bytes:
        """RFC 8785 bytes; `read_policy` reads them back."""
        return canonical(self.to_data())

    @property
    def sha256(self) -> str:
        return sha256(self.canonical()).hexdigest()

    @property
    def term(self) -> Period:
        return self.plan.term

    @property
    def term_alone(self) -> bool:
        """Whether what is dated outside the term breaks the term, and counts for nothing else."""
        return self.judgement > 1

    def tests(self, sensor: str) -> bool:
        """Whether what stays in its place under this name is a device of the trial, not a sensor beside it.

        It is where the licence names it among its devices; where it names none, unless what its kind tests moves.
        """
        fleet = self.plan.limits.fleet
        return self.judgement < 2 or (sensor in fleet if fleet else not (self.terms and self.terms.moves))

    @cached_property
    def shapes(self) -> tuple[BaseGeometry, ...]:
        """The sites' geometry, prepared for fast answers."""
        shapes = tuple(site.shape for site in self.sites)
        shapely.prepare(shapes)
        return shapes

    @cached_property
    def hours(self) -> Hours:
        """When the trial may operate, by weekday and on holidays."""
        told = [(w.holidays, (w.days, _minute(w.opens), _minute(w.closes))) for w in self.plan.windows]
        ordinary = opening(window for when, window in told if when != "only")
        holiday = opening(window for when, window in told if when != "never")
        return Hours(ordinary, holiday, day_numbers(self.holidays))

    @cached_property
    def wording(self) -> Wording | None:
        """How telemetry reads, where the kind of the plan says so."""
        if self.terms is None:
            return None
        inside = self.shapes[0].representative_point()
        return Wording(self.terms.telemetry, (inside.x, inside.y) if self.terms.place == "assumed" else None)


def open_minutes(windows: tuple[Window, ...]) -> NDArray[np.bool_]:
    """The windows as one flag a minute of the week."""
    week = np.zeros(MINUTES_A_WEEK, dtype=np.bool_)
    for window in windows:
        opens, closes = _minute(window.opens), _minute(window.closes)
        length = closes - opens if closes > opens else closes - opens + MINUTES_A_DAY
        for day in window.days:
            minutes = np.arange(day * MINUTES_A_DAY + opens, day * MINUTES_A_DAY + opens + length)
            week[minutes % MINUTES_A_WEEK] = True
    return week


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def check_licence(plan: Plan, regime: Regime, designated: Mapping[str, Site]) -> Outcome:
    """The regime's reasons against the plan, one for every area that is not designated for testing, and one for every
    zone that touches none of them: whoever wrote latitude first would think to be protected."""
    unknown = tuple(
        Reason("area-not-designated", _not_designated(code), where="/areas", citation=regime.basis[0])
        for code in plan.areas
        if code not in designated
    )
    sites = [designated[code].shape for code in plan.areas if code in designated]
    listed = (("no_go_zones", plan.limits.no_go), ("slow_zones", plan.limits.slow))
    zones = [(f"/{part}/{number}/outline", one) for part, every in listed for number, one in enumerate(every)]
    elsewhere = tuple(
        Reason("zone-elsewhere", _elsewhere(zone.name), where=where)
        for where, zone in zones
        if sites and not any(zone.touches(site) for site in sites)
    )
    return check_plan(plan, regime) + Outcome(unknown + elsewhere)


def check_today(plan: Plan, *, currency: str, today: date) -> Outcome:
    """Reasons of the hub and the day: the value is in the hub's currency, for telemetry is; the term isn't over yet."""
    against = []
    if plan.value.currency != currency:
        words = Text.of(vi=f"Giá trị phải tính bằng {currency}.", en=f"The value must be in {currency}.")
        against.append(Reason("other-currency", words, where="/cap_value"))
    if plan.term.end <= today:
        words = Text.of(
            vi="Thời hạn này đã qua; giấy phép không có hiệu lực về trước.",
            en="This term is over; a licence doesn't reach back.",
        )
        against.append(Reason("term-over", words, where="/start"))
    return Outcome(tuple(against))


def check_stops(plan: Plan) -> Outcome:
    """A reason for every rule that is to stop the trial but has no limit: nothing would ever break it."""
    return Outcome(tuple(Reason("stop-without-limit", _no_limit(cap), where="/stop_on") for cap in plan.idle_stops))


def check_windows(plan: Plan) -> Outcome:
    """A reason where hours open and close at one time of day: that is 24 hours, which is asked for as 00:00–00:00."""
    twice = [one for one in plan.windows if one.opens == one.closes != time()]
    return Outcome(tuple(Reason("window-of-nothing", _all_day(one), where="/windows") for one in twice))


def check_areas(too_short: Iterable[str], regime: Regime) -> Outcome:
    """A reason for every area that is designated for fewer days than the term has."""
    return Outcome(
        tuple(
            Reason("area-too-short", _too_short(code), where="/areas", citation=regime.basis[0]) for code in too_short
        )
    )


def compile_policy(
    plan: Plan,
    regime: Regime,
    designated: Mapping[str, Site],
    *,
    calendar: WorkingDays,
    regime_sha256: str,
    terms: Terms | None = None,
) -> Policy:
    """The policy of a licence. ValueError for a plan that `check_licence` has reasons against: it is never broader.

    `terms` are those of the plan's kind; ValueError for those of another.
    """
    if not check_licence(plan, regime, designated):
        raise ValueError("a licence can't be broader than its regime")
    if (terms.kind if terms else "") != plan.kind:
        raise ValueError("the terms aren't those of the plan's kind")
    sites = tuple(designated[code] for code in dict.fromkeys(plan.areas))
    holidays = calendar.holidays(plan.term) if plan.minds_holidays else ()
    lots = Lots(plan.sha256, plan.term.days) if plan.comparisons else None
    return Policy(
        plan, sites, calendar.timezone, regime.code, regime_sha256, holidays=holidays, terms=terms, lots=lots,
        judgement=JUDGEMENT,
    )  # fmt: skip


def extend_policy(policy: Policy, months: int, used: int, regime: Regime, calendar: WorkingDays) -> Policy:
    """The policy with a term that is `months` longer; all else, the geometry too, stays as it was licensed.

    `used` extensions were granted before; the holidays of the new months are added. ValueError for more than
    `check_extension` allows.
    """
    if not check_extension(policy.term, policy.plan.start, months, used, regime):
        raise ValueError("a licence can't be broader than its regime")
    longer = replace(policy, plan=replace(policy.plan, term_months=policy.plan.term_months + months))
    added = calendar.holidays(Period(policy.term.end, longer.term.end)) if policy.plan.minds_holidays else ()
    return replace(longer, holidays=policy.holidays + added)


def shorten_policy(policy: Policy, term_months: int) -> Policy:
    """The policy as it was before its term was made longer."""
    shorter = replace(policy, plan=replace(policy.plan, term_months=term_months))
    return replace(shorter, holidays=tuple(day for day in policy.holidays if day < shorter.term.end))


def read_policy(data: Mapping[str, Any]) -> Policy:
    """The policy of stored data. ValueError for another format than this code enforces."""
    if data["format"] not in FORMATS or data["skew_minutes"] != SKEW_MINUTES:
        raise ValueError(f"this policy is of none of the formats {FORMATS}")
    policy = Policy(
        plan=read_plan(data["plan"]),
        sites=tuple(Site(site["code"], site["name"], site["geometry"]) for site in data["sites"]),
        timezone=data["timezone"],
        regime=data["regime"],
        regime_sha256=data["regime_sha256"],
        alarm_odds=data["alarm_odds"],
        holidays=tuple(date.fromisoformat(day) for day in data.get("holidays", ())),
        terms=read_terms(data["kind"]) if "kind" in data else None,
        lots=Lots(**data["lots"]) if "lots" in data else None,
        judgement=data.get("judgement", 1),
    )
    if policy.format != data["format"]:
        raise ValueError("this policy says more, or less, than its format")
    return policy


def _too_short(code: str) -> Text:
    return Text.of(
        vi=f"Khu vực “{code}” không được xác định để thử nghiệm trong suốt thời hạn này.",
        en=f"The area “{code}” is not designated for testing on all days of this term.",
    )


def _no_limit(cap: Cap) -> Text:
    name, limit = rule_name(cap), LIMITS[cap]
    return Text.of(
        vi=f"Bạn chọn dừng khi “{name['vi']}”, nhưng phương án chưa ghi {limit['vi']}. Hãy ghi thêm, hoặc bỏ lựa chọn.",
        en=f"You chose to stop when “{name['en']}”, but {limit['en']} is given. Give it, or untick the stop.",
    )


def _all_day(window: Window) -> Text:
    at = f"{window.opens:%H:%M}"
    return Text.of(
        vi=f"Khung giờ từ {at} đến {at} không rõ nghĩa. Nếu hoạt động cả ngày, hãy ghi 00:00 đến 00:00.",
        en=f"Hours from {at} to {at} can be read in two ways. For the whole day write 00:00 to 00:00.",
    )


def _elsewhere(name: str) -> Text:
    return Text.of(
        vi=f"Vùng “{name}” không nằm trong hay cạnh khu vực thử nghiệm nào. Kinh độ viết trước, rồi đến vĩ độ.",
        en=f"The zone “{name}” lies neither in nor beside a testing area. Longitude comes first, then latitude.",
    )


def _not_designated(code: str) -> Text:
    return Text.of(
        vi=f"Khu vực “{code}” chưa được xác định để thử nghiệm.",
        en=f"The area “{code}” is not designated for testing.",
    )
