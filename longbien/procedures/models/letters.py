"""Letters: what a case says on paper, numbered when it is decided, drawn and sealed by the worker."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.procedures.models.cases import Case
from longbien.procedures.models.catalogue import Version


class Letter(models.Model):
    """`data` is what the letter says, fixed at the moment of the move; `document_id` the sealed PDF once it is made.

    `failures` counts what went wrong since it was last ordered, `fault` is the last of it in words for the office;
    `stuck_at` since when nothing goes on by itself. `template`: the version whose template draws the letter now, where
    an officer had it made again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters", db_index=False)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=60, unique=True)
    data = models.JSONField()
    ordered_at = models.DateTimeField()
    document_id = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    fault = models.JSONField(default=dict)
    stuck_at = models.DateTimeField(null=True)
    template = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq", "name"], name="procedures_letter_once")]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.letter", self.pk)
