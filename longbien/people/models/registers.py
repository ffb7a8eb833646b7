"""What is known of persons and organisations beyond their names, and on which devices people sign in."""

from django.db import models

from longbien.people.models.organisations import Organisation
from longbien.people.models.persons import Person


class Paper(models.Model):
    """An identity paper of a person: only a keyed hash of its number is kept, never the number."""

    class Kind(models.TextChoices):
        CITIZEN_ID = "citizen-id"
        PASSPORT = "passport"

    person = models.ForeignKey(Person, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12, choices=Kind)
    country = models.CharField(max_length=2)
    digest = models.CharField(max_length=64)
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="people_paper_once"),
        ]
        # Not unique: a refusal would tell whose paper is known here.
        indexes = [models.Index(fields=["digest"], name="people_paper_digest")]


class Registration(models.Model):
    """Where an organisation is registered: under a tax code at home, or in the register of another country.

    Stated by its leads, confirmed by an officer; a change of what is stated takes the confirmation away.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="registration")
    country = models.CharField(max_length=2)
    number = models.CharField(max_length=60)
    address = models.CharField(max_length=300)
    stated_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            # Several may state one number; only one can be the one.
            models.UniqueConstraint(
                fields=["country", "number"], condition=models.Q(verified_at__isnull=False), name="people_verified_once"
            )
        ]


class KnownDevice(models.Model):
    """A browser that a person signed in on; `digest` is the SHA-256 of the cookie that it holds."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    agent = models.CharField(max_length=300)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="people_device_once")]
