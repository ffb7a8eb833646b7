"""How many units must be seen until a gain of the wanted margin is noticed? And does the plan's own term allow them?

With a true gain δ, a standard deviation σ from unit to unit, and α of the comparison, n is the least number of lots
with

    looked at every day      δ √n / v ≥ √n · half width(n, v²) / v + z_{power}      (`asymptotic`)
    at K reviews             δ √n / v ≥ c_K + z_{power}                             (c_K of the last review, `reviews`)

and the estimate of n lots a variance v² / n: in arms v² = 4 σ² (days drawn to either arm in equal numbers), of pairs of
blocks v² = 2 σ². The gain is then noticed with at least that power when the last of n is in; looking earlier only adds.
Fewer than FEWEST of either lot say nothing. Where a plan doesn't tell σ, it is that of Poisson counts, √usual: uneven
counts take more, so a plan that is refused here can't answer in any case. Uses log and the normal distribution: whole
answers agree across platforms but for ties in the last digit.
"""

from dataclasses import dataclass
from math import ceil, floor, log, sqrt

import scipy

from longbien.kernel.outcome import Outcome, Reason
from longbien.kernel.text import Text
from longbien.kernel.written import count
from longbien.trials.rules.comparing.reading import ALPHA
from longbien.trials.rules.comparing.reviewed import bounds
from longbien.trials.rules.comparison import Comparison
from longbien.trials.rules.monitors.asymptotic import FEWEST, HORIZON, rho_squared
from longbien.trials.rules.monitors.power import POWER
from longbien.trials.rules.monitors.question import site_days, vehicle_days
from longbien.trials.rules.plan import Plan
from longbien.trials.rules.words import measure_name

HOURS_A_DAY = 24
MOST = 10**9


@dataclass(frozen=True)
class Needed:
    """`lots` to be seen: days of both arms together, or pairs of blocks; `days` of the term that this takes, at the
    most that the plan allows a day."""

    lots: int
    days: int


def lots_needed(asked: Comparison, *, alpha: float = ALPHA, power: float = POWER) -> int:
    """How many days of both arms together, or pairs of blocks, until the margin is noticed."""
    sigma = float(asked.spread) if asked.spread is not None else sqrt(asked.usual)
    pairs = asked.design == "switchback"
    variance, fewest = (2.0 if pairs else 4.0) * sigma**2, FEWEST if pairs else 2 * FEWEST
    margin, z = float(asked.margin), float(scipy.special.ndtri(power))
    if asked.looks:
        return max(fewest, ceil(variance * ((bounds(asked.looks, alpha)[-1] + z) / margin) ** 2))
    return max(fewest, _least(margin, variance, z, alpha))


def _least(margin: float, variance: float, z: float, alpha: float) -> int:
    """The least n at which the margin exceeds the half width by z standard errors; MOST where none does."""
    rho2 = rho_squared(alpha, HORIZON)

    def enough(n: int) -> bool:
        grown = n * rho2 + 1.0
        wide = sqrt(2.0 * grown / (n * rho2) * log(sqrt(grown) / alpha))
        return margin * sqrt(n) >= sqrt(variance) * (wide + z)

    low, high = 1, MOST
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def offered(asked: Comparison, plan: Plan) -> int:
    """The most days of both arms together, or pairs of blocks, that the term allows."""
    if asked.design == "arms":
        return vehicle_days(plan) if asked.unit == "vehicle" else site_days(plan)
    pairs = floor(plan.term.days * HOURS_A_DAY / (2 * asked.block_hours))
    return pairs * len(set(plan.areas)) if plan.devices else 0


def needed(asked: Comparison, plan: Plan, *, alpha: float = ALPHA, power: float = POWER) -> Needed:
    """What a comparison of a plan takes, in lots and in days of its term; `alpha` is that of this comparison."""
    lots, most = lots_needed(asked, alpha=alpha, power=power), offered(asked, plan)
    return Needed(lots, ceil(lots * plan.term.days / most) if most else MOST)


def check_comparable(plan: Plan, *, alpha: float = ALPHA) -> Outcome:
    """A reason for each comparison that its own term can't answer."""
    share = alpha / max(len(plan.comparisons), 1)
    found = []
    for asked in plan.comparisons:
        lots, most = lots_needed(asked, alpha=share), offered(asked, plan)
        if lots > most:
            found.append(Reason("cannot-compare", _too_little(asked, lots, most), where="/comparisons"))
    return Outcome(tuple(found))


def _too_little(asked: Comparison, lots: int, most: int) -> Text:
    unit, takes, allows, name = LOTS[asked.design], count(lots), count(most), measure_name(asked.measure)
    return Text.of(
        vi=f"Phép so sánh “{name['vi']}” không thể có câu trả lời: để nhận ra mức {asked.margin} cần ít nhất "
        f"{takes['vi']} {unit['vi']}, nhưng thời hạn chỉ cho {allows['vi']}. Hãy kéo dài thời hạn, thêm đơn vị, rút "
        "ngắn khối, hoặc hỏi một mức lớn hơn.",
        en=f"The comparison of “{name['en']}” can't be answered: to notice {asked.margin} takes at least "
        f"{takes['en']} {unit['en']}, but the term allows only {allows['en']}. Ask for a longer term, more units or "
        "shorter blocks, or for a larger gain.",
    )


LOTS = {
    "arms": Text.of(vi="ngày-đơn vị của cả hai nhóm", en="days of units in both arms together"),
    "switchback": Text.of(vi="cặp khối", en="pairs of blocks"),
}
