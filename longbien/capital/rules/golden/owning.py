"""Cases of public terms and of cap tables."""

import re
from fractions import Fraction
from typing import Any

from longbien.capital.rules.captable.convertibles import Safe, converted
from longbien.capital.rules.captable.rounds import priced
from longbien.capital.rules.captable.table import Table
from longbien.capital.rules.captable.tranches import ROUNDINGS, tranches
from longbien.capital.rules.daycount import DayCount
from longbien.capital.rules.golden.inputs import Inputs, amount, faulty, minor, year
from longbien.capital.rules.public.compare import compare
from longbien.capital.rules.public.price import price
from longbien.capital.rules.public.sharing import Moment
from longbien.capital.rules.public.terms import Band, BuyOut, Capped, PariPassu, PublicTerms
from longbien.capital.rules.shares import least_whole

Found = dict[str, Any]
FIRST = re.compile(r"rate_first(\d+)")
BUY_OUT, CAPPED = re.compile(r"buyout_y(\d+)_(\d+)pct"), re.compile(r"public_capped_(\d+)pct")
WHOLE_YEARS: DayCount = "30/360"  # cases count years, not days


def buy_out(case: Inputs) -> Found:
    first = next((name for name in case.data if FIRST.fullmatch(name)), "rate_first4")
    until = int(first.removeprefix("rate_first"))
    schedule = (Band(case.exact(first), until), Band(case.exact("rate_after")))
    paid = [(year(0), case.minor("state"))]
    terms = BuyOut(schedule, after_years=0)
    return {f"price_y{n}": amount(price(terms, paid, year(n), WHOLE_YEARS)) for n in case.every("years")}


def share_cap(case: Inputs) -> Found:
    return {"min_charter_capital": least_whole(int(case.exact("city")), case.exact("cap"))}


def asymmetric(case: Inputs) -> Found:
    """One draw, one exit: the private side's yearly rate under each set of terms that is asked for by its name."""
    public, private = case.minor("public"), case.minor("private")
    proceeds = int(case.exact("moic") * (public + private))
    moments = [Moment(year(0), public, private), Moment(year(case.get("years")), proceeds=proceeds)]
    asked = [_public_terms(name) for name in case.wanted]
    found = compare(asked, moments, WHOLE_YEARS)
    rates = (one.private.rate for one in found)
    return {name: rate.value for name, rate in zip(case.wanted, rates, strict=True) if rate}


def _public_terms(name: str) -> PublicTerms:
    if said := BUY_OUT.fullmatch(name):
        return BuyOut((Band(Fraction(int(said[2]), 100)),), after_years=int(said[1]))
    if said := CAPPED.fullmatch(name):
        return Capped(Fraction(int(said[1]), 100))
    if name != "pari_passu":
        raise faulty(name, vi="không nêu cơ cấu nào đã biết", en="names no structure that is known")
    return PariPassu()


def safes(case: Inputs) -> Found:
    """SAFEs convert, then the round is priced with its pool."""
    found = case.pairs("safes", minor, minor)
    table = Table({"existing": int(case.exact("existing"))})
    after = converted(table, [Safe(f"SAFE {n}", paid, cap) for n, (paid, cap) in enumerate(found, start=1)])
    new = {"new": case.minor("new_money", 0)}
    made = priced(after, pre_money=case.minor("pre"), new_money=new, pool=int(case.exact("pool", 0)))
    return {"fd_post_conversion": after.total, "series_a_price": amount(made.price), "fd_post_round": made.table.total}


def rounding(case: Inputs) -> Found:
    total, count = int(case.exact("total")), int(case.exact("tranches"))
    return {rule: tranches(total, count, rule) for rule in ROUNDINGS}


AREAS = {
    "public_buyout": buy_out, "public_share_cap": share_cap, "public_asymmetric": asymmetric,
    "safe_post_money": safes, "allocation_rounding": rounding,
}  # fmt: skip
