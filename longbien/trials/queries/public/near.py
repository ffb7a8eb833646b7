"""What is being tested near a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from longbien.places.rules.geometry import distance_m
from longbien.trials.queries.public.register import Registered, on_the_street, over

WITHIN_M, MOST_OVER = 2_000.0, 10


@dataclass(frozen=True)
class Near:
    """A licence and how many metres away its nearest area is; 0: right here."""

    trial: Registered
    metres: float

    @property
    def is_here(self) -> bool:
        return self.metres == 0


def near(lon: float, lat: float, today: date, *, within_m: float = WITHIN_M) -> tuple[Near, ...]:
    """Trials that may be met at most so far from a point, nearest first. The licence's own copy of the areas counts."""
    return nearest(_measured(on_the_street(today), lon, lat, within_m))


def over_near(lon: float, lat: float, today: date, *, within_m: float = WITHIN_M) -> tuple[Near, ...]:
    """Those that are over, the last to end first; so many of them as are shown."""
    found = sorted(_measured(over(today), lon, lat, within_m), key=lambda one: one.trial.ended_on, reverse=True)
    return tuple(found[:MOST_OVER])


def _measured(trials: Iterable[Registered], lon: float, lat: float, within_m: float) -> list[Near]:
    found = (Near(one, min(distance_m(site.geometry, lon, lat) for site in one.sites)) for one in trials)
    return [one for one in found if one.metres <= within_m]


def nearest(found: Iterable[Near]) -> tuple[Near, ...]:
    return tuple(sorted(found, key=lambda one: (one.metres, one.trial.card.number)))
