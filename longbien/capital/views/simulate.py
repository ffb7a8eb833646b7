"""What five sets of public terms make of the same flows: anybody may paste flows and see, nothing is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from longbien.capital.rules.public.assumed import NAMES
from longbien.capital.rules.public.compare import Compared, Side, compare
from longbien.capital.rules.public.terms import PariPassu
from longbien.capital.rules.written.said import said
from longbien.capital.rules.written.simulation import Simulation, read_simulation
from longbien.kernel.money import Money
from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.ui import formats
from longbien.ui.charts import Chart, Point
from longbien.ui.language import say
from longbien.ui.requests import Request

LONGEST = 100_000  # characters; a thousand flows have fewer
TOO_LONG = Text.of(
    vi="Văn bản quá dài: nhiều nhất 100.000 ký tự. Hãy gộp các dòng tiền theo quý hoặc năm.",
    en="The text is too long: at most 100,000 characters. Add flows together by quarter or year.",
)
EMPTY = Text.of(
    vi="Chưa có dòng tiền nào: hãy viết hoặc dán vào ô dưới đây.",
    en="There are no flows yet: write or paste them below.",
)
# Invented: a fund of 100 million in three calls, which loses on the way and earns at the end.
SAMPLE = """\
flows:
  - {on: 2027-01-01, public: 20000000, private: 20000000}
  - {on: 2028-07-01, public: 15000000, private: 15000000}
  - {on: 2030-01-01, public: 15000000, private: 15000000}
  - {on: 2032-01-01, proceeds: 30000000}
  - {on: 2034-07-01, proceeds: 95000000}
  - {on: 2036-12-31, proceeds: 115000000}
day_count: act/365
public_terms:
  buy-out: {after_years: 6, schedule: [{until_years: 4, rate: 1%}, {rate: 5%}]}
  capped: {rate: 5%}
  first-loss: {share: 100%}
  profit-shift: {share: 50%}
"""


@dataclass(frozen=True)
class Half:
    """One side of a row, in the reader's habit."""

    name: str
    paid: Money
    got: Money
    multiple: str
    rate: str
    is_only: bool


@dataclass(frozen=True)
class Row:
    """One set of public terms: what it says, whether it was assumed, and both sides."""

    name: Text
    said: Text
    is_assumed: bool
    halves: tuple[Half, Half]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def simulate(request: Request) -> HttpResponse:
    """The sample first; then what the reader wrote, with the comparison or with what is wrong and where."""
    written = request.POST.get("flows", "").replace("\r\n", "\n") if request.method == "POST" else SAMPLE
    context = {"written": written, "is_sample": written == SAMPLE}
    try:
        return render(request, "capital/simulate.html", context | _shown(written))
    except Refusal as refusal:
        faults = [(one.where.rpartition(":")[2], one.what) for one in refusal.faults]
        told = context | {"refusal": refusal, "faults": faults}
        return render(request, "capital/simulate.html", told, status=refusal.status)


def _shown(written: str) -> dict[str, object]:
    if not written.strip():
        raise Refusal("no-flows", EMPTY)
    if len(written) > LONGEST:
        raise Refusal("too-long", TOO_LONG)
    simulation = read_simulation(written.encode("utf-8", "replace"), named="flows", currency=settings.HUB.currency)
    found = compare(tuple(simulation.public.values()), simulation.moments, simulation.day_count, simulation.fund)
    whys = {side.why: None for one in found for side in (one.private, one.public) if side.why}
    return {
        "rows": [_row(one, simulation) for one in found],
        "charts": [_profits(found, simulation), *_rates(found)],
        "day_count": simulation.day_count,
        "manager": Money(found[0].manager, simulation.currency) if simulation.fund else None,
        "whys": list(whys),
        "several": not all(side.is_only for one in found for side in (one.private, one.public)),
    }


def _row(one: Compared, simulation: Simulation) -> Row:
    terms = one.terms
    assumed = terms.code not in simulation.given and not isinstance(terms, PariPassu)
    halves = _half(_("Private"), one.private, simulation), _half(_("Public"), one.public, simulation)
    return Row(NAMES[terms.code], said(terms), assumed, halves)


def _half(name: str, side: Side, simulation: Simulation) -> Half:
    paid, got = Money(side.paid, simulation.currency), Money(side.got, simulation.currency)
    rate = f"{formats.number(round(100 * side.rate.value, 4))} %" if side.rate else "–"
    return Half(name, paid, got, formats.number(float(side.multiple), places=3), rate, side.is_only)


def _profits(found: tuple[Compared, ...], simulation: Simulation) -> Chart:
    """What each gains beyond what it paid; a loss has no bar, its number stands in the table."""
    legend = (_("Private"), _("Public"), _("Manager"))[: 3 if simulation.fund else 2]
    size = 10 ** Money(0, simulation.currency).exponent
    points = []
    for place, one in enumerate(found):
        gains = (one.private.got - one.private.paid, one.public.got - one.public.paid, one.manager)
        parts = tuple(gain / size for gain in gains[: len(legend)])
        points.append(Point(float(place), say(NAMES[one.terms.code]), sum(parts), parts=parts))
    title = _("Who gets the profit (%(unit)s)") % {"unit": simulation.currency}
    return Chart(title, tuple(points), "rows", x_title=_("Public terms"), unit=_("Profit"), legend=legend)


def _rates(found: tuple[Compared, ...]) -> Iterator[Chart]:
    """Nothing where a rate isn't known: no bar stands for that."""
    rates = [(say(NAMES[one.terms.code]), one.private.rate) for one in found]
    points = tuple(Point(float(n), name, 100 * rate.value) for n, (name, rate) in enumerate(rates) if rate)
    if len(points) == len(rates):
        title = _("What private money earns a year (%)")
        yield Chart(title, points, "rows", x_title=_("Public terms"), unit="%")
