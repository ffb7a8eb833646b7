"""The states and actions of a procedure drawn as SVG on the server: no script, colours by the page's own tokens.

Actions are numbered along their arrows; the same numbers stand in the table beside the drawing (`legend`), which says
everything that the drawing shows to whoever does not see it.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from longbien.kernel.text import Text
from longbien.procedures.rules.authoring.layers import Edge, Layout, lay_out
from longbien.procedures.rules.definition import Action, Definition, State

WIDE, HIGH, POINT = 168, 50, 26
GAP_X, GAP_Y, EDGE = 26, 62, 22
LETTERS = 20  # that fit on one of two lines


@dataclass(frozen=True)
class Place:
    """The middle of a node's top, and how wide it is."""

    x: float
    y: float
    wide: int


@dataclass(frozen=True)
class Arrow:
    """The actions that lead from one state to another, by their numbers."""

    edge: Edge
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """A line of the table: number, action, from where, to where, by whom."""

    number: int
    action: Action
    sources: tuple[State, ...]
    target: State


def legend(definition: Definition) -> tuple[Row, ...]:
    """Every action with its number, in the order of the file."""
    return tuple(
        Row(n, action, tuple(definition.states[one] for one in action.sources), definition.states[action.target])
        for n, action in enumerate(definition.actions.values(), 1)
    )


def draw(definition: Definition, language: str, name: Text, marks: Mapping[str, str] | None = None) -> str:
    """The drawing; `name` says what it is, `marks` sets states apart (`added`, `changed`). Every text is escaped."""
    arrows = _arrows(definition)
    layout = lay_out(list(definition.states), [arrow.edge for arrow in arrows])
    places = _places(layout)
    back = [arrow for arrow in arrows if arrow.edge in layout.back]
    wide = max(one.x + one.wide / 2 for one in places.values()) + EDGE + 16 * len(back)
    high = max(one.y for one in places.values()) + HIGH + GAP_Y / 2
    parts = [
        f'<svg class="diagram" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}" role="img"'
        f' aria-labelledby="diagram-title diagram-desc"><title id="diagram-title">'
        f"{escape(name.in_language(language))}</title>"
        f'<desc id="diagram-desc">{escape(_described(definition, language))}</desc>',
        '<defs><marker id="diagram-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7"'
        ' orient="auto-start-reverse"><path class="tip" d="M0 0L10 5L0 10z"/></marker></defs>',
        *_start(places[definition.initial.name]),
        *(part for arrow in arrows for part in _line(arrow, layout, places, back, wide)),
        *(
            _node(state, places[state.name], language, (marks or {}).get(state.name, ""))
            for state in definition.states.values()
        ),
    ]
    return "".join(parts) + "</svg>"


def _described(definition: Definition, language: str) -> str:
    return "; ".join(
        f"{row.number}. {row.action.title.in_language(language)}: "
        f"{', '.join(source.title.in_language(language) for source in row.sources)} → "
        f"{row.target.title.in_language(language)}"
        for row in legend(definition)
    )


def _arrows(definition: Definition) -> tuple[Arrow, ...]:
    found: dict[Edge, list[int]] = {}
    for row in legend(definition):
        for source in row.sources:
            found.setdefault((source.name, row.target.name), []).append(row.number)
    return tuple(Arrow(edge, tuple(numbers)) for edge, numbers in found.items())


def _places(layout: Layout) -> dict[str, Place]:
    """Layers from top to bottom, each in the middle of the widest one."""
    wides = {node: POINT if "#" in node else WIDE for layer in layout.layers for node in layer}
    rows = [sum(wides[node] for node in layer) + GAP_X * (len(layer) - 1) for layer in layout.layers]
    places = {}
    for n, layer in enumerate(layout.layers):
        x = EDGE + (max(rows) - rows[n]) / 2
        for node in layer:
            places[node] = Place(x + wides[node] / 2, GAP_Y / 2 + n * (HIGH + GAP_Y), wides[node])
            x += wides[node] + GAP_X
    return places


def _start(first: Place) -> Iterator[str]:
    yield f'<circle class="start" cx="{first.x:.0f}" cy="7" r="5"/>'
    yield f'<path class="arrow" d="M{first.x:.0f} 12V{first.y - 2:.0f}" marker-end="url(#diagram-tip)"/>'


