"""Where a company's pilot may begin: with a company that a cohort took, or with a proven solution of the catalogue."""

from dataclasses import dataclass
from uuid import UUID

from longbien.capital.models import Cohort, CohortPlace
from longbien.capital.queries.adoption.solutions import listed
from longbien.capital.queries.cohorts.cohorts import place_cards
from longbien.kernel.actor import Actor
from longbien.kernel.text import Text
from longbien.people.queries import organisations

MOST = 200
OF_COHORT, OF_CATALOGUE = Text.of(vi="khoá tăng tốc", en="cohort"), Text.of(vi="giải pháp", en="solution")


@dataclass(frozen=True)
class Source:
    """One of `place_id` and `solution_id`; `name` says who, and from where."""

    supplier_id: UUID
    name: Text
    place_id: UUID | None = None
    solution_id: UUID | None = None

    @property
    def key(self) -> str:
        return str(self.place_id or self.solution_id)


def sources(actor: Actor) -> tuple[Source, ...]:
    """Whom the actor may order a pilot from, by name: nobody they have a tie to."""
    return tuple(
        sorted((one for one in _every() if not actor.related_to(one.supplier_id)), key=lambda one: str(one.name))
    )


def supplier_of(*, place_id: UUID | None, solution_id: UUID | None) -> UUID | None:
    """Whose place in a cohort, or whose solution, it is now; None unless exactly one of them is named, and stands."""
    if (place_id is None) == (solution_id is None):
        return None
    key = str(place_id or solution_id)
    return next((one.supplier_id for one in _every() if one.key == key), None)


def cohort_of(place_id: UUID | None) -> Cohort | None:
    """The cohort that the supplier of a pilot has a place in."""
    return Cohort.objects.filter(places=place_id).first() if place_id else None


def _every() -> list[Source]:
    rows = CohortPlace.objects.select_related("cohort")[:MOST]
    titles = {row.pk: row.cohort.title for row in rows}
    taken = [
        Source(one.company.id, _said(one.company.name, OF_COHORT, titles[one.id]), place_id=one.id)
        for one in place_cards(rows)
        if one.is_in
    ]
    offered = list(listed()[:MOST])
    names = organisations(row.supplier_id for row in offered)
    return taken + [
        Source(row.supplier_id, _said(names[row.supplier_id].name, OF_CATALOGUE, row.title), solution_id=row.pk)
        for row in offered
    ]


def _said(who: str, what: Text, title: str) -> Text:
    return Text.of(vi=f"{who} – {what['vi']}: {title}", en=f"{who} – {what['en']}: {title}")
