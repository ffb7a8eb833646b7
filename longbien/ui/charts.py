"""Charts as SVG, drawn on the server: a line, steps or bars over an axis, with threshold lines. No Django, no clock.

`rows` are bars that lie, one a line with its name before it: for persons and services, whose names are long.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

WIDTH, HEIGHT = 720, 280
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 36
NAMES, VALUES, LINE, LONGEST = 220, 64, 28, 32  # room for names and values of lying bars; how long a name may be
FAINTEST, HUGEST = 1e-12, 1e250  # what lies beyond stands at the foot or the top of a logarithmic axis


@dataclass(frozen=True)
class Point:
    """One value: `x` places it (any unit), `label` says what it is (a date, a site), `y` is the value."""

    x: float
    label: str
    y: float


@dataclass(frozen=True)
class Threshold:
    """A horizontal line that matters: at which level, and why."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """What a chart shows. `title` also names it to those who don't see it; `unit` heads the column of the table.

    `log` draws the value on a logarithmic axis; values at or below zero then stand at its foot.
    """

    title: str
    points: tuple[Point, ...]
    kind: Literal["line", "step", "bar", "rows"] = "line"
    thresholds: tuple[Threshold, ...] = ()
    x_title: str = ""
    unit: str = ""
    log: bool = False


def svg(chart: Chart, number: Callable[[float], str]) -> str:
    """The drawing; `number` writes a value in the reader's habit. Every text is escaped."""
    if chart.kind == "rows":
        return _rows(chart, number)
    ticks = _log_ticks(chart) if chart.log else _ticks(chart)
    across, up = _across(chart), _up(ticks, log=chart.log)
    parts = [
        *(_tick(level, up(level), number(level)) for level in ticks),
        *_shape(chart, across, up),
        *_labels(chart, across),
        *(_threshold(line, up(line.y)) for line in chart.thresholds),
    ]
    return _whole(chart, "".join(parts), HEIGHT)


def _whole(chart: Chart, parts: str, height: int) -> str:
    opening = f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(chart.title)}">'
    return f"{opening}{parts}</svg>"


def _rows(chart: Chart, number: Callable[[float], str]) -> str:
    """Lying bars from zero; what is below zero has none. Thresholds stand upright, their names above."""
    _, most = _extent(chart)
    scale = (WIDTH - NAMES - VALUES) / max(most, 1e-9)
    height = TOP + LINE * len(chart.points) + BOTTOM
    parts = [_upright(line, NAMES + max(line.y, 0.0) * scale, height) for line in chart.thresholds]
    parts += [_row(point, TOP + BOTTOM // 2 + LINE * n, scale, number) for n, point in enumerate(chart.points)]
    return _whole(chart, "".join(parts), height)


def _row(point: Point, top: float, scale: float, number: Callable[[float], str]) -> str:
    end, middle = NAMES + max(point.y, 0.0) * scale, top + LINE / 2
    name = point.label if len(point.label) <= LONGEST else point.label[: LONGEST - 1] + "…"
    return (
        f'<text x="{NAMES - 8}" y="{middle + 4:.1f}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="bar" x="{NAMES}" y="{top + 4:.1f}" width="{end - NAMES:.1f}" height="{LINE - 8}"/>'
        f'<text x="{end + 6:.1f}" y="{middle + 4:.1f}">{escape(number(point.y))}</text>'
    )


def _upright(line: Threshold, x: float, height: int) -> str:
    drawn = f'<path class="threshold" d="M{x:.1f} {TOP + BOTTOM // 2}V{height - BOTTOM // 2}"/>'
    return f'{drawn}<text class="threshold" x="{x:.1f}" y="{TOP + 8}" text-anchor="middle">{escape(line.label)}</text>'


def _extent(chart: Chart) -> tuple[float, float]:
    values = [point.y for point in chart.points] + [line.y for line in chart.thresholds]
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


def _shape(chart: Chart, across: Callable[[float], float], up: Callable[[float], float]) -> Iterator[str]:
    if chart.kind == "bar":
        wide = 0.7 * (WIDTH - LEFT - RIGHT) / max(len(chart.points), 1)
        for point in chart.points:
            top, foot = sorted((up(point.y), HEIGHT - BOTTOM if chart.log else up(0.0)))
            left = across(point.x) - wide / 2
            yield f'<rect class="bar" x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{foot - top:.1f}"/>'
    elif chart.points:
        yield f'<path class="line" d="{_path(chart, across, up)}"/>'


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
    """At most six labels below the axis, evenly chosen; the outer ones lean inwards."""
    count = len(chart.points)
    shown = sorted({round(n * (count - 1) / 5) for n in range(6)}) if count > 6 else range(count)
    for n in shown:
        anchor = "middle" if chart.kind == "bar" or 0 < n < count - 1 else "start" if n == 0 else "end"
        point = chart.points[n]
        yield f'<text x="{across(point.x):.1f}" y="{HEIGHT - 12}" text-anchor="{anchor}">{escape(point.label)}</text>'


def _threshold(line: Threshold, y: float) -> str:
    drawn = f'<path class="threshold" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
    place = f'x="{WIDTH - RIGHT}" y="{y - 6:.1f}" text-anchor="end"'
    return f'{drawn}<text class="threshold" {place}>{escape(line.label)}</text>'
