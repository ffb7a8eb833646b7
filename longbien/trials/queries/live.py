"""What a live page or a client polls: where the trial stands now, and a mark that changes when anything did."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Max

from longbien.kernel.text import Text
from longbien.trials import models
from longbien.trials.queries.breaches import RuleCount, breach_counts
from longbien.trials.queries.suspensions import SuspensionView, suspensions
from longbien.trials.queries.trials import Figures, figures
from longbien.trials.rules.lifecycle import NAMES
from longbien.trials.rules.telemetry import from_us


@dataclass(frozen=True)
class DeviceView:
    """Where a device was last heard of."""

    name: str
    last: datetime
    lon: float
    lat: float


@dataclass(frozen=True)
class LiveView:
    """The state of a trial with its figures, broken rules, devices and the suspension that holds, if any."""

    state: str
    figures: Figures
    broken: tuple[RuleCount, ...]
    devices: tuple[DeviceView, ...]
    suspension: SuspensionView | None

    @property
    def state_name(self) -> Text:
        return NAMES[self.state]


def live(trial_id: UUID) -> LiveView:
    """How a trial stands at this moment."""
    row = models.Trial.objects.get(pk=trial_id)
    seen = models.Device.objects.filter(feed__trial_id=trial_id).order_by("name")
    return LiveView(
        state=row.state,
        figures=figures(trial_id),
        broken=breach_counts(trial_id),
        devices=tuple(DeviceView(one.name, from_us(one.last_us), one.lon, one.lat) for one in seen),
        suspension=next((one for one in suspensions(trial_id) if one.lifted_at is None), None),
    )


def mark(trial_id: UUID) -> str:
    """A short text that changes whenever `live` or the monitors would: for ETags. Three small queries."""
    state, batches, received = models.Trial.objects.values_list("state", "feed__batches", "feed__received_at").get(
        pk=trial_id
    )
    suspended = models.Suspension.objects.filter(trial_id=trial_id).aggregate(n=Count("pk"), since=Max("decided_at"))
    told = models.Incident.objects.filter(trial_id=trial_id).count()
    keys = models.Key.objects.filter(trial_id=trial_id, revoked_at=None).count()
    parts = (state, batches, received, suspended["n"], suspended["since"], told, keys)
    return sha256(repr(parts).encode()).hexdigest()[:32]
