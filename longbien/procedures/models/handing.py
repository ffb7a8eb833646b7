"""How cases passed from one officer to another, and what becomes of them while somebody is away."""

from django.db import models

from longbien.procedures.models.cases import Case


class Passing(models.Model):
    """A case changed hands; the record says so too (`event_id`). The newest row of a case tells how it stands now.

    `batch`: what was done in one go, and can be taken back as one. `absence_id`: because of which absence. `is_first`:
    it was the first time that anybody was given the case, and counts as such. `undone_at`: it was taken back.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="passings", db_index=False)
    batch = models.UUIDField(db_index=True)
    before_id = models.UUIDField(null=True)
    after_id = models.UUIDField(null=True)
    by_id = models.UUIDField()
    how = models.CharField(max_length=20)
    at = models.DateTimeField()
    event_id = models.UUIDField()
    absence_id = models.UUIDField(null=True)
    is_first = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-id"]),
            models.Index(
                fields=["before_id"], condition=models.Q(undone_at=None) & ~models.Q(absence_id=None),
                name="procedures_passed_away",
            ),
        ]  # fmt: skip


class AwayPlan(models.Model):
    """Who is given the cases of somebody on the first day of an absence. `done_at`: they were given, or need not be."""

    absence_id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    to = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
