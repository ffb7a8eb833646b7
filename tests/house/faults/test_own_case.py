"""Whoever has a stake in a case decides nothing in it, by no way round: fees, news, hand-overs, appeals, deputies."""

from datetime import timedelta
from uuid import UUID

import pytest

from longbien.kernel.refusal import Refusal
from longbien.people.actions.registers.register_number import state_registration, verify_organisation
from longbien.people.actions.standing.delegations import Given, delegate_office
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.models import Body, Membership, Person, Seat
from longbien.people.queries import organisation
from longbien.people.queries.held import today
from longbien.procedures.actions.absences.hand_over import hand_over
from longbien.procedures.actions.desk.add_note import add_note
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.sharing import share_out
from longbien.procedures.actions.fees.settle_fee import record_payment, waive_fee
from longbien.procedures.actions.meetings.calling import add_item, call_meeting, remove_item
from longbien.procedures.actions.meetings.deciding import resolve, vote
from longbien.procedures.actions.meetings.holding import note_attendance, open_meeting
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.outside.report import report_outside
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case, Fee, Handler, Task
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import forms, other

pytestmark = pytest.mark.django_db
OFFICER = "programme-officer"
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
LATER = AT + timedelta(hours=2)


@pytest.fixture
def people() -> dict[str, Person]:
    names = {"applicant": (), "lan": (OFFICER,), "minh": (OFFICER,), "deputy": (), "admin": ("hub-admin",)}
    return {name: make.person(name, *roles) for name, roles in names.items()}


def refused(run, **words) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        run(at=LATER, **words)
    return refusal.value


def supplies(person: Person, organisation) -> None:
    stated = Stated(organisation.pk, "supplier", today())
    declare_interest(stated=stated, person_id=person.pk, by=make.actor(person), at=AT)


def filed(people, **changes) -> Case:
    make.published(make.changed(make.sample(), {"set": changes}))
    return Case.objects.get(pk=make.submitted(make.team(people["applicant"]), people["applicant"], at=AT))


@pytest.fixture
def owed(people) -> Fee:
    filed(people, **{"actions.submit.fee": {"minor": "100000", "currency": "VND"}})
    return Fee.objects.get()


@pytest.mark.parametrize("name", ["lan", "admin"])
@pytest.mark.parametrize("tie", ["member", "supplier"])
def test_nobody_waives_or_settles_the_fee_of_an_organisation_that_they_are_tied_to(people, owed, name, tie):
    """pretix, teams and permissions: a right over every event of an organiser is none over one's own order."""
    who = people[name]
    if tie == "member":
        Membership.objects.create(person=who, organisation=owed.case.owner, role="member")
    else:
        supplies(who, owed.case.owner)
    waiver = refused(waive_fee, fee_id=owed.pk, reason="A friend.", by=make.actor(who))
    payment = refused(record_payment, fee_id=owed.pk, paid_on=today(), evidence="X", by=make.actor(who))
    assert {waiver.status, payment.status} <= {403, 404}
    address = f"/fees/{make.slug(owed.pk)}"
    assert client_of(who).post(address, {"waive": "1", "reason": "A friend."}).status_code in (403, 404)
    assert Fee.objects.get().state == "due"


def test_the_applicant_does_not_say_how_the_step_elsewhere_ended(people):
    """Open Forms #1393: what comes from another system is nothing that the applicant may write."""
    handoff = {"to": make.bi("Portal"), "url": "https://portal.example"}
    automatic = make.action("screening", "accepted", "system", auto=True, guard="outside.status == 'granted'")
    changes = {"states.screening": {"handoff": handoff}, "actions.granted": automatic}
    case = filed(people, **changes)
    news = {"number": "NP-1", "status": "granted", "as_of": AT}
    said = refused(report_outside, case_id=case.pk, by=make.actor(people["applicant"]), **news)
    assert said.status == 403
    client, address = client_of(people["applicant"]), f"/cases/{make.slug(case.pk)}"
    posted = {"number": "NP-1", "status": "granted", "day": "2026-01-01", "time": "09:00"}
    assert client.post(f"{address}/elsewhere", posted).status_code == 403
    assert "/elsewhere" not in client.get(address).content.decode()
    case.refresh_from_db()
    assert case.state == "screening"
    report_outside(case_id=case.pk, by=make.actor(people["lan"]), at=LATER, **news)
    case.refresh_from_db()
    assert case.state == "accepted"


