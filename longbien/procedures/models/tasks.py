"""Work asked of persons."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.procedures.models.cases import Case


class Task(models.Model):
    """Work asked of one person in a case. `round` is the move that asked for it: a second review round is another."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        RECUSED = "recused"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks", db_index=False)
    kind = models.CharField(max_length=60)
    round = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    assigned_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    data = models.JSONField(null=True)
    done_at = models.DateTimeField(null=True)
    conflict = models.TextField(blank=True)
    event_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind", "round", "person"], name="procedures_task_once")]
        indexes = [models.Index(fields=["person", "state", "due"])]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.task", self.pk)
