"""Insurance of trials, and claims for compensation."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.trials.models.licences import Trial


class Insurance(models.Model):
    """A policy as its holder stated it, for [start, end); corrected by another one that replaces it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="insurances")
    number = models.CharField(max_length=120)
    insurer = models.CharField(max_length=120)
    covers = models.CharField(max_length=500)
    amount_minor = models.BigIntegerField()
    start = models.DateField()
    end = models.DateField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    recorded_at = models.DateTimeField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="trials_insured_days"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="trials_insured_amount"),
        ]


class Claim(models.Model):
    """What somebody claims for what a trial did to them. `state` moves by `rules.cover.claims` only; no name here."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="claims")
    number = models.PositiveIntegerField()
    told = models.TextField()
    made_on = models.DateField()
    claimed_minor = models.BigIntegerField()
    agreed_minor = models.BigIntegerField(null=True)
    paid_on = models.DateField(null=True)
    state = models.CharField(max_length=8)
    recorded_at = models.DateTimeField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trial", "number"], name="trials_claim_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["claimed", "agreed", "refused", "paid"]), name="trials_claim_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="paid") | models.Q(paid_on__isnull=False, agreed_minor__isnull=False),
                name="trials_claim_paid_on",
            ),
        ]


class ClaimStep(models.Model):
    """What became of a claim."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=8)
    amount_minor = models.BigIntegerField(null=True)
    paid_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    entry = models.UUIDField()
