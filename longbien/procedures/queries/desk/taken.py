"""How long services and their steps really took, from the tallies of the last twelve months."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from longbien.procedures.models import Share, Tally
from longbien.procedures.queries.standing import local_date
from longbien.procedures.rules.desk.packed import added
from longbien.procedures.rules.desk.quantiles import Taken, taken

Times = Mapping[tuple[str, str], Taken]


def times(codes: Iterable[str], at: datetime, *, whole: bool = False) -> Times:
    """By (service, state), an empty state for the whole case; what did not happen is left out. One query."""
    found = Tally.objects.filter(code__in=list(codes), month__gte=a_year_before(at))
    if whole:
        found = found.filter(state="")
    months: dict[tuple[str, str], list[bytes]] = defaultdict(list)
    late: dict[tuple[str, str], int] = defaultdict(int)
    for code, state, counts, n_late in found.values_list("code", "state", "counts", "late"):
        months[code, state].append(bytes(counts))
        late[code, state] += n_late
    told = {key: taken(added(counts), late[key]) for key, counts in months.items()}
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
