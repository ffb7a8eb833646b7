"""Scripts of demonstration funds: who does what, how many days ago, as data of the hub.

fund: first-fund
name: {…}
rules: some-rules
charter: {minor: "1000000000", currency: XTS}
terms: {term_years: 10, notice_days: 10, grace_days: 10, equalisation_percent: "8", fee_percent: [["5", "2.5"]]}
scenes:
  - {do: commit, by: fund-officer-1, days_ago: 300, investor: treasury, source: public, amount: {…}}
  - {do: close, by: fund-officer-1, days_ago: 290}
  - {do: confirm-close, by: fund-officer-2, days_ago: 290}
  - {do: invest, by: fund-officer-1, days_ago: 200, company: robots, kind: equity, share: "15", amount: {…}, text: …}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from longbien.capital.rules.funds.charges import FeeStep
from longbien.capital.rules.funds.terms import FundTerms
from longbien.kernel.money import Money

VERBS = (
    "commit", "clause", "close", "confirm-close", "call", "confirm-call", "receipt", "refunds", "accrue",
    "invest", "confirm-invest", "value", "confirm-value", "proceeds", "confirm-proceeds", "distribute",
    "confirm-distribution", "pay-out",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """One deed. A receipt without an amount is of all that is owed; `number` is that of the run it is for.

    `kind` is the instrument, the technique or the kind of proceeds; `share` in percent what the fund then holds, or
    what was sold; `source` whose money it is, or who quoted the `rate`.
    """

    do: str
    by: str
    days_ago: int
    investor: str = ""
    amount: Money | None = None
    source: str = ""
    text: str = ""
    kind: str = ""
    due_in: int = 0
    number: int = 0
    company: str = ""
    share: str = ""
    rate: str = ""
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    code: str
    name: Any
    rules: str
    charter: Money
    board_seats: int
    terms: FundTerms
    scenes: tuple[Scene, ...]


def read_script(data: Mapping[str, Any]) -> Script:
    """The script in a file's data. KeyError, TypeError or ValueError for data that `hub check` would fault."""
    told = data["terms"]
    terms = FundTerms(
        term_years=told["term_years"],
        notice_days=told["notice_days"],
        grace_days=told["grace_days"],
        equalisation_rate=Fraction(told["equalisation_percent"]) / 100,
        fee=tuple(FeeStep(int(year), Fraction(percent) / 100) for year, percent in told["fee_percent"]),
        clauses={},
        distribution=told.get("distribution"),
    )
    return Script(
        code=data["fund"],
        name=data["name"],
        rules=data["rules"],
        charter=Money.from_data(data["charter"]),
        board_seats=data["board_seats"],
        terms=terms,
        scenes=tuple(map(_scene, data["scenes"])),
    )


def _scene(given: Mapping[str, Any]) -> Scene:
    amount = Money.from_data(given["amount"]) if "amount" in given else None
    return Scene(**{**given, "amount": amount, "inputs": tuple(given.get("inputs", ()))})
