"""Cases of a fund's calendar: preferred returns, fees, equalisation; and money in another currency."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from longbien.capital.rules.daycount import DAY_COUNTS
from longbien.capital.rules.exchange import exchanged
from longbien.capital.rules.funds.calling import DAY_COUNT, Drawn, equalise
from longbien.capital.rules.funds.charges import FeeStep, fee_until
from longbien.capital.rules.golden.inputs import SCALE, Inputs, amount, exact, faulty, minor, year
from longbien.capital.rules.growth import COMPOUNDINGS, whole
from longbien.capital.rules.waterfall.account import Account
from longbien.capital.rules.waterfall.terms import Hurdle
from longbien.kernel.money import Money

Found = dict[str, Any]
RATIO = re.compile(
    r"(?P<of>[0-9]+)/\((?P<all>[0-9]+)-(?P<less>[0-9]+)\) x \((?P<amounts>[0-9,]+)\) on (?P<days>[0-9,-]+)"
)
ACCRUED, MINOR = re.compile(r"acc_(\d{4})_(\d{2})_(\d{2})"), re.compile(r"([a-z]{3})_minor")


def preferred_return(case: Inputs) -> Found:
    """What has accrued on the calls on the days asked for, and what is unreturned on the last."""
    compounding = case.word("compounding", "year-end", COMPOUNDINGS)
    hurdle = Hurdle(case.exact("rate"), compounding, case.word("day_count", "act/365", DAY_COUNTS))
    calls = sorted([*case.pairs("calls", date.fromisoformat, minor), *_by_ratio(case)])
    days = {name: _day(name) for name in case.wanted if ACCRUED.fullmatch(name)}
    last = case.day("asof")
    found = {name: amount(_at(hurdle, calls, on).preferred) for name, on in days.items()}
    return found | {"unreturned": amount(_at(hurdle, calls, last).unreturned)}


def _at(hurdle: Hurdle, calls: list[tuple[date, int]], on: date) -> Account:
    account = Account(hurdle, calls[0][0])
    for day, called in calls:
        if day <= on:
            account = account.at(day).called(called)
    return account.at(on)


def _day(name: str) -> date:
    return date.fromisoformat(name.removeprefix("acc_").replace("_", "-"))


def _by_ratio(case: Inputs) -> Iterator[tuple[date, int]]:
    """Calls written as one ratio of several amounts: `a/(b-c) x (d,e) on 2013-07-31,2013-10-31`."""
    if "fee_calls_total_ratio" not in case:
        return
    said = RATIO.fullmatch(str(case.get("fee_calls_total_ratio")))
    if said is None:
        raise faulty("fee_calls_total_ratio", vi="không đọc được", en="can't be read")
    ratio = Fraction(int(said["of"]), int(said["all"]) - int(said["less"]))
    for day, of in zip(said["days"].split(","), said["amounts"].split(","), strict=True):
        yield date.fromisoformat(day), whole(ratio * int(of) * SCALE)


def management_fee(case: Inputs) -> Found:
    """All years up to the last step."""
    steps = [FeeStep(until, rate) for until, rate in case.pairs("rates", int, exact)]
    end, committed = year(max(step.until_year for step in steps)), case.minor("commitment")
    return {"total": amount(fee_until(end, first_close=year(0), committed=committed, steps=steps))}


def equalisation(case: Inputs) -> Found:
    """One call before a later close; the new investors are named as the expected values are."""
    new = map(minor, case.every("new"))
    called, first = case.minor("called"), case.minor("first_close")
    unit = max(-(-called // first), 1)  # commitments may be in millions beside a call in units: their ratio counts
    held = [unit * one for one in new]
    _, *late = equalise([Drawn(called, year(0))], [unit * first], held, on=year(1), rate=Fraction(0))
    return {name: amount(one.principal) for name, one in zip(case.wanted, late, strict=False)}


def equalisation_interest(case: Inputs) -> Found:
    """Half of a call reaches a late investor: on that half the interest runs."""
    case.word("day_count", DAY_COUNT, (DAY_COUNT,))
    principal, begin = case.minor("principal"), year(0)
    on = date.fromordinal(begin.toordinal() + int(case.exact("days")))
    call, same = Drawn(2 * principal, begin), [2 * principal]
    _, late = equalise([call], same, same, on=on, rate=case.exact("rate"))
    return {"interest": amount(late.interest)}


def exchange(case: Inputs) -> Found:
    """`usd_minor` at `rate` as `inr_minor`: the currencies are those of the names."""
    known = next((name for name in case.data if MINOR.fullmatch(name)), "usd_minor")
    money = Money(int(case.exact(known)), known[:3].upper())
    wanted = [name for name in case.wanted if MINOR.fullmatch(name)]
    return {name: exchanged(money, case.exact("rate"), name[:3].upper()).minor for name in wanted}


AREAS = {
    "preferred_return": preferred_return, "management_fee": management_fee, "equalisation": equalisation,
    "equalisation_interest": equalisation_interest, "fx": exchange,
}  # fmt: skip
