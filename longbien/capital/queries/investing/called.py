"""What was called of the two sides, from the days on which it counts; and what public money paid in and got."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Sum

from longbien.capital import models
from longbien.capital.queries.funds.bought import bought_out
from longbien.capital.queries.funds.vehicles import drawn
from longbien.capital.rules.funds.calling import Drawn, split
from longbien.capital.rules.funds.counting import Asked, Paid, counted
from longbien.capital.rules.funds.lives import CLOSED, POSTED
from longbien.capital.rules.investing.flows import LATE, Flow
from longbien.capital.rules.vehicles.measures import PUBLIC

Dated = tuple[date, int, str]  # a day, minor units, where they stand


def called_flows(row: models.Vehicle, by: date = date.max) -> list[Flow]:
    """Every call by the day it was due, split as it stands after the last close. Of each side counts what was paid:
    from that day, or from the later one it came in on. After a buy-out of the public share all of it is private.

    What came in after `by` is left out."""
    calls = drawn(row)
    before = calls[: _before_buy_out(row)]
    every = row.commitments.filter(state=CLOSED).order_by("place").values_list("id", "source", "amount")
    who = list(every)
    shares = split([one.amount for one in before], [amount for _, _, amount in who]) if before else []
    by_call: list[dict[date, list[int]]] = [defaultdict(lambda: [0, 0]) for _ in before]
    paid = _paid(row, by)
    for place, (key, source, _) in enumerate(who):
        asked = [
            Asked(call.due_on, parts[place], tuple(paid[key].get(number, ())))
            for number, (call, parts) in enumerate(zip(before, shares, strict=True), start=1)
        ]
        for days, parts in zip(by_call, counted(asked, paid[key].get(None, ())), strict=True):
            for day, minor in parts:
                days[day][source != PUBLIC] += minor
    found = [flow for n, days in enumerate(by_call, start=1) for flow in _of_call(n, before[n - 1], days)]
    later = calls[len(before) :]
    return found + [
        Flow(one.due_on, one.amount, 0, one.amount, source=f"call {n}") for n, one in enumerate(later, len(before) + 1)
    ]


def _of_call(number: int, call: Drawn, days: Mapping[date, Sequence[int]]) -> Iterator[Flow]:
    public, private = days.get(call.due_on, (0, 0))
    yield Flow(call.due_on, call.amount, public, private, source=f"call {number}")
    for day in sorted(days):
        if day != call.due_on:
            public, private = days[day]
            yield Flow(day, 0, public, private, source=f"call {number}{LATE}{day}")


def _before_buy_out(row: models.Vehicle) -> int:
    """How many calls there were by then."""
    bought, calls = bought_out(row.pk), models.Call.objects.filter(vehicle=row.pk, state=POSTED)
    return calls.filter(confirmed_at__lt=bought.confirmed_at).count() if bought else calls.count()


def _paid(row: models.Vehicle, by: date) -> Mapping[UUID, Mapping[int | None, list[Paid]]]:
    """What came in of capital: by commitment, by the number of the call; None for what closes asked.

    Interest is covered first.
    """
    found: dict[UUID, dict[int | None, list[Paid]]] = defaultdict(lambda: defaultdict(list))
    so_far: dict[UUID, int] = defaultdict(int)
    receipts = models.Receipt.objects.filter(notice__commitment__vehicle=row.pk, received_on__lte=by)
    for one in receipts.select_related("notice__call").order_by("received_on", "at", "pk"):
        asked = one.notice
        before = max(so_far[asked.pk] - asked.interest, 0)
        so_far[asked.pk] += one.amount
        capital = max(so_far[asked.pk] - asked.interest, 0) - before
        number = asked.call.number if asked.call else None
        found[asked.commitment_id][number].append(Paid(capital, one.received_on, asked.due_on))
    return found


def public_payments(row: models.Vehicle, on: date) -> list[Dated]:
    """What public investors paid in by a day, and (below zero) what was distributed to them, in the order of days.

    What was paid before the day it was due counts from then, but no later than `on`.
    """
    paid = [(min(one.on, on), one.public, one.source) for one in called_flows(row, on) if one.public]
    rows = models.Distribution.objects.filter(
        vehicle=row.pk, state=POSTED, on__lte=on, payouts__commitment__source=PUBLIC
    )
    got = rows.order_by().values_list("on", "number").annotate(sum=Sum("payouts__amount"))
    return sorted([*paid, *((day, -sum_, f"distribution {number}") for day, number, sum_ in got)])
