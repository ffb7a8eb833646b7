"""Reads of suspensions: since when, why, and who let the trial go on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.kinds import measure_names
from longbien.trials.rules import words
from longbien.trials.rules.judge import SUSPENDED
from longbien.trials.rules.telemetry import from_us, instant_us


@dataclass(frozen=True)
class SuspensionView:
    """A suspension. `since` is event time, `decided_at` when the hub knew; `event` the one that caused it, if any."""

    id: UUID
    since: datetime
    decided_at: datetime
    automatic: bool
    rule: str
    event: str
    reason: str
    decided_by: UUID | None
    lifted_at: datetime | None
    lifted_by: UUID | None
    lifted_by_name: str
    lift_reason: str

    @property
    def why(self) -> Text:
        """In plain words, for anyone."""
        return words.stopped_because(self.rule, measure_names())


def after_notice(trial_id: UUID) -> int:
    """How many events under suspension happened after the hub had decided it, so that the holder could know."""
    told = models.Suspension.objects.filter(trial_id=trial_id).values_list("decided_at", "lifted_us")
    under = models.Breach.objects.filter(feed__trial_id=trial_id, rule=SUSPENDED)
    return sum(
        under.filter(at_us__gt=instant_us(decided), **({"at_us__lt": lifted} if lifted else {})).count()
        for decided, lifted in told
    )


def suspensions(trial_id: UUID) -> tuple[SuspensionView, ...]:
    """Every suspension of a trial, first to last."""
    rows = models.Suspension.objects.filter(trial_id=trial_id).order_by("since_us")
    return tuple(
        SuspensionView(
            id=row.pk,
            since=from_us(row.since_us),
            decided_at=row.decided_at,
            automatic=row.automatic,
            rule=row.rule,
            event=row.event,
            reason=row.reason,
            decided_by=row.decided_by,
            lifted_at=row.lifted_at,
            lifted_by=row.lifted_by,
            lifted_by_name=row.lifted_by_name,
            lift_reason=row.lift_reason,
        )
        for row in rows
    )
