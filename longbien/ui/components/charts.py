"""`{% chart chart=chart csv=url json=url %}`: a chart with its table beside it."""

from typing import Any

from django import template
from django.utils.safestring import mark_safe

from longbien.ui import formats
from longbien.ui.charts import Chart, svg

register = template.Library()


@register.inclusion_tag("ui/parts/chart.html")
def chart(*, chart: Chart, csv: str = "", json: str = "") -> dict[str, Any]:
    """The drawing, the numbers behind it, and where to download them."""
    drawn = mark_safe(svg(chart, formats.number))  # noqa: S308 - svg() escapes every text
    return {"chart": chart, "svg": drawn, "csv": csv, "json": json}
