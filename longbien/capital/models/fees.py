"""What is paid of the management fee: a draft of one officer until another confirms it."""

from django.db import models
from django.db.models import Q

from longbien.capital.models.investing import Decision


class FeePayment(Decision):
    """Accrued fee that leaves for the manager on a day; its document is what the manager asked for it with."""

    on = models.DateField()
    amount = models.BigIntegerField()

    class Meta(Decision.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="capital_feepayment_amount"),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_feepayment_once"),
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(state="draft"), name="capital_one_feepayment_in_preparation"
            ),
        ]
