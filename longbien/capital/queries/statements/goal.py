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
    """By currency; the real ones first. Two queries: what is binding, and the confirmed follow-on rounds."""
    binding = models.Commitment.objects.filter(state=CLOSED, vehicle__in=visible(actor, models.Vehicle.objects.all()))
    fields = ("vehicle__is_demo", "vehicle__currency", "close__on", "source", "amount")
    groups: dict[tuple[bool, str], list[Admitted]] = {}
    for is_demo, currency, *admitted in binding.order_by().values_list(*fields):
        groups.setdefault((is_demo, currency), []).append(Admitted(*admitted))
    after: dict[tuple[bool, str], list[Admitted]] = {}
    followed = models.FollowOn.objects.filter(steps__step="confirmed").order_by()
    for is_demo, currency, on, source, minor in followed.values_list("is_demo", "currency", "on", "source", "minor"):
        after.setdefault((is_demo, currency), []).append(Admitted(on, source, minor))
    last = today().year
    return tuple(
        Track(key[1], key[0], by_year(groups.get(key, ()), last, after.get(key, ())))
        for key in sorted(groups.keys() | after.keys())
    )
