"""Tables of the ledger. All are append-only but `Balance`, which the database itself writes (`triggers`)."""

from django.db import models
from django.db.models import F, Q

ENDS = ("taken", "voided", "expired")


class Ledger(models.Model):
    """The book of one unit: `EUR`, `HOUR:<instrument>`, `SHARE:<company>`. `scale` is how many decimals it shows."""

    unit = models.CharField(primary_key=True, max_length=80)
    scale = models.SmallIntegerField()
    opened_at = models.DateTimeField()


class Account(models.Model):
    """A place that holds a unit. `side` says which way it grows: debit (what is owned) or credit (what is owed).

    Unless `may_overdraw`, its balance on that side never falls below zero. A control account ends every entry at 0.
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
    is_control = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "code"], name="ledger_account_once"),
            models.CheckConstraint(condition=Q(side__in=["debit", "credit"]), name="ledger_account_side"),
            models.CheckConstraint(condition=Q(is_control=False) | Q(may_overdraw=True), name="ledger_account_control"),
        ]


class Entry(models.Model):
    """Transfers made together, sealed by their entry: it is written last, and nothing is added to it afterwards.

    The id is the idempotency key; `hash` covers all of it and the hash before. `effective_on` is the local day it
    counts for, `recorded_at` when it was written; `event` what it books; `evidence` a hex commitment to what proves
    it; `legs` how many transfers it has; `expires_at` until when a pending one holds.
    """

    id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=80)
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    event = models.CharField(max_length=120, blank=True, default="")
    evidence = models.CharField(max_length=64, blank=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="reversed_by")
    expires_at = models.DateTimeField(null=True)
    legs = models.SmallIntegerField()
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(legs__gt=0), name="ledger_entry_legs"),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="ledger_entry_reversed_once"
            ),
        ]
        indexes = [
            models.Index(fields=["event"], condition=~Q(event=""), name="ledger_entry_event"),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="ledger_entry_expires"),
        ]


class Exchange(models.Model):
    """The rate of an entry that exchanges one unit for another: one whole `base` cost `rate` whole `counter`."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="exchange")
    base = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    counter = models.ForeignKey(Ledger, models.PROTECT, related_name="+")
    rate = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    quoted_on = models.DateField()


class Transfer(models.Model):
    """One debit, one credit, one positive number of minor units: moved, held, or the end of what `settles` holds.

    That both accounts are there, and in this ledger, is held by the trigger that changes their balances.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, db_index=False, related_name="transfers")
    seq = models.SmallIntegerField()
    ledger = models.ForeignKey(Ledger, models.PROTECT, db_index=False, db_constraint=False, related_name="transfers")
    debit = models.ForeignKey(Account, models.PROTECT, db_constraint=False, related_name="debits")
    credit = models.ForeignKey(Account, models.PROTECT, db_constraint=False, related_name="credits")
    amount = models.BigIntegerField()
    phase = models.CharField(max_length=7, default="posted")
    settles = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, related_name="settled_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "seq"], name="ledger_transfer_once"),
            models.UniqueConstraint(
                fields=["settles"], condition=Q(settles__isnull=False), name="ledger_transfer_settled_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_transfer_amount"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_transfer_two_accounts"),
            models.CheckConstraint(
                condition=Q(phase__in=["posted", "pending"], settles__isnull=True)
                | Q(phase__in=ENDS, settles__isnull=False),
                name="ledger_transfer_phase",
            ),
        ]


class Balance(models.Model):
    """The sums of an account's transfers, kept by triggers: an overdraft is refused without adding up history.

    `bound` names the sum that may not exceed the other: that of the decreasing side, with what is held of it; or both
    must be `even` whenever an entry is sealed. `unit` is the account's, `last` the transfer that was added last.
    """

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="balance")
    debits = models.BigIntegerField()
    credits = models.BigIntegerField()
    held_debits = models.BigIntegerField(default=0)
    held_credits = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    unit = models.CharField(max_length=80, default="")
    bound = models.CharField(max_length=7, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(bound__in=["", "even"])
                | Q(bound="debits", credits__gte=F("debits") + F("held_debits"))
                | Q(bound="credits", debits__gte=F("credits") + F("held_credits")),
                name="ledger_balance_overdraft",
            ),
        ]
        indexes = [
            # Few, and none of the columns that every transfer changes: PostgreSQL then leaves all indexes alone.
            models.Index(fields=["account"], condition=Q(bound="even"), name="ledger_balance_even"),
        ]
