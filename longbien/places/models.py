"""Areas and their outlines."""

from django.db import models

from longbien.kernel.ids import new_id


class Area(models.Model):
    """A testing area, as the newest load of the hub's folder says, or as a case of this hub designated it.

    `version` numbers its newest outline. Of a designated one: the case, the number of the decision, the first and the
    last day on which it may be tested in, the entry in the record.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    name = models.JSONField()
    kind = models.JSONField()
    about = models.JSONField(null=True)
    sources = models.JSONField(default=list)
    is_indicative = models.BooleanField()
    version = models.PositiveIntegerField(default=0)
    case_id = models.UUIDField(null=True, unique=True)
    decision = models.CharField(max_length=80, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    entry_id = models.UUIDField(null=True)


class Outline(models.Model):
    """One version of an area's outline: GeoJSON geometry, WGS 84. Never changed: a new drawing is a new version."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="outlines")
    version = models.PositiveIntegerField()
    geometry = models.JSONField()
    digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "version"], name="places_outline_once")]
