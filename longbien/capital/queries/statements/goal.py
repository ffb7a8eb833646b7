"""The programme's goal, year by year: what was binding, and how much private money came with public money."""

from dataclasses import dataclass

from longbien.capital import models
from longbien.capital.queries.funds import Goal, cards, goal, sums, vehicles
from longbien.capital.rules.funds.lives import CLOSED
from longbien.capital.rules.statements.track import Admitted, Year, by_year
from longbien.kernel.actor import Actor
from longbien.people.policy import visible
from longbien.people.queries import today


@dataclass(frozen=True)
class Track:
    """The years of all funds of one currency; a demonstration is never added to what is real."""

    currency: str
    is_demo: bool
    years: tuple[Year, ...]


def the_goal(actor: Actor) -> Goal | None:
    """The goal of hub.yaml with how much of it is reached, if the hub states one."""
    return goal(sums(cards(vehicles(actor))))


def tracks(actor: Actor) -> tuple[Track, ...]:
    """By currency; the real ones first. One query."""
    binding = models.Commitment.objects.filter(state=CLOSED, vehicle__in=visible(actor, models.Vehicle.objects.all()))
    fields = ("vehicle__is_demo", "vehicle__currency", "close__on", "source", "amount")
    groups: dict[tuple[bool, str], list[Admitted]] = {}
    for is_demo, currency, *admitted in binding.order_by().values_list(*fields):
        groups.setdefault((is_demo, currency), []).append(Admitted(*admitted))
    last = today().year
    return tuple(
        Track(currency, is_demo, by_year(found, last)) for (is_demo, currency), found in sorted(groups.items())
    )
