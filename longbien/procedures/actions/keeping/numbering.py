"""Numbers of cases and letters, one after the other within a local year, in the hub's pattern."""

from datetime import datetime

from django.conf import settings

from longbien.procedures.models import Counter
from longbien.procedures.queries.standing import local_date

PATTERN = "{year}-{n:05}"


def next_number(kind: str, at: datetime) -> str:
    """The next number of the local year; `kind` is a key of `numbers` in hub.yaml, such as `case` or `letter`."""
    year = local_date(at).year
    counter, _ = Counter.objects.select_for_update().get_or_create(name=f"{kind}:{year}")
    counter.last += 1
    counter.save()
    pattern: str = settings.HUB.data.get("numbers", {}).get(kind, PATTERN)
    return pattern.format(year=year, n=counter.last)
