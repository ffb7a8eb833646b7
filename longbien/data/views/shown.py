"""Values of rows as readers see them."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from longbien.data.rules.agreement.terms import MaskKind
from longbien.ui import formats


def said(value: Any, mask: MaskKind | None = None) -> str:
    """As it is read; with the mask of its column, a day as the month or the year that it stands for."""
    if value is None:
        return "–"
    if mask is not None:
        return formats.month(value) if mask == "month" else f"{value:%Y}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return formats.number(value, places=6)
    if isinstance(value, datetime):
        return formats.moment(value)
    return formats.day(value) if isinstance(value, date) else str(value)


def short(value: Any, most: int, mask: MaskKind | None = None) -> str:
    """As `said`; of a long text its beginning. Files hold all of it."""
    whole = said(value, mask)
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"
