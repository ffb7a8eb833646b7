"""What guardrails count, and the times without permission."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.trials.models.licences import Trial
from longbien.trials.models.telemetry import Feed, TelemetryEvent


class Exposure(models.Model):
    """A site-day of operation: the trial was at this site on this local day, first at `first_us`.

    With a `device` and no site it is a day of that device, kept where a guardrail counts days of vehicles.
    """

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    day = models.DateField()
    site = models.CharField(max_length=80)
    device = models.CharField(max_length=64, blank=True, default="")
    first_us = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "day", "site", "device"], name="trials_exposure_once")]


class Incident(models.Model):
    """Something that a guardrail counts, told by a person of the holder or of the authority; `due_at`: in full."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="incidents")
    measure = models.CharField(max_length=40)
    site = models.CharField(max_length=80)
    happened_at = models.DateTimeField()
    severity = models.CharField(max_length=12)
    description = models.TextField()
    reported_at = models.DateTimeField()
    reported_by = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)


class Tally(models.Model):
    """A count of a guardrail's measure, from an event or from a reported incident; of an amount, of many events.

    `device` is what it happened to, where that is known.
    """

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=64)
    day = models.DateField()
    site = models.CharField(max_length=80)
    device = models.CharField(max_length=64, blank=True, default="")
    count = models.PositiveBigIntegerField()
    known_us = models.BigIntegerField()
    event = models.ForeignKey(TelemetryEvent, models.PROTECT, null=True, related_name="tallies")
    incident = models.OneToOneField(Incident, models.PROTECT, null=True, related_name="tally")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "measure"], name="trials_tally_once")]
        indexes = [models.Index(fields=["feed", "measure", "known_us"], name="trials_tally_known")]


class Suspension(models.Model):
    """A time without permission to operate, by the time of events: (since_us, lifted_us)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="suspensions")
    since_us = models.BigIntegerField()
    decided_at = models.DateTimeField()
    automatic = models.BooleanField()
    rule = models.CharField(max_length=80)
    event = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True)
    lifted_us = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    lifted_by_name = models.CharField(max_length=120, blank=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trial"], condition=models.Q(lifted_us=None), name="trials_one_open_suspension"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_us=None, lifted_by=None, lift_reason="")
                | (models.Q(lifted_us__isnull=False, lifted_by__isnull=False) & ~models.Q(lift_reason="")),
                name="trials_resumed_by_name",
            ),
        ]
