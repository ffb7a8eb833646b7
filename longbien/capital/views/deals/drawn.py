"""The parts of a company before and after, as a chart."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from longbien.capital.rules.captable.rounds import POOL
from longbien.capital.rules.captable.table import Diluted
from longbien.ui.charts import Chart, Point

MOST = 12


def named(holder: str) -> str:
    """The pool has no name of its own in a table."""
    return _("Option pool") if holder == POOL else holder


def dilution_chart(rows: Iterable[Diluted]) -> Chart:
    """What each holds afterwards, in percent: the largest first, the rest left to the table."""
    held = sorted((one for one in rows if one.after), key=lambda one: -one.after)[:MOST]
    points = tuple(Point(float(n), named(one.holder), float(100 * one.part_after)) for n, one in enumerate(held))
    return Chart(_("Who holds what afterwards (%)"), points, "rows", x_title=_("Shareholder"), unit="%")
