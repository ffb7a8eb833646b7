"""How trials ended, and what law may learn."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.trials.models.licences import Trial


class ExitReport(models.Model):
    """The exit report as it was filed: RFC 8785 JSON, whose SHA-256 stands in the record."""

    trial = models.OneToOneField(Trial, models.PROTECT, primary_key=True, related_name="exit_report")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)


class ExitDraft(models.Model):
    """What the holder has written of its exit report so far: its answers as JSON. No evidence; filed, it goes."""

    trial = models.OneToOneField(Trial, models.CASCADE, primary_key=True, related_name="exit_draft")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField(null=True)


class ExitRelease(models.Model):
    """What the authority decided on letting everyone read an exit report; the newest counts, until it is published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(ExitReport, models.PROTECT, related_name="releases")
    publish = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    entry = models.UUIDField()


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
