"""Consent, and what people asked to be done with their data."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.people.models.persons import Person


class Consent(models.Model):
    """Someone agreed to one purpose in the words of one version; `withdrawn_at` ends it, the row stays as proof."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    # `page`, `form` … where the person said so.
    how = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=models.Q(withdrawn_at=None), name="people_consent_once"
            )
        ]


class Erasure(models.Model):
    """A request to be erased: asked, due by law, done; `receipts` says what each room erased and what it keeps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="erasures")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    due_by = models.DateField()
    done_at = models.DateTimeField(null=True)
    receipts = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(done_at=None), name="people_erasure_open_once"
            )
        ]
