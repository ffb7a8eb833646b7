"""Tables of the workbench: what a person asked and kept, and how much open sets are used. None of it is history."""

from django.db import models

from longbien.data.models.agreements import Agreement
from longbien.data.models.sets import DataSet
from longbien.kernel.ids import new_id


class Question(models.Model):
    """A statement that a person asked: of an open set, or under an agreement (then `organisation_id` is the
    recipient). With a name it is saved, and who may ask there opens it by its address. Rows are never in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="questions")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="questions")
    organisation_id = models.UUIDField(null=True)
    person_id = models.UUIDField()
    name = models.CharField(max_length=120, blank=True)
    statement = models.TextField()
    chart = models.JSONField(default=dict)
    at = models.DateTimeField()


class Use(models.Model):
    """How often an open set was taken on a day, in one way (a format, or a question). Nobody is told apart."""

    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="uses")
    day = models.DateField()
    way = models.CharField(max_length=12)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["data_set", "day", "way"], name="data_used_once")]
