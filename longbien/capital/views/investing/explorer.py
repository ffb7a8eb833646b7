"""The waterfall explorer: who got what of each tier as a chart, and the path of one unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from longbien.capital.queries.investing.explaining import ExplainedCard, Origin
from longbien.capital.rules.investing.explaining import Explanation, Path, Told
from longbien.capital.rules.investing.words import INPUTS, TIERS, clause_name, input_name
from longbien.kernel.money import Money
from longbien.kernel.text import Text
from longbien.ui import formats
from longbien.ui.charts import Chart, Point
from longbien.ui.language import say

PUBLIC, PRIVATE, MANAGER = 0, 1, 2


@dataclass(frozen=True)
class ShownInput:
    name: str
    value: str
    origin: Origin | None
    source: str


@dataclass(frozen=True)
class ShownLine:
    """A line as it is read; exact fractions stand in the data beside the page."""

    tier: Text
    to: str
    amount: Money
    clause: str
    clause_name: Text
    formula: str
    inputs: tuple[ShownInput, ...]


@dataclass(frozen=True)
class ShownPath:
    """A path as it is read. `who` is empty for the manager; `exact` is the share by commitments of `of` units."""

    line: ShownLine
    side: ShownLine | None
    who: str
    amount: Money
    minor: str
    exact: str
    of: str
    owed: str


def line_of(line: Told, currency: str, origins: Mapping[str, Origin]) -> ShownLine:
    inputs = tuple(
        ShownInput(_said(name), plain(value), origins.get(source), source) for name, value, source in line.inputs
    )
    clause = line.clause, clause_name(line.clause)
    return ShownLine(TIERS[line.tier], line.to, Money(line.minor, currency), *clause, formula_of(line), inputs)


def _said(name: str) -> str:
    words = input_name(name)
    return say(words) if words else name


def formula_of(line: Told) -> str:
    """The formula with its inputs named as the reader finds them below it; letters stay letters."""
    names = {name: say(INPUTS[name]) for name, _value, _source in line.inputs if name in INPUTS and len(name) > 1}
    names |= {one: say(INPUTS[one]) for one in ("net paid", "years")} if line.tier == "price" else {}
    if "cash left" in names:
        names.setdefault("cash", names["cash left"])
    known = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b({known})\b", lambda found: names[found[0]], line.formula) if known else line.formula


def path_of(path: Path, currency: str, told: ExplainedCard) -> ShownPath:
    return ShownPath(
        line=line_of(path.line, currency, told.origins),
        side=line_of(path.side, currency, told.origins) if path.side else None,
        who=told.names.get(path.investor, ""),
        amount=Money(path.minor, currency),
        minor=plain(str(path.minor)),
        exact=plain(str(path.exact)) if path.investor else "",
        of=plain(str(path.stretch)),
        owed=plain(str(path.owed)),
    )


def plain(exact: str) -> str:
    """An exact value in the reader's digits: whole, or to six decimals."""
    value = Fraction(exact)
    if value.denominator == 1:
        return formats.number(value.numerator)
    return formats.number(float(value), places=6)


def chart_of(explanation: Explanation, sides: dict[str, str], cash: Money) -> Chart:
    """A bar a tier, its parts by who got them."""
    scale = 10**cash.exponent
    found: dict[str, list[int]] = {}
    for path in explanation.paths:
        parts = found.setdefault(path.line.tier, [0, 0, 0])
        parts[_place(path, sides)] += path.minor
    points = tuple(
        Point(float(n), say(TIERS[tier]), sum(parts) / scale, parts=tuple(part / scale for part in parts))
        for n, (tier, parts) in enumerate(found.items())
    )
    title = _("Who gets what of each tier, in %(currency)s") % {"currency": cash.currency}
    legend = (_("Public investors"), _("Private investors"), _("Carry"))
    return Chart(title, points, "rows", x_title=_("Tier"), unit=cash.currency, legend=legend)


def _place(path: Path, sides: dict[str, str]) -> int:
    if not path.investor:
        return MANAGER
    return PUBLIC if sides.get(path.investor) == "public" else PRIVATE


def unit_asked(written: str, explanation: Explanation) -> tuple[int, Path | None]:
    """The unit that the reader asks for, counted from 1, and its path; None for one that isn't there."""
    digits = written.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 19:
        return 0, None
    return int(digits), next(iter(explanation.at(int(digits))), None)
