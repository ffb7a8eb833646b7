"""Officers who are away, and offices held for a while by someone else."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.people.models.persons import Person


class Absence(models.Model):
    """Days on which someone is away, both included. The deputy holds one of the same offices already."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    since = models.DateField()
    until = models.DateField()
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="people_absence_span")
        ]
        indexes = [models.Index(fields=["until"])]


class Delegation(models.Model):
    """An office (`group:<role>` or `body:<body>`) that its holder gave to someone else for some days, both included."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.CharField(max_length=90)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Person, models.PROTECT, related_name="deputises")
    since = models.DateField()
    until = models.DateField()
    scope = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="people_delegation_span"),
            models.CheckConstraint(condition=~models.Q(holder=models.F("delegate")), name="people_delegation_not_self"),
        ]
        indexes = [models.Index(fields=["office", "until"])]
