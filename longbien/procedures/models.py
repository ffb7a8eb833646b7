"""Tables of the engine. A published version is append-only (`procedures.triggers`).

A unique constraint that begins with `case` serves as the index of the foreign key too."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject


class Version(models.Model):
    """One version of a procedure as published. `source` is JSON of the definition and its forms, keys in file order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="procedures_version_once")]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.version", self.pk)


class VersionRole(models.Model):
    """Who plays a role under a version, so that lists can be filtered by it: `kind` group or body, `ref` its code."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "role"], name="procedures_version_role_once")]
        indexes = [models.Index(fields=["kind", "ref"])]


class VersionDesk(models.Model):
    """Which offices have something to do with a case that stands at a state, so that work lists are one query."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="desks")
    state = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "state", "kind", "ref"], name="procedures_version_desk_once")
        ]


class Counter(models.Model):
    """The last number given out under a name, such as `case:2026`."""

    name = models.CharField(primary_key=True, max_length=60)
    last = models.PositiveBigIntegerField(default=0)


class Case(models.Model):
    """One run through a procedure, pinned to the version it was opened under. `seq` numbers its moves; opening is 1.

    `clock` holds what was left of a deadline whose clock stopped: `{"screening": {"left": 2, "unit": "wd"}}`.
    `late_seq` is the move after which the case was last found late.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="cases")
    owner = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    about = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=60)
    seq = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    clock = models.JSONField(default=dict)
    late_seq = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["about"]),
            models.Index(fields=["owner", "-opened_at"]),
            models.Index(fields=["due"], condition=models.Q(closed_at=None), name="procedures_open_by_due"),
        ]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.case", self.pk)


class Move(models.Model):
    """One move of a case, in words that a page can show; its entry in the record is `event_id`."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves", db_index=False)
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    source = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="procedures_move_once")]


class Answers(models.Model):
    """A form as it was accepted with a move. Later answers stand beside earlier ones, never over them."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers", db_index=False)
    form = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "form", "seq"], name="procedures_answers_once")]


class Draft(models.Model):
    """A form still being written, exactly as typed, right or wrong. One a person and form."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts", db_index=False)
    form = models.CharField(max_length=60)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    data = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "form", "person"], name="procedures_draft_once")]


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


class EffectDone(models.Model):
    """An effect that was carried out; (case, move, effect) happens once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq", "name"], name="procedures_effect_once")]


class Notice(models.Model):
    """Something told to a person about a case: in the app at once, by e-mail when the worker comes to it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    words = models.JSONField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case", "seq", "kind"], name="procedures_notice_once")]
        indexes = [models.Index(fields=["person", "-at"])]
