"""Tables of agreements on data, all of them history."""

from django.db import models

from longbien.data.models.sets import DataSet
from longbien.kernel.ids import new_id


class Agreement(models.Model):
    """Who may see which part of a data set, for what, how long. In force from the second signature until it is revoked
    or its last day is over. `key` makes its codes of `pseudonym`; it is never shown, and stands in no export."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    terms = models.JSONField()
    contract_version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    until = models.DateField()
    key = models.CharField(max_length=64)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    entry_id = models.UUIDField()


class Signature(models.Model):
    """One side signed exactly the terms with the agreement's digest."""

    class Side(models.TextChoices):
        PUBLISHER = "publisher"
        RECIPIENT = "recipient"

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    person_id = models.UUIDField()
    method = models.CharField(max_length=80)
    second_factor = models.BooleanField()
    proved_at = models.DateTimeField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "side"], name="data_signed_once")]


class Revocation(models.Model):
    """An agreement ended before its last day."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, primary_key=True, related_name="revocation")
    person_id = models.UUIDField()
    reason = models.TextField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class Query(models.Model):
    """A statement that somebody sent under an agreement: its digest, how many rows it gave, or why it was refused."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="queries")
    person_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField(null=True)
    refused = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()


class Profile(models.Model):
    """A bearer token for one agreement, by its hash. Making a new one ends those before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="profiles")
    token_sha256 = models.CharField(max_length=64, unique=True)
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    entry_id = models.UUIDField()
