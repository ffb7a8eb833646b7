"""Places the nodes of a directed graph in layers, edges pointing down, after Sugiyama, Tagawa and Toda (1981).

Edges that close a circle are laid aside first; nodes stand one layer below the lowest that leads to them; edges over
several layers are cut by points; the order in a layer follows the mean place of the neighbours, up and down in turn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Edge = tuple[str, str]
SWEEPS = 6


@dataclass(frozen=True)
class Layout:
    """`layers` hold nodes and points in order; `ways` the whole way of each edge that leads down; `back` those up."""

    layers: tuple[tuple[str, ...], ...]
    ways: Mapping[Edge, tuple[str, ...]]
    back: frozenset[Edge]


def lay_out(nodes: Sequence[str], edges: Iterable[Edge]) -> Layout:
    """The layout of a graph; every node of an edge must be among `nodes`. Loops at one node are left out."""
    known = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1]]
    back = _back(nodes, known)
    ahead = [edge for edge in known if edge not in back]
    level = _levels(nodes, ahead)
    ways, level = _cut(ahead, level)
    steps = [step for way in ways.values() for step in pairwise(way)]
    layers: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for node in level:
        layers[level[node]].append(node)
    return Layout(tuple(map(tuple, _ordered(layers, steps))), ways, back)


def _back(nodes: Sequence[str], edges: Sequence[Edge]) -> frozenset[Edge]:
    """Edges that lead to a node on the way from the first one to where they begin."""
    leads: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in edges:
        leads[source].append(target)
    back, done = set[Edge](), set[str]()
    for start in nodes:
        way: list[tuple[str, list[str]]] = [(start, list(leads[start]))] if start not in done else []
        while way:
            node, left = way[-1]
            if not left:
                done.add(node)
                way.pop()
                continue
            target = left.pop(0)
            if any(target == passed for passed, _ in way):
                back.add((node, target))
            elif target not in done:
                way.append((target, list(leads[target])))
    return frozenset(back)


def _levels(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    level = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for source, target in edges:
            level[target] = max(level[target], level[source] + 1)
    return level


def _cut(edges: Sequence[Edge], level: dict[str, int]) -> tuple[dict[Edge, tuple[str, ...]], dict[str, int]]:
    """The way of each edge, with a point in every layer that it passes through; and the levels with those points."""
    level, ways = dict(level), dict[Edge, tuple[str, ...]]()
    for source, target in edges:
        between = range(level[source] + 1, level[target])
        points = tuple(f"{source}>{target}#{n}" for n in between)
        ways[source, target] = (source, *points, target)
        level |= dict(zip(points, between, strict=True))
    return ways, level


def _ordered(layers: list[list[str]], steps: Sequence[Edge]) -> list[list[str]]:
    above: dict[str, list[str]] = {node: [] for layer in layers for node in layer}
    below: dict[str, list[str]] = {node: [] for layer in layers for node in layer}
    for source, target in steps:
        above[target].append(source)
        below[source].append(target)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for n in range(1, len(layers)) if down else range(len(layers) - 2, -1, -1):
            place = {node: at for at, node in enumerate(layers[n - 1 if down else n + 1])}
            near = above if down else below
            means = {node: _mean([place[one] for one in near[node]], at) for at, node in enumerate(layers[n])}
            layers[n].sort(key=means.__getitem__)
    return layers


def _mean(places: list[int], default: int) -> float:
    return sum(places) / len(places) if places else float(default)
