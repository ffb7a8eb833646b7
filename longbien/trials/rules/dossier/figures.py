"""Do the figures follow from what the dossier holds? Integers exactly, statistics to 1e-9 relative."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from math import inf, isclose
from typing import Any

from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.monitor import SiteDay, watch

RELATIVE = 1e-9


def check_figures(parts: Parts) -> list[Check]:
    return [
        check("statistics", TOTALS, lambda: _totals(parts)),
        check("statistics", MONITORS, lambda: _monitors(parts)),
    ]


def totals(batches: list[Any], breaches: list[Any]) -> dict[str, Any]:
    """What is added up: batches, events, breaches, and breaches by rule."""
    return {
        "batches": len(batches),
        "events": sum(batch["counts"]["new"] for batch in batches),
        "breaches": len(breaches),
        "by_rule": dict(sorted(Counter(row["rule"] for row in breaches).items())),
    }


def steps(monitor: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of a monitor from its inputs; null stands for an infinite number."""
    units = [SiteDay(date.fromisoformat(u["day"]), u["site"], u["count"], u["closed_us"]) for u in monitor["units"]]
    watched = watch(units, monitor["limit"], odds=monitor["odds"], resumed_us=monitor["resumed_us"])
    return [
        {"detector": _finite(step.detector), "evidence": _finite(step.evidence), "alarm": step.alarm}
        for step in watched
    ]


def _totals(parts: Parts) -> Iterator[Text]:
    added, said = totals(parts["batches"], parts["breaches"]), parts["statistics"]["totals"]
    if added != said:
        yield Text.of(vi=f"Cộng lại: {added}; hồ sơ ghi: {said}.", en=f"Added up: {added}; the dossier says: {said}.")


def _monitors(parts: Parts) -> Iterator[Text]:
    """One monitor for each guardrail of the plan, with its limit; every step computed anew."""
    policy, monitors = policy_of(parts), parts["statistics"]["monitors"]
    lifted = [row["lifted_us"] for row in parts["suspensions"] if row["lifted_us"] is not None]
    planned = [(rail.measure, rail.limit, policy.alarm_odds, lifted) for rail in policy.plan.guardrails]
    if planned != [(one["measure"], one["limit"], one["odds"], one["resumed_us"]) for one in monitors]:
        yield Text.of(vi="Không phải các ngưỡng của kế hoạch.", en="These aren't the guardrails of the plan.")
    for monitor in monitors:
        computed = steps(monitor)
        if len(computed) != len(monitor["steps"]) or not all(map(_same, computed, monitor["steps"])):
            yield Text.of(
                vi=f"“{monitor['measure']}”: tính lại ra số khác.",
                en=f"“{monitor['measure']}”: computed anew it differs.",
            )


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["alarm"] == other["alarm"] and all(
        isclose(_number(one[name]), _number(other[name]), rel_tol=RELATIVE) for name in ("detector", "evidence")
    )


def _finite(number: float) -> float | None:
    return None if number == inf else number


def _number(written: float | None) -> float:
    return inf if written is None else written


TOTALS = Text.of(
    vi="Các con số tổng cộng đúng bằng tổng các lô và vi phạm trong hồ sơ",
    en="The totals are the sums of the dossier's batches and breaches",
)
MONITORS = Text.of(
    vi="Thống kê theo dõi an toàn tính lại từ số liệu từng ngày, từng địa điểm (sai số tương đối ≤ 1e-9)",
    en="The safety monitors computed anew from the counts of each site and day (to 1e-9 relative)",
)
