"""What holders owe while a trial runs, and what they filed."""

from django.db import models

from longbien.trials.models.conduct import Incident
from longbien.trials.models.licences import Trial


class IncidentReport(models.Model):
    """The full report of an incident: in words (RFC 8785 JSON of that SHA-256), or in a case that holds them."""

    incident = models.OneToOneField(Incident, models.PROTECT, primary_key=True, related_name="report")
    content = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    case_id = models.UUIDField(null=True)
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case_id__isnull=False, content="")
                | (models.Q(case_id=None) & ~models.Q(content="")),
                name="trials_incident_told_once",
            )
        ]


class ReportPeriod(models.Model):
    """The days [start, end) of a trial of which a report is owed until `due_at`."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="periods")
    number = models.PositiveIntegerField()
    start = models.DateField()
    end = models.DateField()
    due_at = models.DateTimeField()
    entry = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "number"], name="trials_period_once")]


class PeriodicReport(models.Model):
    """The report of a period as it was filed: RFC 8785 JSON, whose SHA-256 stands in the record."""

    period = models.OneToOneField(ReportPeriod, models.PROTECT, primary_key=True, related_name="report")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)
    entry = models.UUIDField()


class Disengagement(models.Model):
    """Somebody took over from a vehicle that drives itself, as its holder told it (`rules.owed.disengagements`)."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="disengagements")
    day = models.DateField()
    vehicle = models.CharField(max_length=64)
    driverless = models.BooleanField()
    driver_present = models.BooleanField()
    initiated_by = models.CharField(max_length=20)
    place = models.CharField(max_length=20)
    facts = models.TextField()
    entry = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["trial", "day"], name="trials_disengaged_on")]
