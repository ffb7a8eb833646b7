"""A small street network laid in Hanoi coordinates: a bent grid, invented, like no real map.

The streets are synthetic. Only the place on the globe is real, so that areas drawn on a map of the city mean something.
"""

import random
import subprocess
import xml.etree.ElementTree as Xml
from dataclasses import dataclass
from pathlib import Path

WEST, SOUTH = 105.8385, 20.9990
COLUMNS, ROWS = 13, 10
STEP_LON, STEP_LAT = 0.00145, 0.00125  # about 150 m and 138 m
BEND = 0.00022  # how far a crossing strays from its grid point, degrees
KEPT = 0.86  # the share of grid streets that exist
STREET_SPEED = 8.33  # m/s; what a robot may do is set by its own governor


@dataclass(frozen=True)
class Network:
    """`nodes`: name → (lon, lat). `streets`: unordered pairs of nodes, each driven both ways."""

    nodes: dict[str, tuple[float, float]]
    streets: tuple[tuple[str, str], ...]

    def edges(self) -> list[str]:
        return [f"{a}_{b}" for pair in self.streets for a, b in (pair, pair[::-1])]

    def middle(self, edge: str) -> tuple[float, float]:
        """The point halfway along an edge, lon / lat."""
        (ax, ay), (bx, by) = (self.nodes[name] for name in edge.split("_"))
        return (ax + bx) / 2, (ay + by) / 2


def lay(seed: int) -> Network:
    """The same network for the same seed; every crossing can be reached from every other."""
    dice = random.Random(seed)  # noqa: S311
    nodes = {
        f"{column:02}.{row:02}": (
            round(WEST + column * STEP_LON + dice.uniform(-BEND, BEND), 7),
            round(SOUTH + row * STEP_LAT + dice.uniform(-BEND, BEND), 7),
        )
        for column in range(COLUMNS)
        for row in range(ROWS)
    }
    grid = [(a, b) for a in nodes for b in nodes if b in _right_and_up(a)]
    streets = tuple(pair for pair in grid if dice.random() < KEPT)
    return _connected(Network(nodes, streets))


def _right_and_up(name: str) -> tuple[str, str]:
    column, row = (int(part) for part in name.split("."))
    return f"{column + 1:02}.{row:02}", f"{column:02}.{row + 1:02}"


def _connected(network: Network) -> Network:
    """The largest connected part."""
    best: set[str] = set()
    for start in network.nodes:
        if start not in best:
            best = max(best, _reach(network, start), key=len)
    streets = tuple(pair for pair in network.streets if pair[0] in best)
    return Network({name: at for name, at in network.nodes.items() if name in best}, streets)


def _reach(network: Network, start: str) -> set[str]:
    neighbours: dict[str, list[str]] = {name: [] for name in network.nodes}
    for a, b in network.streets:
        neighbours[a].append(b)
        neighbours[b].append(a)
    seen, todo = {start}, [start]
    while todo:
        fresh = [name for name in neighbours[todo.pop()] if name not in seen]
        seen.update(fresh)
        todo.extend(fresh)
    return seen


def convert(network: Network, netconvert: Path, folder: Path) -> Path:
    """Write plain XML and let netconvert build the simulator's network; the answer is the .net.xml."""
    nodes, edges, net = folder / "streets.nod.xml", folder / "streets.edg.xml", folder / "streets.net.xml"
    _write(nodes, "nodes", "node", [{"id": n, "x": f"{x:.7f}", "y": f"{y:.7f}"} for n, (x, y) in network.nodes.items()])
    _write(edges, "edges", "edge", [_edge(name) for name in network.edges()])
    subprocess.run(
        [netconvert, "-n", nodes, "-e", edges, "-o", net, "--proj.utm", "--no-turnarounds.except-deadend",
         "--tls.guess", "--no-warnings"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return net


def _edge(name: str) -> dict[str, str]:
    start, end = name.split("_")
    return {"id": name, "from": start, "to": end, "numLanes": "1", "speed": str(STREET_SPEED)}


def _write(path: Path, root: str, tag: str, rows: list[dict[str, str]]) -> None:
    tree = Xml.Element(root)
    for row in rows:
        Xml.SubElement(tree, tag, row)
    Xml.ElementTree(tree).write(path, encoding="utf-8", xml_declaration=True)
