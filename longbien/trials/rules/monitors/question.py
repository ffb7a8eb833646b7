"""Can a plan answer its own question? Its caps bound what it may ever show about its own guardrails.

A guardrail says "at most m a site-day", or a vehicle-day, or in so much of an amount. A trial is run to learn whether
that holds, so its plan must allow enough of them to show it at the rate that is expected; with none expected, at no
incident at all (`power.exposure_needed`, counts taken as Poisson: with overdispersed counts it takes more, so a plan
that is refused here can't answer in any case; `power.tries_needed` for a share that fails). The most metres that a plan
allows are its hours of devices at its speed. An amount that no cap bounds, such as sessions, is never too little. A
guardrail of 0 asks nothing: its first count stops the trial.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, inf

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.rules.kinds.kind import Amount, Terms, Unit
from longbien.trials.rules.monitors.power import ALPHA, POWER, exposure_needed, tries_needed
from longbien.trials.rules.plan import Guardrail, Plan
from longbien.trials.rules.policy import open_minutes
from longbien.trials.rules.words import measure_name

MINUTES_A_DAY, DAYS_A_WEEK = 1440, 7


def site_days(plan: Plan) -> int:
    """The most site-days that a plan allows: its areas times the days of its term on which a window opens."""
    return _days(plan) * len(set(plan.areas)) if plan.devices else 0


def vehicle_days(plan: Plan) -> int:
    """The most vehicle-days that a plan allows: its devices on all of those days."""
    return _days(plan) * plan.devices


def _days(plan: Plan) -> int:
    """The days of the term on which a window opens."""
    opens = frozenset[int]().union(*(window.days for window in plan.windows))
    return sum((plan.term.start + timedelta(days=n)).weekday() in opens for n in range(plan.term.days))


def device_hours(plan: Plan) -> float:
    """The most hours of operation that a plan allows: all its devices in every open minute of its term."""
    week = open_minutes(plan.windows).reshape(DAYS_A_WEEK, MINUTES_A_DAY).sum(axis=1).tolist()
    minutes = sum(week[(plan.term.start + timedelta(days=n)).weekday()] for n in range(plan.term.days))
    return float(plan.devices * minutes / 60)


def site_days_needed(limit: int, expected: float, *, alpha: float = ALPHA, power: float = POWER) -> int:
    """Site-days until a count of `expected` a site-day is shown to be below `limit`. Refusal if it can't be."""
    return ceil(exposure_needed(limit, expected, alpha=alpha, power=power).amount)


@dataclass(frozen=True)
class Asked:
    """The question of a guardrail: at most `limit` in one of `unit`, of which the plan allows `offered`.

    `by_unit`: it is counted in days of a vehicle or a site, not against an amount.
    """

    rail: Guardrail
    name: Text
    limit: float
    share: bool
    unit: Text
    offered: float
    by_unit: bool = True

    def needed(self, expected: float, alpha: float) -> int:
        ask = tries_needed if self.share else exposure_needed
        return ceil(ask(self.limit, expected, alpha=alpha, power=POWER).amount)


def check_answerable(
    plan: Plan, expected: Mapping[str, float] | None = None, *, alpha: float = ALPHA, terms: Terms | None = None
) -> Outcome:
    """A reason for each guardrail that the caps can't answer, at what is `expected` of its measure in one of its unit.

    `terms` are those of the plan's kind, if it has one.
    """
    return Outcome(tuple(_against(plan, expected or {}, alpha, terms)))


def _against(plan: Plan, rates: Mapping[str, float], alpha: float, terms: Terms | None) -> Iterator[Reason]:
    for asked in (asked_of(rail, plan, terms) for rail in plan.guardrails if rail.limit):
        rate = rates.get(asked.rail.measure, 0.0)
        try:
            needed = asked.needed(rate, alpha)
        except Refusal as refusal:
            yield Reason(refusal.code, refusal.what, where="/guardrails")
            continue
        if needed > asked.offered:
            yield Reason("cannot-answer", _too_little(asked, rate, needed), where="/guardrails")


def asked_of(rail: Guardrail, plan: Plan, terms: Terms | None) -> Asked:
    measure = terms.measure(rail.measure) if terms else None
    name = measure.name if measure else measure_name(rail.measure)
    limit, share = rail.limit / (rail.per or 1), measure is not None and measure.statistic == "failure"
    amount = terms.amount(measure.against) if terms and measure else None
    if amount is not None:
        return Asked(rail, name, limit, share, amount.name, _most(amount, plan), by_unit=False)
    unit: Unit = measure.unit if measure else "site-day"
    offered = vehicle_days(plan) if unit == "vehicle-day" else site_days(plan)
    return Asked(rail, name, limit, share, UNIT_NAMES[unit], offered)


def _most(amount: Amount, plan: Plan) -> float:
    """The most of an amount that the plan's caps allow."""
    if amount.most == "distance":
        return device_hours(plan) * plan.speed_kmh * 1000
    return device_hours(plan) * 3600 if amount.most == "seconds" else inf


def _too_little(asked: Asked, rate: float, needed: int) -> Text:
    vi, en = (asked.unit.in_language(language).lower() for language in ("vi", "en"))
    name_vi, name_en = (asked.name.in_language(language) for language in ("vi", "en"))
    return Text.of(
        vi=f"Phương án không trả lời được câu hỏi của chính nó: để chứng minh “{name_vi}” thấp hơn giới hạn khi mức "
        f"thực tế là {rate:g} cần ít nhất {needed} {vi}, nhưng phương án chỉ cho phép {asked.offered:.0f}. Hãy kéo dài "
        "thời hạn, thêm khu vực, thiết bị hoặc ngày hoạt động.",
        en=f"The plan can't answer its own question: to show that “{name_en}” is below its limit at a true rate of "
        f"{rate:g} takes at least {needed} {en}, but the plan allows only {asked.offered:.0f}. Ask for a longer term, "
        "more areas, devices or days.",
    )


UNIT_NAMES: Mapping[Unit, Text] = {
    "site-day": Text.of(vi="Ngày hoạt động (tính theo từng khu vực)", en="Site-days"),
    "vehicle-day": Text.of(vi="Ngày hoạt động (tính theo từng phương tiện)", en="Vehicle-days"),
}
