"""What fleets declared: over MDS, and of fixed sensors over SensorThings."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.trials.models.licences import Key, Trial

KINDS = ["vehicle", "stop", "event", "thing", "location", "stream", "sensor", "property", "feature"]


class Declaration(models.Model):
    """What a fleet declared: over MDS a vehicle, a stop, or an event off the street, over SensorThings an entity.

    Every version is kept, from 1. `ref` is the id that MDS gives it, or the number of the entity; `content` is the
    object as JSON with sorted keys.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="declarations")
    key = models.ForeignKey(Key, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8)
    ref = models.UUIDField()
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "kind", "ref", "number"], name="trials_declared_once"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="trials_declared_kind"),
        ]


class VehicleStatus(models.Model):
    """The newest event and the newest telemetry of a vehicle, as its fleet sent them over MDS; "" until one came."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="vehicle_statuses")
    device = models.UUIDField()
    event = models.TextField(blank=True)
    event_ms = models.BigIntegerField(default=0)
    telemetry = models.TextField(blank=True)
    telemetry_ms = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "device"], name="trials_status_once")]
