"""What the fleet sets out to do each day: trips from a depot to customers and back.

Nothing here says "break a rule". A trip leaves the licensed area because a customer lives beyond it, runs outside the
licensed hours because it set out too early or was still on its way at noon, goes too fast because that robot's governor
was not set, serves too many people because the batch of orders was too large, and is one robot too many because a spare
was sent out on a busy day. Judging is left to others.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from network import Network

ROBOTS, BUSY = 20, 0.15  # the fleet; how often a spare joins it
DEPOT_COLUMN_ROW = ("06.05", "06.04")
SHIFTS = ((time(8, 30), time(11, 12)), (time(14, 0), time(16, 42)))  # when trips set out
GOVERNED, UNGOVERNED = "governed", "ungoverned"
TOP_SPEED = {GOVERNED: 2.6, UNGOVERNED: 3.4}  # m/s: 9.4 and 12.2 km/h
NEAR, FAR = 0.0028, 0.0075  # how far from the depot customers live, degrees


@dataclass(frozen=True)
class Trip:
    """One tour: `departs` in seconds after local midnight, `stops` as (edge, seconds), `people` served."""

    robot: str
    number: int
    departs: int
    governor: str
    stops: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        return f"{self.robot}.{self.number}"

    @property
    def people(self) -> int:
        return len(self.stops)


def depot(network: Network) -> str:
    """The edge that every trip starts from and comes back to: the street nearest the middle of the net."""
    middle = network.nodes[DEPOT_COLUMN_ROW[0]]
    return min(network.edges(), key=lambda edge: _distance(network.middle(edge), middle))


def plan_day(network: Network, dice: random.Random) -> list[Trip]:
    """Two trips a robot, one in each shift, in order of departure."""
    trips = [trip for number, shift in enumerate(SHIFTS, 1) for trip in _shift(network, number, shift, dice)]
    return sorted(trips, key=lambda trip: (trip.departs, trip.name))


def _shift(network: Network, number: int, shift: tuple[time, time], dice: random.Random) -> Iterator[Trip]:
    near, far = _customers(network)
    first, last = (moment.hour * 3600 + moment.minute * 60 for moment in shift)
    for index in range(ROBOTS + (dice.random() < BUSY)):
        early = 420 if dice.random() < 0.02 else 0
        late = 900 if dice.random() < 0.03 else 0
        departs = first - early if early else last + late if late else dice.randrange(first, last)
        count = dice.choices((1, 2, 3, 5), weights=(30, 45, 20, 5))[0]
        homes = [dice.choice(far if dice.random() < 0.03 else near) for _ in range(count)]
        yield Trip(
            robot=f"robot-{index + 1:02}",
            number=number,
            departs=departs,
            governor=UNGOVERNED if dice.random() < 0.03 else GOVERNED,
            stops=tuple((home, dice.randrange(20, 70)) for home in homes),
        )


def _customers(network: Network) -> tuple[list[str], list[str]]:
    """Streets near the depot, and those far from it."""
    centre = network.middle(depot(network))
    near, far = [], []
    for edge in network.edges():
        away = _distance(network.middle(edge), centre)
        if away < NEAR:
            near.append(edge)
        elif away < FAR:
            far.append(edge)
    return near, far


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
