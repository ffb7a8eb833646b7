"""What convertibles became: a draft of one officer until another confirms it."""

from django.db import models
from django.db.models import Q

from longbien.capital.models.investing import Decision


class Conversion(Decision):
    """An investment that became `shares` in a priced round: `money` of `investor` at `pre_money`, minor units of the
    vehicle. `share` is what the vehicle then holds of the company; `table` the version of the cap table that says so.
    """

    investment = models.ForeignKey("capital.Investment", models.PROTECT, related_name="conversions")
    on = models.DateField()
    investor = models.CharField(max_length=200)
    money = models.BigIntegerField()
    pre_money = models.BigIntegerField()
    shares = models.BigIntegerField()
    share = models.CharField(max_length=80)
    price = models.CharField(max_length=80)
    table = models.ForeignKey("capital.CapTable", models.PROTECT, null=True, related_name="+")

    class Meta(Decision.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(shares__gt=0, money__gt=0, pre_money__gt=0), name="capital_conversion"),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_conversion_number_once"),
            models.UniqueConstraint(
                fields=["investment"], condition=Q(state__in=("draft", "posted")), name="capital_converted_once"
            ),
        ]
