"""What residents told, and what they wish to hear."""

from django.db import models

from longbien.trials.models.licences import Trial


class Concern(models.Model):
    """A resident's concern as it is to be answered. What was told stands in the record alone, sealed (`entry`)."""

    entry = models.UUIDField(primary_key=True)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="concerns")
    about = models.CharField(max_length=20)
    level = models.CharField(max_length=12, blank=True, default="")
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


class WardWatch(models.Model):
    """Someone wants to be told before a trial starts in a ward or beside it. `ward` is its code on today's map."""

    person_id = models.UUIDField()
    ward = models.CharField(max_length=20, db_index=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "ward"], name="trials_ward_watched_once")]
