"""What people are told."""

from django.db import models

from longbien.procedures.models.cases import Case


class Notice(models.Model):
    """Something told to a person about a case: in the app at once, by e-mail when the worker comes to it.

    `cases`: how many it tells of; what is overdue is gathered, one line a day, and then leads to the work list.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    words = models.JSONField()
    cases = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case", "seq", "kind"], name="procedures_notice_once")]
        indexes = [
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["person", "-at"], condition=models.Q(read_at=None), name="procedures_unread"),
        ]
