"""Charts as SVG, drawn on the server: a line, steps or bars over an axis, with threshold lines. No Django, no clock.

`rows` are bars that lie, each below its name and its value: for persons and services, whose names are long.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 36
LETTER, GAP = 7.5, 24  # the width of a letter below the axis, and between two labels
# Lying bars are drawn for a narrow screen: the name and the value stand above each bar.
NARROW, LINE, NAME, BAR, LONGEST, LEGEND = 360, 44, 18, 14, 32, 28
FAINTEST, HUGEST = 1e-12, 1e250  # what lies beyond stands at the foot or the top of a logarithmic axis


@dataclass(frozen=True)
class Point:
    """One value: `x` places it (any unit), `label` says what it is (a date, a site), `y` is the value.

    With `low` and `high` it lies between them: a band behind the line of a chart whose points all have both, a whisker
    over a standing bar. `parts` are what the value of a lying bar is made of, named by the chart's `legend`.
    """

    x: float
    label: str
    y: float
    low: float | None = None
    high: float | None = None
    parts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Threshold:
    """A horizontal line that matters: at which level, and why."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """What a chart shows. `title` also names it to those who don't see it; `unit` heads the column of the table.

    `log` draws the value on a logarithmic axis; values at or below zero then stand at its foot. `legend` names the
    parts of lying bars, at most three.
    """

    title: str
    points: tuple[Point, ...]
    kind: Literal["line", "step", "bar", "rows"] = "line"
    thresholds: tuple[Threshold, ...] = ()
    x_title: str = ""
    unit: str = ""
    log: bool = False
    legend: tuple[str, ...] = ()

    @property
    def banded(self) -> bool:
        """Whether every point has its low and its high."""
        return bool(self.points) and all(point.low is not None and point.high is not None for point in self.points)


def svg(chart: Chart, number: Callable[[float], str]) -> str:
    """The drawing; `number` writes a value in the reader's habit. Every text is escaped."""
    if chart.kind == "rows":
        return _rows(chart, number)
    ticks = _log_ticks(chart) if chart.log else _ticks(chart)
    across, up = _across(chart), _up(ticks, log=chart.log)
    parts = [
        *_band(chart, across, up),
        *(_tick(level, up(level), number(level)) for level in ticks),
        *_shape(chart, across, up),
        *_labels(chart, across),
        *(_threshold(line, up(line.y)) for line in chart.thresholds),
    ]
    return _whole(chart, "".join(parts), WIDTH, HEIGHT)


def _whole(chart: Chart, parts: str, width: int, height: int) -> str:
    opening = f'<svg class="{chart.kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(chart.title)}">'
    return f"{opening}{parts}</svg>"


def _rows(chart: Chart, number: Callable[[float], str]) -> str:
    """Lying bars from zero; what is below zero has none. Thresholds cross the bars alone, never a name or a value."""
    _, most = _extent(chart)
    scale = NARROW / max(most, 1e-9)
    first = LEGEND if chart.legend else TOP if chart.thresholds else 0
    tops = [first + LINE * n for n in range(len(chart.points))]
    parts = [*_legend(chart.legend)]
    parts += [_row(point, top, scale, number) for point, top in zip(chart.points, tops, strict=True)]
    parts += [_upright(line, max(line.y, 0.0) * scale, tops) for line in chart.thresholds]
    return _whole(chart, "".join(parts), NARROW, first + LINE * len(tops))


def _row(point: Point, top: int, scale: float, number: Callable[[float], str]) -> str:
    name = point.label if len(point.label) <= LONGEST else point.label[: LONGEST - 1] + "…"
    return (
        f'<text x="0" y="{top + NAME}">{escape(name)}</text>'
        f'<text x="{NARROW}" y="{top + NAME}" text-anchor="end">{escape(number(point.y))}</text>'
    ) + "".join(_bars(point, top + NAME + 6, scale))


def _bars(point: Point, y: int, scale: float) -> Iterator[str]:
    """One bar, or its parts one after the other; a part below zero has none."""
    x = 0.0
    for place, part in enumerate(point.parts or (point.y,), start=1):
        wide = min(max(part, 0.0) * scale, NARROW - x)
        looks = f"bar part-{place}" if point.parts else "bar"
        yield f'<rect class="{looks}" x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{BAR}"/>'
        x += wide


def _legend(names: tuple[str, ...]) -> Iterator[str]:
    """The parts' names above the bars, each beside its colour."""
    room = NARROW / max(len(names), 1)
    for place, name in enumerate(names):
        x = room * place
        yield f'<rect class="bar part-{place + 1}" x="{x:.1f}" y="2" width="10" height="10"/>'
        yield f'<text x="{x + 16:.1f}" y="12">{escape(name)}</text>'


def _upright(line: Threshold, x: float, tops: list[int]) -> str:
    across = "".join(f"M{x:.1f} {top + NAME + 3}v{BAR + 6}" for top in tops)
    anchor = "start" if x < NARROW / 4 else "end" if x > NARROW * 3 / 4 else "middle"
    label = f'<text class="threshold" x="{x:.1f}" y="12" text-anchor="{anchor}">{escape(line.label)}</text>'
    return f'<path class="threshold" d="{across}"/>{label}'


def _extent(chart: Chart) -> tuple[float, float]:
    values = [point.y for point in chart.points] + [line.y for line in chart.thresholds]
    values += [end for point in chart.points for end in (point.low, point.high) if end is not None]
    return min(values, default=0.0), max(values, default=1.0)


