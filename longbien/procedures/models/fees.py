"""What applicants owe for a service; the money itself stands in the ledger."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.procedures.models.cases import Case


class Fee(models.Model):
    """A fee that move `seq` of a case called for.

    `entry_id` is the ledger's entry that charged it, `settled_id` the one that ended it: a payment, or a waiver.
    `paid_with` commits to what the bank calls the payment, so that fees paid by one transfer are found. `waived_by`,
    `waived_for`: who wishes to waive it and why, while a second person has to agree. `kept_at`: since when an office
    says of a case that ended without it that it is owed all the same.
    """

    class State(models.TextChoices):
        DUE = "due"
        PAID = "paid"
        WAIVED = "waived"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="fees", db_index=False)
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=25, unique=True)
    state = models.CharField(max_length=6, choices=State, default=State.DUE)
    entry_id = models.UUIDField()
    settled_id = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    paid_with = models.CharField(max_length=64, blank=True)
    waived_by = models.UUIDField(null=True)
    waived_for = models.TextField(blank=True)
    kept_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["paid_with"], condition=~models.Q(paid_with=""), name="procedures_paid_with"),
            models.Index(fields=["case"], condition=models.Q(state="due"), name="procedures_fee_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="procedures_fee_once"),
            models.CheckConstraint(condition=models.Q(minor__gt=0), name="procedures_fee_positive"),
        ]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.fee", self.pk)
