"""Services that are being written, and every revision that was saved."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.procedures.models.catalogue import Version


class ServiceDraft(models.Model):
    """A service, or its next version, on the way to publication. `seq` is its latest revision; `version` what came."""

    class Status(models.TextChoices):
        WRITING = "writing"
        PROPOSED = "proposed"
        PUBLISHED = "published"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=80)
    status = models.CharField(max_length=9, choices=Status, default=Status.WRITING)
    seq = models.PositiveIntegerField(default=0)
    begun_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    returned = models.TextField(blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["status", "-changed_at"])]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.draft", self.pk)


class Revision(models.Model):
    """The texts of a draft as someone saved them, right or wrong. `sha256` is over all of them."""

    draft = models.ForeignKey(ServiceDraft, models.PROTECT, related_name="revisions", db_index=False)
    seq = models.PositiveIntegerField()
    procedure = models.TextField()
    forms = models.JSONField()
    samples = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "seq"], name="procedures_revision_once")]
