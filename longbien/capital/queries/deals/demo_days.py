"""Demo days and who pitches; whoever is interested, for those whom it concerns."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital.models import DemoDay, Pitch, PitchInterest
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import not_found
from longbien.people.policy import visible
from longbien.people.queries import OrganisationCard, organisations


@dataclass(frozen=True)
class Interested:
    organisation: str
    note: str
    at: datetime


@dataclass(frozen=True)
class PitchView:
    """A pitch; `interested` are those of whom this reader may know."""

    id: UUID
    company: OrganisationCard
    about: str
    interested: tuple[Interested, ...]
    is_own: bool


def days() -> tuple[DemoDay, ...]:
    return tuple(DemoDay.objects.all()[:50])


def day(day_id: UUID) -> DemoDay:
    found = DemoDay.objects.filter(pk=day_id).first()
    if found is None:
        raise not_found()
    return found


def pitches(actor: Actor, found: DemoDay) -> tuple[PitchView, ...]:
    """In the order of their entry. Four queries."""
    rows = list(found.pitches.all())
    told = list(visible(actor, PitchInterest.objects.filter(pitch__day=found)))
    names = organisations({row.company_id for row in rows} | {one.organisation_id for one in told})
    return tuple(_view(actor, row, [one for one in told if one.pitch_id == row.pk], names) for row in rows)


def _view(
    actor: Actor, row: Pitch, told: list[PitchInterest], names: dict[UUID, OrganisationCard]
) -> PitchView:  # fmt: skip
    interested = tuple(Interested(names[one.organisation_id].name, one.note, one.at) for one in told)
    return PitchView(row.pk, names[row.company_id], row.about, interested, actor.related_to(row.company_id))


def title(day_id: UUID) -> str:
    return DemoDay.objects.filter(pk=day_id).values_list("title", flat=True).first() or ""


def is_over(found: DemoDay, today: date) -> bool:
    return found.on < today
