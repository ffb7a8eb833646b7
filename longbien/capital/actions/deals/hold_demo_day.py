"""Set a demo day, pitch on it, say that one is interested."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from longbien.capital.actions.deals.locked import must_fit
from longbien.capital.actions.deals.open_deal import COMPANIES, NO_COMPANY
from longbien.capital.actions.funds.locked import local_date
from longbien.capital.events.deals import DemoDaySet, InterestShown, PitchEntered
from longbien.capital.models import DemoDay, Pitch, PitchInterest
from longbien.capital.policy import HUB, PITCH
from longbien.kernel.actor import Actor
from longbien.kernel.event import Event
from longbien.kernel.ids import new_id
from longbien.kernel.refusal import Fault, Refusal, conflict, not_found
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.policy import check
from longbien.people.queries import organisation
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit


@dataclass(frozen=True)
class Planned:
    """A demo day as it is set."""

    title: str
    on: date
    place: str = ""
    is_demo: bool = False


@act
def set_demo_day(planned: Planned, *, by: Actor, at: datetime) -> UUID:
    """The day's id. Refusal for a day that has passed."""
    check(by, "set-demo-day", None, type=HUB)
    row = DemoDay(id=new_id(), on=planned.on, is_demo=planned.is_demo)
    row.title, row.place = must_fit(planned.title, "title", 200, 3), must_fit(planned.place, "place", 200, 0)
    if planned.on < local_date(at):
        raise Refusal("passed", PASSED, faults=(Fault("on", PASSED),))
    row.entry_id = _note(row, DemoDaySet(row.on, row.title), by=by, at=at)
    row.save(force_insert=True)
    return row.pk


@act
def pitch(day_id: UUID, company_id: UUID, about: str, *, by: Actor, at: datetime) -> UUID:
    """A company's lead enters it. Refusal (409) when the day has passed, or it is entered already."""
    day, company = DemoDay.objects.select_for_update().filter(pk=day_id).first(), organisation(company_id)
    if day is None or company is None:
        raise not_found()
    row = Pitch(id=new_id(), day=day, company_id=company_id, about=must_fit(about, "about", 500, 10), at=at)
    check(by, "pitch", row, type=PITCH)
    if company.kind not in COMPANIES:
        raise Refusal("no-company", NO_COMPANY, faults=(Fault("company", NO_COMPANY),))
    if day.on < local_date(at):
        raise conflict("passed", PASSED)
    if day.pitches.filter(company=company_id).exists():
        raise conflict("pitches-already", Text.of(vi="Đã đăng ký trình bày.", en="It is entered already."))
    row.entry_id = _note(day, PitchEntered(row.pk, company_id), by=by, at=at)
    row.save(force_insert=True)
    return row.pk


@act
def show_interest(pitch_id: UUID, organisation_id: UUID, note: str = "", *, by: Actor, at: datetime) -> None:
    """An organisation's lead says so. Refusal (409) to say it twice, or about one's own company."""
    found = Pitch.objects.select_for_update(of=("self",)).select_related("day").filter(pk=pitch_id).first()
    if found is None or organisation(organisation_id) is None:
        raise not_found()
    row = PitchInterest(pitch=found, organisation_id=organisation_id, person_id=by.person_id, at=at)
    row.note = must_fit(note, "note", 500, 0)
    check(by, "show-interest", row)
    if by.related_to(found.company_id):
        raise conflict("own-company", Text.of(vi="Bạn có liên hệ với doanh nghiệp này.", en="You are tied to it."))
    if found.interests.filter(organisation=organisation_id).exists():
        raise conflict("said-already", Text.of(vi="Tổ chức này đã quan tâm rồi.", en="It has said so already."))
    row.entry_id = _note(found.day, InterestShown(pitch_id, organisation_id, row.note), by=by, at=at)
    row.save(force_insert=True)


def _note(day: DemoDay, event: Event, *, by: Actor, at: datetime) -> UUID:
    subject = Subject("capital.demo_day", day.pk)
    return emit(event, subject=subject, by=by, at=at, chain=subject)


PASSED = Text.of(vi="Ngày này đã qua.", en="That day has passed.")
