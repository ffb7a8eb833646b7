"""What two officers decide: closes and calls. `plan` is what the first one saw, as canonical JSON."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id


class Run(models.Model):
    """A draft until another officer confirms it; its number is given then, `entry` is its posting in the ledger."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8)
    plan = models.TextField()
    sha256 = models.CharField(max_length=64)
    prepared_by = models.UUIDField()
    prepared_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    entry = models.UUIDField(null=True)

    class Meta:
        abstract = True
        ordering = ["-prepared_at", "-id"]


class Close(Run):
    """Admits commitments on a day and sets right what was called before; the late pay by `due_on`."""

    vehicle = models.ForeignKey("capital.Vehicle", models.PROTECT, related_name="closes")
    on = models.DateField()
    due_on = models.DateField()

    class Meta(Run.Meta):
        constraints = [
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_close_once"),
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(state="draft"), name="capital_one_close_in_preparation"
            ),
        ]


class Call(Run):
    """Asks every investor for their part of `amount`."""

    vehicle = models.ForeignKey("capital.Vehicle", models.PROTECT, related_name="calls")
    amount = models.BigIntegerField()
    purpose = models.CharField(max_length=300)
    due_on = models.DateField()

    class Meta(Run.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="capital_call_amount"),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_call_once"),
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(state="draft"), name="capital_one_call_in_preparation"
            ),
        ]
