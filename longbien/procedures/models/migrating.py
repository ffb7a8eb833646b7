"""Runs that take the cases of one version over to the next, and what became of each case."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.procedures.models.cases import Case
from longbien.procedures.models.catalogue import Version


class MigrationRun(models.Model):
    """The migration that a version asks for: once for each version. `finals` counts closed cases, which stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.OneToOneField(Version, models.PROTECT, related_name="migration_run")
    source = models.ForeignKey(Version, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    finals = models.PositiveIntegerField(default=0)

    @property
    def subject(self) -> Subject:
        return Subject("procedures.migration", self.pk)


class MigrationLine(models.Model):
    """What became of one case: `why` is a list of texts, for one that went over what kept it from going on by itself.
    `seq` is its move."""

    class Outcome(models.TextChoices):
        MIGRATED = "migrated"
        KEPT = "kept"

    run = models.ForeignKey(MigrationRun, models.PROTECT, related_name="lines", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="migrations")
    outcome = models.CharField(max_length=8, choices=Outcome)
    part = models.CharField(max_length=5)
    source = models.CharField(max_length=60)
    target = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    why = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "case"], name="procedures_migration_line_once")]
        indexes = [models.Index(fields=["run", "outcome", "source"])]
