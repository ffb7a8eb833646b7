"""Demo days: companies pitch on a day, investors say that they are interested."""

from django.db import models

from longbien.kernel.ids import new_id


class DemoDay(models.Model):
    """A dated event of the hub, for everyone to see."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=200)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["-on", "-id"]


class Pitch(models.Model):
    """A company that pitches, in its own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.ForeignKey(DemoDay, models.PROTECT, related_name="pitches")
    company = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    about = models.CharField(max_length=500)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["day", "company"], name="capital_pitch_once")]


class PitchInterest(models.Model):
    """An organisation wants to hear more: told to the company and to fund officers, and to nobody else."""

    pitch = models.ForeignKey(Pitch, models.PROTECT, related_name="interests")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    person_id = models.UUIDField(db_index=True)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["pitch", "organisation"], name="capital_pitch_interest_once")]
