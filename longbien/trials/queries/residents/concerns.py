"""Reads of residents' concerns: for those who watch over a trial, for the resident, and as numbers for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q
from django.utils.crypto import constant_time_compare, salted_hmac

from longbien.kernel.text import Text
from longbien.record.queries import Entry, Opening, entries_by_id, openings_of
from longbien.trials import models
from longbien.trials.rules.residents.concerns import ABOUT
from longbien.trials.rules.residents.promises import promises

RAISED = "trials.concern-raised"
SALT, SECRET_LENGTH = "trials.concern.follow", 40


@dataclass(frozen=True)
class ConcernView:
    """A concern with its clock. `told` is empty once its opening was erased; so is the `answer`."""

    entry_id: UUID
    trial_id: UUID
    at: datetime
    about: Text
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
    """The concerns about a trial as numbers: `late` were answered after their day, `overdue` are not answered yet."""

    received: int = 0
    answered: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def waiting(self) -> int:
        return self.received - self.answered


def answer_due(raised_at: datetime) -> datetime | None:
    """By when a concern is to be answered, by the hub's own rule; None where the hub promises nothing."""
    days = promises(settings.HUB.data).answer_days
    return settings.HUB.calendar.add(raised_at, days) if days else None


def concerns(trial_id: UUID) -> tuple[ConcernView, ...]:
    """Every concern about a trial: those to be answered first, soonest due first. Ask for `read-concerns` before."""
    rows = models.Concern.objects.filter(trial_id=trial_id)
    return _views(rows.order_by(F("answered_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True), "raised_at"))


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
        )
    )
    return {row["trial_id"]: Tally(row["received"], row["answered"], row["late"], row["overdue"]) for row in counted}


def _views(rows: Iterable[models.Concern]) -> tuple[ConcernView, ...]:
    found = list(rows)
    raised = entries_by_id(one.pk for one in found)
    opened = openings_of([one.pk for one in found] + [one.answer for one in found if one.answer])
    return tuple(_view(one, raised[one.pk], opened) for one in found)


def _view(row: models.Concern, entry: Entry, opened: dict[UUID, dict[str, Opening]]) -> ConcernView:
    day, said = entry.open["happened_on"], opened.get(row.pk, {})
    answered = opened.get(row.answer, {}) if row.answer else {}
    return ConcernView(
        entry_id=row.pk,
        trial_id=row.trial_id,
        at=row.raised_at,
        about=ABOUT.get(row.about, ABOUT["other"]),
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
