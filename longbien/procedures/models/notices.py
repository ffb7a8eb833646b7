"""What people are told."""

from django.db import models

from longbien.procedures.models.cases import Case


class Notice(models.Model):
    """Something told to a person about a case: in the app at once, by e-mail when the worker comes to it.

    `cases`: all that it tells of, where it tells of several: what is overdue is gathered, one line a day, and leads to
    the work list.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    words = models.JSONField()
    cases = models.JSONField(default=list)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case", "seq", "kind"], name="procedures_notice_once")]
        indexes = [
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["person", "-at"], condition=models.Q(read_at=None), name="procedures_unread"),
        ]
