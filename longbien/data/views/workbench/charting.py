"""An answer as a chart: what of it can be drawn, and what is."""

from collections.abc import Mapping, Sequence
from typing import Any

from longbien.data.gateway.answer import Answer
from longbien.data.rules.agreement.terms import MaskKind
from longbien.data.rules.workbench.drawn import KINDS, Kind, drawing, numbers, spots
from longbien.data.views.shown import said
from longbien.kernel.text import Text
from longbien.ui.charts import Chart, Point

KIND_WORDS: Mapping[Kind, Text] = {
    "bar": Text.of(vi="Cột đứng", en="Bars"),
    "line": Text.of(vi="Đường", en="A line"),
    "rows": Text.of(vi="Thanh ngang", en="Lying bars"),
}


def chart_of(answer: Answer, given: Mapping[str, str], kinds: Sequence[MaskKind | None]) -> dict[str, Any]:
    """For the page: the chart, and what may be chosen. Nothing when the answer has no two columns, one of numbers."""
    columns = [(one.name, one.kind) for one in answer.schema]
    chosen = drawing(given, columns, answer.rows)
    if chosen is None:
        return {}
    names = [name for name, _ in columns]
    x, y = names.index(chosen.x), names.index(chosen.y)
    found = spots(((row[x], row[y]) for row in answer.as_rows()), chosen.kind)
    points = tuple(Point(one.place, said(one.at, kinds[x]), one.height) for one in found)
    return {
        "drawing": chosen,
        "chart": Chart(f"{chosen.y} / {chosen.x}", points, chosen.kind, x_title=chosen.x, unit=chosen.y),
        "xs": names,
        "ys": numbers(columns),
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
    }
