"""A board meets: called, held, resolved by name, minuted; each step in the sequence of the body."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from longbien.kernel.refusal import Refusal
from longbien.people.actions.privacy.erase_person import ask_erasure, erase_person
from longbien.people.actions.standing.delegations import Given, delegate_office
from longbien.people.actions.standing.interests import Stated, declare_interest
from longbien.people.models import Body, Person, Seat
from longbien.people.queries import body_subject
from longbien.people.queries.held import today
from longbien.people.registry import waiting_for
from longbien.procedures.actions.meetings.calling import add_item, call_meeting, cancel_meeting, remove_item
from longbien.procedures.actions.meetings.deciding import resolve, step_back, vote
from longbien.procedures.actions.meetings.holding import approve_minutes, close_meeting, note_attendance, open_meeting
from longbien.procedures.actions.meetings.telling import mail_members
from longbien.procedures.actions.noticing import persons_playing
from longbien.procedures.actions.perform import perform
from longbien.procedures.models import AgendaItem, Attendance, Case, Meeting, MigrationLine
from longbien.procedures.rules.definition import Role
from longbien.record.actions.deliver import deliver
from longbien.record.models import Opening
from longbien.record.queries import chain
from longbien.ui import links
from tests.people.make import client_of
from tests.procedures import make

pytestmark = pytest.mark.django_db
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
OFFICER = "programme-officer"
SOON = AT + timedelta(hours=1)


@pytest.fixture
def board():
    """Three members, a case that awaits them, a meeting that is called."""
    make.published(
        make.changed(make.sample(), {"set": {"roles.board": "body:gate-board", "actions.approve.by": "board"}})
    )
    people = {name: make.person(name) for name in ("lan", "minh", "hoa", "tu", "applicant")}
    people["admin"] = make.person("admin", "hub-admin")
    Body.objects.create(
        code="gate-board", name=make.bi("Board"), terms={"quorum": "not-published", "minutes": "public"}
    )
    for name in ("lan", "minh", "hoa"):
        Seat.objects.create(body_id="gate-board", person=people[name])
    team = make.team(people["applicant"])
    case_id = make.submitted(team, people["applicant"], at=AT)
    meeting = call_meeting(
        body="gate-board", begins_at=SOON, place=" Phòng 1 ", online="", by=make.actor(people["lan"]), at=AT
    )
    return people, team, case_id, meeting


def do(run, who: Person, **words):
    return run(by=make.actor(who), at=SOON, **words)


def refused(code, run, who, **words):
    with pytest.raises(Refusal) as refusal:
        do(run, who, **words)
    assert refusal.value.code == code, refusal.value.what["en"]
    return refusal.value


def held(board, *others):
    """The meeting is open with Lan in the chair and some others there; the case is its first item."""
    people, _, case_id, meeting = board
    item = do(add_item, people["lan"], meeting_id=meeting, case_id=case_id, action="approve")
    do(open_meeting, people["lan"], meeting_id=meeting)
    for name in others:
        do(note_attendance, people[name], meeting_id=meeting, person_id=people[name].pk, how="present")
    return item


def test_a_case_is_resolved_by_the_board_and_moved_by_those_who_voted_for_it(board):
    people, _, case_id, _ = board
    item = held(board, "minh", "hoa")
    for name, choice in (("lan", "abstain"), ("minh", "for"), ("hoa", "against")):
        do(vote, people[name], item_id=item, choice=choice)
    do(vote, people["hoa"], item_id=item, choice="for")
    assert do(resolve, people["lan"], item_id=item, text="Đồng ý.") is True
    case, row = Case.objects.get(pk=case_id), AgendaItem.objects.get(pk=item)
    assert (case.state, row.result, row.number) == ("accepted", "adopted", f"NQ-{today().year}-001")
    last = case.moves.order_by("-seq").first()
    assert last.by_id in {people["minh"].pk, people["hoa"].pk}
    assert last.reason == f"{row.number}: Đồng ý."
    refused("already-decided", vote, people["minh"], item_id=item, choice="for")
    kinds = [entry.kind.removeprefix("procedures.") for entry in chain(body_subject("gate-board"))]
    assert kinds == [
        "meeting-called", "agenda-set", "meeting-opened", *["attendance-noted"] * 3, *["vote-cast"] * 4, "resolved",
    ]  # fmt: skip


def test_whoever_voted_on_the_page_of_the_case_before_the_meeting_counts_in_it(board):
    people, team, _, meeting = board
    several = {
        "version": 2,
        "roles.board": "body:gate-board",
        "actions.approve.by": "board",
        "actions.approve.quorum": 2,
    }
    make.published(make.changed(make.sample(), {"set": several}))
    case_id = make.submitted(team, people["applicant"], at=AT)
    item = do(add_item, people["lan"], meeting_id=meeting, case_id=case_id, action="approve")
    do(perform, people["lan"], case_id=case_id, action="approve", reason="Yes.")
    do(open_meeting, people["lan"], meeting_id=meeting)
    do(note_attendance, people["minh"], meeting_id=meeting, person_id=people["minh"].pk, how="present")
    for name in ("lan", "minh"):
        do(vote, people[name], item_id=item, choice="for")
    assert do(resolve, people["lan"], item_id=item, text="Đồng ý.") is True
    assert Case.objects.get(pk=case_id).state == "accepted"


def test_votes_on_what_has_changed_since_are_cast_again(board):
    people, team, _, meeting = board
    changes = {
        "version": 2,
        "roles.board": "body:gate-board",
        "states.more_info": {"title": make.bi("More"), "edit": ["applicant"]},
        "actions.approve.by": "board",
        "actions.ask": make.action("screening", "more_info", "officer"),
        "actions.resubmit": make.action("more_info", "screening", "applicant", form="request"),
    }
    make.published(make.changed(make.sample(), {"set": changes}))
    case_id, officer = make.submitted(team, people["applicant"], at=AT), make.person("officer", OFFICER)
    item = do(add_item, people["lan"], meeting_id=meeting, case_id=case_id, action="approve")
    do(open_meeting, people["lan"], meeting_id=meeting)
    do(note_attendance, people["minh"], meeting_id=meeting, person_id=people["minh"].pk, how="present")
    for name in ("lan", "minh"):
        do(vote, people[name], item_id=item, choice="for")
    later = SOON + timedelta(minutes=5)
    perform(case_id=case_id, action="ask", by=make.actor(officer), at=later)
    changed = {"title": "Another thing", "size": 9}
    perform(case_id=case_id, action="resubmit", data=changed, by=make.actor(people["applicant"]), at=later)
    refused("votes-missing", resolve, people["lan"], item_id=item, text="Đồng ý.")
    for name in ("lan", "minh"):
        vote(item_id=item, choice="for", by=make.actor(people[name]), at=later)
    assert resolve(item_id=item, text="Đồng ý.", by=make.actor(people["lan"]), at=later) is True
    close_meeting(meeting_id=meeting, by=make.actor(people["lan"]), at=later)
    assert Meeting.objects.get(pk=meeting).minutes["items"][0]["for"] == 2


def test_a_case_follows_the_version_under_which_a_meeting_votes_on_it(board):
    people, _, case_id, _ = board
    item = held(board, "minh")
    do(vote, people["lan"], item_id=item, choice="for")
    data = make.changed(make.sample(), {"set": {"roles.board": "body:gate-board", "actions.approve.by": "board"}})
    make.published(data | {"version": 2, "migrate": {"from": 1}})
    while deliver(clock=lambda: SOON, limit=50):
        pass
    assert Case.objects.get(pk=case_id).version.version == 1
    assert [why["en"] for why in MigrationLine.objects.get().why] == ["A vote is under way."]
    do(vote, people["minh"], item_id=item, choice="for")
    assert do(resolve, people["lan"], item_id=item, text="Đồng ý.") is True


def test_an_item_keeps_its_name_where_a_new_version_calls_its_action_otherwise(board):
    people, _, case_id, meeting = board
    item = held(board, "minh")
    data = make.changed(make.sample(), {"set": {"roles.board": "body:gate-board", "actions.approve.by": "board"}})
    data |= {"version": 2, "migrate": {"from": 1}}
    data["actions"]["grant"] = data["actions"].pop("approve") | {"title": make.bi("Grant")}
    make.published(data)
    while deliver(clock=lambda: SOON, limit=50):
        pass
    assert Case.objects.get(pk=case_id).version.version == 2
    assert "Approve" in client_of(people["lan"]).get(f"/en/meetings/{make.slug(meeting)}").content.decode()
    do(step_back, people["minh"], item_id=item, reason="r")
    do(close_meeting, people["lan"], meeting_id=meeting)
    assert "Approve" in Meeting.objects.get(pk=meeting).minutes["items"][0]["title"]["en"]


def test_without_a_quorum_or_all_votes_nothing_is_resolved(board):
    people, _, case_id, meeting = board
    item = held(board)
    do(vote, people["lan"], item_id=item, choice="for")
    assert refused("no-quorum", resolve, people["lan"], item_id=item, text="Có.").status == 422
    do(note_attendance, people["lan"], meeting_id=meeting, person_id=people["minh"].pk, how="remote")
    refused("votes-missing", resolve, people["lan"], item_id=item, text="Có.")
    do(vote, people["minh"], item_id=item, choice="against")
    refused("bad-meeting", resolve, people["lan"], item_id=item, text=" ")
    refused("not-the-chair", resolve, people["minh"], item_id=item, text="Có.")
    assert do(resolve, people["lan"], item_id=item, text="Không đủ phiếu.") is False
    assert Case.objects.get(pk=case_id).state == "screening"
    assert AgendaItem.objects.get(pk=item).number is None


def test_whoever_is_tied_or_steps_back_is_out_of_the_count(board):
    people, team, _, _ = board
    item = held(board, "minh", "hoa")
    stated = Stated(team.pk, "supplier", today())
    declare_interest(stated=stated, person_id=people["hoa"].pk, by=make.actor(people["hoa"]), at=AT)
    refusal = refused("no-vote", vote, people["hoa"], item_id=item, choice="for")
    assert refusal.what["en"] == "You can't decide here: you are a supplier of Team."
    do(vote, people["lan"], item_id=item, choice="for")
    do(vote, people["minh"], item_id=item, choice="for")
    refused("bad-meeting", step_back, people["minh"], item_id=item, reason=" ")
    do(step_back, people["minh"], item_id=item, reason="Bạn học cũ.")
    refused("recused-already", step_back, people["minh"], item_id=item, reason="Bạn học cũ.")
    refused("no-vote", vote, people["minh"], item_id=item, choice="for")
    assert do(resolve, people["lan"], item_id=item, text="Đồng ý.") is True  # one of one seat that is left


def test_a_deputy_votes_for_the_seat_they_hold_and_never_beside_its_holder(board):
    people, _, _, meeting = board
    span = {"since": today(), "until": today()}
    given = Given("body:gate-board", people["tu"].pk, **span)
    delegate_office(holder_id=people["hoa"].pk, given=given, by=make.actor(people["hoa"]), at=AT)
    item = held(board, "tu")
    assert Meeting.objects.get().attendance.get(person=people["tu"]).how == "proxy"
    attend = {"meeting_id": meeting, "person_id": people["hoa"].pk, "how": "present"}
    refused("bad-meeting", note_attendance, people["hoa"], **attend)
    do(vote, people["tu"], item_id=item, choice="for")
    do(vote, people["lan"], item_id=item, choice="for")
    assert do(resolve, people["lan"], item_id=item, text="Đồng ý.") is True
    votes = [one.open for one in chain(body_subject("gate-board")) if one.kind == "procedures.vote-cast"]
    assert votes[0]["acts_for"] == str(people["hoa"].pk)


def test_minutes_are_made_from_the_record_and_approved_by_two(board):
    people, _, _, meeting = board
    item = held(board, "minh")
    other = do(add_item, people["minh"], meeting_id=meeting, matter="  Lịch   họp ")
    for name in ("lan", "minh"):
        do(vote, people[name], item_id=item, choice="for")
    do(resolve, people["lan"], item_id=item, text="Đồng ý.")
    refused("not-the-chair", close_meeting, people["minh"], meeting_id=meeting)
    do(close_meeting, people["lan"], meeting_id=meeting)
    minutes = Meeting.objects.get().minutes
    assert [one["result"] for one in minutes["items"]] == ["adopted", None]
    assert minutes["items"][0]["votes"] == [{"name": "Lan", "choice": "for"}, {"name": "Minh", "choice": "for"}]
    assert {one["name"]: one["how"] for one in minutes["attendance"]} == {
        "Lan": "present", "Minh": "present", "Hoa": "missing",
    }  # fmt: skip
    assert "A thing" not in str(minutes)
    refused("wrong-step", vote, people["lan"], item_id=other, choice="for")
    refused("was-not-there", approve_minutes, people["hoa"], meeting_id=meeting)
    assert do(approve_minutes, people["minh"], meeting_id=meeting) is False
    refused("approved-already", approve_minutes, people["minh"], meeting_id=meeting)
    page = links.url_for(Meeting.objects.get().subject)
    assert Client().get(page).status_code == 404
    assert do(approve_minutes, people["lan"], meeting_id=meeting) is True
    assert "Biên bản" in Client().get(page).content.decode()


def test_what_calling_and_the_agenda_refuse(board):
    people, _, case_id, meeting = board
    words = {"body": "gate-board", "begins_at": SOON + timedelta(days=1), "place": "Phòng 1", "online": ""}
    refused("not-found", call_meeting, people["applicant"], **words)
    refused("not-found", call_meeting, people["lan"], **{**words, "body": "nowhere"})
    refused("bad-meeting", call_meeting, people["lan"], **{**words, "begins_at": SOON})
    refused("bad-meeting", call_meeting, people["lan"], **{**words, "place": " "})
    refused("bad-meeting", call_meeting, people["lan"], **{**words, "place": "x" * 201})
    refused("bad-meeting", add_item, people["lan"], meeting_id=meeting)
    refused("bad-meeting", add_item, people["lan"], meeting_id=meeting, case_id=case_id, action="reject")
    refused("bad-meeting", add_item, people["lan"], meeting_id=meeting, case_id=uuid4(), action="approve")
    refused("not-found", add_item, people["applicant"], meeting_id=meeting, matter="Spam")
    refused("not-found", add_item, people["lan"], meeting_id=uuid4(), matter="Nothing")
    item = do(add_item, people["admin"], meeting_id=meeting, case_id=case_id, action="approve")
    refused("bad-meeting", add_item, people["lan"], meeting_id=meeting, case_id=case_id, action="approve")
    do(remove_item, people["lan"], item_id=item)
    refused("not-found", remove_item, people["lan"], item_id=item)
    do(cancel_meeting, people["lan"], meeting_id=meeting, reason="Bão.")
    refused("wrong-step", open_meeting, people["lan"], meeting_id=meeting)


def test_who_notes_whose_attendance(board):
    people, _, _, meeting = board
    mine = {"meeting_id": meeting, "person_id": people["minh"].pk}
    refused("wrong-step", note_attendance, people["minh"], **mine, how="present")
    do(note_attendance, people["minh"], **mine, how="absent", apology="Công tác")
    refused("not-allowed", note_attendance, people["hoa"], **mine, how="absent")
    refused("bad-meeting", note_attendance, people["minh"], **mine, how="late")
    refused("bad-meeting", note_attendance, people["minh"], **mine, how="absent", apology="x" * 1001)
    do(open_meeting, people["lan"], meeting_id=meeting)
    do(note_attendance, people["admin"], **mine, how="remote")
    refused(
        "bad-meeting", note_attendance, people["admin"], meeting_id=meeting, person_id=people["admin"].pk, how="present"
    )


def test_the_pages_of_a_meeting(board):
    people, _, case_id, _ = board
    lan, minh = client_of(people["lan"]), client_of(people["minh"])
    page = links.url_for(Meeting.objects.get().subject)
    shown = lan.get(f"/en{page}").content.decode()
    assert "Phòng 1" in shown
    assert "A thing" in shown
    assert lan.post(f"{page}/add", {"proposal": f"{case_id}:approve"})["Location"] == page
    kept = lan.post(f"{page}/add", {"matter": "x" * 301})
    assert kept.status_code == 422
    assert "x" * 301 in kept.content.decode()
    item = AgendaItem.objects.get()
    votes = f"/meetings/items/{make.slug(item.pk)}"
    assert lan.post(f"{page}/open", {"early": "Đủ người."}).status_code == 302
    assert minh.post(f"{page}/attend", {"person": make.slug(people["minh"].pk), "how": "remote"}).status_code == 302
    assert minh.post(f"{page}/attend", {"person": "x", "how": "remote"}).status_code == 404
    for client in (lan, minh):
        assert client.post(f"{votes}/vote", {"choice": "for"}).status_code == 302
    assert "Your vote:" in minh.get(f"/en{page}").content.decode()
    refused_page = lan.post(f"/en{votes}/resolve", {"text": ""})
    assert refused_page.status_code == 422
    assert "Write what is resolved" in refused_page.content.decode()
    assert "A thing" in lan.get(f"{page}/pack").content.decode()
    assert lan.post(f"{votes}/resolve", {"text": "Đồng ý."}).status_code == 302
    assert lan.post(f"{page}/close").status_code == 302
    for client in (lan, minh):
        assert client.post(f"{page}/approve").status_code == 302
    assert "approved" in Client().get(f"/en{page}").content.decode()
    assert lan.post(f"{page}/nonsense").status_code == 404
    assert lan.post(f"/meetings/items/{make.slug(uuid4())}/vote").status_code == 404


def test_a_member_reads_nothing_of_what_they_are_recused_from(board):
    people, team, case_id, meeting = board
    do(add_item, people["lan"], meeting_id=meeting, case_id=case_id, action="approve")
    stated = Stated(team.pk, "investor", today())
    declare_interest(stated=stated, person_id=people["hoa"].pk, by=make.actor(people["hoa"]), at=AT)
    page = links.url_for(Meeting.objects.get().subject)
    told = client_of(people["hoa"]).get(f"/en{page}/pack").content.decode()
    assert "You are recused" in told
    assert "Size" not in told
    assert client_of(people["admin"]).get(f"{page}/pack").status_code == 403
    assert client_of(people["applicant"]).get(page).status_code == 404


def test_meetings_are_called_in_the_browser(board):
    people, *_ = board
    lan, address = client_of(people["lan"]), "/meetings/of/gate-board"
    tomorrow = (today() + timedelta(days=1)).isoformat()
    form = {"day": tomorrow, "time": "09:00", "place": "Phòng 2", "online": ""}
    assert "Triệu tập cuộc họp" in lan.get(address).content.decode()
    assert lan.post(address, {**form, "day": ""}).status_code == 422
    assert lan.post(address, {**form, "day": "2020-01-01"}).status_code == 422
    assert lan.post(address, form).status_code == 302
    assert Meeting.objects.count() == 2
    assert "Phòng 2" in lan.get("/meetings/").content.decode()
    assert client_of(people["applicant"]).post(address, form).status_code == 404
    assert Client().get("/meetings/of/nowhere").status_code == 404
    assert "Phòng 2" not in Client().get("/meetings/").content.decode()


def test_meetings_and_minutes_wait_on_one_s_page(board):
    people, _, _, meeting = board
    assert [one.url for one in waiting_for(make.actor(people["minh"])) if "/meetings/" in one.url]
    assert not [one for one in waiting_for(make.actor(people["applicant"])) if "/meetings/" in one.url]
    held(board, "minh")
    do(close_meeting, people["lan"], meeting_id=meeting)
    assert [one.kind for one in waiting_for(make.actor(people["minh"])) if "/meetings/" in one.url] == [
        "Biên bản chờ xác nhận"
    ]
    assert not [one for one in waiting_for(make.actor(people["hoa"])) if "/meetings/" in one.url]
    do(approve_minutes, people["minh"], meeting_id=meeting)
    assert not [one for one in waiting_for(make.actor(people["minh"])) if "/meetings/" in one.url]


def test_a_resolution_that_the_engine_refuses_is_none(board):
    people, _, case_id, _ = board
    item = held(board, "minh")
    for name in ("lan", "minh"):
        do(vote, people[name], item_id=item, choice="for")
    perform(case_id=case_id, action="reject", reason="Đã trùng.", by=make.actor(make.person("o", OFFICER)), at=SOON)
    refused("already-decided", resolve, people["lan"], item_id=item, text="Đồng ý.")
    assert AgendaItem.objects.get(pk=item).result == ""


def test_why_somebody_could_not_come_is_erased_with_them(board):
    people, _, _, meeting = board
    minh, lan = people["minh"], people["lan"]
    for one, why in ((minh, "Con tôi ốm."), (lan, "Đi công tác.")):
        do(note_attendance, one, meeting_id=meeting, person_id=one.pk, how="absent", apology=why)
    Seat.objects.filter(person=minh).delete()
    do(ask_erasure, minh)
    erase_person(person_id=minh.pk, at=SOON)
    assert list(Attendance.objects.order_by("apology").values_list("apology", flat=True)) == ["", "Đi công tác."]
    kept = [one for one in Opening.objects.filter(name="apology").values_list("value", flat=True)]
    assert kept == ['"Đi công tác."']


def test_a_deputy_hears_what_the_office_hears(board):
    people, _, case_id, _ = board
    given = Given("body:gate-board", people["tu"].pk, today(), today())
    delegate_office(holder_id=people["hoa"].pk, given=given, by=make.actor(people["hoa"]), at=AT)
    role = Role("board", "body", "gate-board")
    playing = persons_playing(Case.objects.get(pk=case_id), role)
    assert playing == {people[name].pk for name in ("lan", "minh", "hoa", "tu")}


def test_a_long_agenda_takes_as_many_queries_as_a_short_one(board):
    people, team, _, meeting = board
    client, page = client_of(people["lan"]), links.url_for(Meeting.objects.get().subject)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    counts = []
    for n in (1, 3):
        while AgendaItem.objects.count() < n:
            case_id = make.submitted(team, people["applicant"], at=AT)
            do(add_item, people["lan"], meeting_id=meeting, case_id=case_id, action="approve")
        queries()
        counts.append(queries())
    assert counts[0] == counts[1]


def test_a_chair_who_is_recused_lets_a_member_state_the_result(board):
    people, _, _, _ = board
    item = held(board, "minh", "hoa")
    do(step_back, people["lan"], item_id=item, reason="Bạn thân.")
    for name in ("minh", "hoa"):
        do(vote, people[name], item_id=item, choice="for")
    refused("not-the-chair", resolve, people["lan"], item_id=item, text="Đồng ý.")
    page = links.url_for(Meeting.objects.get().subject)
    assert "State the result" not in client_of(people["lan"]).get(f"/en{page}").content.decode()
    assert "State the result" in client_of(people["minh"]).get(f"/en{page}").content.decode()
    assert do(resolve, people["minh"], item_id=item, text="Đồng ý.") is True


def test_opening_before_the_time_is_confirmed_and_the_page_tells_when_it_was(board):
    people, *_ = board
    late = call_meeting(
        body="gate-board", begins_at=AT + timedelta(days=400), place="P", online="", by=make.actor(people["lan"]), at=AT
    )
    client, page = client_of(people["lan"]), f"/en/meetings/{make.slug(late)}"
    assert "It is not time yet" in client.get(page).content.decode()
    early = client.post(f"{page}/open")
    assert early.status_code == 422
    assert "Say why the meeting opens before" in early.content.decode()
    assert Meeting.objects.get(pk=late).state == "called"
    assert client.post(f"{page}/open", {"early": "Đủ người."}).status_code == 302
    assert "Opened at" in client.get(page).content.decode()


def test_members_are_told_of_a_meeting_and_of_its_end_which_is_confirmed(board, mailoutbox):
    people, _, _, meeting = board
    assert mail_members(meeting_id=meeting) == 3
    assert {one.to[0] for one in mailoutbox} == {people[name].email for name in ("lan", "minh", "hoa")}
    assert "Phòng 1" in mailoutbox[0].body
    client, page = client_of(people["lan"]), f"/en/meetings/{make.slug(meeting)}"
    assert client.post(f"{page}/cancel").status_code == 422
    assert client.post(f"{page}/cancel", {"why": "Bão số 5."}).status_code == 302
    assert mail_members(meeting_id=meeting) == 3
    assert mailoutbox[-1].subject.startswith(("Huỷ họp", "Meeting called off"))
    assert mail_members(meeting_id=uuid4()) == 0
