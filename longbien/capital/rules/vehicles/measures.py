"""What the limits of a pack may measure, and how it is counted. A pack names a measure; code knows no law."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from longbien.kernel.text import Text

PUBLIC, PRIVATE = "public", "private"
SOURCES = (PUBLIC, PRIVATE)


@dataclass(frozen=True)
class Holding:
    """What one investor has committed, in minor units; `source` says whose money it is."""

    investor: str
    source: str
    amount: int


@dataclass(frozen=True)
class Standing:
    """A vehicle as its limits see it. `charter` is its charter capital as planned, 0 when none is set."""

    currency: str
    holdings: tuple[Holding, ...]
    charter: int = 0
    board_seats: int = 0

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.holdings)

    def of(self, source: str) -> int:
        return sum(one.amount for one in self.holdings if one.source == source)

    def investors(self, source: str = "") -> int:
        """How many different ones; those of one source, where it is named."""
        return len({one.investor for one in self.holdings if source in ("", one.source)})

    def with_one(self, holding: Holding) -> "Standing":
        return Standing(self.currency, (*self.holdings, holding), self.charter, self.board_seats)

    def as_closed(self) -> "Standing":
        """Measured by what is committed, not by what is planned."""
        return Standing(self.currency, self.holdings, 0, self.board_seats)


@dataclass(frozen=True)
class Stake:
    """What an investment would make of a company: the share of its charter capital, and whether it is a fund."""

    company: str
    share: Fraction
    is_fund: bool = False


@dataclass(frozen=True)
class Measure:
    """`count` answers in minor units, in numbers, or as a fraction of one, as `kind` says."""

    kind: Literal["money", "count", "share"]
    name: Text
    count: Callable[[Standing], int | Fraction]


def _public_share(standing: Standing) -> Fraction:
    """Of the charter capital that is planned; of what is committed, once that is more or none is planned."""
    whole = max(standing.charter, standing.total)
    return Fraction(standing.of(PUBLIC), whole) if whole else Fraction(0)


def _named(vi: str, en: str) -> Text:
    return Text.of(vi=vi, en=en)


MEASURES: Mapping[str, Measure] = {
    "public-share": Measure("share", _named("Phần vốn công", "Share of public money"), _public_share),
    "public-amount": Measure("money", _named("Vốn công", "Public money"), lambda fund: fund.of(PUBLIC)),
    "total": Measure("money", _named("Tổng vốn", "Total"), lambda fund: fund.total),
    "investors": Measure("count", _named("Số nhà đầu tư", "Investors"), lambda fund: fund.investors()),
    "other-investors": Measure(
        "count",
        _named("Số nhà đầu tư khác ngoài phần vốn công", "Investors besides the public one"),
        lambda fund: fund.investors(PRIVATE),
    ),
    "board": Measure("count", _named("Số thành viên hội đồng", "Members of the board"), lambda fund: fund.board_seats),
}  # fmt: skip

# What an investment or a year's losses are held to; they are no matter of a commitment.
STAKE = _named("Phần vốn điều lệ tại một doanh nghiệp", "Share of one company's charter capital")
CONCENTRATED = _named("Vốn vào một doanh nghiệp, so với vốn cam kết", "Invested in one company, of what is committed")
FUNDS = _named("Số quỹ khác được rót vốn", "Other funds invested in")
LOSSES = _named("Lỗ đầu tư trong một chu kỳ, so với vốn điều lệ", "Losses of a cycle, of the charter capital")
ELSEWHERE: Mapping[str, tuple[Literal["share", "count"], Text]] = {
    "company-share": ("share", STAKE),
    "concentration": ("share", CONCENTRATED),
    "fund-holdings": ("count", FUNDS),
    "cycle-losses": ("share", LOSSES),
}
CODES = (*MEASURES, *ELSEWHERE)


def name_of(measure: str) -> Text:
    return MEASURES[measure].name if measure in MEASURES else ELSEWHERE[measure][1]


def kind_of(measure: str) -> Literal["money", "count", "share"]:
    return MEASURES[measure].kind if measure in MEASURES else ELSEWHERE[measure][0]
