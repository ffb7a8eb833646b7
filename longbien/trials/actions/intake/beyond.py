"""Stored events that turn out to lie beyond a cap, or inside a suspension, when later news comes in."""

from dataclasses import dataclass, field

from django.db.models import Min

from longbien.trials import models
from longbien.trials.queries.judged import events_under
from longbien.trials.rules.policy import Policy

FAR = 2**62
# SQLite takes 32,766 variables in a statement, PostgreSQL 65,535.
ASKED_AT_ONCE = 10_000
OF_MONEY = frozenset({"value", "value_day"})


@dataclass(frozen=True, order=True)
class Older:
    """A stored event that turned out to have broken a rule, when later news came in."""

    at_us: int
    event_id: str
    pk: int = field(compare=False)
    rule: str = ""


def first_beyond(feed: models.Feed, rule: str, from_us: int = -FAR, upto_us: int = FAR) -> int | None:
    """When the first event of [from_us, upto_us) known to have broken a rule happened."""
    rows = models.Breach.objects.filter(feed=feed, rule=rule, at_us__gte=from_us, at_us__lt=upto_us)
    first: int | None = rows.aggregate(first=Min("at_us"))["first"]
    return first


def stored_beyond(feed: models.Feed, policy: Policy, rule: str, from_us: int, upto_us: int) -> tuple[Older, ...]:
    """The events of [from_us, upto_us) that did not break the rule so far; of a rule on money, those that move some."""
    rows = events_under(rule, feed, policy).filter(at_us__gte=from_us, at_us__lt=upto_us)
    # An event of a clock ahead may have been found under an earlier suspension already.
    rows = rows.exclude(breaches__rule=rule)
    if rule in OF_MONEY:
        rows = rows.filter(value_minor__gt=0)
    return tuple(Older(at_us, name, pk, rule) for pk, name, at_us in rows.values_list("pk", "event_id", "at_us"))
