"""Tables of the ledger. All are append-only but `Balance`, which the database itself writes (`triggers`)."""

from django.db import models
from django.db.models import F, Q


class Ledger(models.Model):
    """The book of one unit: `EUR`, `HOUR:<instrument>`, `SHARE:<company>`. `scale` is how many decimals it shows."""

    unit = models.CharField(primary_key=True, max_length=80)
    scale = models.SmallIntegerField()
    opened_at = models.DateTimeField()


class Account(models.Model):
    """A place that holds a unit. `side` says which way it grows: debit (what is owned) or credit (what is owed).

    Unless `may_overdraw`, its balance on that side never falls below zero.
    """

    class Side(models.TextChoices):
        DEBIT = "debit"
        CREDIT = "credit"

    id = models.UUIDField(primary_key=True)
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="accounts")
    code = models.CharField(max_length=120)
    owner = models.CharField(max_length=120, blank=True, db_index=True)
    side = models.CharField(max_length=6, choices=Side)
    may_overdraw = models.BooleanField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "code"], name="ledger_account_once"),
            models.CheckConstraint(condition=Q(side__in=["debit", "credit"]), name="ledger_account_side"),
        ]


class Entry(models.Model):
    """Transfers made together. The id is the idempotency key; `hash` covers all of it and the hash before.

    `effective_on` is the local day it counts for, `recorded_at` when it was written; `evidence` a hex commitment to
    what proves it; `legs` how many transfers it has.
    """

    id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=80)
    effective_on = models.DateField(db_index=True)
    recorded_at = models.DateTimeField()
    evidence = models.CharField(max_length=64, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    legs = models.SmallIntegerField()
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(legs__gt=0), name="ledger_entry_legs")]


class Transfer(models.Model):
    """One debit, one credit, one positive number of minor units."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="transfers")
    seq = models.SmallIntegerField()
    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="transfers")
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "seq"], name="ledger_transfer_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_transfer_amount"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_transfer_two_accounts"),
        ]


class Balance(models.Model):
    """The sums of an account's transfers, kept by triggers: an overdraft is refused without adding up history."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="balance")
    debits = models.BigIntegerField()
    credits = models.BigIntegerField()
