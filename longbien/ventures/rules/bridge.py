"""The bridge as a drawing: one truss span for each stage."""

from collections.abc import Sequence
from dataclasses import dataclass

SPAN, HEIGHT, PANELS, DECK = 200, 64, 4, 52


@dataclass(frozen=True)
class Truss:
    """One span in drawing units: `path` its members, `deck` the line of its road, `middle` where its name goes."""

    path: str
    deck: str
    middle: int
    pier: int
    state: str


@dataclass(frozen=True)
class Bridge:
    width: int
    height: int
    spans: tuple[Truss, ...]


def draw(states: Sequence[str]) -> Bridge:
    """A bridge of as many spans as there are states (`done`, `now`, `next`)."""
    return Bridge(SPAN * len(states), HEIGHT, tuple(_span(n * SPAN, state) for n, state in enumerate(states)))


def _span(left: int, state: str) -> Truss:
    """A truss whose top chord rises to the middle, as the city's old bridge does."""
    step = SPAN // PANELS
    bottom = [(left + n * step, DECK) for n in range(PANELS + 1)]
    tops = [(left + n * step + step // 2, DECK - _rise(n)) for n in range(PANELS)]
    zigzag = [point for pair in zip(bottom, tops, strict=False) for point in pair] + [bottom[-1]]
    path = "M" + "L".join(f"{x} {y}" for x, y in zigzag) + "M" + "L".join(f"{x} {y}" for x, y in tops)
    return Truss(path, f"M{left} {DECK}H{left + SPAN}", left + SPAN // 2, left + SPAN, state)


def _rise(panel: int) -> int:
    return 26 if panel in (0, PANELS - 1) else 40
