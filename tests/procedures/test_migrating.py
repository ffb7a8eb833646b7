"""Cases that go over to a new version: what is written down, what happens to deadlines, tasks and readers."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from longbien.kernel.refusal import Refusal
from longbien.kernel.text import Text
from longbien.procedures import registry
from longbien.procedures.actions.assign_tasks import assign_tasks
from longbien.procedures.actions.fees.settle_fee import record_payment
from longbien.procedures.actions.migrating.carry_on import carry_on
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.models import Case, Fee, Letter, MigrationLine, MigrationRun, Notice, Tally, Task
from longbien.procedures.queries import moves
from longbien.procedures.queries.drafts import begun
from longbien.procedures.queries.fees import fees_of, owes
from longbien.procedures.queries.papers import papers
from longbien.procedures.queries.timeline import timeline
from longbien.procedures.queries.versions import published
from longbien.record.actions.deliver import deliver
from longbien.record.models import Delivery
from longbien.record.queries import chain, entries
from longbien.record.triggers import install
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.world import LETTER

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=2)
REVIEW = {"review": {"count": 2, "by": "reviewer", "form": "review", "assign": "group:reviewer"}}
TASKS = {
    "states.screening": {"sla": {"within": "3wd", "late": ["notify officer"]}, "tasks": REVIEW},
    "roles.reviewer": "assigned:review",
    "forms.review": "forms/review.schema.json",
}
FORMS = make.sample_forms() | {"review": make.form(score={"type": "integer", "maximum": 5})}


def renamed():
    """Version 2: `screening` is called `review`, and it may last five days instead of three."""
    data = make.changed(
        make.sample(), {"set": {**TASKS, "version": 2, "migrate": {"from": 1, "map": {"screening": "review"}}}}
    )
    data["states"]["review"] = data["states"].pop("screening") | {"sla": {"within": "5wd", "late": ["notify officer"]}}
    data["states"] = {name: data["states"][name] for name in ("draft", "review", "accepted", "rejected")}
    for action in data["actions"].values():
        action.update({key: "review" for key in ("from", "to") if action[key] == "screening"})
    return data


@pytest.fixture
def people():
    made = {name: make.person(name, "reviewer") for name in ("one", "two", "three")}
    return made | {"applicant": make.person("applicant"), "officer": make.person("officer", "programme-officer")}


@pytest.fixture
def case_id(people):
    make.published(make.changed(make.sample(), {"set": TASKS}), FORMS)
    return make.submitted(make.team(people["applicant"]), people["applicant"])


def migrated(data=None, forms=FORMS):
    make.published(data or renamed(), forms)
    while deliver(clock=lambda: LATER, limit=50):
        pass
    return MigrationRun.objects.get()


def test_a_case_goes_over_with_an_entry_in_its_chain_a_move_and_a_notice(case_id, people):
    run = migrated()
    case = Case.objects.get(pk=case_id)
    assert (case.version.version, case.state, case.seq) == (2, "review", 3)
    entry = [one for one in chain(case.subject) if one.kind == "procedures.case-migrated"][-1]
    assert (entry.open["source_version"], entry.open["target_version"]) == (1, 2)
    assert (entry.open["source"], entry.open["target"], entry.open["seq"]) == ("screening", "review", 3)
    move = case.moves.get(seq=3)
    assert (move.action, move.source, move.target, move.event_id) == ("", "screening", "review", entry.id)
    assert Notice.objects.filter(person=people["applicant"], kind="migrated").count() == 1
    line = run.lines.get()
    assert (line.outcome, line.part, line.source, line.target, line.seq) == (
        "migrated",
        "open",
        "screening",
        "review",
        3,
    )


def test_the_history_is_told_by_the_version_of_each_move(case_id):
    migrated()
    case = Case.objects.get(pk=case_id)
    told = [line.title["en"] for line in timeline(case, published(case.version_id).definition, (), inside=True)]
    assert told == ["Case opened", "Submit", "Task given", "Task given", "Taken over to a new version of the service"]
    assert [(move.seq, move.state["en"]) for move in moves([case_id])] == [
        (1, "Draft"),
        (2, "Being checked"),
        (3, "Under review"),
    ]


def test_the_deadline_is_lengthened_and_its_timer_set_anew(case_id, people):
    before = Case.objects.get(pk=case_id).due
    migrated()
    case = Case.objects.get(pk=case_id)
    assert case.due > before
    timers = Delivery.objects.filter(reaction__endswith="deadline_passed", done_at=None)
    assert [timer.due_at for timer in timers] == [case.due]
    deliver(clock=lambda: case.due + timedelta(minutes=1))
    assert Notice.objects.filter(person=people["officer"], kind__startswith="late:").count() == 1


def test_a_case_that_was_late_stays_late_and_nobody_is_told_twice(case_id, people):
    data = renamed()
    data["states"]["review"]["sla"]["within"] = "3wd"
    due = Case.objects.get(pk=case_id).due
    deliver(clock=lambda: due + timedelta(minutes=1), limit=50)
    make.published(data, FORMS)
    while deliver(clock=lambda: due + timedelta(days=1), limit=50):
        pass
    case = Case.objects.get(pk=case_id)
    assert (case.version.version, case.due, case.late_seq) == (2, due, 3)
    assert Notice.objects.filter(person=people["officer"], kind__startswith="late:").count() == 1


def test_tasks_go_along_and_are_not_asked_for_twice(case_id):
    before = set(Task.objects.values_list("pk", flat=True))
    migrated()
    assert set(Task.objects.values_list("pk", flat=True)) == before
    officer = make.actor(make.person("boss", "programme-officer"))
    assert assign_tasks(case_id=case_id, by=officer, at=LATER) == 0


def test_what_the_new_version_asks_for_besides_is_asked_now(case_id):
    data = renamed()
    data["states"]["review"]["tasks"] = {"review": {**REVIEW["review"], "count": 3}}
    migrated(data)
    assert Task.objects.filter(case_id=case_id, round=3).count() == 3


def test_the_new_version_alone_judges_from_here_on(case_id, people):
    data = renamed()
    data["actions"]["approve"]["guard"] = "data.size > 100"
    migrated(data)
    with pytest.raises(Refusal) as refused:
        perform(case_id=case_id, action="approve", reason="Good.", by=make.actor(people["officer"]), at=LATER)
    assert refused.value.code == "guard"


def test_whoever_saw_the_old_version_looks_again(case_id, people):
    migrated()
    with pytest.raises(Refusal) as refused:
        perform(case_id=case_id, action="approve", reason="Good.", seq=2, by=make.actor(people["officer"]), at=LATER)
    assert refused.value.code == "already-decided"
    assert "Taken over to a new version" in refused.value.what["en"]


def test_what_does_not_fit_stays_with_the_reason(case_id):
    forms = FORMS | {"request": make.form(title={"type": "string"}, size={"type": "integer", "maximum": 1})}
    run = migrated(forms=forms)
    line = run.lines.get()
    assert (line.outcome, line.seq) == ("kept", 2)
    assert "question “size”" in line.why[0]["en"]
    assert Case.objects.get(pk=case_id).version.version == 1
    assert [entry.kind for entry in entries(run.subject)] == [
        "procedures.migration-began",
        "procedures.migration-ended",
    ]


def test_a_room_may_keep_a_case_back(case_id, monkeypatch):
    monkeypatch.setattr(registry, "_keepers", [])

    @registry.keeps
    def vote(case: UUID):
        return [Text.of(vi="Đang bỏ phiếu.", en="A vote is under way.")] if case == case_id else []

    assert migrated().lines.get().why == [{"vi": "Đang bỏ phiếu.", "en": "A vote is under way."}]


def test_a_draft_goes_over_and_stays_a_draft(people):
    make.published(make.changed(make.sample(), {"set": TASKS}), FORMS)
    case_id = make.opened(make.team(people["applicant"]), people["applicant"])
    data = renamed()
    data["states"] = {"writing": {**data["states"].pop("draft"), "title": make.bi("Writing")}, **data["states"]}
    data["actions"]["submit"]["from"] = "writing"
    migrated(data)
    case = Case.objects.get(pk=case_id)
    assert (case.version.version, case.state, case.seq) == (2, "writing", 1)
    assert not Notice.objects.filter(kind="migrated").exists()
    assert [line.title["en"] for line in timeline(case, published(case.version_id).definition, (), inside=False)] == [
        "Case opened",
        "Taken over to a new version of the service",
    ]
    assert [move.state["en"] for move in moves([case_id])] == ["Writing"]


def test_batches_follow_one_another_and_closed_cases_are_counted(people):
    make.published()
    team = make.team(people["applicant"])
    cases = [make.submitted(team, people["applicant"]) for _ in range(5)]
    perform(case_id=cases[0], action="approve", reason="Good.", by=make.actor(people["officer"]), at=make.MONDAY)
    make.published(make.changed(make.sample(), {"set": {"version": 2, "migrate": {"from": 1}}}))
    run = MigrationRun.objects.get()
    assert [carry_on(run_id=run.pk, at=LATER, limit=2) for _ in range(4)] == [2, 2, 0, 0]
    run.refresh_from_db()
    assert (run.lines.count(), run.finals, run.ended_at) == (4, 1, LATER)
    while deliver(clock=lambda: LATER, limit=50):
        pass
    assert MigrationLine.objects.count() == 4
    ended = [entry for entry in entries(run.subject) if entry.kind == "procedures.migration-ended"]
    assert [(one.open["migrated"], one.open["kept"]) for one in ended] == [(4, 0)]


def test_a_version_that_was_never_here_has_no_cases():
    make.published(make.changed(make.sample(), {"set": {"version": 3, "migrate": {"from": 2}}}))
    assert not MigrationRun.objects.exists()


def test_an_unknown_run_is_not_found():
    with pytest.raises(Refusal) as refused:
        carry_on(run_id=UUID(int=1), at=LATER)
    assert refused.value.status == 404


@pytest.fixture
def guarded():
    """The triggers of the tables, put there before anything is written: PostgreSQL changes no table that is in use."""
    install()


@pytest.mark.usefixtures("guarded", "case_id")
def test_what_became_of_a_case_cannot_be_changed_by_anyone():
    run = migrated()
    for change in (lambda rows: rows.update(outcome="kept"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(run.lines.all())


def test_a_draft_whose_state_has_tasks_goes_along_under_its_new_name(people):
    """Nobody sent it, so no move led into the state: its tasks are those of its opening, and one is still wanting."""

    def asked(initial, **more):
        apart = {name: part for name, part in TASKS.items() if name != "states.screening"}
        data = make.changed(make.sample(), {"set": {**apart, **more}})
        data["states"] = {
            initial: data["states"].pop("draft")
            | {"title": make.bi("Begun"), "tasks": {"review": REVIEW["review"] | {"count": 4}}},
            **data["states"],
        }
        data["actions"]["submit"]["from"] = initial
        return data

    make.published(asked("draft"), FORMS)
    case_id = make.opened(make.team(people["applicant"]), people["applicant"])
    run = migrated(asked("begun", version=2, migrate={"from": 1, "map": {"draft": "begun"}}))
    assert (Case.objects.get(pk=case_id).state, run.lines.get().outcome) == ("begun", "migrated")
    assert list(Task.objects.values_list("round", "state")) == [(1, "open")] * 3


def with_fee_and_four_eyes(number=1, **renamed):
    """An applicant pays for the request, an officer recommends, another one approves; actions may be called otherwise
    in a later version."""
    changes = {
        "actions.submit.fee": {"minor": "500000", "currency": "VND"},
        "states.board": {"title": make.bi("Board")},
        "actions.recommend": make.action("screening", "board", "officer"),
        "actions.approve.from": "board",
        "actions.approve.four_eyes": renamed.get("recommend", "recommend"),
    }
    if number > 1:
        changes |= {"version": number, "migrate": {"from": 1}}
    data = make.changed(make.sample(), {"set": changes})
    data["actions"] = {
        renamed.get(name, name): action | {"title": make.bi(renamed.get(name, name))}
        for name, action in data["actions"].items()
    }
    return data


@pytest.fixture
def charged(people):
    make.published(with_fee_and_four_eyes())
    return make.submitted(make.team(people["applicant"]), people["applicant"])


def settled(who):
    record_payment(
        fee_id=Fee.objects.get().pk, paid_on=LATER.date(), evidence="BL-1", by=make.actor(who), at=LATER
    )  # fmt: skip


def test_a_fee_is_called_as_in_the_version_that_charged_it(charged, people):
    settled(people["officer"])
    migrated(with_fee_and_four_eyes(2, submit="file"), make.sample_forms())
    case = Case.objects.get(pk=charged)
    assert case.version.version == 2
    assert [fee.title["en"] for fee in fees_of(case)] == ["submit"]
    assert client_of(people["applicant"]).get(f"/en/cases/{make.slug(charged)}").status_code == 200


def test_a_case_that_owes_stays_where_the_new_version_charges_nothing_for_it(charged, people):
    data = with_fee_and_four_eyes(2)
    del data["actions"]["submit"]["fee"]
    run = migrated(data, make.sample_forms())
    assert [why["en"] for why in run.lines.get().why] == [
        "The fee of “submit” is still due, and the new version charges none there."
    ]
    case = Case.objects.get(pk=charged)
    assert owes(case, published(case.version_id))


def test_nobody_checks_their_own_work_because_a_version_calls_it_otherwise(charged, people):
    settled(people["officer"])
    perform(case_id=charged, action="recommend", by=make.actor(people["officer"]), at=LATER)
    run = migrated(with_fee_and_four_eyes(2, recommend="propose"), make.sample_forms())
    assert [why["en"] for why in run.lines.get().why] == [
        "“recommend” was done here and four eyes look at it; the new version has no such action."
    ]
    with pytest.raises(Refusal, match="four-eyes"):
        perform(case_id=charged, action="approve", reason="r", by=make.actor(people["officer"]), at=LATER)


def test_a_letter_stays_where_a_version_has_none_any_more(people):
    with_letter = {"letters": {"note": "letters/note.typ"}, "actions.submit.do": ["letter note"]}
    make.published(make.changed(make.sample(), {"set": with_letter}), letters={"note": LETTER})
    applicant = make.actor(people["applicant"])
    case_id = make.submitted(make.team(people["applicant"]), people["applicant"])
    while deliver(clock=lambda: LATER, limit=50):
        pass
    letter = Letter.objects.get()
    assert letter.document_id is not None
    migrated(make.sample() | {"version": 2, "migrate": {"from": 1}}, make.sample_forms())
    case = Case.objects.get(pk=case_id)
    assert case.version.version == 2
    version = published(case.version_id)
    assert [one.id for one in papers(case, version, applicant, inside=False)] == [letter.document_id]
    page = client_of(people["applicant"]).get(f"/en/cases/{make.slug(case_id)}").content.decode()
    assert letter.number in page


def test_nothing_that_is_being_written_is_lost_to_a_version_without_its_form(people):
    make.published()
    case_id = make.opened(make.team(people["applicant"]), people["applicant"])
    applicant = make.actor(people["applicant"])
    save_draft(case_id=case_id, form="request", data={"title": "Half a thing"}, by=applicant, at=LATER)
    data = make.sample() | {"version": 2, "migrate": {"from": 1}, "forms": {"wish": "forms/wish.schema.json"}}
    data["actions"]["submit"]["form"] = "wish"
    run = migrated(data, {"wish": make.sample_forms()["request"]})
    case = Case.objects.get(pk=case_id)
    form = published(case.version_id).definition.actions["submit"].form
    assert begun(case, form, applicant, shared=True).data == {"title": "Half a thing"}
    assert [why["en"] for why in run.lines.get().why] == [
        "Somebody is writing “request”, and the new version has no such form."
    ]


def test_a_deadline_that_was_lengthened_counts_as_late_only_after_it(people):
    def lasting(days, **more):
        return make.changed(make.sample(), {"set": {"states.screening.sla": {"within": f"{days}wd"}, **more}})

    make.published(lasting(3))
    case_id = make.submitted(make.team(people["applicant"]), people["applicant"])
    before = Case.objects.get(pk=case_id).due
    migrated(lasting(5, version=2, migrate={"from": 1}), make.sample_forms())
    assert before < Case.objects.get(pk=case_id).due
    at = before + timedelta(hours=2)
    perform(case_id=case_id, action="approve", reason="r", by=make.actor(people["officer"]), at=at)
    assert set(Tally.objects.values_list("state", "late")) == {("draft", 0), ("screening", 0), ("", 0)}
