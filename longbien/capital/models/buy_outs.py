"""The private side buys the public share: a draft of one officer until another confirms it."""

from django.db import models
from django.db.models import Q

from longbien.capital.models.investing import Decision
from longbien.kernel.ids import new_id


class BuyOut(Decision):
    """The public stakes of a vehicle passed to private investors on a day, for `price` minor units that were paid then.

    One at a time, and once for good: it is of the whole public share.
    """

    on = models.DateField()
    price = models.BigIntegerField()

    class Meta(Decision.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="capital_buy_out_price"),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_buy_out_number_once"),
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(state__in=("draft", "posted")), name="capital_bought_out_once"
            ),
        ]


class BuyOutPart(models.Model):
    """What one investor takes over of what was committed and of what was called of that, and pays for it.

    Below zero for a public investor: what they hand over, and get for it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    buy_out = models.ForeignKey(BuyOut, models.PROTECT, related_name="parts")
    commitment = models.ForeignKey("capital.Commitment", models.PROTECT, related_name="buy_out_parts")
    committed = models.BigIntegerField()
    called = models.BigIntegerField()
    price = models.BigIntegerField()

    class Meta:
        ordering = ["commitment__place", "pk"]
        constraints = [models.UniqueConstraint(fields=["buy_out", "commitment"], name="capital_buy_out_part_once")]
