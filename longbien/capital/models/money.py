"""What is owed and what came: notices with their receipts, refunds of a close, accruals of the fee."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id


class Notice(models.Model):
    """What one investor owes by a day, because of a call or of a close; `missed_at` once that day has passed so.

    `given` is what a close credits of earlier distributions (below zero: what is given up of them).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.ForeignKey("capital.Commitment", models.PROTECT, related_name="notices")
    call = models.ForeignKey("capital.Call", models.PROTECT, null=True, related_name="notices")
    close = models.ForeignKey("capital.Close", models.PROTECT, null=True, related_name="notices")
    principal = models.BigIntegerField()
    interest = models.BigIntegerField(default=0)
    given = models.BigIntegerField(default=0)
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)
    defaulted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "commitment__place", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(call__isnull=True) ^ Q(close__isnull=True), name="capital_notice_of"),
            models.UniqueConstraint(fields=["commitment", "call"], name="capital_notice_of_call_once"),
            models.UniqueConstraint(fields=["commitment", "close"], name="capital_notice_of_close_once"),
        ]

    @property
    def amount(self) -> int:
        return self.principal + self.interest - self.given


class Receipt(models.Model):
    """Money that arrived for a notice; `entry` is its posting. Never changed: what was wrong is reversed."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="receipts")
    amount = models.BigIntegerField()
    received_on = models.DateField()
    reference = models.CharField(max_length=120, blank=True)
    entry = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="capital_receipt_amount")]


class Refund(models.Model):
    """What a close pays back to one who was there before; `entry` once it is paid."""

    close = models.ForeignKey("capital.Close", models.PROTECT, related_name="refunds")
    commitment = models.ForeignKey("capital.Commitment", models.PROTECT, related_name="refunds")
    principal = models.BigIntegerField()
    interest = models.BigIntegerField()
    given = models.BigIntegerField(default=0)
    paid_on = models.DateField(null=True)
    entry = models.UUIDField(null=True)

    class Meta:
        ordering = ["commitment__place", "pk"]
        constraints = [models.UniqueConstraint(fields=["close", "commitment"], name="capital_refund_once")]

    @property
    def amount(self) -> int:
        return self.principal + self.interest - self.given


class Accrual(models.Model):
    """The management fee up to a day (not counted), beyond what was accrued before."""

    vehicle = models.ForeignKey("capital.Vehicle", models.PROTECT, related_name="accruals")
    until = models.DateField()
    amount = models.BigIntegerField()
    entry = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["until", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="capital_accrual_amount")]