def test_an_officer_who_supplies_the_applicant_looks_after_none_of_its_cases(people):
    """pretix, wrong recipient, in our terms: work is shared out to somebody who must not have it."""
    case = filed(people)
    supplies(people["lan"], case.owner)
    lan, minh = make.actor(people["lan"]), make.actor(people["minh"])
    assert refused(assign_cases, case_ids=[case.pk], person_id=people["lan"].pk, by=minh).code == "unfit-handler"
    assert refused(assign_cases, case_ids=[case.pk], person_id=people["minh"].pk, by=lan).status == 403
    assert refused(add_note, case_id=case.pk, text="Be kind.", by=lan).status == 403
    assert client_of(people["lan"]).get(f"/cases/{make.slug(case.pk)}/desk").status_code == 403
    share_out(case_ids=[case.pk], by=minh, at=LATER)
    assert Handler.objects.get().person_id == people["minh"].pk


def delegated(holder: Person, deputy: Person, office: str) -> None:
    delegate_office(
        holder_id=holder.pk, given=Given(office, deputy.pk, today(), today()), by=make.actor(holder), at=AT
    )  # fmt: skip


def appealed(case: Case, who: Person, procedure: str = "test.appeal") -> UUID:
    by = make.actor(who)
    made = open_case(procedure=procedure, owner_id=case.owner_id, about=case.subject, by=by, at=LATER)
    perform(case_id=made, action="submit", by=by, at=LATER)
    return made


WITHIN = {"within": "10wd", "procedure": "test.appeal", "reopen": "reopen"}
APPEAL = {
    "states.rejected": {"final": True, "appeal": WITHIN},
    "actions.reopen": make.action("rejected", "screening", "system", require=["reason"]),
}


def published_appeal(code: str = "test.appeal", **changes) -> None:
    data = other(code) | {"about": "procedures.case"}
    data["states"] = {"draft": {}, **data["states"]}
    data["actions"]["submit"] = {"from": "draft", "to": "screening", "by": "applicant"}
    make.published(make.changed(data, {"set": {"actions.approve.do": ["reopen"]} | changes}), {})


def judged(appeal: UUID, who: Person) -> Refusal:
    return refused(perform, case_id=appeal, action="reject", reason="No.", by=make.actor(who))


def test_who_decided_through_a_deputy_does_not_judge_the_appeal(people):
    """Open Forms, co-signing: two signatures of one will are one."""
    published_appeal()
    case = filed(people, **APPEAL)
    delegated(people["lan"], people["deputy"], f"group:{OFFICER}")
    perform(case_id=case.pk, action="reject", reason="No.", by=make.actor(people["deputy"]), at=LATER)
    case.refresh_from_db()
    appeal = appealed(case, people["applicant"])
    assert judged(appeal, people["lan"]).status == 403
    assert judged(appeal, people["deputy"]).status == 403
    perform(case_id=appeal, action="approve", reason="Yes.", by=make.actor(people["minh"]), at=LATER)


def test_a_deputy_does_not_judge_the_appeal_for_who_decided(people):
    """Open Forms, co-signing: two signatures of one will are one."""
    published_appeal()
    case = filed(people, **APPEAL)
    perform(case_id=case.pk, action="reject", reason="No.", by=make.actor(people["lan"]), at=LATER)
    case.refresh_from_db()
    delegated(people["lan"], people["deputy"], f"group:{OFFICER}")
    assert judged(appealed(case, people["applicant"]), people["deputy"]).status == 403


def test_who_voted_for_the_decision_in_a_meeting_does_not_judge_the_appeal(people):
    """Open Forms, co-signing: everyone who agreed has decided, not only the one in whose name the case moved."""
    published_appeal(**{"roles.officer": "body:gate-board"})
    case = filed(people, **APPEAL, **{"roles.board": "body:gate-board", "actions.reject.by": ["board"]})
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={})
    seated = [make.person(name) for name in ("an", "binh", "chi")]
    for one in seated:
        Seat.objects.create(body_id="gate-board", person=one)
    chair = make.actor(seated[0])
    meeting = call_meeting(body="gate-board", begins_at=AT + timedelta(hours=1), place="1", online="", by=chair, at=AT)
    item = add_item(meeting_id=meeting, case_id=case.pk, action="reject", by=chair, at=AT)
    open_meeting(meeting_id=meeting, by=chair, at=LATER)
    note_attendance(meeting_id=meeting, person_id=seated[1].pk, how="present", by=chair, at=LATER)
    for one in seated[:2]:
        vote(item_id=item, choice="for", by=make.actor(one), at=LATER)
    assert resolve(item_id=item, text="No.", by=chair, at=LATER)
    case.refresh_from_db()
    appeal = appealed(case, people["applicant"])
    assert [judged(appeal, one).status for one in seated[:2]] == [403, 403]
    perform(case_id=appeal, action="approve", reason="Yes.", by=make.actor(seated[2]), at=LATER)


