"""Tables of what other catalogues list. A run is history; the list is as it was found last."""

from django.db import models

from longbien.kernel.ids import new_id


class Source(models.Model):
    """Another catalogue, or a folder of files, that is read again and again: by the worker each period (`every`, due at
    `due_at`) where the hub's folder names it, else by hand.

    `entry_id` is the event that set its period. `failures` counts readings in a row that came to nothing, the one under
    way too; `trouble` says why the last one did.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=8)
    address = models.CharField(max_length=2_000)
    title = models.JSONField()
    every = models.CharField(max_length=5, blank=True)
    owner = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    entry_id = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failed_since = models.DateTimeField(null=True)
    trouble = models.JSONField(null=True)


class External(models.Model):
    """A data set that stands in another catalogue: what was told of it, when it was seen first and last.

    `key` is how its source calls it, `found` what the search looks through. No row of it is kept here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="sets")
    key = models.CharField(max_length=500)
    told = models.JSONField()
    sha256 = models.CharField(max_length=64)
    found = models.TextField()
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="data_external_once")]


class Harvest(models.Model):
    """One run over a source: how many sets were seen, new, changed, gone, and how many couldn't be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    seen = models.PositiveIntegerField()
    fresh = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    faults = models.JSONField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()
