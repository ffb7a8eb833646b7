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


class Laboratory(models.Model):
    """A laboratory of the hub's folder. `is_publicly_funded`: what is owed to those who fund it is public."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    name = models.JSONField()
    about = models.JSONField(null=True)
    sources = models.JSONField(default=list)
    is_publicly_funded = models.BooleanField()
    is_demo = models.BooleanField()


class Machine(models.Model):
    """Something in a laboratory whose hours are booked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    laboratory = models.ForeignKey(Laboratory, models.PROTECT, related_name="machines")
    code = models.SlugField(max_length=60, unique=True)
    name = models.JSONField()


class Booking(models.Model):
    """A machine is an organisation's in [starts_at, ends_at). Two that stand never overlap: a trigger refuses it too.

    `case_id` is the case that asked for it, `seq` its number there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    machine = models.ForeignKey(Machine, models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    case_id = models.UUIDField(null=True)
    seq = models.PositiveSmallIntegerField(default=1)
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_id", "seq"], name="places_booking_of_case_once"),
            models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="places_booking_times"),
        ]
        indexes = [
            models.Index(fields=["machine", "starts_at"], condition=models.Q(cancelled_at=None), name="places_booked")
        ]
