"""Public terms as data: the shape of `public_terms:` in a file, and the values they stand for.

public_terms:
  buy-out: {after_years: 4, until_years: 8, retroactive: true, schedule: [{until_years: 4, rate: 1%}, {rate: 5%}]}
  capped: {rate: 5%}
  first-loss: {share: 100%}
  profit-shift: {share: 50%}
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from longbien.capital.rules.public.assumed import ASSUMED
from longbien.capital.rules.public.terms import Band, BuyOut, Capped, FirstLoss, ProfitShift, PublicTerms
from longbien.capital.rules.written.numbers import Rate, rate_of
from longbien.kernel.shape import Finding, ListOf, Record, Spot, Whole, YesNo, faults_only

LONGEST = 60  # years
BAND = Record({"rate": Rate()}, {"until_years": Whole(1, LONGEST)})
FIELDS = Record(
    {},
    {
        "pari-passu": Record(),
        "buy-out": Record(
            {"after_years": Whole(0, LONGEST), "schedule": ListOf(BAND, 1, 20)},
            {"retroactive": YesNo(), "until_years": Whole(1, LONGEST)},
        ),
        "capped": Record({"rate": Rate()}),
        "first-loss": Record({"share": Rate()}),
        "profit-shift": Record({"share": Rate()}),
    },
)


@dataclass(frozen=True)
class PublicTermsShape:
    """The public terms of a simulation: `kernel.shape` for files that hold them."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        found = list(FIELDS.examine(at))
        yield from found
        if not faults_only(found) and "buy-out" in at.value:
            yield from _schedule(at.into("buy-out").into("schedule"))
            yield from _span(at.into("buy-out"))


def _schedule(at: Spot) -> Iterator[Finding]:
    """Bands follow each other in time, and only the last one is open."""
    *bands, last = [band.get("until_years") for band in at.value]
    if last is not None or None in bands:
        yield at.fault(
            vi="trong “schedule” chỉ bậc cuối cùng không có until_years",
            en="in “schedule” the last band, and it alone, has no until_years",
        )
    elif any(after <= before for before, after in pairwise(bands)):
        yield at.fault(
            vi="các bậc trong “schedule” phải theo thứ tự năm", en="the bands of “schedule” follow the years"
        )


def _span(at: Spot) -> Iterator[Finding]:
    """The right to buy ends after it begins."""
    if at.value.get("until_years", LONGEST) < at.value["after_years"]:
        yield at.into("until_years").fault(
            vi="“until_years” không được trước “after_years”", en="“until_years” is not before “after_years”"
        )


def read_public_terms(data: Mapping[str, Any]) -> dict[str, PublicTerms]:
    """Every set of terms by its code: those of the file, assumed ones for the rest."""
    return {code: READERS[code](data[code]) if code in data else assumed for code, assumed in ASSUMED.items()}


def _buy_out(data: Mapping[str, Any]) -> PublicTerms:
    bands = [Band(_rate(one["rate"]), one.get("until_years")) for one in data["schedule"]]
    return BuyOut(tuple(bands), data["after_years"], data.get("retroactive", True), data.get("until_years"))


def _rate(value: Any) -> Fraction:
    return rate_of(value) or Fraction(0)


READERS: dict[str, Callable[[Mapping[str, Any]], PublicTerms]] = {
    "pari-passu": lambda data: ASSUMED["pari-passu"],
    "buy-out": _buy_out,
    "capped": lambda data: Capped(_rate(data["rate"])),
    "first-loss": lambda data: FirstLoss(_rate(data["share"])),
    "profit-shift": lambda data: ProfitShift(_rate(data["share"])),
}
