"""What trials give to the data platform: how busy each was, by the hour. No device, place or person stands in it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, F, IntegerField, QuerySet
from django.db.models.functions import Cast

from longbien.data.registry import supply
from longbien.trials import models

HOUR_US = 3_600_000_000


@supply("trials.hours")
def hours() -> Iterator[dict[str, Any]]:
    """Of each hour (UTC) of each trial, without demonstrations: how many events came, of how many devices, and how
    many of them broke a rule of the licence."""
    events = _by_hour(models.TelemetryEvent.objects.all())
    broken = {
        (one["feed"], one["hour"]): one["n"]
        for one in _by_hour(models.Breach.objects.all()).annotate(n=Count("event", distinct=True)).iterator()
    }
    told = events.annotate(n=Count("pk"), devices=Count("device", distinct=True), number=F("feed__trial__number"))
    for one in told.order_by("hour", "number").iterator():
        yield {
            "hour": datetime.fromtimestamp(one["hour"] * HOUR_US // 1_000_000, UTC), "trial": one["number"],
            "events": one["n"], "devices": one["devices"], "broken": broken.get((one["feed"], one["hour"]), 0),
        }  # fmt: skip


def _by_hour(rows: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    """Grouped by feed and by hours since 1970."""
    real = rows.filter(feed__trial__is_demo=False)
    return real.order_by().annotate(hour=Cast(F("at_us") / HOUR_US, IntegerField())).values("feed", "hour")
