"""By when an applicant has the answer: on the page of the case, in the list, and on /me."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Case
from longbien.procedures.queries.applicant.promised import promised
from tests.people.make import client_of
from tests.procedures import make
from tests.procedures.test_pages import words

pytestmark = pytest.mark.django_db
SET = {
    "states.screening": {"sla": {"within": "3wd"}},
    "states.board": {"title": make.bi("Board"), "sla": {"within": "2wd"}},
    "states.more_info": {"edit": ["applicant"], "clock": "stop"},
    "actions.pass": make.action("screening", "board", "officer"),
    "actions.approve.from": "board",
    "actions.ask": make.action("screening", "more_info", "officer", require=["reason"]),
    "actions.resubmit": make.action("more_info", "screening", "applicant", form="request"),
}


@pytest.fixture
def sent():
    make.published(make.changed(make.sample(), {"set": SET}))
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    return make.submitted(make.team(applicant), applicant), applicant, make.actor(officer)


def by(case_id):
    return promised(Case.objects.filter(pk=case_id)).get(case_id)


def test_the_first_sending_s_promise_stands_until_more_is_asked_for(sent):
    case_id, _applicant, officer = sent
    monday = make.MONDAY
    # Five working days from Monday 23 November, of which the 24th is none; to the end of the working day.
    assert by(case_id) == datetime(2026, 12, 1, 10, tzinfo=UTC)
    perform(case_id=case_id, action="pass", by=officer, at=monday + timedelta(days=1))
    assert by(case_id) == datetime(2026, 12, 1, 10, tzinfo=UTC), "a step that was quick shortens no promise"


def test_what_was_added_gives_a_new_one_from_the_steps_that_are_to_come(sent):
    case_id, applicant, officer = sent
    monday = make.MONDAY
    perform(case_id=case_id, action="ask", reason="More.", by=officer, at=monday + timedelta(days=1))
    assert by(case_id) is None, "the applicant has to act"
    again = monday + timedelta(days=14)
    data = {"title": "A thing", "size": 2}
    perform(case_id=case_id, action="resubmit", data=data, by=make.actor(applicant), at=again)
    assert Case.objects.get(pk=case_id).due == datetime(2026, 12, 10, 10, tzinfo=UTC)  # a Thursday
    assert by(case_id) == datetime(2026, 12, 14, 10, tzinfo=UTC)


def test_it_is_said_on_every_page_of_the_applicant_in_one_question(sent):
    case_id, applicant, _officer = sent
    client, team = client_of(applicant), Case.objects.get(pk=case_id).owner
    pages = reverse("people:me"), reverse("procedures:cases")
    make.submitted(team, applicant, at=timezone.now())
    for address in pages:
        assert "bạn nhận kết quả chậm nhất" in words(client.get(address))
    long_ago = make.submitted(team, applicant, at=make.MONDAY - timedelta(days=60))
    for address in pages:
        assert "Bạn được hẹn trả kết quả trước" in words(client.get(address))
    assert "đã lỡ hẹn" in words(client.get(reverse("procedures:case", args=[long_ago])))
    with CaptureQueriesContext(connection) as asked:
        assert len(promised(Case.objects.select_related("owner"))) == 3
    assert len(asked) == 2


def test_a_draft_and_a_closed_case_promise_nothing(sent):
    case_id, applicant, officer = sent
    case = Case.objects.get(pk=case_id)
    draft = make.opened(case.owner, applicant)
    assert by(draft) is None
    perform(case_id=case_id, action="reject", reason="No.", by=officer, at=make.MONDAY)
    assert by(case_id) is None