def _ticks(chart: Chart) -> list[float]:
    """Four to seven round levels that enclose every value; bars always start at zero."""
    low, high = _extent(chart)
    if chart.kind == "bar":
        low, high = min(low, 0.0), max(high, 0.0)
    elif 0 <= low < high / 2:
        low = 0.0
    span = high - low
    if span < 1e-9 * max(abs(low), abs(high), 1e-3):  # all but level: floats have no round steps between such values
        span = max(abs(high), 1.0)
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    size = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / size), math.ceil(max(high, low + size) / size)
    return [n * size for n in range(first, last + 1)]


def _log_ticks(chart: Chart) -> list[float]:
    """Powers of ten that enclose every value above zero, at most ten of them."""
    positive = [min(value, HUGEST) for value in (*_extent(chart), *(point.y for point in chart.points)) if value > 0]
    first = math.floor(math.log10(max(min(positive, default=1.0), FAINTEST)))
    last = max(math.ceil(math.log10(max(positive, default=10.0))), first + 1)
    size = math.ceil((last - first) / 9)
    return [10.0**n for n in range(first, last + size, size)]


def _up(ticks: list[float], *, log: bool) -> Callable[[float], float]:
    """From a value to its height in the drawing."""
    bottom, top = ticks[0], ticks[-1]

    def linear(value: float) -> float:
        return HEIGHT - BOTTOM - (value - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM)

    def logarithmic(value: float) -> float:
        part = math.log10(min(max(value, bottom), top) / bottom) / math.log10(top / bottom)
        return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)

    return logarithmic if log else linear


def _across(chart: Chart) -> Callable[[float], float]:
    """From a place on the axis to its place in the drawing; bars keep half a bar of room at both ends."""
    places = [point.x for point in chart.points] or [0.0]
    first, span = min(places), (max(places) - min(places)) or 1.0
    room = (WIDTH - LEFT - RIGHT) / (2 * max(len(places), 1)) if chart.kind == "bar" else 0.0
    return lambda x: LEFT + room + (x - first) / span * (WIDTH - LEFT - RIGHT - 2 * room)


def _band(chart: Chart, across: Callable[[float], float], up: Callable[[float], float]) -> Iterator[str]:
    """From where to where each value lies, along the upper ends and back along the lower ones."""
    if chart.banded and chart.kind != "bar":
        above = [(across(point.x), up(point.high or 0.0)) for point in chart.points]
        below = [(across(point.x), up(point.low or 0.0)) for point in reversed(chart.points)]
        around = "L".join(f"{x:.1f} {y:.1f}" for x, y in (*above, *below))
        yield f'<path class="band" d="M{around}Z"/>'


def _shape(chart: Chart, across: Callable[[float], float], up: Callable[[float], float]) -> Iterator[str]:
    if chart.kind == "bar":
        wide = 0.7 * (WIDTH - LEFT - RIGHT) / max(len(chart.points), 1)
        for point in chart.points:
            top, foot = sorted((up(point.y), HEIGHT - BOTTOM if chart.log else up(0.0)))
            left = across(point.x) - wide / 2
            yield f'<rect class="bar" x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{foot - top:.1f}"/>'
            yield from _whisker(point, across(point.x), min(wide / 4, 6), up)
    elif chart.points:
        yield f'<path class="line" d="{_path(chart, across, up)}"/>'


def _whisker(point: Point, x: float, wide: float, up: Callable[[float], float]) -> Iterator[str]:
    """From where to where the value of a standing bar lies."""
    if point.low is not None and point.high is not None:
        ends = "".join(f"M{x - wide:.1f} {up(level):.1f}h{2 * wide:.1f}" for level in (point.low, point.high))
        yield f'<path class="whisker" d="M{x:.1f} {up(point.low):.1f}V{up(point.high):.1f}{ends}"/>'


def _path(chart: Chart, across: Callable[[float], float], up: Callable[[float], float]) -> str:
    first, *rest = [(across(point.x), up(point.y)) for point in chart.points]
    moves = [f"M{first[0]:.1f} {first[1]:.1f}"]
    for x, y in rest:
        moves.append(f"H{x:.1f}V{y:.1f}" if chart.kind == "step" else f"L{x:.1f} {y:.1f}")
    return "".join(moves)


def _tick(level: float, y: float, words: str) -> str:
    line = f'<path class="axis" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
    return f'{line}<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{escape(words)}</text>'


def _labels(chart: Chart, across: Callable[[float], float]) -> Iterator[str]:
    """As many labels below the axis as stand side by side, six at most, evenly chosen; the outer ones lean inwards."""
    count, longest = len(chart.points), max((len(point.label) for point in chart.points), default=0)
    room = max(2, min(6, int((WIDTH - LEFT - RIGHT) / (LETTER * longest + GAP))))
    shown = sorted({round(n * (count - 1) / (room - 1)) for n in range(room)}) if count > room else range(count)
    for n in shown:
        anchor = "middle" if chart.kind == "bar" or 0 < n < count - 1 else "start" if n == 0 else "end"
        point = chart.points[n]
        yield f'<text x="{across(point.x):.1f}" y="{HEIGHT - 12}" text-anchor="{anchor}">{escape(point.label)}</text>'


def _threshold(line: Threshold, y: float) -> str:
    drawn = f'<path class="threshold" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
    place = f'x="{WIDTH - RIGHT}" y="{y - 6:.1f}" text-anchor="end"'
    return f'{drawn}<text class="threshold" {place}>{escape(line.label)}</text>'
