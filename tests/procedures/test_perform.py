"""An action of a case, from the lock to the record."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.refusal import Refusal
from longbien.procedures.actions.perform import perform
from longbien.procedures.actions.read_notices import read_notices
from longbien.procedures.actions.save_draft import save_draft
from longbien.procedures.models import Answers, Case, Draft, Move, Notice
from longbien.procedures.queries import case, cases_about, cases_of, moves
from longbien.record.actions.deliver import deliver
from longbien.record.queries import chain, openings
from tests.procedures import make

pytestmark = pytest.mark.django_db
DATA = {"title": "A thing", "size": 2}


@pytest.fixture
def sides():
    make.published(make.changed(make.sample(), {"set": {"actions.approve.do": ["notify applicant"]}}))
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    return make.team(applicant), applicant, officer


def test_a_case_goes_from_its_opening_to_its_end(sides):
    owner, applicant, officer = sides
    case_id = make.submitted(owner, applicant)
    perform(case_id=case_id, action="approve", reason="It is good.", seq=2, by=make.actor(officer), at=make.MONDAY)
    row = Case.objects.get(pk=case_id)
    assert (row.state, row.seq, row.title, row.closed_at) == ("accepted", 3, "A thing", make.MONDAY)
    assert [move.action for move in Move.objects.order_by("seq")] == ["", "submit", "approve"]
    assert [entry.kind for entry in chain(row.subject)] == ["procedures.case-opened", *["procedures.case-moved"] * 2]
    assert Answers.objects.get().data == DATA


def test_numbers_run_through_the_year(sides):
    owner, applicant, _ = sides
    numbers = [case(make.opened(owner, applicant)).number for _ in range(2)]
    year_later = make.opened(owner, applicant, at=make.MONDAY + timedelta(days=60))
    assert [re.search(r"(\d{4})\D+(\d+)$", number).groups() for number in [*numbers, case(year_later).number]] == [
        ("2026", "00001"),
        ("2026", "00002"),
        ("2027", "00001"),
    ]


def test_reason_and_answers_enter_the_log_only_sealed(sides):
    owner, applicant, officer = sides
    case_id = make.submitted(owner, applicant)
    perform(case_id=case_id, action="approve", reason="A secret reason.", by=make.actor(officer), at=make.MONDAY)
    entries = chain(case(case_id).subject)
    assert not any("secret" in entry.leaf or "A thing" in entry.leaf for entry in entries)
    assert openings(entries[-1].id)["reason"].value == "A secret reason."
    assert openings(entries[1].id)["answers_sha256"].value == Answers.objects.get().sha256


def test_the_second_officer_is_told_who_came_first(sides):
    owner, applicant, officer = sides
    second = make.person("second", "programme-officer")
    case_id = make.submitted(owner, applicant)
    perform(case_id=case_id, action="approve", reason="Good.", seq=2, by=make.actor(officer), at=make.MONDAY)
    with pytest.raises(Refusal) as refused:
        perform(case_id=case_id, action="reject", reason="Bad.", seq=2, by=make.actor(second), at=make.MONDAY)
    assert (refused.value.code, refused.value.status) == ("already-decided", 409)
    assert "Officer did “Approve” to case" in refused.value.what["en"]
    assert "09:00, 23/11/2026" in refused.value.what["vi"]
    assert Move.objects.filter(case_id=case_id).count() == 3


def test_an_old_page_is_a_conflict_even_where_the_action_would_still_be_possible():
    stay = {"from": "screening", "to": "screening", "by": "officer", "title": make.bi("Note")}
    make.published(make.changed(make.sample(), {"set": {"actions.note": stay}}))
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    case_id = make.submitted(make.team(applicant), applicant)
    assert perform(case_id=case_id, action="note", seq=2, by=make.actor(officer), at=make.MONDAY) == 3
    with pytest.raises(Refusal, match="already-decided"):
        perform(case_id=case_id, action="approve", reason="Good.", seq=2, by=make.actor(officer), at=make.MONDAY)


@pytest.mark.parametrize("action", ["nothing", "__class__"])
def test_an_action_that_is_not_there_is_not_found(sides, action):
    owner, applicant, _ = sides
    with pytest.raises(Refusal, match="not-found"):
        perform(case_id=make.opened(owner, applicant), action=action, by=make.actor(applicant), at=make.MONDAY)


def test_strangers_do_not_learn_that_a_case_exists(sides):
    owner, applicant, officer = sides
    case_id = make.opened(owner, applicant)
    for actor in (ANONYMOUS, make.actor(make.person("other")), make.actor(officer)):
        with pytest.raises(Refusal, match="not-found"):
            perform(case_id=case_id, action="submit", data=DATA, by=actor, at=make.MONDAY)


def test_an_officer_does_not_decide_for_their_own_team(sides):
    _, applicant, officer = sides
    owner = make.team(applicant, officer, name="Ours")
    case_id = make.submitted(owner, applicant)
    with pytest.raises(Refusal, match="related-party"):
        perform(case_id=case_id, action="approve", reason="We are good.", by=make.actor(officer), at=make.MONDAY)


def test_a_case_is_opened_only_in_the_name_of_one_s_own_organisation(sides):
    owner, _, _ = sides
    with pytest.raises(Refusal, match="not-found"):
        make.opened(owner, make.person("stranger"))


def test_a_draft_is_kept_as_typed_and_done_with_when_sent(sides):
    owner, applicant, _ = sides
    case_id, by = make.opened(owner, applicant), make.actor(applicant)
    for typed in ({"title": "x", "size": "many"}, {"title": "xy", "size": "more"}):
        save_draft(case_id=case_id, form="request", data=typed, by=by, at=make.MONDAY)
    assert Draft.objects.get().data == {"title": "xy", "size": "more"}
    with pytest.raises(Refusal, match="form-faults"):
        perform(case_id=case_id, action="submit", data={"title": "xy", "size": "more"}, by=by, at=make.MONDAY)
    assert Draft.objects.get().data["size"] == "more"
    perform(case_id=case_id, action="submit", data=DATA, by=by, at=make.MONDAY)
    assert not Draft.objects.exists()


def test_a_form_that_is_not_there_cannot_be_drafted(sides):
    owner, applicant, _ = sides
    with pytest.raises(Refusal, match="not-found"):
        save_draft(case_id=make.opened(owner, applicant), form="x", data={}, by=make.actor(applicant), at=make.MONDAY)


def test_notices_are_mailed_once_in_the_language_of_their_reader(sides):
    owner, applicant, officer = sides
    applicant.language = "en"
    applicant.save()
    case_id = make.submitted(owner, applicant)
    perform(case_id=case_id, action="approve", reason="Good.", by=make.actor(officer), at=make.MONDAY)
    while deliver(clock=lambda: make.MONDAY, limit=50):
        pass
    (letter,) = mail.outbox
    assert letter.to == [applicant.email]
    assert letter.subject == f"Case {case(case_id).number} “A thing”: Accepted"
    assert "Reason: “Good.”" in letter.body
    assert f"/en/cases/{'01'}" in letter.body
    assert Notice.objects.get().mailed_at == make.MONDAY


def test_notices_can_be_read_by_their_reader_only(sides):
    owner, applicant, officer = sides
    case_id = make.submitted(owner, applicant)
    perform(case_id=case_id, action="approve", reason="Good.", by=make.actor(officer), at=make.MONDAY)
    assert read_notices(by=make.actor(officer), at=make.MONDAY) == 0
    assert read_notices(by=make.actor(applicant), at=make.MONDAY) == 1


def test_cases_are_found_by_owner_and_history_by_case(sides):
    owner, applicant, _ = sides
    case_id = make.submitted(owner, applicant)
    assert [view.id for view in cases_of(owner.pk)] == [case_id]
    assert cases_about(case(case_id).subject) == ()
    assert [move.action and move.action["en"] for move in moves([case_id])] == [None, "Submit"]
    with pytest.raises(Refusal, match="not-found"):
        case(owner.pk)
