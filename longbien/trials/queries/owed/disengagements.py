"""Reads of disengagements: what the holder told, and the distance of each vehicle that stands beside it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from longbien.kernel.period import Period
from longbien.trials import models
from longbien.trials.queries.policies import policy_of
from longbien.trials.rules.owed.disengagements import Disengagement

FIELDS = ("day", "vehicle", "driverless", "driver_present", "initiated_by", "place", "facts")


@dataclass(frozen=True)
class Driven:
    """How far a vehicle drove in a month, by its telemetry."""

    month: date
    vehicle: str
    metres: int

    @property
    def km(self) -> float:
        return round(self.metres / 1000, 1)


def asks_for_them(trial_id: UUID) -> bool:
    """Whether trials of this kind tell of them."""
    terms = policy_of(trial_id).terms
    return terms is not None and terms.disengagements


def told_of(trial_id: UUID, period: Period | None = None) -> tuple[Disengagement, ...]:
    """Those of a trial, or of some local days of it, by day."""
    rows = models.Disengagement.objects.filter(trial_id=trial_id)
    if period is not None:
        rows = rows.filter(day__gte=period.start, day__lt=period.end)
    return tuple(Disengagement(*row) for row in rows.order_by("day", "vehicle", "pk").values_list(*FIELDS))


def driven(trial_id: UUID) -> tuple[Driven, ...]:
    """By month and vehicle, where the kind counts metres; of what telemetry names no vehicle for, none."""
    terms = policy_of(trial_id).terms
    metres = [one.code for one in terms.amounts if one.most == "distance"] if terms else []
    rows = models.Tally.objects.filter(feed__trial_id=trial_id, measure__in=metres).exclude(device="").order_by()
    months = rows.annotate(month=TruncMonth("day")).values("month", "device").annotate(total=Sum("count"))
    return tuple(Driven(one["month"], one["device"], one["total"]) for one in months.order_by("month", "device"))
