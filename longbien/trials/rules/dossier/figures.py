"""Do the figures follow from what the dossier holds? Integers exactly, statistics to 1e-9 relative."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import inf, isclose
from typing import Any

from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.monitors.guardrail import alarms, watch
from longbien.trials.rules.monitors.units import Exposure, Seen, Tally, counts

RELATIVE = 1e-9
FOREVER = 2**62
Row = Mapping[str, Any]


def check_figures(parts: Parts) -> list[Check]:
    return [
        check("statistics", TOTALS, lambda: _totals(parts)),
        check("statistics", MONITORS, lambda: _monitors(parts)),
    ]


def totals(batches: Sequence[Row], breaches: Sequence[Row]) -> dict[str, Any]:
    """What is added up: batches, events, breaches, and breaches by rule."""
    return {
        "batches": len(batches),
        "events": sum(batch["counts"]["stored"] for batch in batches),
        "breaches": len(breaches),
        "by_rule": dict(sorted(Counter(row["rule"] for row in breaches).items())),
    }


def results(monitor: Row) -> dict[str, Any]:
    """`steps` and `alarms` of a monitor from its inputs; null stands for an infinite number.

    Inputs: `limit`, `odds`, `exposures` [day, site, first_us], `tallies` [known_us, day, site, count], `resumed`
    [instant, day]; instants are microseconds since 1970 UTC.
    """
    seen = Seen(
        exposures=tuple(Exposure(date.fromisoformat(day), site, us) for day, site, us in monitor["exposures"]),
        tallies=tuple(Tally(us, date.fromisoformat(day), site, n) for us, day, site, n in monitor["tallies"]),
        resumed=tuple((us, date.fromisoformat(day)) for us, day in monitor["resumed"]),
    )
    steps = watch(counts(seen, until_us=FOREVER), monitor["limit"])
    return {
        "steps": [[s.day.isoformat(), s.site, s.count, _finite(s.detector), _finite(s.evidence)] for s in steps],
        "alarms": list(alarms(seen, monitor["limit"], odds=monitor["odds"])),
    }


def _totals(parts: Parts) -> Iterator[Text]:
    added, said = totals(parts["batches"], parts["breaches"]), parts["statistics"]["totals"]
    if added != said:
        yield Text.of(vi=f"Cộng lại: {added}; hồ sơ ghi: {said}.", en=f"Added up: {added}; the dossier says: {said}.")


def _monitors(parts: Parts) -> Iterator[Text]:
    """One monitor for each guardrail of the plan, with its limit; every step computed anew."""
    policy, monitors = policy_of(parts), parts["statistics"]["monitors"]
    lifted = [row["lifted_us"] for row in parts["suspensions"] if row["lifted_us"] is not None]
    planned = [(rail.measure, rail.limit, policy.alarm_odds, lifted) for rail in policy.plan.guardrails]
    if planned != [(m["measure"], m["limit"], m["odds"], [us for us, _ in m["resumed"]]) for m in monitors]:
        yield Text.of(vi="Không phải các ngưỡng của kế hoạch.", en="These aren't the guardrails of the plan.")
    for monitor in monitors:
        computed = results(monitor)
        steps = zip(computed["steps"], monitor["steps"], strict=True)
        if computed["alarms"] != monitor["alarms"] or not all(_same(*pair) for pair in steps):
            yield Text.of(
                vi=f"“{monitor['measure']}”: tính lại ra số khác.",
                en=f"“{monitor['measure']}”: computed anew it differs.",
            )


def _same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    floats = zip(one[3:], other[3:], strict=True)
    return one[:3] == other[:3] and all(isclose(_number(a), _number(b), rel_tol=RELATIVE) for a, b in floats)


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
