"""What was licensed: regimes, trials, versions, keys."""

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
