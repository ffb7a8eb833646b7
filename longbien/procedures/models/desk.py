"""The officer's desk: who looks after a case, what is noted inside, and what lists and figures are read from.

Rows of `DeskCase`, `DeskBar`, `DeskWord`, `Stay`, `Tally` and `Share` say again what cases, moves and tasks say, so
that pages stay as quick with a hundred thousand cases as with a thousand; `actions.keeping.following` keeps them with
every move.
"""

from django.db import models

from longbien.kernel.ids import new_id
from longbien.procedures.models.cases import Case


class Handler(models.Model):
    """Who looks after a case; who did before stands in the record."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="handler")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    event_id = models.UUIDField()


class Note(models.Model):
    """What an office notes on a case for itself; never for the applicant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes", db_index=False)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"])]


class DeskCase(models.Model):
    """A case at the desk of an office that has something to do with it now; one row an office (`group:…`, `body:…`).

    `due` lies far ahead where there is no deadline, so that one index gives the order of the list. `wanting`: how many
    persons are still to be found for its tasks; such a case lies with every office that may ask again. `owing`: whether
    a fee of the case is still to be paid. `quiet`: it is the applicant's turn, so the case waits on a list of its own,
    with the offices that take it up again. `judging`: how many reviews are still to come.
    """

    office = models.CharField(max_length=90)
    case = models.ForeignKey(Case, models.PROTECT, related_name="desks", db_index=False)
    code = models.CharField(max_length=80)
    state = models.CharField(max_length=60)
    owner_id = models.UUIDField()
    handler_id = models.UUIDField(null=True)
    due = models.DateTimeField()
    wanting = models.PositiveSmallIntegerField(default=0)
    owing = models.BooleanField(default=False)
    quiet = models.BooleanField(default=False)
    judging = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "office"], name="procedures_desk_once")]
        indexes = [
            models.Index(fields=["office", "quiet", "due", "case"]),
            models.Index(fields=["office", "quiet", "handler_id", "due", "case"]),
            models.Index(fields=["office", "quiet", "code", "state", "due", "case"]),
            models.Index(
                fields=["office", "due", "case"], condition=models.Q(owing=True), name="procedures_desk_owing"
            ),
        ]


class DeskBar(models.Model):
    """Who is kept from a case at a desk, because they judged what it is about (`queries.standing.judges_before`)."""

    person_id = models.UUIDField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "case"], name="procedures_bar_once")]


class DeskWord(models.Model):
    """A word by which a case is found, folded; as bytes, which every database orders in the same way."""

    word = models.BinaryField(max_length=160)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "case"], name="procedures_word_once")]


class Stay(models.Model):
    """A case in a state, from move `seq` on; `seconds` of working time when it left. `due` is the deadline it had."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="stays", db_index=False)
    seq = models.PositiveIntegerField()
    state = models.CharField(max_length=60)
    entered = models.DateTimeField()
    due = models.DateTimeField(null=True)
    left = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="procedures_stay_once")]


class Tally(models.Model):
    """How many stays in a state of a service ended in a month: one row, whatever the number of stays.

    An empty `state` counts whole cases that an office decided. `counts`: how many took how long, by the buckets of
    `rules.desk.quantiles` (`rules.desk.packed`). `late`: how many of them ended after their deadline. Several rows may
    say the same: they add up (`actions.keeping.counting`).
    """

    month = models.DateField()
    code = models.CharField(max_length=80)
    state = models.CharField(max_length=60, blank=True)
    counts = models.BinaryField()
    late = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["code", "month", "state"])]


class Share(models.Model):
    """How much work of a pool was given to a person in a month: cases of an office, or tasks of a service.

    Of a case only the first time counts: whoever takes over from a colleague was given nothing new. Rows add up, as
    those of `Tally`.
    """

    pool = models.CharField(max_length=180)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    n = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["pool", "month", "person"])]
