"""How much must be seen until "safer than the limit" can be shown? And do a plan's own caps allow that much?

Evidence that a rate is below the limit λ_0 (`rate.below`) rises with exposure and falls with incidents. With c
incidents it reaches 1/α at an exposure V_c, where

    L(1 + c, 1 + λ_0 V_c) - L(1, 1) = ln(1/α),          L of `incomplete.lower_gamma`

and by then at most c incidents happened with probability P(Poisson(λ V_c) ≤ c) for a true rate λ. The exposure needed
is V_c of the smallest c for which that is at least the power wanted. For probabilities the same with `failure.below`
and the binomial law. Since one may look earlier, too, the power is a little more than asked for, never less.

Howard, Ramdas, McAuliffe & Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of
Statistics 49 (2021) for the evidence; exposures in the unit of the limit's "per". With c beyond 1,000 only one in a
hundred is tried, so that the answer may be 1 % too large. Uses log and incomplete functions: whole answers agree across
platforms but for ties in the last digit.
"""

from dataclasses import dataclass

import numpy as np
import scipy

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.trials.rules.monitors.failure import Failures
from longbien.trials.rules.monitors.rate import Rate
from longbien.trials.rules.monitors.roots import falling
from longbien.trials.rules.monitors.wealth import Floats

POWER, ALPHA = 0.8, 0.05
MOST = 10_000_000
ALLOWED: Floats = np.unique(np.concatenate([np.arange(1_000.0), np.geomspace(1_000.0, MOST, 930).round()]))


@dataclass(frozen=True)
class Needed:
    """`amount` to be seen, in the unit of the limit's "per", with at most `incidents`; `power` it then has."""

    amount: float
    incidents: int
    power: float


def exposure_needed(limit: float, true: float, *, alpha: float = ALPHA, power: float = POWER) -> Needed:
    """Exposure until a true rate is shown to be below the limit: kilometres, hours, days. Refusal if it can't be."""
    _check(limit, true, np.inf)
    target = -np.log(alpha)
    most = 4.0 * ALLOWED + 40.0 * target + 100.0
    expected = falling(lambda v: target - Rate(ALLOWED, v).below(1.0), np.full_like(ALLOWED, 1e-9), most)
    return _least(expected / limit, scipy.special.pdtr(ALLOWED, expected * (true / limit)), power)


def tries_needed(limit: float, true: float, *, alpha: float = ALPHA, power: float = POWER) -> Needed:
    """How many users or site-days until a true probability is shown to be below the limit. Refusal if it can't be."""
    _check(limit, true, 1.0)
    target = -np.log(alpha)
    most = ALLOWED + (4.0 * ALLOWED + 40.0 * target + 100.0) / limit
    tried = np.ceil(falling(lambda n: target - _below(n, limit), np.maximum(ALLOWED, 1e-9), most))
    return _least(tried, scipy.special.betainc(tried - ALLOWED, ALLOWED + 1.0, 1.0 - true), power)


def _below(tried: Floats, limit: float) -> Floats:
    return Failures(ALLOWED, np.maximum(tried, ALLOWED)).below(limit)


def _least(amounts: Floats, reached: Floats, power: float) -> Needed:
    enough = np.flatnonzero(reached >= power)
    if not len(enough):
        raise Refusal("too-close", TOO_CLOSE)
    first = enough[0]
    return Needed(float(amounts[first]), int(ALLOWED[first]), float(reached[first]))


def _check(limit: float, true: float, top: float) -> None:
    if not 0 < limit < top:
        raise Refusal("no-limit", NO_LIMIT)
    if not 0 <= true < limit:
        raise Refusal("not-safer", NOT_SAFER)


NO_LIMIT = Text.of(
    vi="Giới hạn phải lớn hơn 0; với xác suất còn phải nhỏ hơn 1. Không gì có thể an toàn hơn giới hạn 0.",
    en="The limit must be above 0, and below 1 for a probability. Nothing can be safer than a limit of 0.",
)
NOT_SAFER = Text.of(
    vi="Mức thực tế phải từ 0 đến dưới giới hạn: điều không an toàn hơn thì không thể chứng minh là an toàn hơn.",
    en="The true rate must be at least 0 and below the limit: what isn't safer can't be shown to be.",
)
TOO_CLOSE = Text.of(
    vi="Mức thực tế quá gần giới hạn: cần hơn mười triệu sự cố mới phân biệt được.",
    en="The true rate is too near the limit: more than ten million incidents would be needed to tell them apart.",
)
