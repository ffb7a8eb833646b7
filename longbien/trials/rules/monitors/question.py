"""Can a plan answer its own question? Its caps bound what it may ever show about its own guardrails.

A guardrail says "at most m a site-day". A trial is run to learn whether that holds, so its plan must allow enough
site-days to show it at the rate that is expected; with none expected, at no incident at all (`power.exposure_needed`,
counts taken as Poisson: with overdispersed counts it takes more, so a plan that is refused here can't answer in any
case). A guardrail of 0 asks nothing: its first count stops the trial.
"""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.rules.monitors.power import ALPHA, POWER, exposure_needed
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.policy import open_minutes

MINUTES_A_DAY, DAYS_A_WEEK = 1440, 7


def site_days(plan: Plan) -> int:
    """The most site-days that a plan allows: its areas times the days of its term on which a window opens."""
    opens = frozenset[int]().union(*(window.days for window in plan.windows))
    days = sum((plan.term.start + timedelta(days=n)).weekday() in opens for n in range(plan.term.days))
    return days * len(set(plan.areas)) if plan.devices else 0


def device_hours(plan: Plan) -> float:
    """The most hours of operation that a plan allows: all its devices in every open minute of its term."""
    week = open_minutes(plan.windows).reshape(DAYS_A_WEEK, MINUTES_A_DAY).sum(axis=1).tolist()
    minutes = sum(week[(plan.term.start + timedelta(days=n)).weekday()] for n in range(plan.term.days))
    return float(plan.devices * minutes / 60)


def site_days_needed(limit: int, expected: float, *, alpha: float = ALPHA, power: float = POWER) -> int:
    """Site-days until a count of `expected` a site-day is shown to be below `limit`. Refusal if it can't be."""
    return ceil(exposure_needed(limit, expected, alpha=alpha, power=power).amount)


def check_answerable(plan: Plan, expected: Mapping[str, float] | None = None, *, alpha: float = ALPHA) -> Outcome:
    """A reason for each guardrail that the caps can't answer, at what is `expected` of its measure a site-day."""
    offered, rates = site_days(plan), expected or {}
    against = []
    for rail in plan.guardrails:
        rate = rates.get(rail.measure, 0.0)
        if not rail.limit:
            continue
        try:
            needed = site_days_needed(rail.limit, rate, alpha=alpha)
        except Refusal as refusal:
            against.append(Reason(refusal.code, refusal.what, where="/guardrails"))
            continue
        if needed > offered:
            against.append(
                Reason("cannot-answer", _too_little(rail.measure, rate, needed, offered), where="/guardrails")
            )
    return Outcome(tuple(against))


def _too_little(measure: str, rate: float, needed: int, offered: int) -> Text:
    return Text.of(
        vi=f"Kế hoạch không trả lời được câu hỏi của chính nó: để chứng minh “{measure}” thấp hơn giới hạn khi mức "
        f"thực tế là {rate:g} mỗi ngày và địa điểm cần ít nhất {needed} ngày-địa điểm, nhưng kế hoạch chỉ cho phép "
        f"{offered}. Hãy kéo dài thời hạn, thêm khu vực hoặc ngày hoạt động.",
        en=f"The plan can't answer its own question: to show that “{measure}” is below its limit at a true rate of "
        f"{rate:g} a site-day takes at least {needed} site-days, but the plan allows only {offered}. Ask for a longer "
        "term, more areas or more days.",
    )
