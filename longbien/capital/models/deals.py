"""Deals of a vehicle with companies: where each stands, its memos, its term sheets. All but the deal is append-only."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id
from longbien.kernel.money import Money


class Deal(models.Model):
    """A company that a vehicle may invest in. `since` is when it came to its stage; `body` the governing body that has
    decided or decides it, by the case `case_id`; `approved_minor` what that body agreed to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vehicle = models.ForeignKey("capital.Vehicle", models.PROTECT, related_name="deals")
    company = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10)
    since = models.DateTimeField()
    lead_id = models.UUIDField()
    opened_at = models.DateTimeField()
    about = models.CharField(max_length=300, blank=True)
    body = models.CharField(max_length=80, blank=True)
    case_id = models.UUIDField(null=True)
    approved_minor = models.BigIntegerField(null=True)
    amount_minor = models.BigIntegerField(null=True)
    sheet = models.ForeignKey("capital.TermSheet", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vehicle", "company"],
                condition=~Q(stage__in=("closed", "declined")),
                name="capital_one_open_deal",
            ),
            models.CheckConstraint(
                condition=~Q(stage="closed") | Q(amount_minor__gt=0, sheet__isnull=False),
                name="capital_deal_closed_with_terms",
            ),
        ]

    @property
    def approved(self) -> Money | None:
        return None if self.approved_minor is None else Money(self.approved_minor, self.vehicle.currency)

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else Money(self.amount_minor, self.vehicle.currency)


class DealStep(models.Model):
    """One move of a deal. Why, stands in the record, where it can be erased."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10)
    stage = models.CharField(max_length=10)
    person_id = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ["pk"]


class Memo(models.Model):
    """One version of the memo; `sha256` is over its text and the digests of its files."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="memos")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["deal", "number"], name="capital_memo_once")]


class MemoFile(models.Model):
    """What is attached to a memo: a document of the record, by the digest of its content."""

    memo = models.ForeignKey(Memo, models.PROTECT, related_name="files")
    document_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]


class TermSheet(models.Model):
    """One version of the terms, as canonical JSON."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    person_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["deal", "number"], name="capital_sheet_once")]
