"""The investors' yearly rate of return of vehicles, by the days on which money moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from longbien.capital import models
from longbien.capital.queries.investing.results import Result
from longbien.capital.rules.funds.lives import POSTED
from longbien.capital.rules.performance.many import rates_of
from longbien.kernel.refusal import Refusal

A_YEAR = 365
Moved = tuple[UUID, date, int]


@dataclass(frozen=True)
class Return:
    """`percent` a year (act/365), the NAV as of today counted as the last flow; `days` since the first one."""

    percent: float
    days: int

    @property
    def is_short(self) -> bool:
        """Whether less than a year is behind it: then the rate is what the time so far would come to in a year."""
        return self.days < A_YEAR


def returns(found: Mapping[UUID, Result], *, today: date) -> dict[UUID, Return]:
    """Of each vehicle that has a rate; three queries for all, and one reckoning. Empty where the house runs without the
    library that one of them needs."""
    flows: dict[UUID, list[tuple[date, int]]] = {}
    for key, day, amount in _moved(found):
        flows.setdefault(key, []).append((day, amount))
    columns = []
    for key, moved in flows.items():
        days, amounts = zip(*sorted([*moved, (today, found[key].nav)]), strict=True)
        columns.append((days, amounts))
    try:
        rates = rates_of(columns, "act/365")
    except Refusal:
        return {}
    told = zip(flows, rates, columns, strict=True)
    return {
        key: Return(round(100 * rate, 2), (today - days[0]).days) for key, rate, (days, _) in told if rate is not None
    }


def _moved(found: Mapping[UUID, Result]) -> Iterator[Moved]:
    """What investors paid in, below zero, and what they were paid; as yet unpaid things move nothing."""
    keys = list(found)
    paid = models.Receipt.objects.filter(notice__commitment__vehicle__in=keys).order_by()
    for key, day, amount in paid.values_list("notice__commitment__vehicle", "received_on", "amount"):
        yield key, day, -amount
    for one in models.Refund.objects.filter(close__vehicle__in=keys, paid_on__isnull=False).select_related("close"):
        if one.paid_on:
            yield one.close.vehicle_id, one.paid_on, one.amount
    given = models.Payout.objects.filter(
        distribution__vehicle__in=keys, distribution__state=POSTED, distribution__paid_on__isnull=False
    ).order_by()
    for key, paid_on, amount in given.values_list("distribution__vehicle", "distribution__paid_on", "amount"):
        if paid_on:
            yield key, paid_on, amount
