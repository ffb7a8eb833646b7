"""Ask an expert to mentor a company; the expert says what ties them to it before they accept."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.cohorts.locked import locked_place, note, standing
from longbien.capital.actions.deals.locked import must_fit
from longbien.capital.events.cohorts import MentorAnswered, MentorAsked
from longbien.capital.models import CohortPlace, Mentor, MentorAnswer
from longbien.capital.queries.cohorts.experts import experts
from longbien.capital.rules.cohorts.places import ADMITTED
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import recused
from longbien.record.actions.act import act


@act
def ask_mentor(place_id: UUID, person_id: UUID, *, by: Actor, at: datetime) -> UUID:
    """The id of the request. Refusal 422 for whoever the register of interests ties to the company, 409 for a company
    that is not in the cohort."""
    place = locked_place(place_id, "decide", by=by)
    _must_be_in(place)
    if person_id not in {one.id for one in experts()}:
        raise not_found()
    if place.mentors.filter(person=person_id).exists():
        raise conflict("asked-already", ALREADY)
    if tie := recused(person_id, place.company_id):
        raise Refusal("tied", tie.what, faults=(Fault("mentor", tie.what),))
    row = Mentor(id=new_id(), place=place, person_id=person_id, asked_by=by.person_id, at=at)
    row.entry_id = note(place.cohort, MentorAsked(place.pk, row.pk), by=by, at=at)
    row.save(force_insert=True)
    return row.pk


@act
def answer_mentor(mentor_id: UUID, *, accepts: bool, tied: bool, declared: str, by: Actor, at: datetime) -> bool:
    """The expert's own answer, with what they declare of ties to the company; whether they mentor it now.

    Whoever is tied stays out, by their own word or by the register. Refusal 409 for a second answer.
    """
    row = Mentor.objects.select_for_update(of=("self",)).select_related("place__cohort").filter(pk=mentor_id).first()
    if row is None:
        raise not_found()
    check(by, "answer", row)
    if MentorAnswer.objects.filter(mentor=row).exists():
        raise conflict("answered", ANSWERED)
    said = must_fit(declared, "declared", 500, 3)
    is_tied = tied or recused(row.person_id, row.place.company_id) is not None
    takes = accepts and not is_tied
    event = MentorAnswered(row.place_id, row.pk, takes, is_tied, declared=said)
    entry_id = note(row.place.cohort, event, by=by, at=at)
    MentorAnswer.objects.create(mentor=row, accepts=takes, is_tied=is_tied, at=at, entry_id=entry_id)
    return takes


def _must_be_in(place: CohortPlace) -> None:
    if standing(place) != ADMITTED:
        raise conflict("not-in", NOT_IN)


NOT_IN = Text.of(vi="Doanh nghiệp này không ở trong khoá.", en="This company is not in the cohort.")
ALREADY = Text.of(vi="Đã mời chuyên gia này.", en="This expert was asked already.")
ANSWERED = Text.of(vi="Đã trả lời lời mời này.", en="This was answered already.")
