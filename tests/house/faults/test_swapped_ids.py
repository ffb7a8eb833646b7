"""The id of somebody else's thing, put into every address and field that takes one, changes nothing and tells nothing.

pretix CVE-2026-5600 and CVE-2026-9712, Open Forms CVE-2026-28803: each time an address was checked by what it named
first, and an id further on in it, or in the body, was believed.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from longbien.credentials.actions.issue import Claims, issue
from longbien.kernel.actor import SYSTEM
from longbien.kernel.ids import to_slug
from longbien.kernel.subject import Subject
from longbien.people.actions.invite_member import invite_member
from longbien.people.actions.standing.absences import declare_absence
from longbien.people.actions.standing.delegations import Given, delegate_office
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.models import Body, Person, Seat
from longbien.people.queries.held import today
from longbien.procedures.actions.desk.add_note import add_note
from longbien.procedures.actions.desk.handing import assign_cases
from longbien.procedures.actions.desk.wishing import open_feed
from longbien.procedures.actions.meetings.calling import add_item, call_meeting
from longbien.procedures.actions.meetings.holding import open_meeting
from longbien.procedures.models import Case, Fee, Meeting, Task
from longbien.record.models import Event
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import forms

pytestmark = pytest.mark.django_db
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
OFFICER = "programme-officer"
NO = {302, 303, 403, 404, 405, 409, 422}


class Theirs:
    """All that one organisation and its office hold; and two who hold as much elsewhere."""

    def __init__(self) -> None:
        task = {"count": 1, "by": "reviewer", "form": "review", "assign": "group:reviewer"}
        changes = {
            "roles.reviewer": "assigned:review",
            "roles.board": "body:gate-board",
            "forms.review": "forms/review.schema.json",
            "states.screening.tasks": {"review": task},
            "actions.submit.fee": {"minor": "100000", "currency": "VND"},
            "actions.approve.by": ["officer", "board"],
        }
        make.published(make.changed(make.sample(), {"set": changes}), forms())
        names = {"lead": (), "officer": (OFFICER,), "reviewer": ("reviewer",), "member": (), "mine": (), "other": ()}
        self.people = {name: make.person(name, *roles) for name, roles in names.items()}
        self.team = make.team(self.people["lead"], name="Theirs")
        self.mine = make.team(self.people["mine"], name="Mine")
        self.case = Case.objects.get(pk=make.submitted(self.team, self.people["lead"], at=AT))
        self.own_case = make.submitted(self.mine, self.people["mine"], at=AT)
        self.task, self.fee = Task.objects.get(case=self.case), Fee.objects.get(case=self.case)
        self._bodies()
        self._standing()
        officer = make.actor(self.people["officer"])
        assign_cases(case_ids=[self.case.pk], person_id=officer.person_id, by=officer, at=AT)
        add_note(case_id=self.case.pk, text="Between us", by=officer, at=AT)

    def _bodies(self) -> None:
        for code, name in (("gate-board", "member"), ("hvcf-board", "other")):
            Body.objects.create(code=code, name=make.bi(code), terms={})
            Seat.objects.create(body_id=code, person=self.people[name])
        self.meeting, self.item = self._meets("gate-board", "member")
        self.other_meeting, self.other_item = self._meets("hvcf-board", "other")

    def _meets(self, body: str, name: str) -> tuple[UUID, UUID]:
        by = make.actor(self.people[name])
        met = call_meeting(body=body, begins_at=AT + timedelta(hours=1), place="1", online="", by=by, at=AT)
        item = add_item(meeting_id=met, matter="A secret matter", by=by, at=AT)
        open_meeting(meeting_id=met, reason="All are here", by=by, at=AT)
        return met, item

    def _standing(self) -> None:
        lead, officer = make.actor(self.people["lead"]), make.actor(self.people["officer"])
        day = today() + timedelta(days=30)
        self.invitation = invite_member(
            organisation_id=self.team.pk, email="new@example.org", role="member", by=lead, at=AT
        )  # fmt: skip
        self.interest = declare_interest(
            stated=Stated(self.mine.pk, "supplier", today(), note="A secret tie"),
            holder_id=self.team.pk,
            by=lead,
            at=AT,
        )
        self.absence = declare_absence(person_id=officer.person_id, since=day, until=day, by=officer, at=AT)
        given = Given(f"group:{OFFICER}", self.people["member"].pk, day, day, "A secret scope")
        self.delegation = delegate_office(holder_id=officer.person_id, given=given, by=officer, at=AT)
        self.credential = issue(
            kind="role", subject=Subject("people.person", self.people["lead"].pk), holder=self.people["lead"].pk,
            by=SYSTEM, at=AT,
            claims=Claims("Expert", "A secret role", "A secret test", "en", facts=(("Place", "A secret place"),)),
        )  # fmt: skip

    def reads(self) -> list[str]:
        case, team = to_slug(self.case.pk), to_slug(self.team.pk)
        lead, officer = to_slug(self.people["lead"].pk), to_slug(self.people["officer"].pk)
        return [
            f"/cases/{case}", f"/cases/{case}/do/submit", f"/cases/{case}/do/submit/page/1", f"/cases/{case}/receipt/2",
            f"/cases/{case}/do/approve/send", f"/cases/{case}/desk", f"/cases/{case}/elsewhere", f"/api/cases/{case}",
            f"/api/cases/{self.case.pk}", f"/cases/{to_slug(self.own_case)}/receipt/99", f"/desk/hand-over?case={case}",
            f"/fees/{to_slug(self.fee.pk)}", f"/tasks/{to_slug(self.task.pk)}", f"/tasks/of/{officer}/hand-over",
            f"/meetings/{to_slug(self.meeting)}", f"/meetings/{to_slug(self.meeting)}/pack",
            f"/people/{lead}", f"/people/{officer}/away", f"/people/{officer}/interests",
            f"/organisations/{team}/registration", f"/interests/{to_slug(self.interest)}/end",
        ]  # fmt: skip

    def writes(self) -> list[tuple[str, dict[str, str]]]:
        case, team, own = to_slug(self.case.pk), to_slug(self.team.pk), to_slug(self.mine.pk)
        lead, mine = to_slug(self.people["lead"].pk), to_slug(self.people["mine"].pk)
        officer, day = to_slug(self.people["officer"].pk), today().isoformat()
        meeting, item = to_slug(self.meeting), to_slug(self.item)
        return [
            ("/services/test.sample/start", {"organisation": str(self.team.pk)}),
            (f"/services/test.sample/start?about=procedures.case:{self.case.pk}", {"organisation": str(self.mine.pk)}),
            (f"/cases/{case}/do/submit", {"title": "Mine now", "size": "1"}),
            (f"/cases/{case}/do/approve/send", {"reason": "Yes."}),
            (f"/cases/{case}/assign", {}),
            (f"/cases/{case}/notes", {"text": "Me too"}),
            (f"/cases/{case}/elsewhere", {"number": "1", "day": day, "time": "00:00"}),
            (f"/fees/{to_slug(self.fee.pk)}", {"waive": "1", "reason": "Because."}),
            (f"/tasks/{to_slug(self.task.pk)}", {"score": "5"}),
            (f"/tasks/{to_slug(self.task.pk)}/recuse", {"reason": "Me."}),
            (f"/tasks/of/{officer}/hand-over", {"person": mine}),
            ("/desk/hand-out", {"case": case, "person": mine}),
            ("/desk/hand-out", {"case": case, "do": "free"}),
            ("/desk/hand-out", {"case": case, "do": "fair"}),
            (f"/desk/hand-over?case={case}", {"person": mine, "reason": "So."}),
            *((f"/meetings/{meeting}/{verb}", {"matter": "x", "person": lead, "how": "present"})
              for verb in ("open", "close", "cancel", "approve", "add", "attend")),
            *((f"/meetings/items/{item}/{verb}", {"choice": "for", "reason": "x", "text": "x"})
              for verb in ("remove", "vote", "step-back", "resolve")),
            ("/me/invitations", {"invitation": to_slug(self.invitation), "answer": "accept"}),
            ("/me/invitations", {"invitation": to_slug(self.invitation), "answer": "decline"}),
            (f"/organisations/{team}/invitations", {"email": "x@example.org", "role": "lead"}),
            (f"/organisations/{team}/invitations/withdraw", {"invitation": to_slug(self.invitation)}),
            (f"/organisations/{own}/invitations/withdraw", {"invitation": to_slug(self.invitation)}),
            (f"/organisations/{team}/members/remove", {"person": lead}),
            (f"/organisations/{own}/members/remove", {"person": lead}),
            (f"/organisations/{team}/registration", {"country": "VN", "number": "0100109106", "address": "x"}),
            (f"/organisations/{team}/verify", {"number": "0100109106"}),
            (f"/organisations/{team}/interests", {"organisation": own, "kind": "supplier", "since": day}),
            (f"/people/{lead}/interests", {"organisation": own, "kind": "supplier", "since": day}),
            (f"/interests/{to_slug(self.interest)}/end", {"until": day}),
            (f"/people/{officer}/away/absence", {"since": day, "until": day}),
            (f"/people/{officer}/away/delegation", {"office": f"group:{OFFICER}", "since": day, "until": day}),
            (f"/absences/{to_slug(self.absence)}/end", {}),
            (f"/delegations/{to_slug(self.delegation)}/revoke", {}),
            (f"/people/{lead}/roles", {"role": "hub-admin", "set": "grant"}),
            (f"/people/{lead}/sign-out", {}),
            ("/bodies/gate-board/seats", {"person": mine}),
            (f"/credentials/{to_slug(self.credential)}/revoke", {"reason": "Me."}),
        ]  # fmt: skip


@pytest.fixture
def theirs() -> Theirs:
    return Theirs()


SECRETS = ("A thing", "Between us", "A secret")


@pytest.mark.parametrize("who", ["mine", "other", "nobody"])
def test_nothing_of_somebody_elses_is_told(theirs, who):
    client = Client() if who == "nobody" else client_of(theirs.people[who])
    for path in theirs.reads():
        answer = client.get(path)
        assert answer.status_code in NO, (path, answer.status_code)
        assert not any(secret in answer.content.decode() for secret in SECRETS), path
    lists = ("/desk/", "/cases/", "/notices/", "/meetings/", "/authoring/", "/interests", "/credentials")
    for path in (*lists, f"/credentials/{to_slug(theirs.credential)}"):
        assert not any(secret in client.get(path).content.decode() for secret in ("Between us", "A secret")), path


@pytest.mark.parametrize("who", ["mine", "other", "nobody"])
def test_nothing_of_somebody_elses_is_changed(theirs, who):
    person: Person | None = theirs.people.get(who)
    client = client_of(person) if person else Client()
    before = Event.objects.count()
    for path, data in theirs.writes():
        answer = client.post(path, data)
        assert answer.status_code in NO, (path, answer.status_code)
        assert Event.objects.count() == before, path
    answer = client.post(f"/api/cases/{theirs.case.pk}/actions/approve", {"reason": "x"}, "application/json")
    assert answer.status_code in (401, 403, 404)
    assert Event.objects.count() == before


def test_a_member_of_one_body_does_nothing_in_another(theirs):
    """The meeting in the address is one's own; the person, the case or the item is not."""
    client = client_of(theirs.people["other"])
    before = Event.objects.count()
    own = to_slug(theirs.other_meeting)
    member = to_slug(theirs.people["member"].pk)
    assert client.post(f"/meetings/{own}/attend", {"person": member, "how": "present"}).status_code == 422
    assert client.post(f"/meetings/{own}/add", {"proposal": f"{theirs.case.pk}:approve"}).status_code == 422
    assert client.post(f"/meetings/{own}/add", {"proposal": "nonsense:approve"}).status_code == 404
    assert "A thing" not in client.get(f"/meetings/{own}").content.decode()
    assert Event.objects.count() == before
    assert Meeting.objects.get(pk=theirs.other_meeting).items.count() == 1


