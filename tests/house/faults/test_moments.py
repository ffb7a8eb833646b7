"""Clocks, deadlines and what a form carries along: nothing that a browser sends moves them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from longbien.kernel.refusal import Refusal
from longbien.people.actions.standing.delegations import Given, delegate_office
from longbien.people.models import Membership, Person
from longbien.people.queries import actor_for
from longbien.people.queries.held import today
from longbien.procedures.actions.meetings.calling import call_meeting
from longbien.procedures.actions.migrating.carry_on import carry_on
from longbien.procedures.actions.open_case import open_case
from longbien.procedures.actions.pass_deadline import pass_deadline
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.models import Answers, Case, Draft, MigrationRun, Move, QuorumVote
from longbien.procedures.queries.versions import published
from longbien.procedures.rules.deadlines import due_after
from longbien.record.actions.deliver import deliver
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import other

pytestmark = pytest.mark.django_db
AT = make.local_noon(today())
EACH_DAY = {"AT": lambda: make.local_noon(today())}
OFFICER = "programme-officer"


@pytest.fixture
def people() -> dict[str, Person]:
    names = {"applicant": (), "mate": (), "lan": (OFFICER,), "minh": (OFFICER,), "deputy": (), "admin": ("hub-admin",)}
    return {name: make.person(name, *roles) for name, roles in names.items()}


def team_of(people):
    team = make.team(people["applicant"])
    Membership.objects.create(person=people["mate"], organisation=team, role="member")
    return team


def refused(run, **words) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        run(**words)
    return refusal.value


APPEAL = {
    "states.rejected": {"final": True, "appeal": {"procedure": "test.appeal", "within": "5wd", "reopen": "again"}},
    "actions.again": make.action("rejected", "screening", "system", require=["reason"]),
}


def rejected(people) -> Case:
    appeal = other("test.appeal") | {"about": "procedures.case"}
    appeal["states"] = {"draft": {}, **appeal["states"]}
    appeal["actions"]["submit"] = {"from": "draft", "to": "screening", "by": "applicant"}
    make.published(make.changed(appeal, {"set": {"actions.approve.do": ["reopen"]}}), {})
    make.published(make.changed(make.sample(), {"set": APPEAL}))
    case_id = make.submitted(team_of(people), people["applicant"], at=AT)
    perform(case_id=case_id, action="reject", reason="No.", by=make.actor(people["lan"]), at=AT)
    return Case.objects.get(pk=case_id)


def last_moment(case: Case) -> datetime:
    within = published(case.version_id).definition.states["rejected"].appeal.within
    return due_after(settings.HUB.calendar, case.closed_at, within)


def appeals(case: Case, who: Person, at: datetime):
    return open_case(
        procedure="test.appeal", owner_id=case.owner_id, about=case.subject, by=make.actor(who), at=at
    )  # fmt: skip


def test_an_appeal_is_taken_until_the_last_second_and_not_one_second_later(people):
    """Off by one: the last moment belongs to the applicant, the next one does not."""
    case = rejected(people)
    until = last_moment(case)
    late = until + timedelta(seconds=1)
    assert refused(appeals, case=case, who=people["applicant"], at=late).code == "appeal-too-late"
    assert appeals(case, people["applicant"], until)


def test_an_appeal_that_was_begun_in_time_is_not_sent_months_later(people):
    """A draft that is opened before the deadline is no appeal: what counts is when it is sent."""
    case = rejected(people)
    until = last_moment(case)
    appeal = appeals(case, people["applicant"], AT)
    by = make.actor(people["applicant"])
    late = refused(perform, case_id=appeal, action="submit", by=by, at=until + timedelta(seconds=1))
    assert late.code == "appeal-too-late"
    assert Case.objects.get(pk=appeal).state == "draft"
    assert perform(case_id=appeal, action="submit", by=by, at=until)


def test_nobody_appeals_somebody_elses_case_or_one_that_is_open(people):
    """Swapped ids: the case that an appeal names has to be one's own, and decided."""
    case = rejected(people)
    stranger = make.person("stranger")
    theirs = make.team(stranger)
    foreign = refused(
        open_case, procedure="test.appeal", owner_id=theirs.pk, about=case.subject, by=make.actor(stranger), at=AT
    )  # fmt: skip
    assert foreign.status == 404
    assert refused(appeals, case=case, who=people["lan"], at=AT).status in (403, 404)
    still = Case.objects.get(pk=make.submitted(case.owner, people["applicant"], at=AT))
    assert refused(appeals, case=still, who=people["applicant"], at=AT).code == "no-appeal"
    appeal = Case.objects.get(pk=appeals(case, people["applicant"], AT))
    assert refused(appeals, case=appeal, who=people["applicant"], at=AT).code == "no-appeal"
    assert refused(appeals, case=case, who=people["mate"], at=AT).code == "appealed-already"


