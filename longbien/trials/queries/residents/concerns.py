"""Reads of residents' concerns: for those who watch over a trial, for the resident, and as numbers for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Count, F, Min, Q, When
from django.utils.crypto import constant_time_compare, salted_hmac

from longbien.kernel.text import Text
from longbien.record.queries import Entry, Opening, entries_by_id, openings_of
from longbien.trials import models
from longbien.trials.rules.duties import concern_scale
from longbien.trials.rules.owed.levels import Level, Scale, level_of
from longbien.trials.rules.residents.concerns import ABOUT

RAISED = "trials.concern-raised"
SALT, SECRET_LENGTH = "trials.concern.follow", 40


@dataclass(frozen=True)
class ConcernView:
    """A concern with its clock; `is_urgent` above the lightest level.

    `told` is empty once its opening was erased; so is the `answer`.
    """

    entry_id: UUID
    trial_id: UUID
    at: datetime
    about: Text
    level: Level
    is_urgent: bool
    happened_on: date | None
    told: str
    reach: str
    due_at: datetime | None
    answered_at: datetime | None
    answer_id: UUID | None
    officer: str
    answer: str

    def is_overdue(self, now: datetime) -> bool:
        return self.answered_at is None and self.due_at is not None and self.due_at < now


@dataclass(frozen=True, order=True)
class Tally:
    """The concerns about a trial as numbers: `late` were answered after their day, `overdue` are not answered yet.

    Of those that wait, so many are `urgent`, and the next is due at `due`.
    """

    received: int = 0
    answered: int = 0
    late: int = 0
    overdue: int = 0
    urgent: int = 0
    due: datetime | None = None

    @property
    def waiting(self) -> int:
        return self.received - self.answered


def levels() -> Scale:
    """How urgent a concern may be, from the lightest, by the hub's own rule."""
    return concern_scale(settings.HUB.data, settings.HUB.languages)


def answer_due(raised_at: datetime, level: str) -> datetime | None:
    """By when a concern of a level is to be answered; None where the hub promises nothing."""
    within = level_of(levels(), level).within
    return within.after(raised_at, settings.HUB.calendar) if within else None


def due_of(entry_id: UUID) -> datetime | None:
    return models.Concern.objects.values_list("due_at", flat=True).get(pk=entry_id)


def concerns(trial_id: UUID) -> tuple[ConcernView, ...]:
    """Every concern about a trial: those to be answered first, of these the most urgent, then what is due soonest.

    Ask for `read-concerns` before.
    """
    rows = models.Concern.objects.filter(trial_id=trial_id)
    rank = Case(*(When(level=one.code, then=rank) for rank, one in enumerate(levels())), default=0)
    waits = F("answered_at").desc(nulls_first=True), rank.desc(), F("due_at").asc(nulls_last=True)
    return _views(rows.order_by(*waits, "raised_at"))


def concern(entry_id: UUID) -> ConcernView | None:
    return next(iter(_views(models.Concern.objects.filter(pk=entry_id))), None)


def secret_of(entry_id: UUID) -> str:
    """What opens a concern to whoever raised it: only the hub's own key makes it, and it is kept nowhere."""
    return salted_hmac(SALT, str(entry_id), algorithm="sha256").hexdigest()[:SECRET_LENGTH]


def opens(entry_id: UUID, secret: str) -> bool:
    return constant_time_compare(secret, secret_of(entry_id))


def tallies(now: datetime, trial_ids: Iterable[UUID] | None = None) -> dict[UUID, Tally]:
    """The numbers by trial, in one query; trials without a concern are left out."""
    rows = models.Concern.objects.all()
    if trial_ids is not None:
        rows = rows.filter(trial_id__in=list(trial_ids))
    counted = (
        rows.order_by()
        .values("trial_id")
        .annotate(
            received=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            late=Count("pk", filter=Q(answered_at__gt=F("due_at"))),
            overdue=Count("pk", filter=Q(answered_at=None, due_at__lt=now)),
            urgent=Count("pk", filter=Q(answered_at=None, level__in=[one.code for one in levels()[1:]])),
            due=Min("due_at", filter=Q(answered_at=None)),
        )
    )
    return {
        row["trial_id"]: Tally(row["received"], row["answered"], row["late"], row["overdue"], row["urgent"], row["due"])
        for row in counted
    }


def _views(rows: Iterable[models.Concern]) -> tuple[ConcernView, ...]:
    found = list(rows)
    raised = entries_by_id(one.pk for one in found)
    opened = openings_of([one.pk for one in found] + [one.answer for one in found if one.answer])
    scale = levels()
    return tuple(_view(one, raised[one.pk], opened, scale) for one in found)


def _view(row: models.Concern, entry: Entry, opened: dict[UUID, dict[str, Opening]], scale: Scale) -> ConcernView:
    day, said = entry.open["happened_on"], opened.get(row.pk, {})
    answered = opened.get(row.answer, {}) if row.answer else {}
    return ConcernView(
        entry_id=row.pk,
        trial_id=row.trial_id,
        at=row.raised_at,
        about=ABOUT.get(row.about, ABOUT["other"]),
        level=level_of(scale, row.level) if row.level else scale[0],
        is_urgent=row.level in {one.code for one in scale[1:]},
        happened_on=date.fromisoformat(day) if day else None,
        told=_said(said, "told"),
        reach=_said(said, "reach"),
        due_at=row.due_at,
        answered_at=row.answered_at,
        answer_id=row.answer,
        officer=_said(answered, "officer"),
        answer=_said(answered, "answer"),
    )


def _said(opened: dict[str, Opening], name: str) -> str:
    return str(opened[name].value or "") if name in opened else ""
