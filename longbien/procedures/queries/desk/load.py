"""Who has how much at their desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Value

from longbien.people.queries import absent_on, persons
from longbien.procedures.models import DeskCase, Handler
from longbien.procedures.queries.desk.offices import colleagues
from longbien.procedures.queries.standing import local_date


@dataclass(frozen=True)
class Load:
    """What lies with one person of an office now; `person_id` None is what nobody looks after. `open` waits for the
    office, `overdue` of it is late, `quiet` waits for the applicant."""

    person_id: UUID | None
    name: str
    open: int
    overdue: int
    quiet: int
    sits: bool
    is_away: bool = False


def lying(office: str, *, quiet: bool) -> QuerySet[DeskCase]:
    """The cases at the desk of an office that wait for it, or that wait for the applicant.

    `quiet` is compared as a value: of a bare condition (`NOT quiet`) SQLite reads no index.
    """
    return DeskCase.objects.filter(office=office, quiet=Value(quiet))


def load_of(office: str) -> dict[UUID, int]:
    """How many cases everyone of an office looks after, by name; those with none included, those that wait for the
    applicant left out."""
    counted = dict(lying(office, quiet=False).values_list("handler_id").annotate(Count("pk")))
    return {card.id: counted.get(card.id, 0) for card in colleagues([office])}


def looked_after(persons: Iterable[UUID], at: datetime) -> Mapping[UUID, tuple[int, int]]:
    """How many open cases each of these looks after, and how many of them are late; who has none is left out."""
    found = Handler.objects.filter(person_id__in=list(persons), case__closed_at=None).values_list("person_id")
    counts = found.annotate(n=Count("pk"), late=Count("pk", filter=Q(case__due__lt=at))).order_by()
    return {key: (n, late) for key, n, late in counts}


@dataclass(frozen=True)
class AtStep:
    """What lies at a step of a service with one office now."""

    open: int
    overdue: int


def loads(office: str, at: datetime) -> tuple[Load, ...]:
    """The load of everyone of an office and of whoever left it with cases, most first; what nobody has comes first."""
    counted: dict[UUID | None, list[int]] = {}
    found = DeskCase.objects.filter(office=office).values_list("handler_id", "quiet")
    for key, quiet, n, late in found.annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=at))).order_by():
        row = counted.setdefault(key, [0, 0, 0])
        row[2 if quiet else 0] = n
        row[1] = row[1] if quiet else late
    sitting = {card.id: card.name for card in colleagues([office])}
    gone = persons([key for key in counted if key and key not in sitting])
    names: Mapping[UUID, str] = sitting | {key: card.name for key, card in gone.items()}
    away = absent_on(local_date(at), names)

    def load(key: UUID | None, name: str) -> Load:
        waiting, late, quiet = counted.get(key, (0, 0, 0))
        return Load(key, name, waiting, late, quiet, sits=key in sitting, is_away=key in away)

    rows = [load(key, name) for key, name in names.items()]
    nobody = [load(None, "")] if None in counted else []
    return (*nobody, *sorted(rows, key=lambda one: (-one.open, one.name)))


def at_steps(office: str, at: datetime) -> Mapping[tuple[str, str], AtStep]:
    """By service and state: what waits for the office there now, and how much of it is late."""
    found = lying(office, quiet=False).values_list("code", "state")
    counts = found.annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=at))).order_by()
    return {(code, state): AtStep(n, late) for code, state, n, late in counts}
