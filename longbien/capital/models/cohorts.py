"""Acceleration cohorts: who applied for a place, what became of it, who mentors them, and how it goes week by week."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id


class Cohort(models.Model):
    """A run of the programme: companies apply until a day (`apply_by`) and are together from `begins_on` to `ends_on`.

    It may end in a demo day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    about = models.TextField()
    apply_by = models.DateField()
    begins_on = models.DateField()
    ends_on = models.DateField()
    demo_day = models.ForeignKey("capital.DemoDay", models.PROTECT, null=True, related_name="cohorts")
    is_demo = models.BooleanField(default=False)
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["-begins_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(apply_by__lte=models.F("begins_on"), begins_on__lt=models.F("ends_on")),
                name="capital_cohort_days",
            )
        ]


class CohortPlace(models.Model):
    """A company's application for a place, in its own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="places")
    company = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    about = models.CharField(max_length=1000)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["cohort", "company"], name="capital_cohort_place_once")]


class CohortStep(models.Model):
    """What became of a place. Why, stands in the record."""

    place = models.ForeignKey(CohortPlace, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["place", "step"], name="capital_cohort_step_once")]


class Mentor(models.Model):
    """An expert who was asked to mentor a company; `asked_by` an officer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(CohortPlace, models.PROTECT, related_name="mentors")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_by = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "person"], name="capital_mentor_once")]


class MentorAnswer(models.Model):
    """The expert's own answer. `is_tied`: they declared something that ties them to the company, and stay out."""

    mentor = models.OneToOneField(Mentor, models.PROTECT, primary_key=True, related_name="answer")
    accepts = models.BooleanField()
    is_tied = models.BooleanField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(accepts=True, is_tied=True), name="capital_mentor_untied")]


class CohortNote(models.Model):
    """A meeting that was held, or the milestone of a week: `met` or not, None while it is still ahead."""

    place = models.ForeignKey(CohortPlace, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10)
    on = models.DateField()
    said = models.CharField(max_length=500)
    met = models.BooleanField(null=True)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["on", "pk"]