def test_who_decided_the_case_does_not_judge_an_appeal_of_its_appeal(people):
    """A second instance that sits over the first one's appeal sits over its decision too."""
    published_appeal("test.again")
    published_appeal(**{
        "states.rejected": {"final": True, "appeal": WITHIN | {"procedure": "test.again"}},
        "actions.reopen": make.action("rejected", "screening", "system", require=["reason"]),
    })  # fmt: skip
    case = filed(people, **APPEAL)
    perform(case_id=case.pk, action="reject", reason="No.", by=make.actor(people["lan"]), at=LATER)
    case.refresh_from_db()
    first = Case.objects.get(pk=appealed(case, people["applicant"]))
    perform(case_id=first.pk, action="reject", reason="No.", by=make.actor(people["minh"]), at=LATER)
    first.refresh_from_db()
    second = appealed(first, people["applicant"], "test.again")
    assert judged(second, people["lan"]).status == 403
    assert judged(second, people["minh"]).status == 403


def test_nobody_puts_the_case_of_an_organisation_they_are_tied_to_on_an_agenda_or_takes_it_off(people):
    """What a body decides, and what it does not come to, is for those without a stake in it."""
    case = filed(people, **{"roles.board": "body:gate-board", "actions.reject.by": ["board"]})
    Body.objects.create(code="gate-board", name=make.bi("Board"), terms={})
    an = make.person("an")
    Seat.objects.create(body_id="gate-board", person=an)
    begins, by = AT + timedelta(days=1), make.actor(an)
    meeting = call_meeting(body="gate-board", begins_at=begins, place="1", online="", by=by, at=AT)
    item = add_item(meeting_id=meeting, case_id=case.pk, action="reject", by=by, at=AT)
    supplies(people["admin"], case.owner)
    supplies(an, case.owner)
    for who in (people["admin"], an):
        assert refused(remove_item, item_id=item, by=make.actor(who)).code == "related-party"
        again = refused(add_item, meeting_id=meeting, case_id=case.pk, action="reject", by=make.actor(who))
        assert again.code == "related-party"


def test_an_administrator_does_not_choose_who_reviews_their_own_application(people):
    """A duty that is handed over goes to whom the procedure finds, not to the friend of who applies."""
    task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
    changes = {"roles.reviewer": "assigned:review", "forms.review": "forms/review.schema.json"}
    reviewers = [make.person(name, "reviewer") for name in ("a", "b", "friend")]
    make.published(
        make.changed(make.sample(), {"set": {**changes, "states.screening.tasks": {"review": task}}}), forms()
    )
    team = make.team(people["applicant"], people["admin"])
    make.submitted(team, people["applicant"], at=AT)
    first = Task.objects.get()
    friend = next(one for one in reversed(reviewers) if one.pk != first.person_id)
    busy = make.team(make.person("busy"))
    make.submitted(busy, busy.memberships.get().person, at=AT)
    Task.objects.exclude(pk=first.pk).update(person=friend)
    hand_over(person_id=first.person_id, to_id=friend.pk, by=make.actor(people["admin"]), at=LATER)
    assert Task.objects.get(case=first.case, state="open").person_id not in (friend.pk, first.person_id)


def test_an_officer_does_not_confirm_the_papers_of_an_organisation_they_supply(people):
    """A badge that says "registered" is worth as much as whoever gave it is apart."""
    team = make.team(people["applicant"], name="Company")
    lead, minh = make.actor(people["applicant"]), make.actor(people["minh"])
    number = {"organisation_id": team.pk, "number": "0100109106"}
    state_registration(**number, country="VN", address="1 Hàng Bài", by=lead, at=AT)
    supplies(people["lan"], team)
    assert refused(verify_organisation, **number, by=make.actor(people["lan"])).status == 403
    verify_organisation(**number, by=minh, at=AT)
    assert organisation(team.pk).is_verified
