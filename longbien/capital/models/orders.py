"""Orders and grants that are paid by results. All of it is append-only: what changes is a new step."""

from django.db import models
from django.db.models import Q

from longbien.kernel.ids import new_id
from longbien.kernel.money import Money


class Appropriation(models.Model):
    """Money that a public body may spend on orders, by a decision; `entry` is its posting in the ledger."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    buyer = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    decision = models.CharField(max_length=200)
    entry = models.UUIDField(unique=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(minor__gt=0), name="capital_appropriation_amount")]


class Order(models.Model):
    """What a public body orders, grants or adopts for a problem, or a company pilots.

    `text` is the order's own copy of its route, `kpis` that of the problem's figures in the version with this number;
    `digest` the SHA-256 that both sides agree to. `solution` is the entry of the catalogue that it was made from, if
    any; `place` that of a pilot's supplier in a cohort.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=8)
    route = models.SlugField(max_length=80)
    text = models.JSONField()
    problem = models.ForeignKey("problems.Problem", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    kpis = models.JSONField()
    buyer = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    supplier = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    about = models.TextField()
    where = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    solution = models.ForeignKey("capital.Solution", models.PROTECT, null=True, related_name="orders")
    place = models.ForeignKey("capital.CohortPlace", models.PROTECT, null=True, related_name="pilots")
    digest = models.CharField(max_length=64)
    is_demo = models.BooleanField(default=False)
    prepared_by = models.UUIDField()
    prepared_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-prepared_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(buyer=models.F("supplier")), name="capital_order_two_parties"),
            models.CheckConstraint(
                condition=Q(kind__in=["order", "grant", "adoption"], place__isnull=True)
                | Q(kind="pilot", place__isnull=True, solution__isnull=False)
                | Q(kind="pilot", place__isnull=False, solution__isnull=True),
                name="capital_order_kind",
            ),
        ]


class Part(models.Model):
    """One part of an order: paid when accepted. `kpi` is the place of a KPI in the order's copy; `figure`, `bound` and
    `value` what a trial's exit report must show, where the route pays by evidence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="parts")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kpi = models.PositiveSmallIntegerField()
    figure = models.CharField(max_length=20, blank=True)
    bound = models.CharField(max_length=8, blank=True)
    value = models.BigIntegerField(default=0)
    minor = models.BigIntegerField()
    due_on = models.DateField()

    class Meta:
        ordering = ["order", "place"]
        constraints = [
            models.UniqueConstraint(fields=["order", "place"], name="capital_part_once"),
            models.CheckConstraint(condition=Q(minor__gt=0), name="capital_part_amount"),
        ]

    @property
    def amount(self) -> Money:
        return Money(self.minor, self.order.currency)


class OrderStep(models.Model):
    """A step of an order, or of one of its parts. What was said with it stands in the record, where it can be erased.

    `posting` is the entry of the ledger that it made; `trial` and `report_sha256` the evidence that was handed in;
    `due_at` by when the next step is to follow. A company's payment is not in the ledger: it was made on `paid_on`, by
    the document `evidence`.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="steps")
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="steps")
    step = models.CharField(max_length=10)
    verdict = models.CharField(max_length=6, blank=True)
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True, db_index=True)
    due_at = models.DateTimeField(null=True)
    posting = models.UUIDField(null=True)
    trial = models.ForeignKey("trials.Trial", models.PROTECT, null=True, related_name="+")
    report_sha256 = models.CharField(max_length=64, blank=True)
    paid_on = models.DateField(null=True)
    evidence = models.UUIDField(null=True)
    entry_id = models.UUIDField(unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "step"], condition=Q(part__isnull=True), name="capital_order_step_once"
            ),
            models.UniqueConstraint(
                fields=["part", "step"],
                condition=Q(step__in=["reserved", "begun", "accepted", "owed", "paid", "lapsed", "ended"]),
                name="capital_part_step_once",
            ),
            models.CheckConstraint(
                condition=Q(step__in=["prepared", "agreed", "signed", "withdrawn", "decided"], part__isnull=True)
                | Q(
                    step__in=[
                        "reserved",
                        "begun",
                        "delivered",
                        "refused",
                        "accepted",
                        "owed",
                        "paid",
                        "lapsed",
                        "ended",
                    ],
                    part__isnull=False,
                ),
                name="capital_order_step_of",
            ),
            models.CheckConstraint(
                condition=Q(step="paid", paid_on__isnull=False, evidence__isnull=False)
                | (~Q(step="paid") & Q(paid_on__isnull=True, evidence__isnull=True)),
                name="capital_order_paid_by",
            ),
        ]
