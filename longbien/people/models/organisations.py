"""Organisations, and who belongs to them."""

from django.db import models
from django.db.models.functions import Lower

from longbien.kernel.ids import new_id
from longbien.people.models.persons import Person


class Organisation(models.Model):
    """Applicant, licence holder, department, university or portfolio company; a team is one too."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department"
        AUTHORITY = "authority"
        COMPANY = "company"
        UNIVERSITY = "university"
        INSTITUTE = "institute"
        TEAM = "team"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True, null=True)
    name = models.CharField(max_length=200)
    # The name in each language, for the organisations that hub.yaml names; empty for those that people register.
    names = models.JSONField(default=dict)
    kind = models.CharField(max_length=12, choices=Kind)
    is_demo = models.BooleanField(default=False)
    # An officer found it registered as it says (`Registration`).
    is_verified = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Membership(models.Model):
    """A person's place in an organisation."""

    class Role(models.TextChoices):
        LEAD = "lead"
        MEMBER = "member"

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organisation"], name="people_membership_once")]


class Invitation(models.Model):
    """An offer to join an organisation, sent to an e-mail address; whoever confirms that address may take it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Membership.Role)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("organisation", Lower("email"), name="people_invitation_once")]
