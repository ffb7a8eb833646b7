"""Roles in the hub, governing bodies and their seats."""

from django.db import models

from longbien.people.models.organisations import Organisation
from longbien.people.models.persons import Person


class HubRole(models.Model):
    """A role held in the hub: `programme-officer`, `licensing-officer`, `reviewer` … as hub.yaml names them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="hub_roles")
    role = models.SlugField(max_length=60)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="people_hub_role_once")]


class Body(models.Model):
    """A governing body; its seats, quorum and reserved matters come from hub.yaml."""

    code = models.SlugField(primary_key=True, max_length=80)
    name = models.JSONField()
    terms = models.JSONField(default=dict)


class Seat(models.Model):
    """A seat in a governing body, in the name of an organisation, held by a person or vacant."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="seats")
    label = models.CharField(max_length=120, blank=True)
