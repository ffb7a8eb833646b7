"""What is being tested near a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from longbien.places.rules.geometry import distance_m
from longbien.trials.queries.public.register import Registered, on_the_street

WITHIN_M = 2_000.0


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
    measured = (
        Near(trial, min(distance_m(site.geometry, lon, lat) for site in trial.sites)) for trial in on_the_street(today)
    )
    return nearest(one for one in measured if one.metres <= within_m)


def nearest(found: Iterable[Near]) -> tuple[Near, ...]:
    return tuple(sorted(found, key=lambda one: (one.metres, one.trial.card.number)))
