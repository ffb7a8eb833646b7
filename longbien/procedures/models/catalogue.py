"""Procedures as published, and who has something to do in them."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject


class Version(models.Model):
    """One version of a procedure as published. `source` is JSON of the definition and its forms, keys in file order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="procedures_version_once")]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.version", self.pk)


class VersionRole(models.Model):
    """Who plays a role under a version, so that lists can be filtered by it: `kind` group or body, `ref` its code."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "role"], name="procedures_version_role_once")]
        indexes = [models.Index(fields=["kind", "ref"])]


class VersionDesk(models.Model):
    """Which offices have something to do with a case that stands at a state, so that work lists are one query."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="desks")
    state = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "state", "kind", "ref"], name="procedures_version_desk_once")
        ]