def test_silence_counts_from_its_very_second_and_once(people):
    """A deadline that is judged early takes a right away; one that is judged twice gives it twice."""
    changes = {
        "states.screening": {"sla": {"within": "3wd", "then": "lapse"}, "silence": "approval"},
        "actions.lapse": make.action("screening", "accepted", "system"),
    }
    make.published(make.changed(make.sample(), {"set": changes}))
    case_id = make.submitted(team_of(people), people["applicant"], at=AT)
    due = Case.objects.get(pk=case_id).due
    pass_deadline(case_id=case_id, at=due - timedelta(microseconds=1))
    assert Case.objects.get(pk=case_id).state == "screening"
    for _ in range(2):
        pass_deadline(case_id=case_id, at=due)
    assert Case.objects.get(pk=case_id).state == "accepted"
    assert Move.objects.filter(case_id=case_id, action="lapse").count() == 1
    late = refused(perform, case_id=case_id, action="reject", reason="No.", by=make.actor(people["lan"]), at=due)
    assert late.code == "already-decided"


def test_an_officer_who_is_in_time_by_a_moment_is_not_overruled_by_silence(people):
    """The timer comes after the decision, whichever was due first."""
    changes = {
        "states.screening": {"sla": {"within": "3wd", "then": "lapse"}, "silence": "approval"},
        "actions.lapse": make.action("screening", "accepted", "system"),
    }
    make.published(make.changed(make.sample(), {"set": changes}))
    case_id = make.submitted(team_of(people), people["applicant"], at=AT)
    due = Case.objects.get(pk=case_id).due
    perform(case_id=case_id, action="reject", reason="No.", by=make.actor(people["lan"]), at=due)
    while deliver(clock=lambda: due + timedelta(days=1), limit=50):
        pass
    assert Case.objects.get(pk=case_id).state == "rejected"


