"""Vehicles, the packs they stand under and their terms."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id


class Pack(models.Model):
    """One version of the rules for a kind of fund, as loaded from its file. A vehicle keeps the one it opened under."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.TextField()
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="capital_pack_once")]


class Vehicle(models.Model):
    """A fund. `charter` is its charter capital as planned (0: none), `folded` its name for search.

    `first_close_on` is the day from which everybody counts as present. `manager` is who runs it, if that is known here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=400)
    pack = models.ForeignKey(Pack, models.PROTECT, related_name="vehicles")
    currency = models.CharField(max_length=3)
    charter = models.BigIntegerField(default=0)
    board_seats = models.PositiveSmallIntegerField(default=0)
    manager = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    first_close_on = models.DateField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(charter__gte=0), name="capital_vehicle_charter")]


class Terms(models.Model):
    """One version of a vehicle's terms, as canonical JSON. Never changed: other terms are a new version."""

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vehicle", "number"], name="capital_terms_once")]
        ordering = ["number"]
