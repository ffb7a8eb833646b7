"""Go on leave in one step: the absence, the deputy, and what becomes of one's cases; and come back to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from longbien.kernel.actor import SYSTEM, Actor
from longbien.kernel.refusal import Fault, Refusal
from longbien.kernel.subject import Subject
from longbien.kernel.text import Text
from longbien.people.actions.standing.absences import declare_absence
from longbien.people.queries import absence, absent_on, actor_for
from longbien.procedures.actions.desk.giving import Hand, Handed, give, tell
from longbien.procedures.actions.desk.handing import locked_to_hand, may_hand, open_cases_of
from longbien.procedures.actions.perform import locked
from longbien.procedures.events import CasesPromised
from longbien.procedures.models import AwayPlan, Case, Passing
from longbien.procedures.queries.desk.conflicts import kept_from
from longbien.procedures.queries.desk.load import load_of
from longbien.procedures.queries.desk.offices import offices_in, offices_of
from longbien.procedures.queries.desk.passing import passed_because_away
from longbien.procedures.queries.standing import local_date
from longbien.record.actions.act import act
from longbien.record.actions.emit import emit
from longbien.record.actions.schedule import schedule
from longbien.record.registry import reaction_named

BEGINS = "longbien.procedures.reactions.absence_begins"
MOST = 2000
KEEP, NOW, FIRST_DAY = "keep", "now", "first-day"
BACK = Text.of(vi="Đã đi làm lại.", en="Back at work.")


@dataclass(frozen=True)
class Leave:
    """The days away, both included, who stands in, and what becomes of one's cases: `keep` them, pass them on `now`, or
    on the `first-day`; to `to_id`, else the deputy."""

    since: date
    until: date
    deputy_id: UUID | None = None
    cases: str = KEEP
    to_id: UUID | None = None
    reason: str = ""


@act
def go_on_leave(*, leave: Leave, by: Actor, at: datetime) -> Handed | None:
    """Declare one's absence and see to one's cases; the answer is what changed hands now, None when nothing did.

    Refusal as `declare_absence` refuses, and (422) for passing cases on to nobody, to oneself, or to somebody who sits
    in none of the same offices or is away on the first day too.
    """
    person_id, to_id = by.person_id, leave.to_id or leave.deputy_id
    if leave.cases != KEEP:
        _check_taker(to_id, person_id, leave.since)
    absence_id = declare_absence(
        person_id=person_id, since=leave.since, until=leave.until, deputy_id=leave.deputy_id, by=by, at=at
    )
    if leave.cases == KEEP or to_id is None:
        return None
    reason = leave.reason.replace("\0", "").strip()
    if leave.cases == NOW or leave.since <= local_date(at):
        return _pass_on(person_id, to_id, Hand(by, at, "away", reason, _note(absence_id), absence_id))
    AwayPlan.objects.create(absence_id=absence_id, person_id=person_id, to_id=to_id, reason=reason, made_at=at)
    event = CasesPromised(absence_id, to_id)
    event_id = emit(event, subject=Subject("people.person", person_id), by=by, at=at)
    begins = datetime.combine(leave.since, time.min, tzinfo=ZoneInfo(settings.HUB.timezone))
    schedule(reaction_named(BEGINS), event_id=event_id, due_at=begins, key=str(absence_id))
    return None


@act
def begin_leave(*, absence_id: UUID, at: datetime) -> None:
    """The first day: pass the cases on as was planned, unless the absence was called off. Called by a timer."""
    plan = AwayPlan.objects.select_for_update().filter(pk=absence_id, done_at=None).first()
    if plan is None:
        return
    if plan.person_id in absent_on(local_date(at), [plan.person_id]):
        hand = Hand(SYSTEM, at, "away", plan.reason, _note(absence_id), absence_id)
        _pass_on(plan.person_id, plan.to_id, hand)
    AwayPlan.objects.filter(pk=absence_id).update(done_at=at)


@act
def stay_after_all(*, absence_id: UUID, at: datetime) -> None:
    """What was to become of one's cases on the first day of an absence that was called off: nothing, also where another
    absence was entered for these days since."""
    AwayPlan.objects.filter(pk=absence_id, done_at=None).update(done_at=at)


@act
def take_back(*, case_ids: Sequence[UUID], by: Actor, at: datetime) -> Handed:
    """Take cases back that were passed on because one was away. What was decided since, given on by choice, or is of
    somebody to whom one is tied by now, stays and is counted as `left`."""
    wanted = passed_because_away(by.person_id).filter(case_id__in=list(case_ids))
    theirs = set(may_hand(by, wanted).values_list("case_id", flat=True))
    locked_to_hand(theirs or case_ids, by, most=MOST)
    passed = {one.case_id: one for one in wanted if one.case_id in theirs}
    hand = Hand(by, at, "back", note=BACK)
    back = [one for one in passed.values() if give(one.case, by.person_id, hand)]
    Passing.objects.filter(pk__in=[one.pk for one in back]).update(undone_at=at)
    return tell(hand, left=len(set(case_ids)) - len(back))


def _pass_on(person_id: UUID, to_id: UUID, hand: Hand) -> Handed:
    """Each open case goes to whom was chosen, else to whoever of its office is there and has the fewest; `left` counts
    those that nobody can take."""
    away, left = absent_on(local_date(hand.at)), 0
    loads: dict[str, dict[UUID, int]] = {}
    sits = frozenset(offices_of(actor_for(to_id)))
    for case_id in sorted(open_cases_of(person_id, MOST)):
        case = locked(case_id)
        kept = kept_from(case) | away | {person_id}
        if to_id not in kept and sits & offices_in(case.version_id):
            give(case, to_id, hand)
        elif other := _least_busy(case, loads, kept):
            give(case, other, hand)
        else:
            left += 1
    return tell(hand, left=left)


def _least_busy(case: Case, loads: dict[str, dict[UUID, int]], kept: frozenset[UUID]) -> UUID | None:
    found: dict[UUID, int] = {}
    for office in sorted(offices_in(case.version_id)):
        load = loads.setdefault(office, load_of(office))
        found |= {person: n for person, n in load.items() if person not in kept}
    chosen = min(found, key=found.__getitem__, default=None)
    for load in loads.values():
        if chosen in load:
            load[chosen] += 1
    return chosen


def _check_taker(to_id: UUID | None, person_id: UUID, since: date) -> None:
    if to_id is None:
        what = Text.of(vi="Hãy chọn người nhận hồ sơ.", en="Choose who gets your cases.")
    elif to_id == person_id or not set(offices_of(actor_for(to_id))) & set(offices_of(actor_for(person_id))):
        what = Text.of(vi="Người nhận phải cùng bộ phận với bạn.", en="Whoever gets them must sit in your office.")
    elif absent_on(since, [to_id]):
        what = Text.of(vi="Người nhận cũng vắng ngày đó.", en="They are away on that day too.")
    else:
        return
    raise Refusal("bad-leave", what, faults=(Fault("to", what),))


def _note(absence_id: UUID) -> Text | None:
    """Who is away and until when, for whoever gets the cases."""
    card = absence(absence_id)
    if card is None:
        return None
    name, since, until = card.person.name, f"{card.since:%d/%m/%Y}", f"{card.until:%d/%m/%Y}"
    return Text.of(vi=f"{name} vắng mặt từ {since} đến hết {until}.", en=f"{name} is away from {since} to {until}.")