EXTREMES = ["0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "10000-01-01", "-1", "٢٠٢٦-٠١-٠١"]


@pytest.mark.parametrize("day", EXTREMES)
def test_no_day_that_is_typed_breaks_a_page(people, day):
    """pretix and Wagtail: the year 1 or 9999, moved to another time zone, was an error of the server."""
    changes = {
        "states.screening": {"handoff": {"to": make.bi("There"), "url": "https://there.example"}},
        "actions.submit.fee": {"minor": "100000", "currency": "VND"},
    }
    make.published(make.changed(make.sample(), {"set": changes}))
    case = Case.objects.get(pk=make.submitted(team_of(people), people["applicant"], at=AT))
    lan = client_of(people["lan"])
    slug, me = make.slug(case.pk), make.slug(people["lan"].pk)
    posts = [
        (f"/cases/{slug}/elsewhere", {"number": "1", "day": day, "time": "00:00"}),
        (f"/cases/{slug}/elsewhere", {"number": "1", "day": "2026-01-01", "time": day}),
        (f"/fees/{make.slug(case.fees.get().pk)}", {"paid_on": day, "evidence": "x"}),
        (f"/people/{me}/away/absence", {"since": day, "until": day}),
        (
            f"/people/{me}/away/delegation",
            {"office": f"group:{OFFICER}", "delegate": people["deputy"].email, "since": day, "until": day},
        ),
        (
            f"/people/{me}/interests",
            {"organisation": str(case.owner_id), "kind": "supplier", "since": day, "until": day},
        ),
    ]
    for path, data in posts:
        assert lan.post(path, data).status_code < 500, path
    for path in (
        f"/cases/{slug}",
        "/desk/",
        f"/people/{me}/away",
        "/absences",
        f"/desk/?after={day}T00:00:00%2B07:00~{slug}",
    ):
        assert lan.get(path).status_code < 500, path


def test_a_computed_answer_and_one_that_is_not_asked_are_nothing_to_write(people):
    """Open Forms #1393 and its kin: read-only, hidden and computed fields sent with other values all the same."""
    form = make.form(
        title={"type": "string"},
        size={"type": "integer"},
        fee={"type": "integer", "x-computed": "data.size * 10", "optional": True},
        secret={"type": "string", "x-when": "data.size > 100", "optional": True},
    )
    make.published(make.sample(), {"request": form})
    case_id = make.opened(team_of(people), people["applicant"])
    client, by = client_of(people["applicant"]), make.actor(people["applicant"])
    fill = f"/cases/{make.slug(case_id)}/do/submit"
    client.post(fill, {"title": "A", "size": "3", "fee": "1", "secret": "x", "_shown": "title size fee secret _based"})
    perform(case_id=case_id, action="submit", data={"title": "A", "size": 3, "fee": 1, "secret": "x"}, by=by, at=AT)
    assert Answers.objects.get().data == {"title": "A", "size": 3, "fee": 30}
    unknown = make.opened(Case.objects.get(pk=case_id).owner, people["applicant"])
    more = refused(
        perform, case_id=unknown, action="submit", data={"title": "A", "size": 3, "owner_id": "x"}, by=by, at=AT
    )  # fmt: skip
    assert more.code == "form-faults"


def test_what_a_form_says_of_registers_is_believed_only_from_the_registers(people):
    """Open Forms #1393: prefilled data changed by its sender still bore the seal of its source."""
    form = make.form(title={"type": "string"}, mail={"type": "string", "x-once": "person.email"})
    make.published(make.sample(), {"request": form})
    case_id = make.opened(team_of(people), people["applicant"])
    client = client_of(people["applicant"])
    fill = f"/cases/{make.slug(case_id)}/do/submit"
    client.post(fill, {"title": "A", "mail": "mayor@example.org", "mail-used": "1", "mail_known": "1", "_save": "1"})
    by = make.actor(people["applicant"])
    perform(case_id=case_id, action="submit", data={"title": "A", "mail": "mayor@example.org"}, by=by, at=AT)
    sent = Answers.objects.get()
    assert sent.data["mail"] == "mayor@example.org"
    assert sent.known == {}


@pytest.mark.parametrize("looked", ["", "title:0", "x", "title:" + "0" * 16, "\0", "title: size: ::"])
def test_what_was_not_looked_at_is_not_sent(people, looked):
    """A last look that can be left out is none; a broken one is a conflict, never an error."""
    make.published()
    case_id = make.opened(team_of(people), people["applicant"])
    by = make.actor(people["applicant"])
    save_draft(case_id=case_id, form="request", data={"title": "A thing", "size": 2}, by=by, at=AT)
    send = f"/cases/{make.slug(case_id)}/do/submit/send"
    for seq in ("1", "99999999999999999999", "-1", "١", ""):
        answer = client_of(people["applicant"]).post(send, {"_looked": looked, "seq": seq})
        assert answer.status_code == 409
    assert Case.objects.get(pk=case_id).state == "draft"


@pytest.mark.parametrize("based", ["", "title:", "x", "\0", "~", "title:" + "0" * 16, ": :"])
@pytest.mark.parametrize("page", ["", "p", "\0", "x" * 99])
def test_a_page_that_lies_about_what_it_showed_costs_no_colleague_their_words(people, based, page):
    """Whoever may write the form may overwrite it; what the other wrote is kept, and is not sent unseen."""
    make.published()
    case_id = make.opened(team_of(people), people["applicant"])
    save_draft(
        case_id=case_id, form="request", data={"title": "Mine", "size": 2}, by=make.actor(people["applicant"]), at=AT
    )  # fmt: skip
    fill = f"/cases/{make.slug(case_id)}/do/submit"
    client = client_of(people["applicant"])
    looked = client.get(f"{fill}/send").context["looked"][1]
    over = {"title": "Over", "size": "2", "_shown": "title size", "_based": based, "_page": page}
    assert client_of(people["mate"]).post(fill, over).status_code in (302, 409)
    assert Draft.objects.get(person=people["applicant"]).data["title"] == "Mine"
    answer = client.post(f"{fill}/send", {"_looked": looked, "seq": "1"})
    assert (answer.status_code == 409) == (Case.objects.get(pk=case_id).state == "draft")
    assert "Over" not in str(Answers.objects.values_list("data", flat=True))


def quorum(people) -> Case:
    make.published(make.changed(make.sample(), {"set": {"actions.approve.quorum": 2}}))
    return Case.objects.get(pk=make.submitted(team_of(people), people["applicant"], at=AT))


def votes(case: Case, who: Person) -> int:
    return perform(case_id=case.pk, action="approve", reason="Yes.", by=make.actor(who), at=AT)


def test_an_officer_and_their_deputy_are_one_vote(people):
    """Open Forms, co-signing: the same will twice is no second one."""
    case = quorum(people)
    given = Given(f"group:{OFFICER}", people["deputy"].pk, today(), today())
    delegate_office(holder_id=people["lan"].pk, given=given, by=make.actor(people["lan"]), at=AT)
    votes(case, people["lan"])
    votes(case, people["deputy"])
    assert refused(votes, case=case, who=people["lan"]).code == "voted-already"
    assert Case.objects.get().state == "screening"
    votes(case, people["minh"])
    assert Case.objects.get().state == "accepted"


def test_a_vote_does_not_outlive_the_office(people):
    """pretix, teams: what someone did while they had a right counted after they had lost it."""
    case = quorum(people)
    votes(case, people["lan"])
    people["lan"].hub_roles.all().delete()
    votes(case, people["minh"])
    assert Case.objects.get().state == "screening"
    assert QuorumVote.objects.count() == 2


def test_whoever_asked_is_not_the_second_pair_of_eyes_even_by_a_deputy(people):
    """Four eyes by delegation: two hands of one person are two eyes."""
    changes = {
        "states.checked": {"title": make.bi("Checked")},
        "actions.check": make.action("screening", "checked", "officer"),
        "actions.approve": make.action("checked", "accepted", "officer", four_eyes=["check"]),
    }
    make.published(make.changed(make.sample(), {"set": changes}))
    case_id = make.submitted(team_of(people), people["applicant"], at=AT)
    given = Given(f"group:{OFFICER}", people["deputy"].pk, today(), today())
    delegate_office(holder_id=people["lan"].pk, given=given, by=make.actor(people["lan"]), at=AT)
    perform(case_id=case_id, action="check", by=make.actor(people["lan"]), at=AT)
    for name in ("lan", "deputy"):
        assert (
            refused(perform, case_id=case_id, action="approve", by=make.actor(people[name]), at=AT).code == "four-eyes"
        )
    perform(case_id=case_id, action="approve", by=make.actor(people["minh"]), at=AT)


def test_a_case_that_migrates_while_somebody_sends_is_judged_by_one_version(people):
    """The form was drawn by the old version and sent to the new one: refused with what changed, kept, never lost."""
    make.published()
    team = team_of(people)
    draft, sent = make.opened(team, people["applicant"]), make.submitted(team, people["applicant"])
    by = make.actor(people["applicant"])
    save_draft(case_id=draft, form="request", data={"title": "A thing", "size": 2}, by=by, at=AT)
    send = f"/cases/{make.slug(draft)}/do/submit/send"
    client = client_of(people["applicant"])
    looked = client.get(send).context["looked"][1]
    data = make.changed(make.sample(), {"set": {"version": 2, "migrate": {"from": 1}}})
    data["actions"]["hand_in"] = data["actions"].pop("submit") | {"title": make.bi("Hand in")}
    more = make.form(title={"type": "string"}, size={"type": "integer"}, why={"type": "string", "optional": True})
    make.published(data, {"request": more})
    while deliver(clock=lambda: AT, limit=50):
        pass
    carry_on(run_id=MigrationRun.objects.get().pk, at=AT)
    assert client.post(send, {"_looked": looked, "seq": "1"}).status_code == 404
    assert Draft.objects.get(case_id=draft).data["title"] == "A thing"
    assert client.get(f"/cases/{make.slug(draft)}/do/hand_in").status_code == 200
    for path in ("", "/receipt/2"):
        assert client.get(f"/cases/{make.slug(sent)}{path}").status_code == 200, path
    assert client_of(people["lan"]).get(f"/cases/{make.slug(sent)}/desk").status_code == 200


def test_children_that_open_one_another_come_to_an_end(people):
    """Procedures that open cases of each other: a circle ends in words, and leaves nothing behind."""
    circle = {"states.draft": {"edit": ["applicant"], "children": {"next": "test.sample"}}}
    make.published(make.changed(make.sample(), {"set": circle}))
    deep = refused(
        open_case, procedure="test.sample", owner_id=team_of(people).pk, about=None, by=make.actor(people["applicant"]),
        at=AT,
    )  # fmt: skip
    assert deep.code == "children-too-deep"
    assert not Case.objects.exists()


def test_no_meeting_is_called_for_the_past_or_beyond_time(people):
    by = actor_for(people["admin"].pk)
    for when in (AT - timedelta(seconds=1), datetime(1, 1, 1, tzinfo=UTC)):
        told = refused(call_meeting, body="gate-board", begins_at=when, place="1", online="", by=by, at=AT)
        assert told.code in ("bad-meeting", "not-found")
