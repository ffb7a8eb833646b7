"""Numbers of cases, letters and resolutions, one after the other within a local year, in the hub's pattern."""

from datetime import datetime

from django.conf import settings

from longbien.procedures.models import Counter
from longbien.procedures.queries.standing import local_date
from longbien.record.actions.act import hold

PATTERNS = {"resolution": "{year}-{n:03}"}
PATTERN = "{year}-{n:05}"


def next_number(kind: str, at: datetime) -> str:
    """The next number of the local year; `kind` is a key of `numbers` in hub.yaml: `case`, `letter`, `resolution`.

    Whoever came first is served first: PostgreSQL keeps a queue for a held name, and none for a row that many wait for.
    """
    year = local_date(at).year
    hold(f"procedures.counter {kind}:{year}")
    counter, _ = Counter.objects.get_or_create(name=f"{kind}:{year}")
    counter.last += 1
    counter.save()
    pattern: str = settings.HUB.data.get("numbers", {}).get(kind, PATTERNS.get(kind, PATTERN))
    return pattern.format(year=year, n=counter.last)
