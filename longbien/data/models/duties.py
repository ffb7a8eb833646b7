"""Tables of what is owed to persons whose data are held, all of them history."""

from django.db import models

from longbien.data.models.agreements import Agreement
from longbien.data.models.sets import DataSet, Edition
from longbien.kernel.ids import new_id


class SubjectRequest(models.Model):
    """A person asked about their data, in the case with this id. What they wrote stays in the case."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=60)
    asked = models.CharField(max_length=12)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    due_by = models.DateTimeField()
    latest_by = models.DateTimeField()
    statutes = models.JSONField()
    entry_id = models.UUIDField()


class RequestStep(models.Model):
    """A request was answered, extended, ordered, carried out, refused or withdrawn."""

    class What(models.TextChoices):
        ANSWERED = "answered"
        EXTENDED = "extended"
        ORDERED = "ordered"
        DONE = "done"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    request = models.ForeignKey(SubjectRequest, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "what"], name="data_step_once")]


class Receipt(models.Model):
    """What was deleted, why, and that nothing of it is left: `digest` is the SHA-256 of the report.

    `mac` is a keyed hash of whom it was about: who has the code can find their receipt, nobody else learns it.
    """

    class Kind(models.TextChoices):
        ERASURE = "erasure"
        RETENTION = "retention"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="receipts")
    request = models.ForeignKey(SubjectRequest, models.PROTECT, null=True, related_name="receipts")
    mac = models.CharField(max_length=64, blank=True)
    report = models.JSONField()
    digest = models.CharField(max_length=64)
    is_clean = models.BooleanField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class GoneEdition(models.Model):
    """The rows of an edition are kept no more."""

    edition = models.OneToOneField(Edition, models.PROTECT, primary_key=True, related_name="gone")
    why = models.CharField(max_length=10, choices=Receipt.Kind)
    at = models.DateTimeField()


class Weighing(models.Model):
    """How many persons an edition is about, in all or as an agreement shows it, and what that weighs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="weighings")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="weighings")
    persons = models.PositiveBigIntegerField()
    is_sensitive = models.BooleanField()
    weight = models.CharField(max_length=10)
    at = models.DateTimeField()
    entry_id = models.UUIDField(null=True)


class WeighingNote(models.Model):
    """A steward saw that data became heavier, and says what is done about it."""

    weighing = models.OneToOneField(Weighing, models.PROTECT, primary_key=True, related_name="note")
    words = models.TextField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class ConsentNote(models.Model):
    """Somebody agreed, or took it back: known by a keyed hash of their code in the set, never by a name."""

    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=300)
    mac = models.CharField(max_length=64)
    is_given = models.BooleanField()
    how = models.CharField(max_length=300)
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class Dossier(models.Model):
    """An assessment that an agreement needs, as it was answered; `terms` is the digest of those that it judges."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="dossiers")
    kind = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    sha256 = models.CharField(max_length=64)
    terms = models.CharField(max_length=64)
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "kind", "number"], name="data_dossier_once")]


class Filing(models.Model):
    """A dossier went to the authority."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="filing")
    filed_on = models.DateField()
    reference = models.CharField(max_length=120)
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class Breach(models.Model):
    """Data of a set got where they must not be, or were lost."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="breaches")
    is_serious = models.BooleanField()
    persons = models.PositiveBigIntegerField(null=True)
    words = models.TextField()
    known_at = models.DateTimeField()
    due_at = models.DateTimeField()
    statute = models.CharField(max_length=80)
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class BreachStep(models.Model):
    """The authority was told, the persons were told, or the report is written and the matter closed."""

    class What(models.TextChoices):
        NOTIFIED = "notified"
        PERSONS = "persons"
        CLOSED = "closed"

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    words = models.TextField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "what"], name="data_breach_step_once")]
