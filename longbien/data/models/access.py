"""Tables of access to data: what was asked for by which case, what came of it, what the national platform has."""

from django.db import models

from longbien.data.models.agreements import Agreement
from longbien.data.models.sets import DataSet


class Request(models.Model):
    """A case that asks for a data set, or, with `renews`, for more time under an agreement."""

    case_id = models.UUIDField(primary_key=True)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="requests")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    renews = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="renewals_asked")
    at = models.DateTimeField()


class Ground(models.Model):
    """The case whose decision an agreement carries out, and the agreement that it goes on from."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, primary_key=True, related_name="ground")
    case_id = models.UUIDField(unique=True)
    renews = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="renewed_by")


class NationalShare(models.Model):
    """From which day a data set is on the national data platform, and where; told by a steward of its owner."""

    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="national")
    since = models.DateField()
    address = models.CharField(max_length=500)
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()
