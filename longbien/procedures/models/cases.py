"""Cases, what was answered in them and how they moved."""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.kernel.subject import Subject
from longbien.procedures.models.catalogue import Version


class Counter(models.Model):
    """The last number given out under a name, such as `case:2026`."""

    name = models.CharField(primary_key=True, max_length=60)
    last = models.PositiveBigIntegerField(default=0)


class Case(models.Model):
    """One run through a procedure, pinned to the version it was opened under. `seq` numbers its moves; opening is 1.

    `clock` holds what was left of a deadline whose clock stopped: `{"screening": {"left": 2, "unit": "wd"}}`.
    `late_seq` is the move after which the case was last found late. A case that another one opened has it as `parent`,
    which calls it `parent_key`.
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
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    parent_key = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["about"]),
            models.Index(fields=["owner", "-opened_at"]),
            models.Index(fields=["due"], condition=models.Q(closed_at=None), name="procedures_open_by_due"),
        ]

    @property
    def subject(self) -> Subject:
        return Subject("procedures.case", self.pk)

    @property
    def is_draft(self) -> bool:
        """Never sent. What another case opened is no draft: an office has it from the first."""
        return self.seq == 1 and self.parent_id is None


class Move(models.Model):
    """One move of a case, in words that a page can show; its entry in the record is `event_id`.

    `tacit`: what silence counted as, where nobody decided in time. `on_behalf_of`: whose office was used, by a deputy.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves", db_index=False)
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    source = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    event_id = models.UUIDField()
    tacit = models.CharField(max_length=8, blank=True)
    on_behalf_of = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="procedures_move_once")]


class Answers(models.Model):
    """A form as it was accepted with a move. Later answers stand beside earlier ones, never over them.

    `known` tells of each answer that was taken from a register: which one, as of when, and when that was agreed to.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers", db_index=False)
    form = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    data = models.JSONField()
    known = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "form", "seq"], name="procedures_answers_once")]


class Draft(models.Model):
    """A form still being written, exactly as typed, right or wrong. One a person and form.

    `touched` says when each question was last answered, so that what several people write can be put together; `known`
    is as in `Answers`. `wrote` says on which drawn page that was, and `pages` when each of them last saved. `aside`
    holds answers that met a newer one which their page had not shown: by question and page, `value` and `at`, until the
    person chooses.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="drafts", db_index=False)
    form = models.CharField(max_length=60)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    data = models.JSONField()
    touched = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    wrote = models.JSONField(default=dict)
    pages = models.JSONField(default=dict)
    aside = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "form", "person"], name="procedures_draft_once")]


class EffectDone(models.Model):
    """An effect that was carried out; (case, move, effect) happens once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", db_index=False)
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq", "name"], name="procedures_effect_once")]
