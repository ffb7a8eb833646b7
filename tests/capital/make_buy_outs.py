"""A fund whose private investors may buy the public share: by the schedule of Yozma 2.0, from the second year on."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from longbien.capital.actions.buy_outs.buy_out import Buying, confirm_buy_out, prepare_buy_out
from longbien.capital.models import BuyOut
from tests.capital.make_investing import Portfolio, paper, portfolio

SCHEDULE = {"after_years": 2, "until_years": 8, "schedule": [{"rate": "1%", "until_years": 4}, {"rate": "5%"}]}
TERMS: dict[str, Any] = {
    "waterfall": {"carry": "20%", "hurdle": {"rate": "8%", "day_count": "30/360"}, "catch_up": {"share": "100%"}},
    "public": {"buy-out": SCHEDULE},
}
BUY_ON = datetime(2028, 3, 12, 2, 0, tzinfo=UTC)  # the second anniversary of the day on which the first call was due


def fund_with_schedule(*, called: int = 500, **more: Any) -> Portfolio:
    """City 600 public, first 300 and second 101 private; half of it called and paid."""
    return portfolio({**TERMS, "public": {"buy-out": {**SCHEDULE, **more}}}, called=called)


def parts(made: Portfolio, **taken: int) -> dict[UUID, int]:
    return {made.fund.commitments[who]: amount for who, amount in taken.items()}


def prepares(made: Portfolio, at: datetime = BUY_ON, **taken: int) -> UUID:
    asked = Buying(at.date(), parts(made, **(taken or {"first": 450, "second": 150})))
    return prepare_buy_out(made.id, asked, paper=paper("Đã trả."), by=made.fund.one, at=at)


def buys(made: Portfolio, at: datetime = BUY_ON, **taken: int) -> BuyOut:
    key = prepares(made, at, **taken)
    confirm_buy_out(key, by=made.fund.two, at=at)
    return BuyOut.objects.get(pk=key)
