"""How long services and their steps really took, from the tallies of the last twelve months."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from longbien.procedures.models import Share, Tally
from longbien.procedures.queries.standing import local_date
from longbien.procedures.rules.desk.quantiles import Taken, taken

Times = Mapping[tuple[str, str], Taken]


def times(codes: Iterable[str], at: datetime, *, whole: bool = False) -> Times:
    """By (service, state), an empty state for the whole case; what did not happen is left out. One query."""
    found = Tally.objects.filter(code__in=list(codes), month__gte=a_year_before(at))
    if whole:
        found = found.filter(state="")
    buckets: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    late: dict[tuple[str, str], int] = defaultdict(int)
    rows = found.values_list("code", "state", "bucket").annotate(Sum("n"), Sum("late")).order_by()
    for code, state, bucket, n, n_late in rows:
        buckets[code, state][bucket] = n
        late[code, state] += n_late
    told = {key: taken(counts, late[key]) for key, counts in buckets.items()}
    return {key: one for key, one in told.items() if one is not None}


def shares(pools: Iterable[str], at: datetime) -> Mapping[str, Mapping[UUID, int]]:
    """How much of each pool was given to whom in the last twelve months. One query."""
    found = Share.objects.filter(pool__in=list(pools), month__gte=a_year_before(at))
    given: dict[str, dict[UUID, int]] = defaultdict(dict)
    for pool, person_id, n in found.values_list("pool", "person_id").annotate(Sum("n")).order_by():
        given[pool][person_id] = n
    return given


def a_year_before(at: datetime) -> date:
    """The first day of the month eleven months ago: with this one, twelve months."""
    today: date = local_date(at)
    months = today.year * 12 + today.month - 12
    return date(months // 12, months % 12 + 1, 1)
