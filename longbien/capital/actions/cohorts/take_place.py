"""A company asks for a place in a cohort; officers decide on it, and on how it ends."""

from datetime import datetime
from uuid import UUID

from longbien.capital.actions.cohorts.locked import locked_place, note, standing
from longbien.capital.actions.deals.locked import must_fit
from longbien.capital.actions.deals.open_deal import COMPANIES, NO_COMPANY
from longbien.capital.actions.funds.locked import local_date, must_say_why
from longbien.capital.events.cohorts import PlaceAsked, PlaceDecided
from longbien.capital.models import Cohort, CohortPlace, CohortStep
from longbien.capital.rules.cohorts.places import after
from longbien.kernel.actor import Actor
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.record.actions.act import act


@act
def ask_place(cohort_id: UUID, company_id: UUID, about: str, *, by: Actor, at: datetime) -> UUID:
    """A company's lead applies; the answer is the id of the place. Refusal 409 when the last day to apply is over, or
    for the second time."""
    cohort, company = Cohort.objects.select_for_update().filter(pk=cohort_id).first(), organisation(company_id)
    if cohort is None or company is None:
        raise not_found()
    row = CohortPlace(id=new_id(), cohort=cohort, company_id=company.id, person_id=by.person_id, at=at)
    check(by, "apply", row)
    row.about = must_fit(about, "about", 1000, 20)
    if company.kind not in COMPANIES:
        raise Refusal("no-company", NO_COMPANY, faults=(Fault("company", NO_COMPANY),))
    if cohort.apply_by < local_date(at):
        raise conflict("over", OVER)
    if cohort.places.filter(company=company.id).exists():
        raise conflict("asked-already", ALREADY)
    row.entry_id = note(cohort, PlaceAsked(row.pk, company=company.id), by=by, at=at)
    row.save(force_insert=True)
    return row.pk


@act
def decide_place(place_id: UUID, verb: str, *, reason: str, by: Actor, at: datetime) -> str:
    """`admit` or `decline`, later `graduate` or `leave`; the answer is where it stands then. Refusal 409 out of turn,
    403 for an officer who is tied to the company."""
    place = locked_place(place_id, "decide", by=by)
    step, said = after(standing(place), verb), must_say_why(reason)
    entry_id = note(place.cohort, PlaceDecided(place.pk, step, reason=said), by=by, at=at)
    CohortStep.objects.create(place=place, step=step, person_id=by.person_id, at=at, entry_id=entry_id)
    return step


OVER = Text.of(vi="Đã hết hạn nộp đơn.", en="The last day to apply is over.")
ALREADY = Text.of(vi="Doanh nghiệp này đã nộp đơn.", en="This company has applied already.")
