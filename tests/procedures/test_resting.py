"""Where a case waits quietly, what an applicant's own end of it is, and a promise in words."""

import pytest

from longbien.procedures.rules.desk.promise import Promise
from longbien.procedures.rules.diagram import desks_resting, rests
from longbien.procedures.rules.machine import gives_up
from tests.procedures import make

ASKED = {
    "states.more_info": {"edit": ["applicant"]},
    "actions.ask": make.action("screening", "more_info", "officer"),
    "actions.resubmit": make.action("more_info", "screening", "applicant"),
}
ELSEWHERE = {
    "states.outside": {"title": make.bi("Elsewhere")},
    "actions.leave": make.action("screening", "outside", "officer"),
    "actions.end": make.action("outside", "rejected", "system"),
}
PAID = {
    "states.paying": {"title": make.bi("To be paid")},
    "actions.ask_fee": {
        **make.action("screening", "paying", "officer"), "fee": {"minor": "100", "currency": "VND"},
    },
    "actions.paid": {**make.action("paying", "screening", "system"), "auto": True, "guard": "case.fees_paid"},
}  # fmt: skip


def changed(changes):
    return make.definition(make.changed(make.sample(), {"set": changes}))


@pytest.mark.parametrize(
    ("changes", "state", "quiet"),
    [
        ({}, "screening", False),
        ({}, "accepted", False),
        (ASKED, "more_info", True),
        (ELSEWHERE, "outside", True),
        (PAID, "paying", False),
    ],
)
def test_an_office_only_waits_where_it_is_not_its_turn(changes, state, quiet):
    definition = changed(changes)
    assert rests(definition, definition.states[state]) is quiet


def test_a_resting_case_lies_with_the_office_of_the_next_step():
    assert ("more_info", "group", "programme-officer") in desks_resting(changed(ASKED))


def test_one_that_nobody_has_a_next_step_for_lies_with_every_office():
    assert {(kind, ref) for state, kind, ref in desks_resting(changed(ELSEWHERE)) if state == "outside"} == {
        ("group", "programme-officer")
    }


@pytest.mark.parametrize(
    ("by", "target", "said"),
    [
        ("applicant", "rejected", True),
        ("officer", "rejected", False),
        (["applicant", "officer"], "rejected", False),
        ("applicant", "screening", False),
        ("system", "rejected", False),
    ],
)
def test_giving_up_is_the_applicant_s_own_end(by, target, said):
    definition = changed({"actions.stop": make.action("screening", target, by)})
    assert gives_up(definition, "stop") is said


def test_a_promise_in_words():
    assert [one["en"] for one in Promise(3, 8, ()).spans] == ["3 working days", "8 working hours"]
    assert Promise(0, 0, ()).spans == ()
