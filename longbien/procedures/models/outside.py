"""Steps that run elsewhere: the dossier number there, and what was last heard of it."""

from django.db import models

from longbien.procedures.models.cases import Case


class Outside(models.Model):
    """Where a case stands on somebody else's system, as last reported; earlier reports stand in the record."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="outside")
    number = models.CharField(max_length=80, db_index=True)
    status = models.CharField(max_length=200, blank=True)
    as_of = models.DateTimeField()
    by_id = models.UUIDField(null=True)
