"""The terms of a vehicle as data: what is called by when, what late closers pay, what the manager gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from longbien.capital.rules.funds.calling import DAY_COUNT
from longbien.capital.rules.funds.charges import FeeStep
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.text import Text

MOST_RATE = Fraction(1, 2)


@dataclass(frozen=True)
class FundTerms:
    """`equalisation_rate` and the rates of the fee are a year; days are calendar days; clauses name the contract's."""

    term_years: int
    notice_days: int
    grace_days: int
    equalisation_rate: Fraction
    fee: tuple[FeeStep, ...]
    clauses: Mapping[str, str]
    distribution: Mapping[str, Any] | None = None  # as `rules.investing.terms` reads it

    @property
    def equalises_distributions(self) -> bool:
        """Whether whoever comes late is credited what was distributed before, and pays in net of it."""
        return bool((self.distribution or {}).get("equalise_distributions"))

    def clause(self, code: str) -> str:
        """Where the contract says so, as it was entered; "" when nobody said where."""
        return self.clauses.get(code, "")


def read_terms(content: Mapping[str, Any]) -> FundTerms:
    """The terms of stored data. KeyError or ValueError for data that `write_terms` didn't write."""
    return FundTerms(
        term_years=content["term_years"],
        notice_days=content["notice_days"],
        grace_days=content["grace_days"],
        equalisation_rate=Fraction(content["equalisation"]["rate"]),
        fee=tuple(FeeStep(one["until_year"], Fraction(one["rate"])) for one in content["fee"]["steps"]),
        clauses=dict(content["clauses"]),
        distribution=content.get("distribution"),
    )


def write_terms(terms: FundTerms) -> dict[str, Any]:
    """Plain JSON data; rates as exact decimals or ratios."""
    written: dict[str, Any] = {
        "term_years": terms.term_years,
        "notice_days": terms.notice_days,
        "grace_days": terms.grace_days,
        "equalisation": {"rate": str(terms.equalisation_rate), "day_count": DAY_COUNT, "compounding": "none"},
        "fee": {
            "basis": "committed",
            "steps": [{"until_year": one.until_year, "rate": str(one.rate)} for one in terms.fee],
        },
        "clauses": dict(terms.clauses),
    }
    return written if terms.distribution is None else {**written, "distribution": dict(terms.distribution)}


def check_terms(terms: FundTerms) -> None:
    """Refusal 422 that names each term that can't stand."""
    faults = tuple(Fault(where, what) for where, what, wrong in _faults(terms) if wrong)
    if faults:
        raise Refusal(
            "bad-terms", Text.of(vi="Điều khoản có chỗ cần sửa.", en="The terms need mending."), faults=faults
        )


def _faults(terms: FundTerms) -> list[tuple[str, Text, bool]]:
    years = [one.until_year for one in terms.fee]
    rates = [terms.equalisation_rate, *(one.rate for one in terms.fee)]
    falling = Text.of(vi="Các bậc phí phải theo thứ tự năm.", en="The steps of the fee must follow the years.")
    span = Text.of(vi="Từ 1 đến 50 năm.", en="From 1 to 50 years.")
    days = Text.of(vi="Từ 0 đến 365 ngày.", en="From 0 to 365 days.")
    rate = Text.of(vi="Từ 0 đến 50 % một năm.", en="From 0 to 50 % a year.")
    return [
        ("term_years", span, not 1 <= terms.term_years <= 50),
        ("notice_days", days, not 0 <= terms.notice_days <= 365),
        ("grace_days", days, not 0 <= terms.grace_days <= 365),
        ("equalisation_rate", rate, not all(0 <= one <= MOST_RATE for one in rates)),
        ("fee", falling, years != sorted(set(years)) or any(one < 1 for one in years)),
    ]
