"""Tables of data that is missing, all of them history."""

from django.db import models

from longbien.data.models.sets import DataSet
from longbien.kernel.ids import new_id


class Gap(models.Model):
    """Data that somebody needs and the catalogue does not have; `title` by language. `raised_by` nobody: the hub's own
    files, through a problem."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    title = models.JSONField()
    raised_by = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    entry_id = models.UUIDField()


class Promise(models.Model):
    """Which organisation owes it, and by which day; the newest one counts. Without a day none is agreed yet."""

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="promises")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class Closing(models.Model):
    """The data set that fills it, which had rows at that moment."""

    gap = models.OneToOneField(Gap, models.PROTECT, primary_key=True, related_name="closing")
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="+")
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()
