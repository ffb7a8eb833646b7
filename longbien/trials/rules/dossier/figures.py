"""Do the figures follow from what the dossier holds? Integers exactly, statistics to 1e-9 relative."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf, isclose
from typing import Any

from longbien.kernel.text import Text
from longbien.trials.rules.dossier.chain import Parts
from longbien.trials.rules.dossier.check import Check, check
from longbien.trials.rules.dossier.law import policy_of
from longbien.trials.rules.monitors.rails import Rail, alarms, rails_of, watch
from longbien.trials.rules.monitors.units import Exposure, Seen, Tally, check_units

RELATIVE = 1e-9
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


def inputs(rail: Rail, seen: Seen) -> dict[str, Any]:
    """What a monitor is computed from. `site` names the unit of analysis, a device where days of vehicles count.

    `limit`, `odds`, `exposures` [day, site, first_us], `tallies` [known_us, day, site, count], `resumed` [instant,
    day]; instants are microseconds since 1970 UTC. `how` stands where a kind says how it is counted, `amounts` (as
    `tallies`) where it is counted against something.
    """
    plain = (rail.unit, rail.statistic, rail.per) == ("site-day", "betting", 1)
    return {
        "measure": rail.measure,
        "limit": rail.limit,
        "odds": rail.odds,
        "exposures": [[one.day.isoformat(), one.site, one.first_us] for one in sorted(seen.exposures, key=_by_day)],
        "tallies": _rows(seen.tallies),
        "resumed": [[instant, day.isoformat()] for instant, day in seen.resumed],
        **({} if plain else {"how": how(rail)}),
        **({"amounts": _rows(seen.against)} if rail.against else {}),
    }


def how(rail: Rail) -> dict[str, Any]:
    """How a guardrail is counted, in plain data."""
    plain = {"unit": rail.unit, "statistic": rail.statistic, "against": rail.against, "per": rail.per}
    return {**plain, **({"by_day": True} if rail.by_day else {})}


def results(monitor: Row, rail: Rail) -> dict[str, Any]:
    """`steps` and `alarms` of a monitor from its inputs; null stands for an infinite number.

    A step is [day, site, count, detector, evidence]; with what it is counted against, that comes after `count`.
    Refusal when a unit of analysis stands twice among the exposures.
    """
    check_units((date.fromisoformat(day), site) for day, site, _ in monitor["exposures"])
    seen = Seen(
        exposures=tuple(Exposure(date.fromisoformat(day), site, us) for day, site, us in monitor["exposures"]),
        tallies=_read(monitor["tallies"]),
        resumed=tuple((us, date.fromisoformat(day)) for us, day in monitor["resumed"]),
        against=_read(monitor.get("amounts", ())),
    )
    return {
        "steps": [
            [
                s.day.isoformat(),
                s.site,
                s.count,
                *([s.against] if rail.against else []),
                *map(_finite, (s.detector, s.evidence)),
            ]
            for s in watch(rail, seen)
        ],
        "alarms": list(alarms(rail, seen)),
    }


def _rows(tallies: Iterable[Tally]) -> list[list[Any]]:
    ordered = sorted(tallies, key=lambda one: (one.known_us, one.day, one.site))
    return [[one.known_us, one.day.isoformat(), one.site, one.count] for one in ordered]


def _read(rows: Iterable[Sequence[Any]]) -> tuple[Tally, ...]:
    return tuple(Tally(us, date.fromisoformat(day), site, count) for us, day, site, count in rows)


def _by_day(one: Exposure) -> tuple[date, str]:
    return one.day, one.site


def _totals(parts: Parts) -> Iterator[Text]:
    added, said = totals(parts["batches"], parts["breaches"]), parts["statistics"]["totals"]
    if added != said:
        yield Text.of(vi=f"Cộng lại: {added}; hồ sơ ghi: {said}.", en=f"Added up: {added}; the dossier says: {said}.")


def _monitors(parts: Parts) -> Iterator[Text]:
    """One monitor for each guardrail of the plan, with its limit, counted as its kind says; every step anew."""
    rails, monitors = rails_of(policy_of(parts)), parts["statistics"]["monitors"]
    lifted = [row["lifted_us"] for row in parts["suspensions"] if row["lifted_us"] is not None]
    if [_asked(rail, lifted) for rail in rails] != [_answered(one) for one in monitors]:
        yield Text.of(vi="Không phải các ngưỡng của phương án.", en="These aren't the guardrails of the plan.")
    for rail, monitor in zip(rails, monitors, strict=False):
        computed = results(monitor, rail)
        steps = zip(computed["steps"], monitor["steps"], strict=True)
        if computed["alarms"] != monitor["alarms"] or not all(_same(*pair) for pair in steps):
            yield Text.of(
                vi=f"“{monitor['measure']}”: tính lại ra số khác.",
                en=f"“{monitor['measure']}”: computed anew it differs.",
            )


def _asked(rail: Rail, lifted: list[int]) -> tuple[Any, ...]:
    plain = inputs(rail, Seen((), ()))
    return rail.measure, rail.limit, rail.odds, plain.get("how"), lifted


def _answered(one: Row) -> tuple[Any, ...]:
    return one["measure"], one["limit"], one["odds"], one.get("how"), [us for us, _ in one["resumed"]]


def _same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    floats = zip(one[-2:], other[-2:], strict=True)
    return one[:-2] == other[:-2] and all(isclose(_number(a), _number(b), rel_tol=RELATIVE) for a, b in floats)


def _finite(number: float) -> float | None:
    return None if number == inf else number


def _number(written: float | None) -> float:
    return inf if written is None else written


TOTALS = Text.of(
    vi="Các con số tổng cộng đúng bằng tổng các gói dữ liệu và vi phạm trong hồ sơ",
    en="The totals are the sums of the dossier's batches and breaches",
)
MONITORS = Text.of(
    vi="Thống kê theo dõi an toàn tính lại từ số liệu từng ngày, từng địa điểm (sai số tương đối ≤ 1e-9)",
    en="The safety monitors computed anew from the counts of each site and day (to 1e-9 relative)",
)
