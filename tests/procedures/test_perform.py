"""An action of a case, from the lock to its effects."""

import pytest

from longbien.procedures.actions.perform import perform
from longbien.procedures.models import Answers, Case, Move
from longbien.record.queries.entries import chain
from tests.procedures import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides():
    make.published()
    applicant, officer = make.person("applicant"), make.person("officer", "programme-officer")
    return make.team(applicant), applicant, officer


def test_a_case_goes_from_its_opening_to_its_end(sides):
    owner, applicant, officer = sides
    case_id = make.submitted(owner, applicant)
    perform(case_id=case_id, action="approve", reason="It is good.", seq=2, by=make.actor(officer), at=make.MONDAY)
    case = Case.objects.get(pk=case_id)
    assert (case.state, case.seq, case.title, case.closed_at) == ("accepted", 3, "A thing", make.MONDAY)
    assert [move.action for move in Move.objects.order_by("seq")] == ["", "submit", "approve"]
    assert [entry.kind for entry in chain(case.subject)] == ["procedures.case-opened", *["procedures.case-moved"] * 2]
    assert Answers.objects.get().data == {"title": "A thing", "size": 2}