def _line(arrow: Arrow, layout: Layout, places: Mapping[str, Place], back: list[Arrow], wide: float) -> Iterator[str]:
    source, target = places[arrow.edge[0]], places[arrow.edge[1]]
    if arrow.edge[0] == arrow.edge[1]:
        x, y = source.x + WIDE / 2, source.y + HIGH / 2
        path, badge = f"M{x:.0f} {y - 12:.0f}c26 -8 26 32 0 24", (x + 20, y)
    elif arrow.edge in layout.back:
        path, badge = _upwards(source, target, back.index(arrow), wide)
    else:
        path, badge = _downwards(arrow.edge, layout, places)
    yield f'<path class="arrow" d="{path}" marker-end="url(#diagram-tip)"/>'
    yield _badge(arrow.numbers, *badge)


def _downwards(edge: Edge, layout: Layout, places: Mapping[str, Place]) -> tuple[str, tuple[float, float]]:
    """Curves from layer to layer, through the points of the edge; the numbers stand early in the first gap."""
    way = layout.ways[edge]
    out, into = _aside(edge, layout, places, 0), _aside(edge, layout, places, -1)
    x, y = places[way[0]].x + out, places[way[0]].y + HIGH
    path, badge = f"M{x:.0f} {y:.0f}", (0.0, 0.0)
    for n, name in enumerate(way[1:], 1):
        last = n == len(way) - 1
        to_x, to_y = places[name].x + (into if last else 0), places[name].y - (2 if last else 0)
        middle = (y + to_y) / 2
        path += f"C{x:.0f} {middle:.0f} {to_x:.0f} {middle:.0f} {to_x:.0f} {to_y:.0f}"
        badge = badge if n > 1 else (0.784 * x + 0.216 * to_x, 0.343 * y + 0.63 * middle + 0.027 * to_y)
        x, y = to_x, to_y
        if not last:
            y += HIGH
            path += f"V{y:.0f}"
    return path, badge


def _aside(edge: Edge, layout: Layout, places: Mapping[str, Place], end: int) -> float:
    """How far from the middle of its state an arrow begins (`end` 0) or ends (-1): several keep apart, in order."""
    near = 1 if end == 0 else -2
    hops = {way[near] for other, way in layout.ways.items() if other[end] == edge[end]}
    order = sorted(hops, key=lambda one: places[one].x)
    gap = min(34.0, (WIDE - 40) / len(order))
    return (order.index(layout.ways[edge][near]) - (len(order) - 1) / 2) * gap


def _upwards(source: Place, target: Place, lane: int, wide: float) -> tuple[str, tuple[float, float]]:
    """Out below the state, up along the right edge in a lane of its own, and in from above."""
    x, low, top = wide - 10 - 16 * lane, source.y + HIGH + 14 + 4 * lane, target.y - 16 - 4 * lane
    start, end = source.x + WIDE / 2 - 16, target.x + WIDE / 2 - 16
    path = f"M{start:.0f} {source.y + HIGH:.0f}V{low:.0f}H{x:.0f}V{top:.0f}H{end:.0f}V{target.y - 2:.0f}"
    return path, (x, (low + top) / 2)


def _badge(numbers: tuple[int, ...], x: float, y: float) -> str:
    said = ", ".join(map(str, numbers))
    wide = 10 + 7 * len(said)
    return (
        f'<rect class="badge" x="{x - wide / 2:.0f}" y="{y - 9:.0f}" width="{wide}" height="18" rx="9"/>'
        f'<text class="badge" x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle">{said}</text>'
    )


def _node(state: State, place: Place, language: str, mark: str) -> str:
    kind = "end" if state.final else "stop" if state.clock_stops else "state"
    marked = f' data-mark="{escape(mark)}"' if mark else ""
    left = place.x - WIDE / 2
    boxes = f'<rect x="{left:.0f}" y="{place.y:.0f}" width="{WIDE}" height="{HIGH}" rx="8"/>'
    if state.final:
        boxes += f'<rect x="{left + 4:.0f}" y="{place.y + 4:.0f}" width="{WIDE - 8}" height="{HIGH - 8}" rx="5"/>'
    title = state.title.in_language(language)
    lines = textwrap.wrap(title, LETTERS, max_lines=2, placeholder=" …")
    top = place.y + HIGH / 2 + (5 if len(lines) == 1 else -4)
    words = "".join(
        f'<text x="{place.x:.0f}" y="{top + 18 * n:.0f}" text-anchor="middle">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return f'<g class="{kind}"{marked}>{boxes}{words}</g>'
