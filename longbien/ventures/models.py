"""Ventures and the stages they passed."""

from django.db import models

from longbien.kernel.ids import new_id


class Venture(models.Model):
    """An organisation at work on a problem.

    `case_id` is the accepted application that founded it; `folded` the name for search.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=400)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    problem = models.ForeignKey("problems.Problem", models.PROTECT, null=True, related_name="+")
    stage = models.SlugField(max_length=60)
    case_id = models.UUIDField(unique=True)
    founded_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-founded_at", "-id"]
        indexes = [models.Index(fields=["stage", "-founded_at"], name="ventures_by_stage")]


class Passage(models.Model):
    """A venture entered a stage, by the decision of a case. A stage is entered once."""

    venture = models.ForeignKey(Venture, models.PROTECT, related_name="passages")
    stage = models.SlugField(max_length=60)
    case_id = models.UUIDField()
    at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["venture", "stage"], name="ventures_stage_once")]
        ordering = ["at", "pk"]
