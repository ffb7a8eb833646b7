"""Meetings of governing bodies: who was there, what was on the agenda, how each voted, what was resolved."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.procedures.models.cases import Case


class Meeting(models.Model):
    """One meeting. Its minutes are made from the record when it closes and never change; `sha256` is over them."""

    class State(models.TextChoices):
        CALLED = "called"
        OPEN = "open"
        CLOSED = "closed"
        APPROVED = "approved"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("people.Body", models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    online = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CALLED)
    called_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    chair = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    agenda_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    minutes = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["body", "-begins_at"])]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.meeting", self.pk)


class AgendaItem(models.Model):
    """What is decided: an action of a case, or another matter. `result` is blank until it is put to the vote; then
    `voters` are the ids of those who counted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", db_index=False)
    place = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60, blank=True)
    matter = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=8, blank=True)
    number = models.CharField(max_length=60, null=True, unique=True)
    text = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    voters = models.JSONField(default=list)
    event_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "place"], name="procedures_item_place_once")]


class Attendance(models.Model):
    """How someone takes part. A proxy holds the seat of `acts_for` by delegation."""

    class How(models.TextChoices):
        PRESENT = "present"
        REMOTE = "remote"
        PROXY = "proxy"
        ABSENT = "absent"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    acts_for = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=How)
    apology = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="procedures_attendance_once")]


class Recusal(models.Model):
    """Someone who declared a conflict about one item and is out of its count."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="recusals", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="procedures_recusal_once")]


class Vote(models.Model):
    """One vote on one item, by name; it may be changed until the item is decided."""

    class Choice(models.TextChoices):
        FOR = "for"
        AGAINST = "against"
        ABSTAIN = "abstain"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="procedures_ballot_once")]


class MinutesApproval(models.Model):
    """Someone who was there found the minutes right; two are needed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="approvals", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="procedures_approval_once")]
