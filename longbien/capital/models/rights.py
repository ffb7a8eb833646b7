"""The rights of those who fund public laboratories. All of it is append-only: what changes is a new row."""

from typing import cast

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id
from longbien.kernel.money import Money

ANSWERS = ("exercised", "waived", "lapsed")


class Contribution(models.Model):
    """What an organisation gave to a laboratory. `evidence_id` is the written valuation in the record; the entry in the
    record commits to it."""

    class Kind(models.TextChoices):
        CASH = "cash"
        EQUIPMENT = "equipment"
        IN_KIND = "in_kind"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    laboratory = models.ForeignKey("places.Laboratory", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    about = models.TextField()
    valued_by = models.CharField(max_length=200, blank=True)
    evidence_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="capital_contribution_value"),
            models.CheckConstraint(
                condition=Q(kind="cash") | Q(evidence_id__isnull=False), name="capital_contribution_valued"
            ),
        ]

    @property
    def value(self) -> Money:
        return Money(self.minor, self.currency)


class Agreement(models.Model):
    """What the funder and the hub agree on for a contribution. `text` is the agreement's own copy of the template it
    was made from, `digest` the SHA-256 of that text and of the rights in it: both sides sign that digest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=60, unique=True)
    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="agreement")
    template = models.SlugField(max_length=80)
    version = models.PositiveIntegerField()
    text = models.JSONField()
    digest = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField()
    entry_id = models.UUIDField()


class Signature(models.Model):
    """One side signed the digest. With the second one the rights are in force."""

    class Side(models.TextChoices):
        HOLDER = "holder"
        HUB = "hub"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=6, choices=Side)
    person_id = models.UUIDField()
    method = models.CharField(max_length=80)
    second_factor = models.BooleanField()
    proved_at = models.DateTimeField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "side"], name="capital_signature_once")]


class Entitlement(models.Model):
    """One right. It covers fields of use × territories × [start, end). `window` is such as `10wd`; the price is
    `share_bp` ten-thousandths of what is bid plus `fixed_minor`; a booking quota names its machine and hours."""

    class Kind(models.TextChoices):
        BOOKING_QUOTA = "booking_quota"
        FIRST_OFFER = "first_offer"
        FIRST_REFUSAL = "first_refusal"
        OPTION = "option"
        LICENCE = "licence"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="entitlements")
    kind = models.CharField(max_length=14, choices=Kind)
    exclusive = models.BooleanField()
    rank = models.PositiveSmallIntegerField(null=True)
    fields = models.JSONField()
    territories = models.JSONField()
    start = models.DateField()
    end = models.DateField()
    window = models.CharField(max_length=8)
    share_bp = models.PositiveIntegerField()
    fixed_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    carve_outs = models.JSONField()
    machine = models.ForeignKey("places.Machine", models.PROTECT, null=True, related_name="+")
    hours = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="capital_entitlement_term"),
            models.CheckConstraint(
                condition=Q(kind="booking_quota", machine__isnull=False, hours__gt=0)
                | (~Q(kind="booking_quota") & Q(machine=None, hours=None)),
                name="capital_entitlement_quota",
            ),
        ]


class Quota(models.Model):
    """Where the hours of a booking quota in force stand in the ledger."""

    entitlement = models.OneToOneField(Entitlement, models.PROTECT, primary_key=True, related_name="quota")
    account_id = models.UUIDField(unique=True)


class Offer(models.Model):
    """Results of a laboratory that somebody is about to license or sell, that somebody has bid for, or on which the
    holder of an option calls it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    laboratory = models.ForeignKey("places.Laboratory", models.PROTECT, related_name="+")
    offeror = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10)
    what = models.TextField()
    fields = models.JSONField()
    territories = models.JSONField()
    purpose = models.CharField(max_length=60, blank=True)
    called = models.ForeignKey(Entitlement, models.PROTECT, null=True, related_name="+")
    bid_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    on = models.DateField()
    made_at = models.DateTimeField(db_index=True)
    entry_id = models.UUIDField()

    @property
    def bid(self) -> Money | None:
        return None if self.bid_minor is None else Money(cast(int, self.bid_minor), self.currency)


class RightStep(models.Model):
    """One step of a right that an offer reached; `place` counts from 1 in the order of asking. Who said why stands in
    the record, where it can be erased. `due_at`: when silence becomes an answer, of the step `notified`."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="steps")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10)
    how = models.CharField(max_length=6, blank=True)
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True, db_index=True)
    entry_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "entitlement", "step"], name="capital_step_once"),
            models.UniqueConstraint(
                fields=["offer", "entitlement"], condition=Q(step__in=ANSWERS), name="capital_answer_once"
            ),
            models.UniqueConstraint(fields=["offer"], condition=Q(step="exercised"), name="capital_taken_once"),
            models.UniqueConstraint(
                fields=["offer", "place"], condition=Q(step="triggered"), name="capital_place_once"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(step="notified"), name="capital_clocks")]
