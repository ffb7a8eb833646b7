"""How people want to be told."""

from django.db import models


class Wish(models.Model):
    """Which letters a person wants besides those that a procedure owes them. `digest_due`: when the next one is set."""

    class Mail(models.TextChoices):
        EACH = "each"
        DAILY = "daily"
        NONE = "none"

    person = models.OneToOneField("people.Person", models.PROTECT, primary_key=True, related_name="+")
    mail = models.CharField(max_length=5, choices=Mail, default=Mail.EACH)
    digest_due = models.DateTimeField(null=True)


class FeedKey(models.Model):
    """The secret address of a person's feed and calendar; only the hash of it is kept, and a new one ends the old."""

    person = models.OneToOneField("people.Person", models.PROTECT, primary_key=True, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
