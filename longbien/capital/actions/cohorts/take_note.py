"""How it goes week by week: a milestone, or a meeting that was held."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital.actions.cohorts.locked import locked_place, note, standing
from longbien.capital.actions.deals.locked import must_fit
from longbien.capital.actions.funds.locked import must_be_past
from longbien.capital.events.cohorts import CohortNoted
from longbien.capital.models import CohortNote
from longbien.capital.rules.cohorts.places import ADMITTED, NOTES
from longbien.kernel.actor import Actor
from longbien.kernel.refusal import Fault, Refusal, conflict
from longbien.kernel.text import Text
from longbien.record.actions.act import act


@dataclass(frozen=True)
class Noted:
    """`met`: whether a milestone was reached; None while it is ahead, and for a meeting."""

    kind: str
    on: date
    said: str
    met: bool | None = None


@act
def take_note(place_id: UUID, noted: Noted, *, by: Actor, at: datetime) -> None:
    """By the company's lead, its mentors or an officer whom nothing ties to it. Refusal 422 for a meeting, or a
    milestone that is said to be reached or missed, of a day to come; 409 for a company that is not in the cohort."""
    place = locked_place(place_id, "note", by=by)
    if noted.kind not in NOTES:
        raise Refusal("bad-kind", CHOOSE, faults=(Fault("kind", CHOOSE),))
    if noted.kind == "meeting" or noted.met is not None:
        must_be_past(noted.on, at, "on")
    if standing(place) != ADMITTED:
        raise conflict("not-in", NOT_IN)
    said = must_fit(noted.said, "said", 500, 3)
    met = noted.met if noted.kind == "milestone" else None
    entry_id = note(place.cohort, CohortNoted(place.pk, noted.kind, noted.on), by=by, at=at)
    CohortNote.objects.create(
        place=place, kind=noted.kind, on=noted.on, said=said, met=met, person_id=by.person_id, at=at, entry_id=entry_id
    )


CHOOSE = Text.of(vi="Hãy chọn lại mục này.", en="Choose again here.")
NOT_IN = Text.of(vi="Doanh nghiệp này không ở trong khoá.", en="This company is not in the cohort.")
