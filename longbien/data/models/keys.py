"""Tables of keys that bring deliveries, all of them history."""

from django.db import models

from longbien.data.models.sets import DataSet
from longbien.kernel.ids import new_id


class DeliveryKey(models.Model):
    """A key that delivers rows of one data set in the name of a steward, by its hash. A new one ends those before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="keys")
    sha256 = models.CharField(max_length=64, unique=True)
    person_id = models.UUIDField()
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    entry_id = models.UUIDField()
