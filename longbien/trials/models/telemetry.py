"""What fleets sent, and what it broke."""

from django.db import models

from longbien.trials.models.licences import Key, Trial

LARGEST = 2**53 - 1  # what a column of sums and a dossier hold; no cap is as large, so a total stays above it


class Feed(models.Model):
    """The telemetry of one trial: its short number for the large tables, and its running figures."""

    trial = models.OneToOneField(Trial, models.PROTECT, related_name="feed")
    batches = models.PositiveIntegerField(default=0)
    events = models.BigIntegerField(default=0)
    breaches = models.BigIntegerField(default=0)
    participants = models.BigIntegerField(default=0)
    value_minor = models.BigIntegerField(default=0)
    device_minutes = models.BigIntegerField(default=0)
    distance_mm = models.BigIntegerField(default=0)
    last_us = models.BigIntegerField(null=True)
    received_at = models.DateTimeField(null=True)


class Batch(models.Model):
    """A batch as it came; its raw file lies in LONGBIEN_VAR/telemetry by its hash. `answer` is what the client got."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    key = models.ForeignKey(Key, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    answer = models.JSONField()
    breaches_sha256 = models.CharField(max_length=64)
    events_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "sha256"], name="trials_batch_once"),
            models.UniqueConstraint(fields=["feed", "number"], name="trials_batch_number"),
        ]


class TelemetryEvent(models.Model):
    """One event of a device. `at_us`: microseconds since 1970 UTC; `site` indexes the licence's areas, -1 is none.

    The key is made of the feed's and the event's number in it, so that rows can be written without asking for it.
    """

    id = models.BigIntegerField(primary_key=True)
    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", db_index=False)
    event_id = models.CharField(max_length=64)
    device = models.CharField(max_length=64)
    at_us = models.BigIntegerField()
    lon = models.FloatField()
    lat = models.FloatField()
    speed_kmh = models.FloatField(null=True)
    participants = models.IntegerField(default=-1)
    value_minor = models.BigIntegerField(default=0)
    site = models.SmallIntegerField()
    rest = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "event_id"], name="trials_event_once")]
        indexes = [
            models.Index(fields=["feed", "at_us"], name="trials_event_time"),
            models.Index(fields=["feed", "device", "at_us"], name="trials_event_device"),
            models.Index(fields=["feed", "at_us"], condition=models.Q(value_minor__gt=0), name="trials_event_value"),
        ]


class Device(models.Model):
    """A device that reported: when first and last, by the time of its events."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="device_set")
    name = models.CharField(max_length=64)
    first_us = models.BigIntegerField()
    last_us = models.BigIntegerField()
    lon = models.FloatField()
    lat = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "name"], name="trials_device_once")]


class Usage(models.Model):
    """What a feed used up in a minute of the clock (minutes since 1970 UTC), where its plan has running caps."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+", db_index=False)
    minute = models.BigIntegerField()
    device_minutes = models.BigIntegerField(default=0)
    distance_mm = models.BigIntegerField(default=0)
    value_minor = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "minute"], name="trials_usage_once")]


class Compared(models.Model):
    """A unit of comparison `number` of the licence (from 0): its day or block (`index`), a site or a vehicle (`unit`),
    and what it counted (`rules.comparing`)."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    unit = models.CharField(max_length=80)
    events = models.BigIntegerField(default=0)
    counted = models.BigIntegerField(default=0)
    against = models.BigIntegerField(default=0)
    told = models.BigIntegerField(default=0)
    strayed = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "number", "index", "unit"], name="trials_compared_once")]


class Breach(models.Model):
    """An event broke a rule. `batch` is the one whose arrival showed it: a later one than the event's, sometimes."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", db_index=False)
    event = models.ForeignKey(TelemetryEvent, models.PROTECT, related_name="breaches", db_index=False)
    rule = models.CharField(max_length=12)
    at_us = models.BigIntegerField()
    stops = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "rule"], name="trials_breach_once")]
        indexes = [models.Index(fields=["feed", "rule", "at_us"], name="trials_breach_rule")]


class Conflict(models.Model):
    """An event came again under the same id with other content: kept as it came, as evidence."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    event = models.ForeignKey(TelemetryEvent, models.PROTECT, related_name="conflicts")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "sha256"], name="trials_conflict_once")]
