"""What becomes of a fund's money. Each is a draft of one officer until another confirms it, and ends by a reversal."""

from django.db import models
from django.db.models import Q

from longbien.capital.models.runs import Run
from longbien.kernel.ids import new_id


class Decision(Run):
    """A run that can be reversed: one officer asks for it (`reversal_by`, with the reason), another confirms it.

    `evidence` is the document behind it.
    """

    vehicle = models.ForeignKey("capital.Vehicle", models.PROTECT, related_name="%(class)s_rows")
    evidence = models.UUIDField(null=True)
    reversal_by = models.UUIDField(null=True)
    reversal_reason = models.CharField(max_length=1000, blank=True)
    reversed_by = models.UUIDField(null=True)
    reversed_at = models.DateTimeField(null=True)

    class Meta(Run.Meta):
        abstract = True


class Rated(Decision):
    """An amount in its own currency; `rate` units of the vehicle's currency for one, as `rate_source` quoted it."""

    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    rate = models.CharField(max_length=40, blank=True)
    rate_source = models.CharField(max_length=200, blank=True)
    rate_on = models.DateField(null=True)

    class Meta(Decision.Meta):
        abstract = True


class Investment(Rated):
    """What a vehicle put into a company. `cost` is in the vehicle's currency, `recycled` the part out of proceeds.

    `share` is what the vehicle holds of the company's charter capital after it, as a fraction such as `3/20`. `deal` is
    the closed deal that it carries out; a deal is carried out once.
    """

    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=12)
    about = models.CharField(max_length=300)
    on = models.DateField()
    cost = models.BigIntegerField()
    recycled = models.BigIntegerField(default=0)
    share = models.CharField(max_length=40)
    deal = models.ForeignKey("capital.Deal", models.PROTECT, null=True, related_name="investments")

    class Meta(Rated.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(cost__gt=0, minor__gt=0, recycled__gte=0), name="capital_investment_amount"
            ),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_investment_once"),
            models.UniqueConstraint(
                fields=["deal"], condition=Q(state__in=("draft", "posted")), name="capital_one_investment_of_a_deal"
            ),
        ]


class Valuation(Rated):
    """The fair value of an investment as of a day; `value` in the vehicle's currency, `inputs` a list of
    [name, value, source]. As known at a moment, the one that counts for a day is the last confirmed by then."""

    investment = models.ForeignKey(Investment, models.PROTECT, related_name="valuations")
    technique = models.CharField(max_length=20)
    as_of = models.DateField()
    value = models.BigIntegerField()
    calibration = models.TextField()
    inputs = models.JSONField()

    class Meta(Rated.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="capital_valuation_value"),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_valuation_once"),
            models.UniqueConstraint(
                fields=["investment"], condition=Q(state="draft"), name="capital_one_valuation_in_preparation"
            ),
        ]


class Proceeds(Rated):
    """What an investment brought in: `received` in the vehicle's currency, `part` of it that was given up for that."""

    investment = models.ForeignKey(Investment, models.PROTECT, related_name="proceeds")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    received = models.BigIntegerField()
    part = models.CharField(max_length=40, blank=True)

    class Meta(Rated.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(received__gte=0), name="capital_proceeds_received"),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_proceeds_once"),
            models.UniqueConstraint(
                fields=["investment"], condition=Q(state="draft"), name="capital_one_proceeds_in_preparation"
            ),
        ]


class Distribution(Decision):
    """What is paid to investors and the manager. `settles`: it is the manager's carry that is settled at the end.

    `in_kind` is the investment whose asset itself is handed on. `paid_on` once it was paid, by the entry `paid_entry`;
    `returned_on` once the manager paid back what a settlement asked.
    """

    on = models.DateField()
    amount = models.BigIntegerField()
    carry = models.BigIntegerField(default=0)
    escrow = models.BigIntegerField(default=0)
    settles = models.BooleanField(default=False)
    in_kind = models.ForeignKey(Investment, models.PROTECT, null=True, related_name="+")
    paid_on = models.DateField(null=True)
    paid_entry = models.UUIDField(null=True)
    returned_on = models.DateField(null=True)

    class Meta(Decision.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="capital_distribution_amount"),
            models.UniqueConstraint(fields=["vehicle", "number"], name="capital_distribution_once"),
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(state="draft"), name="capital_one_distribution_in_preparation"
            ),
        ]


class Spent(models.Model):
    """Proceeds that went on, into a distribution or (recycled) into an investment; nothing once that is reversed."""

    proceeds = models.ForeignKey(Proceeds, models.PROTECT, related_name="spent")
    distribution = models.ForeignKey(Distribution, models.PROTECT, null=True, related_name="spent")
    investment = models.ForeignKey(Investment, models.PROTECT, null=True, related_name="spent")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="capital_spent_amount"),
            models.CheckConstraint(
                condition=Q(distribution__isnull=True) ^ Q(investment__isnull=True), name="capital_spent_on"
            ),
        ]


class Payout(models.Model):
    """What one investor gets of a distribution."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    distribution = models.ForeignKey(Distribution, models.PROTECT, related_name="payouts")
    commitment = models.ForeignKey("capital.Commitment", models.PROTECT, related_name="payouts")
    amount = models.BigIntegerField()

    class Meta:
        ordering = ["commitment__place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="capital_payout_amount"),
            models.UniqueConstraint(fields=["distribution", "commitment"], name="capital_payout_once"),
        ]
