"""Tables of the data platform. All but the list of data sets is history, and never changed."""

from django.db import models

from longbien.kernel.ids import new_id


class DataSet(models.Model):
    """A data set of the catalogue, with the contract of the hub's folder as it was loaded last.

    `found` is the text that the search looks through, folded; `theme`, `access` and `publisher` are its facets.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    contract = models.JSONField()
    sha256 = models.CharField(max_length=64)
    theme = models.CharField(max_length=8)
    access = models.CharField(max_length=12)
    found = models.TextField()
    loaded_at = models.DateTimeField()


class Edition(models.Model):
    """One delivery that kept the contract. `version` is that of the table in the lake, `sha256` of the rows' Arrow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    contract_version = models.CharField(max_length=40)
    contract_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["data_set", "number"], name="data_edition_once")]


class Quarantine(models.Model):
    """A delivery that broke the contract: its rows lie in `file` below the state of the hub."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="quarantined")
    rows = models.PositiveBigIntegerField()
    broken = models.PositiveBigIntegerField()
    report = models.JSONField()
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    entry_id = models.UUIDField()


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
