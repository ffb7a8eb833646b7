"""A vehicle and what is asked of it, as `longbien capital check` reads them from a file.

vehicle: {charter: {minor: "1200000000000", currency: XTS}, board_seats: 9}
commitments:                                # those that stand
  - {investor: City budget, source: public, amount: {minor: "500000000000", currency: XTS}}
commitment: {investor: A company, source: private, amount: {minor: "100000000000", currency: XTS}}
close: true                                 # also: may it close so?
investment: {company: A start-up, share_percent: 60, is_fund: false}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from longbien.capital.rules.vehicles.limits import check_close, check_commitment, check_investment
from longbien.capital.rules.vehicles.measures import SOURCES, Holding, Stake, Standing
from longbien.capital.rules.vehicles.pack import Pack
from longbien.kernel.money import Money
from longbien.kernel.outcome import Outcome
from longbien.kernel.refusal import Refusal
from longbien.kernel.shape import Finding, Line, ListOf, Number, OneOf, Record, Whole, YesNo, examine, faults_only
from longbien.kernel.sourced import Sourced
from longbien.kernel.text import Text

MONEY = Record({"minor": Line(r"[1-9][0-9]{0,17}"), "currency": Line("[A-Z]{3}")})
HELD = Record({"investor": Line(), "source": OneOf(SOURCES), "amount": MONEY})
FILE = Record(
    required={"vehicle": Record(optional={"charter": MONEY, "board_seats": Whole(0, 999)})},
    optional={
        "commitments": ListOf(HELD),
        "commitment": HELD,
        "close": YesNo(),
        "investment": Record({"company": Line(), "share_percent": Number(0, 100)}, {"is_fund": YesNo()}),
    },
)


@dataclass(frozen=True)
class Question:
    """What a file asks: may this commitment be taken, may it close so, may this stake be bought?"""

    standing: Standing
    commitment: Holding | None = None
    is_close: bool = False
    stake: Stake | None = None


def read_question(file: Sourced) -> Question:
    """Refusal that names each fault with its line, or amounts in several currencies."""
    found: list[Finding] = examine(file, FILE, ("vi", "en"))
    if faults := faults_only(found):
        what = Text.of(vi="Tệp có chỗ cần sửa.", en="The file has faults to mend.")
        raise Refusal("bad-file", what, faults=tuple(faults))
    data: Mapping[str, Any] = file.data
    vehicle, asked, stake = data["vehicle"], data.get("commitment"), data.get("investment")
    currencies = {one["currency"] for one in _amounts(data)}
    if len(currencies) > 1:
        what = Text.of(vi="Các số tiền phải cùng một loại tiền.", en="All amounts must be in one currency.")
        raise Refusal("mixed-currencies", what)
    standing = Standing(
        currency=next(iter(currencies), ""),
        holdings=tuple(map(_holding, data.get("commitments", ()))),
        charter=_minor(vehicle["charter"]) if "charter" in vehicle else 0,
        board_seats=vehicle.get("board_seats", 0),
    )
    return Question(
        standing, _holding(asked) if asked else None, bool(data.get("close")), _stake(stake) if stake else None
    )


def answer(question: Question, pack: Pack) -> Outcome:
    """Every breach of the pack, commitment first."""
    standing, outcome = question.standing, Outcome()
    if question.commitment:
        outcome += check_commitment(standing, question.commitment, pack)
        standing = standing.with_one(question.commitment)
    if question.is_close:
        outcome += check_close(standing, pack)
    return outcome + check_investment(question.stake, pack) if question.stake else outcome


def _amounts(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    held = [*data.get("commitments", ()), *([data["commitment"]] if "commitment" in data else ())]
    charter = data["vehicle"].get("charter")
    return [one["amount"] for one in held] + ([charter] if charter else [])


def _minor(given: Mapping[str, Any]) -> int:
    return Money.from_data(given).minor


def _holding(given: Mapping[str, Any]) -> Holding:
    return Holding(given["investor"], given["source"], _minor(given["amount"]))


def _stake(given: Mapping[str, Any]) -> Stake:
    return Stake(given["company"], Fraction(str(given["share_percent"])) / 100, bool(given.get("is_fund")))
