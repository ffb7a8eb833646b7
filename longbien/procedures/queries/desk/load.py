"""Who has how much at their desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from longbien.people.queries import absent_on, persons
from longbien.procedures.models import DeskCase
from longbien.procedures.queries.desk.offices import colleagues
from longbien.procedures.queries.standing import local_date


@dataclass(frozen=True)
class Load:
    """What lies with one person of an office now; `person_id` None is what nobody looks after."""

    person_id: UUID | None
    name: str
    open: int
    overdue: int
    sits: bool
    is_away: bool = False


def load_of(office: str) -> dict[UUID, int]:
    """How many cases everyone of an office looks after, by name; those with none included, those that wait for the
    applicant left out."""
    counted = dict(DeskCase.objects.filter(office=office, quiet=False).values_list("handler_id").annotate(Count("pk")))
    return {card.id: counted.get(card.id, 0) for card in colleagues([office])}


def loads(office: str, at: datetime) -> tuple[Load, ...]:
    """The load of everyone of an office and of whoever left it with cases, most first; what nobody has comes first."""
    found = DeskCase.objects.filter(office=office).values_list("handler_id")
    counted = {key: (n, late) for key, n, late in found.annotate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=at)))}
    sitting = {card.id: card.name for card in colleagues([office])}
    gone = persons([key for key in counted if key and key not in sitting])
    names: Mapping[UUID, str] = sitting | {key: card.name for key, card in gone.items()}
    away = absent_on(local_date(at), names)
    rows = [
        Load(key, name, *counted.get(key, (0, 0)), sits=key in sitting, is_away=key in away)
        for key, name in names.items()
    ]
    nobody = [Load(None, "", *counted[None], sits=False)] if None in counted else []
    return (*nobody, *sorted(rows, key=lambda one: (-one.open, one.name)))