def test_a_feed_opens_by_its_whole_secret_only(theirs, client):
    """pretix CVE-2026-9712: an address without a sign-in is as good as its secret, and no other id stands for it."""
    token = open_feed(by=make.actor(theirs.people["lead"]), at=AT)
    assert client.get(f"/notices/{token}.atom").status_code == 200
    for wrong in (
        token[:-1],
        token.swapcase(),
        str(theirs.people["lead"].pk),
        to_slug(theirs.people["lead"].pk),
        "%00",
    ):
        assert client.get(f"/notices/{wrong}.atom").status_code == 404
        assert client.get(f"/notices/{wrong}.ics").status_code == 404
    again = open_feed(by=make.actor(theirs.people["lead"]), at=AT)
    assert again != token
    assert client.get(f"/notices/{token}.ics").status_code == 404


def test_a_device_of_somebody_else_is_not_signed_out(theirs):
    """Sessions are numbered one after the other: a number is no right."""
    lead, mine = client_of(theirs.people["lead"]), client_of(theirs.people["mine"])
    lead.get("/me/devices")
    for number in range(20):
        mine.post("/me/devices", {"end": str(number)})
    assert lead.get("/me").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        '{"data": ' + '{"title":' * 3_000 + "1" + "}" * 3_001,
        '{"data": {"title": ' + "[" * 3_000 + "]" * 3_000 + "}}",
        '{"data": {"size": ' + "9" * 5_000 + "}}",
        '{"data": {"size": 1e400, "title": "\\ud800"}}',
        '{"data": {"title": "\\u0000", "size": true}}',
        '{"data": {"__proto__": {}, "title": null}, "seq": -9223372036854775809}',
        '{"data": [], "reason": {}}',
        "[]",
        "",
        "NaN",
    ],
    ids=["deep-maps", "deep-lists", "long-number", "infinite", "nul", "proto", "kinds", "list", "nothing", "nan"],
)
def test_no_body_that_is_sent_to_the_api_breaks_it(theirs, body):
    """Django REST framework and its kin: what the form would never send is sent by hand."""
    client = client_of(theirs.people["mine"])
    case = make.opened(theirs.mine, theirs.people["mine"], at=AT)
    answer = client.post(f"/api/cases/{case}/actions/submit", body, "application/json")
    assert 400 <= answer.status_code < 500
    assert Case.objects.get(pk=case).state == "draft"
