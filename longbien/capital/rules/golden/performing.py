"""Cases of performance: rates of return, multiples, public market equivalents."""

from datetime import date
from fractions import Fraction
from typing import Any

from longbien.capital.rules.daycount import DAY_COUNTS
from longbien.capital.rules.golden.inputs import Inputs, exact
from longbien.capital.rules.performance import market, rates
from longbien.capital.rules.performance.multiples import multiples

Found = dict[str, Any]


def irr(case: Inputs) -> Found:
    return {"irr": rates.irr(case.exacts("flows")).value}


def xirr(case: Inputs) -> Found:
    flows = [rates.Flow(on, paid) for on, paid in case.pairs("flows", date.fromisoformat, exact)]
    return {"xirr": rates.xirr(flows, case.word("day_count", "act/365", DAY_COUNTS)).value}


def mirr(case: Inputs) -> Found:
    return {"mirr": rates.mirr(case.exacts("flows"), case.exact("finance"), case.exact("reinvest")).value}


def ratios(case: Inputs) -> Found:
    found = multiples(case.exacts("flows"), _nav(case))
    return {"dpi": found.dpi, "rvpi": found.rvpi, "tvpi": found.tvpi, "moic": found.moic}


def ks_pme(case: Inputs) -> Found:
    return {"ks_pme": market.ks_pme(case.exacts("flows"), case.exacts("index"), _nav(case))}


def ln_pme(case: Inputs) -> Found:
    asked = case.exacts("flows"), case.exacts("index")
    found: Found = {"nav": market.ln_pme_nav(*asked)}
    return found | ({"ln_pme": market.ln_pme(*asked).value} if "ln_pme" in case.wanted else {})


def pme_plus(case: Inputs) -> Found:
    asked = case.exacts("flows"), case.exacts("index"), _nav(case)
    found: Found = {"lambda": market.pme_plus_lambda(*asked)}
    return found | ({"pme_plus": market.pme_plus(*asked).value} if "pme_plus" in case.wanted else {})


def direct_alpha(case: Inputs) -> Found:
    return {"direct_alpha": market.direct_alpha(case.exacts("flows"), case.exacts("index"), _nav(case)).value}


def _nav(case: Inputs) -> Fraction:
    return case.exact("nav", 0)


AREAS = {
    "irr": irr, "xirr": xirr, "mirr": mirr, "multiples": ratios, "ks_pme": ks_pme, "ln_pme": ln_pme,
    "pme_plus": pme_plus, "direct_alpha": direct_alpha,
}  # fmt: skip
