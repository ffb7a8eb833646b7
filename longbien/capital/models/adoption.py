"""The catalogue of proven solutions. Append-only: a solution that changes is another one."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id


class Solution(models.Model):
    """What a trial has proven and its holder sells at an open price: `report_sha256` is the exit report that proves it.

    `terms` are open to everyone; `kpis` is a copy of the problem's figures in the version with this number.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supplier = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    trial = models.ForeignKey("trials.Trial", models.PROTECT, related_name="+")
    report_sha256 = models.CharField(max_length=64)
    problem = models.ForeignKey("problems.Problem", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    kpis = models.JSONField()
    title = models.CharField(max_length=200)
    about = models.TextField()
    terms = models.TextField()
    currency = models.CharField(max_length=3)
    digest = models.CharField(max_length=64)
    is_demo = models.BooleanField(default=False)
    offered_by = models.UUIDField()
    offered_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["-offered_at", "-id"]


class SolutionPart(models.Model):
    """A part of a solution's price: paid on acceptance, due so many days after an order is signed."""

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="parts")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kpi = models.PositiveSmallIntegerField()
    minor = models.BigIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["solution", "place"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "place"], name="capital_solution_part_once"),
            models.CheckConstraint(condition=Q(minor__gt=0, days__gt=0), name="capital_solution_part_sound"),
        ]


class SolutionStep(models.Model):
    """Listed in the catalogue, or removed from it (also before it was ever listed)."""

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=8)
    at = models.DateTimeField()
    person_id = models.UUIDField(db_index=True)
    entry_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "step"], name="capital_solution_step_once"),
            models.CheckConstraint(condition=Q(step__in=["listed", "removed"]), name="capital_solution_step"),
        ]
