"""A case that comes to a version with automatic actions does them at once, and its chain says so."""

from datetime import timedelta

import pytest

from longbien.procedures.models import Case, MigrationLine, Move, Task
from longbien.record.actions.deliver import deliver
from longbien.record.queries import chain
from tests.procedures import make

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=2)


def second(guard, target="accepted", **more):
    auto = {
        "title": make.bi("By itself"),
        "from": "screening",
        "to": target,
        "by": "system",
        "auto": True,
        "guard": guard,
    }
    changes = {"version": 2, "migrate": {"from": 1}, "actions.small": auto}
    return make.changed(make.sample(), {"set": changes | more})


@pytest.fixture
def case_id():
    make.published()
    applicant = make.person("applicant")
    return make.submitted(make.team(applicant), applicant)


def migrated(data):
    make.published(data)
    while deliver(clock=lambda: LATER, limit=50):
        pass
    return MigrationLine.objects.get()


def test_it_is_done_in_the_same_step_after_the_migration(case_id):
    line = migrated(second({"rule": "data.size < 3", "why": make.bi("Too big.")}))
    case = Case.objects.get(pk=case_id)
    assert (case.state, case.seq, case.closed_at) == ("accepted", 4, LATER)
    assert (line.outcome, line.target, line.seq, line.why) == ("migrated", "screening", 3, [])
    taken, moved = chain(case.subject)[-2:]
    assert (taken.kind, taken.open["seq"]) == ("procedures.case-migrated", 3)
    assert (moved.kind, moved.open["action"], moved.open["seq"]) == ("procedures.case-moved", "small", 4)
    assert Move.objects.get(case=case, seq=4).at == LATER
    assert not Task.objects.exists()


def test_where_its_guard_does_not_hold_the_case_stays(case_id):
    migrated(second({"rule": "data.size > 3", "why": make.bi("Too small.")}))
    assert Case.objects.get(pk=case_id).state == "screening"


def test_what_can_t_be_done_is_undone_and_said_in_the_report(case_id):
    """It goes round in circles: the migration stands, nothing of the circle does, and the run goes on."""
    again = {"title": make.bi("Back"), "from": "round", "to": "screening", "by": "system", "auto": True}
    line = migrated(
        second(
            {"rule": "data.size < 3", "why": make.bi("Too big.")}, "round",
            **{"states.round": {"title": make.bi("Round")}, "actions.again": again,
               "actions.out": make.action("round", "rejected", "officer", require=["reason"])},
        )
    )  # fmt: skip
    case = Case.objects.get(pk=case_id)
    assert (case.state, case.seq, case.version.version) == ("screening", 3, 2)
    assert line.outcome == "migrated"
    assert "round in circles" in line.why[0]["en"]
    assert chain(case.subject)[-1].kind == "procedures.case-migrated"
