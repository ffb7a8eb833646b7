"""Tables of credentials. Nothing is ever changed; a credential may be erased, what was said of it stays."""

from django.db import models


class StatusList(models.Model):
    """A public list of bits, one for each credential that points to it."""

    number = models.AutoField(primary_key=True)
    created_at = models.DateTimeField()


class Credential(models.Model):
    """A credential as it was given out. `document` is the signed JSON, byte for byte; `entry_id` its record entry."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=120, db_index=True)
    holder_id = models.UUIDField(db_index=True)
    holder_name = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField()
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="credentials")
    status_index = models.IntegerField()
    document = models.TextField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["status_list", "status_index"], name="credentials_place_once")]


class Revocation(models.Model):
    """A credential no longer stands. Its place in the list is kept here, so that erasing it never brings it back."""

    credential_id = models.UUIDField(primary_key=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="revocations")
    status_index = models.IntegerField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    entry_id = models.UUIDField()


class Pause(models.Model):
    """A credential was suspended (`is_on`), or stands again: the newest of its rows holds."""

    credential_id = models.UUIDField(db_index=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="pauses")
    status_index = models.IntegerField()
    is_on = models.BooleanField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    entry_id = models.UUIDField()
