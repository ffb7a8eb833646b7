"""A fund's terms as data: the shape of `terms:` in a file, and the values it stands for.

terms:
  scope: fund                      # fund | deal | deal-with-losses
  hurdle: {rate: 8%, compounding: compound, day_count: act/365}
  catch_up: {share: 100%, target: profit}
  carry: 20%
  clawback: {escrow: 30%, hurdle: true}

or by rates of return:

    terms:
      ladder: {investors: 90%, steps: [{rate: 8%, promote: 0%}, {rate: 15%, promote: 20%}], beyond: 50%}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from longbien.capital.rules.daycount import DAY_COUNTS
from longbien.capital.rules.growth import COMPOUNDINGS
from longbien.capital.rules.waterfall.terms import (
    NOTHING,
    SCOPES,
    TARGETS,
    CatchUp,
    Clawback,
    Hurdle,
    Ladder,
    Step,
    Terms,
)
from longbien.capital.rules.written.numbers import Rate, rate_of
from longbien.kernel.shape import Finding, ListOf, OneOf, Record, Spot, YesNo, faults_only

STEP = Record({"rate": Rate(), "promote": Rate()})
LADDER = Record({"steps": ListOf(STEP, 1, 20), "beyond": Rate()}, {"investors": Rate(), "day_count": OneOf(DAY_COUNTS)})
BELOW_ALL = Fraction(999_999, 1_000_000)
FIELDS = Record(
    {"carry": Rate(maximum=BELOW_ALL)},
    {
        "scope": OneOf(SCOPES),
        "hurdle": Record(
            {"rate": Rate()},
            {"compounding": OneOf(COMPOUNDINGS), "day_count": OneOf(DAY_COUNTS), "flat": YesNo()},
        ),
        "catch_up": Record({"share": Rate()}, {"target": OneOf(TARGETS)}),
        "clawback": Record({}, {"escrow": Rate(), "hurdle": YesNo()}),
    },
)


@dataclass(frozen=True)
class TermsShape:
    """The terms of a fund: `kernel.shape` for files that hold them."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        if isinstance(at.value, Mapping) and "ladder" in at.value:
            yield from _ladder_faults(at)
            return
        found = list(FIELDS.examine(at))
        yield from found
        if not faults_only(found) and "catch_up" in at.value:
            carry, share = at.value["carry"], at.value["catch_up"]["share"]
            if 0 < (rate_of(share) or 0) <= (rate_of(carry) or 0):
                yield at.into("catch_up").fault(
                    vi="phần bắt kịp (catch_up.share) phải lớn hơn phần lợi nhuận (carry), hoặc bằng 0",
                    en="the catch-up's share must be above the carry, or 0: it would never be caught up",
                )


def _ladder_faults(at: Spot) -> Iterator[Finding]:
    found = list(Record({"ladder": LADDER}).examine(at))
    yield from found
    if not faults_only(found):
        rates = [rate_of(one["rate"]) or NOTHING for one in at.value["ladder"]["steps"]]
        if any(after <= before for before, after in pairwise(rates)):
            yield (
                at.into("ladder")
                .into("steps")
                .fault(vi="các bậc của “ladder” phải có suất tăng dần", en="each step of a ladder has a higher rate")
            )


def read_terms(data: Mapping[str, Any]) -> Terms | Ladder:
    """The values of terms that `TermsShape` found no fault in."""
    if "ladder" in data:
        return _ladder(data["ladder"])
    hurdle, catch_up, clawback = (data.get(key) for key in ("hurdle", "catch_up", "clawback"))
    return Terms(
        carry=_rate(data["carry"]),
        scope=data.get("scope", "fund"),
        hurdle=Hurdle(**{**hurdle, "rate": _rate(hurdle["rate"])}) if hurdle else Hurdle(),
        catch_up=CatchUp(**{**catch_up, "share": _rate(catch_up["share"])}) if catch_up else CatchUp(),
        clawback=None if clawback is None else Clawback(**{**clawback, "escrow": _rate(clawback.get("escrow", 0))}),
    )


def _ladder(data: Mapping[str, Any]) -> Ladder:
    return Ladder(
        _rate(data.get("investors", 1)),
        tuple(Step(_rate(one["rate"]), _rate(one["promote"])) for one in data["steps"]),
        _rate(data["beyond"]),
        data.get("day_count", "act/365"),
    )


def _rate(value: Any) -> Fraction:
    return rate_of(value) or NOTHING
