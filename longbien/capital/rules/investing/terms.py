"""The terms by which a vehicle invests and distributes, as data of its terms.

distribution:
  waterfall: {carry: 20%, scope: fund, hurdle: {rate: 8%}, catch_up: {share: 100%}, clawback: {escrow: 30%}}
  public: {capped: {rate: 5%}}        # the public money's terms; side by side where none are given
  recycling: 20%                      # of what is committed may be invested again
  concentration: 15%                  # of what is committed may go into one company
  equalise_distributions: true        # who comes late is credited what was distributed before, with interest
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from longbien.capital.rules.public.terms import BuyOut, PariPassu, PublicTerms
from longbien.capital.rules.waterfall.terms import Terms
from longbien.capital.rules.written.numbers import Rate, rate_of
from longbien.capital.rules.written.public import PublicTermsShape, read_public_terms
from longbien.capital.rules.written.terms import TermsShape, read_terms
from longbien.kernel.shape import Finding, Record, Spot, YesNo

FIELDS = Record(
    {"waterfall": TermsShape()},
    {"public": PublicTermsShape(), "recycling": Rate(), "concentration": Rate(), "equalise_distributions": YesNo()},
)


@dataclass(frozen=True)
class DistributionTerms:
    """`recycling` and `concentration` are shares of what is committed; None: the terms set no such limit."""

    waterfall: Terms
    public: PublicTerms
    recycling: Fraction
    concentration: Fraction | None

    @property
    def sides(self) -> PublicTerms | None:
        """The terms between public and private money; None where both share alike, and until a buy-out is called."""
        return None if isinstance(self.public, PariPassu | BuyOut) else self.public


@dataclass(frozen=True)
class DistributionShape:
    """`kernel.shape` for files that hold such terms."""

    def examine(self, at: Spot) -> Iterator[Finding]:
        yield from FIELDS.examine(at)
        if not isinstance(at.value, Mapping):
            return
        if "ladder" in (at.value.get("waterfall") or {}):
            yield at.into("waterfall").fault(
                vi="quỹ phân chia theo carry và hurdle; thang IRR (ladder) chỉ dùng để mô phỏng",
                en="a fund distributes by carry and hurdle; a ladder is for simulations only",
            )
        if isinstance(at.value.get("public"), Mapping) and len(at.value["public"]) != 1:
            yield at.into("public").fault(
                vi="cần đúng một loại điều khoản cho vốn công", en="exactly one set of public terms is needed"
            )
        if at.value.get("equalise_distributions") is True and not _is_alike(at.value.get("public")):
            yield at.into("equalise_distributions").fault(
                vi="chỉ điều hoà được khoản đã phân chia khi vốn công ngang hàng với vốn khác",
                en="distributions can be equalised only where public money stands side by side with the rest",
            )


def _is_alike(public: Any) -> bool:
    """Whether both sides share alike: as where nothing is said."""
    return public is None or (isinstance(public, Mapping) and "pari-passu" in public)


def read_distribution(data: Mapping[str, Any]) -> DistributionTerms:
    """The values of terms that `DistributionShape` found no fault in."""
    public = dict(data.get("public") or {"pari-passu": {}})
    [code] = public
    return DistributionTerms(
        waterfall=cast(Terms, read_terms(data["waterfall"])),
        public=read_public_terms(public)[code],
        recycling=rate_of(data.get("recycling", 0)) or Fraction(0),
        concentration=rate_of(data["concentration"]) if "concentration" in data else None,
    )
