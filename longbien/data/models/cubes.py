"""Tables of cubes, all of them history."""

from django.db import models

from longbien.data.models.agreements import Agreement
from longbien.data.models.sets import Edition
from longbien.kernel.ids import new_id


class Cube(models.Model):
    """What an agreement counts of an edition: bounded once, kept in a file beside the lake that `seal` proves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="cubes")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    seal = models.CharField(max_length=64)
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "edition"], name="data_cube_once")]


class Release(models.Model):
    """An answer with noise, published for good: asked again it is given from here, and costs nothing.

    `epsilon` and `charged` are in millionths: of the answer, and what it took from the budget. `values` are whole.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cube = models.ForeignKey(Cube, models.PROTECT, related_name="releases")
    question = models.JSONField()
    digest = models.CharField(max_length=64)
    epsilon = models.PositiveBigIntegerField()
    charged = models.PositiveBigIntegerField()
    scale = models.FloatField()
    values = models.JSONField()
    person_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cube", "digest", "epsilon"], name="data_release_once")]


class BudgetProposal(models.Model):
    """More ε (in millionths) for the recipient of an agreement over the persons of its data set, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="budget_proposals")
    epsilon = models.PositiveBigIntegerField()
    reason = models.TextField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()


class BudgetDecision(models.Model):
    """Somebody else granted it, or it was turned down."""

    proposal = models.OneToOneField(BudgetProposal, models.PROTECT, primary_key=True, related_name="decision")
    granted = models.BooleanField()
    person_id = models.UUIDField()
    at = models.DateTimeField()
    entry_id = models.UUIDField()
