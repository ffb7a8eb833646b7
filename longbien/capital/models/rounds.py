"""Follow-on rounds: what others put into a company after this programme did."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id


class FollowOn(models.Model):
    """Money of other investors, by a document (`evidence`). It counts from the moment a second officer confirms it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    investor = models.CharField(max_length=200)
    source = models.CharField(max_length=8)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    evidence = models.UUIDField()
    is_demo = models.BooleanField(default=False)
    prepared_by = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="capital_followon_amount"),
            models.CheckConstraint(condition=Q(source__in=["public", "private"]), name="capital_followon_source"),
        ]


class FollowOnStep(models.Model):
    """`confirmed` by a second officer, or `dropped`. Why, stands in the record."""

    follow_on = models.ForeignKey(FollowOn, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=9)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["follow_on", "step"], name="capital_followon_step_once")]
