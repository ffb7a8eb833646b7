"""What investors promise, and what was agreed with one of them beside the terms."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id


class Commitment(models.Model):
    """An investor's promise to a vehicle: `signed` until a close admits it, `source` says whose money it is.

    `place` orders commitments of a vehicle as calls split them; `case` is the case of a procedure that brought it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vehicle = models.ForeignKey("capital.Vehicle", models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    source = models.CharField(max_length=8)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10)
    signed_on = models.DateField()
    close = models.ForeignKey("capital.Close", models.PROTECT, null=True, related_name="admitted")
    place = models.PositiveIntegerField(null=True)
    case = models.UUIDField(null=True, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="capital_commitment_amount"),
            models.CheckConstraint(condition=Q(source__in=["public", "private"]), name="capital_commitment_source"),
            models.UniqueConstraint(fields=["vehicle", "place"], name="capital_commitment_place"),
        ]


class Clause(models.Model):
    """A clause of a side letter. What changes is a further clause."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    words = models.TextField()
    since = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "number"], name="capital_clause_once")]
        ordering = ["number"]
