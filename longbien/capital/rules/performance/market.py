"""A fund beside a public market: what the same payments would have become in an index. Through pyxirr.

`amounts` are the fund's flows (below zero paid in), `index` the level of the market on the same days, `nav` what the
fund is worth at the end. Refusal "no-market" when the lists differ in length or an index level isn't above zero.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from longbien.capital.rules.performance.rates import Amount, Rate, irr, pyxirr, told
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text

Levels = Sequence[Amount]


def ks_pme(amounts: Sequence[Amount], index: Levels, nav: Amount = 0) -> float:
    """Σ FV(paid out) + NAV over Σ FV(paid in), values carried to the end with the index; above 1 the fund did better.

    Source: Kaplan and Schoar, Private Equity Performance, Journal of Finance 60 (2005).
    """
    return told(_asked("ks_pme", amounts, index, nav), None).value


def ln_pme_nav(amounts: Sequence[Amount], index: Levels) -> float:
    """What the same payments into and out of the index would leave in it at the end, in the units of `amounts`.

    Source: Long and Nickels, A Private Investment Benchmark (1996). Below zero when more was taken out than it held.
    """
    return told(_asked("ln_pme_nav", amounts, index), None).value


def ln_pme(amounts: Sequence[Amount], index: Levels) -> Rate:
    """The rate per period of the same payments with that NAV at the end (Long and Nickels 1996)."""
    return _with_nav(amounts, ln_pme_nav(amounts, index))


def pme_plus_lambda(amounts: Sequence[Amount], index: Levels, nav: Amount = 0) -> float:
    """The factor by which what is paid out is scaled so that the index ends with the fund's own NAV.

    λ = (Σ FV(paid in) - NAV) / Σ FV(paid out). Source: Rouvinez, Private Equity Benchmarking with PME+ (2003).
    """
    return told(_asked("pme_plus_lambda", amounts, index, nav), None).value


def pme_plus(amounts: Sequence[Amount], index: Levels, nav: Amount = 0) -> Rate:
    """The rate per period of the payments, what is paid out scaled by λ, and the NAV at the end (Rouvinez 2003)."""
    scale = pme_plus_lambda(amounts, index, nav)
    return _with_nav([float(one) * scale if one > 0 else float(one) for one in amounts], float(Fraction(nav)))


def direct_alpha(amounts: Sequence[Amount], index: Levels, nav: Amount = 0) -> Rate:
    """The rate per period that the fund earned on top of the index: the IRR of the flows carried to the end with it.

    Source: Gredil, Griffiths and Stucke, Benchmarking Private Equity: The Direct Alpha Method (2014).
    """
    return told(_asked("direct_alpha", amounts, index, nav), None)


def _with_nav(amounts: Sequence[Amount] | Sequence[float], nav: float) -> Rate:
    """The rate with the NAV beside the last flow; pyxirr puts it in place of that flow, whatever is paid out then."""
    flows = [float(one) for one in amounts]
    return irr([*flows[:-1], flows[-1] + nav] if flows else [])


def _asked(name: str, amounts: Sequence[Amount], index: Levels, nav: Amount | None = None) -> Any:
    if len(amounts) != len(index) or any(level <= 0 for level in index):
        words = Text.of(
            vi="Mỗi dòng tiền cần một mức chỉ số lớn hơn 0 của cùng ngày.",
            en="Every flow needs a level of the index on the same day, above zero.",
        )
        raise Refusal("no-market", words)
    library = pyxirr()
    known = [] if nav is None else [float(Fraction(nav))]
    try:
        return getattr(library.pe, name)([float(one) for one in amounts], [float(one) for one in index], *known)
    except (library.InvalidPaymentsError, ZeroDivisionError):
        return None
