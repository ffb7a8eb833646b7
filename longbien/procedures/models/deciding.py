"""How decisions came about: votes where several must agree, signatures where the procedure asks for one."""

from django.db import models

from longbien.procedures.models.cases import Case


class QuorumVote(models.Model):
    """One person's wish for an action that needs a quorum, given while the case stood at move `seq`.

    `on_behalf_of`: whose office was used, by a deputy.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="votes", db_index=False)
    seq = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    on_behalf_of = models.UUIDField(null=True)
    at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq", "person"], name="procedures_vote_once")]


class Signature(models.Model):
    """A person put their name to move `seq` of a case: `digest` is over what they signed, `method` how they proved who
    they are, at `proved_at`."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="signatures")
    seq = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    method = models.CharField(max_length=60)
    second_factor = models.BooleanField()
    proved_at = models.DateTimeField()
    event_id = models.UUIDField()
