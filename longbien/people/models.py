"""Persons, organisations and their standing."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from longbien.kernel.ids import new_id


class Persons(BaseUserManager["Person"]):
    """Accounts are found by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A human being with an account. One field holds the whole name, as it is written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="vi")
    timezone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = Persons()


class Expertise(models.Model):
    """What a person knows: a technology group or a sector of the hub, by its code."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="expertise")
    tag = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="people_expertise_once")]


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
