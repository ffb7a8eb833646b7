"""A department states a problem: the city's four steps, drafts, versions, and what stands in the record."""

import pytest

from longbien.kernel.actor import ANONYMOUS
from longbien.kernel.refusal import Refusal
from longbien.kernel.subject import Subject
from longbien.problems import queries
from longbien.problems.actions.classify import classify
from longbien.problems.actions.close import close
from longbien.problems.actions.discard import discard
from longbien.problems.actions.publish import publish
from longbien.problems.actions.save import save
from longbien.problems.actions.standardise import standardise
from longbien.problems.actions.state import state
from longbien.problems.models import Problem
from longbien.record.queries import entries
from tests.problems import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    department = make.department()
    return department, make.officer(department)


def refused(code, status, act, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    assert (caught.value.code, caught.value.status) == (code, status)
    return [fault.where for fault in caught.value.faults]


def test_four_steps_lead_into_the_catalogue_and_the_record(office):
    department, officer = office
    problem_id = make.published(officer, department)
    shown = queries.problem(ANONYMOUS, problem_id)
    assert (shown.number, shown.is_open, shown.title["vi"]) == (1, True, "Ngập úng phố cổ")
    kinds = [entry.kind for entry in entries(Subject("problems.problem", problem_id))]
    assert kinds == ["problems.stated", "problems.classified", "problems.standardised", "problems.published"]


def test_the_record_holds_the_digest_of_what_was_published(office):
    department, officer = office
    problem_id = make.published(officer, department)
    last = entries(Subject("problems.problem", problem_id))[-1]
    assert last.open["statement_sha256"] == queries.versions(problem_id)[0].sha256
    assert "reason" in last.sealed


def test_a_step_out_of_order_is_refused(office):
    department, officer = office
    problem_id = make.drafted(officer, department)
    refused("wrong-step", 409, standardise, problem_id, by=officer, at=make.NOW)
    refused("wrong-step", 409, publish, problem_id, seq=1, by=officer, at=make.NOW)
    refused("wrong-step", 409, close, problem_id, reason="No longer needed", by=officer, at=make.NOW)


def test_a_draft_may_be_unfinished_but_not_published_so(office):
    department, officer = office
    problem_id = state(department_id=department, data={"title": {"vi": "Ngập"}}, by=officer, at=make.NOW)
    where = refused("statement-faults", 422, classify, problem_id, by=officer, at=make.NOW)
    assert where == ["title/en", "summary/vi", "summary/en", "sector"]


def test_a_draft_needs_a_name_and_a_department_of_ones_own(office):
    department, officer = office
    refused("statement-faults", 422, state, department_id=department, data={}, by=officer, at=make.NOW)
    other = make.department("Another")
    refused("not-allowed", 403, state, department_id=other, data=make.words(), by=officer, at=make.NOW)
    refused("not-allowed", 403, state, department_id=department, data=make.words(), by=ANONYMOUS, at=make.NOW)


def test_what_cannot_be_kept_is_refused_even_in_a_draft(office):
    department, officer = office
    problem_id = make.drafted(officer, department)
    where = refused(
        "statement-faults", 422, save, problem_id, data={"title": {"vi": "x" * 2000}}, seq=1, by=officer, at=make.NOW
    )
    assert where == ["title/vi"]


def test_two_officers_notice_each_other(office):
    department, officer = office
    problem_id = make.drafted(officer, department)
    save(problem_id, data={"sector": "food"}, seq=1, by=officer, at=make.NOW)
    refused("saved-meanwhile", 409, save, problem_id, data={"sector": "mobility"}, seq=1, by=officer, at=make.NOW)
    assert queries.draft(officer, problem_id).sector == "food"


def test_a_change_after_publishing_is_a_new_version_with_a_reason(office):
    department, officer = office
    problem_id = make.published(officer, department)
    seq = save(problem_id, data={"title": {"vi": "Tên mới", "en": "New name"}}, seq=1, by=officer, at=make.NOW)
    assert queries.problem(ANONYMOUS, problem_id).title["en"] == "Ngập úng phố cổ"
    assert refused("reason-missing", 422, publish, problem_id, seq=seq, by=officer, at=make.NOW) == ["reason"]
    assert publish(problem_id, seq=seq, reason="A clearer name", by=officer, at=make.NOW) == 2
    assert queries.problem(ANONYMOUS, problem_id).title["en"] == "New name"
    assert queries.problem(ANONYMOUS, problem_id, number=1).title["en"] == "Ngập úng phố cổ"
    assert [one.reason for one in queries.versions(problem_id)] == ["A clearer name", ""]


def test_publishing_the_same_again_is_refused(office):
    department, officer = office
    problem_id = make.published(officer, department)
    refused("nothing-changed", 409, publish, problem_id, seq=1, reason="No change", by=officer, at=make.NOW)


def test_a_draft_of_the_next_version_can_be_given_up(office):
    department, officer = office
    problem_id = make.published(officer, department)
    seq = save(problem_id, data={"sector": "food"}, seq=1, by=officer, at=make.NOW)
    discard(problem_id, seq=seq, by=officer, at=make.NOW)
    assert queries.draft(officer, problem_id).sector == "drainage"
    first = make.drafted(officer, department)
    refused("nothing-published", 409, discard, first, seq=1, by=officer, at=make.NOW)


def test_a_closed_problem_stays_and_changes_no_more(office):
    department, officer = office
    problem_id = make.published(officer, department)
    assert refused("reason-missing", 422, close, problem_id, reason=" ", by=officer, at=make.NOW) == ["reason"]
    close(problem_id, reason="It is solved", by=officer, at=make.NOW)
    assert not queries.problem(ANONYMOUS, problem_id).is_open
    refused("wrong-step", 409, save, problem_id, data={}, seq=1, by=officer, at=make.NOW)


def test_others_can_neither_see_nor_touch_a_draft(office):
    department, officer = office
    problem_id = make.drafted(officer, department)
    stranger = make.officer(make.department("Another"))
    for who in (stranger, ANONYMOUS):
        refused("not-found", 404, save, problem_id, data={}, seq=1, by=who, at=make.NOW)
        refused("not-found", 404, queries.problem, who, problem_id)
    published = make.published(officer, department, title="Public")
    refused("not-allowed", 403, save, published, data={}, seq=1, by=stranger, at=make.NOW)
    save(published, data={"sector": "food"}, seq=1, by=make.actor("programme-officer"), at=make.NOW)


def test_nothing_is_half_done(office):
    department, officer = office
    problem_id = make.drafted(officer, department)
    before = Problem.objects.get(pk=problem_id)
    refused("wrong-step", 409, publish, problem_id, seq=1, by=officer, at=make.NOW)
    after = Problem.objects.get(pk=problem_id)
    assert (before.status, before.draft, before.draft_seq) == (after.status, after.draft, after.draft_seq)
    assert len(entries(Subject("problems.problem", problem_id))) == 1
