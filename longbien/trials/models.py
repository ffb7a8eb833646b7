"""Tables of the trials room. What was licensed, reported and judged is append-only (`triggers.py`)."""

from django.db import models

from longbien.kernel.ids import new_id


class Regime(models.Model):
    """One version of a legal regime, as loaded from its pack. A licence keeps the version it was granted under."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="trials_regime_once")]


class Trial(models.Model):
    """A licensed trial. `state` moves by `rules.lifecycle` only; `about` is the subject it crosses the bridge with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=40, unique=True)
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    summary = models.TextField()
    state = models.CharField(max_length=12)
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="trials")
    case_id = models.UUIDField(null=True, unique=True)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    contact = models.CharField(max_length=200, blank=True)
    term_start = models.DateField()
    term_end = models.DateField()
    licensed_at = models.DateTimeField()
    starts_on = models.DateField(null=True)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="trials_serial_once"),
            models.CheckConstraint(condition=models.Q(term_start__lt=models.F("term_end")), name="trials_term"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["granted", "running", "suspended", "closing", "expired", "exited", "revoked"]
                ),
                name="trials_state",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]


class PlanVersion(models.Model):
    """One version of what was licensed: plan and policy as RFC 8785 JSON, the geometry inside. Never changed.

    `case_id` is the case that extended the licence; of the first version, the trial has it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    plan = models.TextField()
    plan_sha256 = models.CharField(max_length=64)
    policy = models.TextField()
    policy_sha256 = models.CharField(max_length=64)
    granted_at = models.DateTimeField()
    case_id = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "number"], name="trials_plan_once")]


class Key(models.Model):
    """A fleet's key to the telemetry API. Only the hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="keys")
    fleet = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Feed(models.Model):
    """The telemetry of one trial: its short number for the large tables, and its running figures."""

    trial = models.OneToOneField(Trial, models.PROTECT, related_name="feed")
    batches = models.PositiveIntegerField(default=0)
    events = models.BigIntegerField(default=0)
    breaches = models.BigIntegerField(default=0)
    participants = models.BigIntegerField(default=0)
    value_minor = models.BigIntegerField(default=0)
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


class Exposure(models.Model):
    """A site-day of operation: the trial was at this site on this local day, first at `first_us`."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    day = models.DateField()
    site = models.CharField(max_length=80)
    first_us = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "day", "site"], name="trials_exposure_once")]


class Incident(models.Model):
    """Something that a guardrail counts, told by a person of the holder or of the authority."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="incidents")
    measure = models.CharField(max_length=40)
    site = models.CharField(max_length=80)
    happened_at = models.DateTimeField()
    severity = models.CharField(max_length=12)
    description = models.TextField()
    reported_at = models.DateTimeField()
    reported_by = models.UUIDField(null=True)


class Tally(models.Model):
    """A count of a guardrail's measure, from an event or from a reported incident."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=64)
    day = models.DateField()
    site = models.CharField(max_length=80)
    count = models.PositiveIntegerField()
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


class ExitReport(models.Model):
    """The exit report as it was filed: RFC 8785 JSON, whose SHA-256 stands in the record."""

    trial = models.OneToOneField(Trial, models.PROTECT, primary_key=True, related_name="exit_report")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)


class Concern(models.Model):
    """A resident's concern as it is to be answered. What was told stands in the record alone, sealed (`entry`)."""

    entry = models.UUIDField(primary_key=True)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="concerns")
    about = models.CharField(max_length=20)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answer=None)
                | models.Q(answered_at__isnull=False, answer__isnull=False),
                name="trials_answered_on_record",
            )
        ]
        indexes = [models.Index(fields=["trial", "answered_at", "due_at"], name="trials_concern_open")]


class Lesson(models.Model):
    """What law may learn from a trial that ended: the provision it was exempt from (none: the regime itself), and what
    its holder recommends. `state` moves by `rules.lessons` only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="lessons")
    number = models.PositiveIntegerField()
    provision = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    state = models.CharField(max_length=12)
    drawn_at = models.DateTimeField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "number"], name="trials_lesson_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["drawn", "proposed", "changed", "refused"]), name="trials_lesson_state"
            ),
        ]


class LessonStep(models.Model):
    """What became of a lesson, by a named officer with a source."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    text = models.TextField()
    source = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    entry = models.UUIDField()


class WardWatch(models.Model):
    """Someone wants to be told before a trial starts in a ward or beside it. `ward` is its code on today's map."""

    person_id = models.UUIDField()
    ward = models.CharField(max_length=20, db_index=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "ward"], name="trials_ward_watched_once")]
