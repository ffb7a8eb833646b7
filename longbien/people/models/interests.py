"""The register of interests: what ties persons and organisations to organisations, beside membership and seats."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.people.models.organisations import Organisation
from longbien.people.models.persons import Person


class Interest(models.Model):
    """A tie of a person, or of another organisation (`holder`), to an organisation, from `since` to `until` included.

    `source` says where an administrator took it from; it is blank when those concerned declared it themselves.
    """

    class Kind(models.TextChoices):
        MEMBER = "member"
        FAMILY = "family"
        EMPLOYEE = "employee"
        SUPPLIER = "supplier"
        INVESTOR = "investor"
        ADVISER = "adviser"
        FOUNDER = "founder"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="interests")
    holder = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="interests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    since = models.DateField()
    until = models.DateField(null=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(holder=None), name="people_interest_of_one"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="people_interest_span"
            ),
        ]
