"""Tables of data sets. All but the list of them is history, and never changed."""

from django.db import models

from longbien.kernel.ids import new_id


class DataSet(models.Model):
    """A data set of the catalogue, with the contract of the hub's folder as it was loaded last.

    `found` is the text that the search looks through, folded; `theme` and `access` are its facets. `owner` is the
    public body that answers for it: without one, every steward does.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    contract = models.JSONField()
    sha256 = models.CharField(max_length=64)
    theme = models.CharField(max_length=8)
    access = models.CharField(max_length=12)
    publisher = models.CharField(max_length=100, default="")
    found = models.TextField()
    loaded_at = models.DateTimeField()
    owner = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")


class Edition(models.Model):
    """One delivery that kept the contract. `version` is that of the table in the lake, `sha256` of the rows' Arrow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    contract_version = models.CharField(max_length=40)
    contract_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["data_set", "number"], name="data_edition_once")]


class Quarantine(models.Model):
    """A delivery that broke the contract: its rows lie in `file` below the state of the hub."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="quarantined")
    rows = models.PositiveBigIntegerField()
    broken = models.PositiveBigIntegerField()
    report = models.JSONField()
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    entry_id = models.UUIDField()
